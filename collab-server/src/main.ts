import { randomUUID } from 'node:crypto';
import { createPool } from '@trashfire/prisma/connect';
import { assertDurable } from '@trashfire/prisma/document-log';
import { COMPACTION } from '@trashfire/shared/realtime/limits';
import { createPostgresBus } from './adapters/postgres-bus.ts';
import { createPostgresCompaction } from './adapters/postgres-compaction.ts';
import { createPostgresLog } from './adapters/postgres-log.ts';
import { createPostgresMembership } from './adapters/postgres-membership.ts';
import { createRedisBus } from './adapters/redis-bus.ts';
import { MergeThread } from './compaction/merge-thread.ts';
import { allowedOrigins, readEnv } from './env.ts';
import { lowerHelperThreads } from './helper-threads.ts';
import { createLogger } from './logger.ts';
import { CollabServer } from './server.ts';

/** Longest time from being asked to stop to having stopped. */
const STOP_MS = 10_000;
/** A statement the database does not answer counts as failed after this: its commit is tried again (R1). */
const STATEMENT_MS = 10_000;

const env = readEnv(process.env);
const logger = createLogger(env.LOG_LEVEL);
const { DATABASE_URL: url, DATABASE_POOL: max } = env;
const pool = createPool({ url, max, name: 'collab-server', statementMs: STATEMENT_MS, logger });

lowerHelperThreads();
await assertDurable(pool);
const server = new CollabServer({
  log: createPostgresLog(pool),
  compaction: {
    log: createPostgresCompaction(pool, env.LOG_KEEP_DAYS),
    merger: new MergeThread({ ms: COMPACTION.mergeMs, heapMiB: COMPACTION.mergeHeapMiB }),
  },
  membership: createPostgresMembership(pool),
  bus: env.REDIS_URL === undefined ? createPostgresBus(url, pool, logger) : createRedisBus(env.REDIS_URL, logger),
  logger,
  ticketSecret: env.TICKET_SECRET,
  allowedOrigins: allowedOrigins(env.PUBLIC_URL),
  node: randomUUID(),
});
const port = await server.listen(env.PORT, env.HOST);
logger.info({ port, host: env.HOST }, 'listening');

let stopping = false;
async function stop(signal: string): Promise<void> {
  if (stopping) return;
  stopping = true;
  logger.info({ signal }, 'stopping');
  // Everything acknowledged is in the log, so ending by force loses nothing.
  setTimeout(() => process.exit(1), STOP_MS).unref();
  await server.drain();
  await pool.end();
  process.exit(0);
}
for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => void stop(signal));
