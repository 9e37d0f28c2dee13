import type { ChatMessageView } from '@trashfire/shared/api/contract';
import { presentPerson } from '../session/person.ts';

/** The agent as an author: nobody's account, always marked as what it is (R8). */
export const AGENT_AUTHOR: ChatMessageView['author'] = {
  id: 'agent',
  name: 'Agent',
  color: '#00ffea',
  initials: 'AI',
  agent: true,
};

export interface MessageRow {
  id: string;
  episodeId: string;
  text: string;
  runId: string | null;
  createdAt: Date;
  author: { id: string; name: string; color: string } | null;
}

export function presentMessage(row: MessageRow): ChatMessageView {
  return {
    id: row.id,
    episodeId: row.episodeId,
    author: row.author === null ? AGENT_AUTHOR : { ...presentPerson(row.author), agent: false },
    text: row.text,
    at: row.createdAt.toISOString(),
    runId: row.runId,
  };
}
