import type { ChatMessageView } from '@trashfire/shared/api/contract';
import { AGENT_AUTHOR } from '../../agent/identity.ts';
import { presentPerson } from '../session/person.ts';

export interface MessageRow {
  id: string;
  episodeId: string;
  text: string;
  runId: string | null;
  createdAt: Date;
  author: { id: string; name: string; color: string } | null;
}

/** A row as windows get it; without an author it is the agent's. */
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
