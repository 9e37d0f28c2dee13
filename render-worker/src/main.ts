import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdirSync, rmSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { createQueues } from '@trashfire/shared/jobs/queues';
import { pino } from 'pino';
import { createWorkerApi } from './api-client.ts';
import { readEnv } from './env.ts';
import { createHealthServer } from './health.ts';
import { createMakerPool, makerProcess } from './making/pool.ts';
import { locateFfmpeg } from './media/ffmpeg.ts';
import { createProgressBoard } from './steps/progress.ts';
import { createJoinRoom } from './steps/room-presence.ts';
import { systemTimer } from './steps/timer.ts';
import { createTaskHandler } from './worker.ts';

const IDLE_MAKER_MS = 20_000;
/** Making processes beyond those that shots may take, so that a new shot's picture never waits for a render. */
const STILL_PLACES = 1;
/** Stills under way at once: while some are drawn, others are claimed and stored. */
const STILLS_AT_ONCE = 4;
const CLOSE_MS = 5_000;

const env = readEnv(process.env);
const log = pino({ name: 'render-worker', level: env.LOG_LEVEL });
const workerId = `${hostname()}-${process.pid}-${randomUUID().slice(0, 8)}`;

const ffmpeg = await locateFfmpeg({ configured: env.FFMPEG_PATH, path: process.env.PATH });
log.info({ ffmpeg }, 'ffmpeg found');

// Files of tasks that a crash left behind belong to nobody: their tasks begin anew elsewhere.
const scratch = join(env.DATA_DIR, 'scratch');
rmSync(scratch, { recursive: true, force: true });
mkdirSync(scratch, { recursive: true });

const wait = async (ms: number, signal?: AbortSignal) => await pause(ms, undefined, signal ? { signal } : {});
const api = createWorkerApi({ apiUrl: env.API_URL, token: env.WORKER_TOKEN, workerId, fetch, pause: wait });
const pool = createMakerPool({
  size: env.RENDER_CONCURRENCY + STILL_PLACES,
  start: makerProcess(ffmpeg.path),
  idleMs: IDLE_MAKER_MS,
});
const progress = createProgressBoard({
  join: createJoinRoom({ api, collabUrl: env.COLLAB_URL }),
  setTimer: systemTimer,
});
const handle = createTaskHandler({
  api,
  make: pool.make,
  progress,
  scratch,
  log,
  pause: wait,
  now: () => performance.now(),
});

const queues = createQueues({
  connection: env.REDIS_URL ? { kind: 'redis', url: env.REDIS_URL } : { kind: 'postgres', url: env.QUEUE_DATABASE_URL ?? '' },
  onError: (error) => log.warn({ err: error }, 'queue'),
});
const run = ({ taskId }: { taskId: string }, signal: AbortSignal) => handle(taskId, signal);
const consumers = [
  queues.consume('stills', STILLS_AT_ONCE, { 'render-asset': run }),
  queues.consume('render', env.RENDER_CONCURRENCY, { 'render-shot': run, 'assemble-scene': run, 'assemble-episode': run }),
];

let closing = false;
const health = createHealthServer(() => !closing).listen(env.PORT, env.HOST);
await once(health, 'listening');
log.info({ workerId, concurrency: env.RENDER_CONCURRENCY, queue: queues.kind }, 'ready');

async function close(): Promise<void> {
  if (closing) return;
  closing = true;
  health.close();
  // Half-made shots are not waited for: the sweep hands their tasks to the next worker (R6).
  await Promise.race([Promise.all(consumers.map((consumer) => consumer.close(true))), pause(CLOSE_MS)]);
  progress.close();
  await pool.close();
  await Promise.race([queues.close(), pause(CLOSE_MS)]);
  process.exit(0);
}
process.on('SIGTERM', () => void close());
process.on('SIGINT', () => void close());
