import { z } from 'zod';
import { ThreadView } from '../api/comments-contract.ts';
import { ChatMessageView, RunView } from '../api/contract.ts';
import { RecordId } from '../document/schema.ts';

/**
 * What socket.io carries: "X changed" and the agent's tokens, never document content (DESIGN §1). A client joins the
 * room of its team by signing in and of an episode by `watch`.
 */
export const EVENTS = {
  'chat.message': z.object({ message: ChatMessageView }),
  'thread.changed': z.object({ thread: ThreadView }),
  'thread.removed': z.object({ episodeId: RecordId, threadId: z.string() }),
  /** A piece of the agent's answer; `offset` is where it begins, so a late joiner sees the gap and refetches the run. */
  'run.token': z.object({ runId: z.string(), episodeId: RecordId, offset: z.number().int(), text: z.string() }),
  'run.changed': z.object({ run: RunView }),
  'queue.changed': z.object({ episodeId: RecordId.nullable() }),
  'series.changed': z.object({ seriesId: RecordId.nullable() }),
  'credits.changed': z.object({ credits: z.string() }),
  'session.ended': z.object({ reason: z.string() }),
} as const;
export type EventName = keyof typeof EVENTS;
export type EventPayload<E extends EventName> = z.infer<(typeof EVENTS)[E]>;

/** Client -> server. */
export const WatchEpisode = z.strictObject({ episodeId: RecordId });
export const SOCKET_PATH = '/api/socket';
