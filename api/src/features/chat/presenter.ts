import { AskContext, NO_CONTEXT } from '@trashfire/shared/api/ask-context';
import type { ChatMessageView } from '@trashfire/shared/api/contract';
import { z } from 'zod';
import { AGENT_AUTHOR } from '../../agent/identity.ts';
import { presentPerson } from '../session/person.ts';

export interface MessageRow {
  id: string;
  episodeId: string;
  text: string;
  runId: string | null;
  createdAt: Date;
  mentions: string[];
  author: { id: string; name: string; color: string } | null;
  /** The run it asked for, or was said in. */
  run: { context: unknown } | null;
}

/** What a message is read with. */
export const MESSAGE_INCLUDE = {
  author: { select: { id: true, name: true, color: true } },
  run: { select: { context: true } },
} as const;

/** A row as windows get it; without an author it is the agent's. */
export function presentMessage(row: MessageRow): ChatMessageView {
  return {
    id: row.id,
    episodeId: row.episodeId,
    author: row.author === null ? AGENT_AUTHOR : { ...presentPerson(row.author), agent: false },
    text: row.text,
    at: row.createdAt.toISOString(),
    runId: row.runId,
    context: row.author === null || row.run === null ? null : askOf(row.run.context),
    mentions: row.mentions,
  };
}

const Stored = z.object({ ask: AskContext.catch(NO_CONTEXT) }).catch({ ask: NO_CONTEXT });

/** What an ask was about, out of its run's row; a run from before asks had a context points at nothing. */
export function askOf(context: unknown): AskContext {
  return Stored.parse(context).ask;
}
