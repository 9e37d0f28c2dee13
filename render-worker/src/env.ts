import { availableParallelism } from 'node:os';
import { z } from 'zod';

/** Everything the worker is told from outside, read once by main.ts. */
const Env = z.object({
  /** Where the api answers, `http://host:port`. */
  API_URL: z.url(),
  /** Where the collab-server answers, `ws://host:port`. */
  COLLAB_URL: z.url(),
  WORKER_TOKEN: z.string().min(16),
  /** Postgres that carries the queue; its role may touch the schema `bullmq` alone. Not needed when REDIS_URL is set. */
  QUEUE_DATABASE_URL: z.string().optional(),
  REDIS_URL: z.string().optional(),
  /** Health port; 0 takes a free one. */
  PORT: z.coerce.number().int().min(0).max(65_535).default(0),
  HOST: z.string().default('127.0.0.1'),
  /** Unfinished files lie in its `scratch`. */
  DATA_DIR: z.string().min(1),
  RENDER_CONCURRENCY: z.coerce.number().int().min(1).max(64).default(availableParallelism()),
  FFMPEG_PATH: z.string().optional(),
  LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error']).default('info'),
});
export type Env = z.infer<typeof Env>;

/** @throws Error that lists every variable that is missing or wrong. */
export function readEnv(source: NodeJS.ProcessEnv): Env {
  const result = Env.safeParse(source);
  if (!result.success) throw new Error(`The render worker cannot start:\n${z.prettifyError(result.error)}`);
  if (result.data.REDIS_URL === undefined && result.data.QUEUE_DATABASE_URL === undefined) {
    throw new Error('The render worker cannot start: set QUEUE_DATABASE_URL, or REDIS_URL.');
  }
  return result.data;
}
