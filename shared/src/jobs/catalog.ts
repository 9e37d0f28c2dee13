import { z } from 'zod';

/**
 * Every job of the system: its queue, what it carries, how long one attempt may run and, of what workers make, after how many
 * attempts it fails for good. Producers and consumers take their types from here; a payload is only ids, because Postgres holds
 * the facts. It counts the attempts as well: for the queue each job is a first try, and a next attempt is a new job.
 */
const Task = z.strictObject({ taskId: z.uuid() });
const Run = z.strictObject({ runId: z.uuid() });

export const JOBS = {
  // A lane of its own: a picture of a fraction of a second never waits for a shot of many.
  'render-asset': { queue: 'stills', payload: Task, attempts: 4, timeoutMs: 30_000 },
  'render-shot': { queue: 'render', payload: Task, attempts: 4, timeoutMs: 15 * 60_000 },
  'assemble-scene': { queue: 'render', payload: Task, attempts: 4, timeoutMs: 15 * 60_000 },
  'assemble-episode': { queue: 'render', payload: Task, attempts: 4, timeoutMs: 30 * 60_000 },
  'agent-run': { queue: 'agent', payload: Run, timeoutMs: 3 * 60_000 },
} as const;
export type JobName = keyof typeof JOBS;
export type QueueName = (typeof JOBS)[JobName]['queue'];
export type JobPayload<J extends JobName> = z.infer<(typeof JOBS)[J]['payload']>;

/** Stall check and lock, in ms: one pair everywhere, because BullMQ shares the check between workers of a queue. A dead worker's job is back after at most their sum. */
export const STALLED_INTERVAL_MS = 5_000;
export const LOCK_DURATION_MS = 10_000;
