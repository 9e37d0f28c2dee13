import { once } from 'node:events';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { createPrisma } from '@trashfire/prisma/client';
import { createPool } from '@trashfire/prisma/connect';
import { seedStudio } from '@trashfire/prisma/seed';
import { createQueues } from '@trashfire/shared/jobs/queues';
import { Redis } from 'ioredis';
import { pino } from 'pino';
import { createAgent } from './agent/agent.ts';
import { createApp } from './app.ts';
import { createCore } from './core.ts';
import { type Env, readEnv } from './env.ts';
import { createFolderStore } from './features/assets/folder-store.ts';
import type { AssetStore } from './features/assets/store.ts';
import { createGroqProbe } from './features/connections/groq-probe.ts';
import { ensureDemo } from './features/demo/demo.ts';
import { createRenderModule } from './features/render/module.ts';
import { createBell } from './realtime/bell.ts';
import { createTicker } from './scheduler/ticker.ts';

/** Longest time from being asked to stop to having stopped. */
const STOP_MS = 10_000;
const STATEMENT_MS = 20_000;
/** How often it is looked whether something deleted is left to remove. */
const ERASE_MS = 60_000;
/** The demo needs the collab-server, which may start after the api. */
const DEMO_RETRY_MS = 2_000;

const env = readEnv(process.env);
const logger = pino({ name: 'api', level: env.LOG_LEVEL });
const pool = createPool({ url: env.DATABASE_URL, max: env.DATABASE_POOL, name: 'api', statementMs: STATEMENT_MS, logger });
const prisma = createPrisma(env.DATABASE_URL, env.DATABASE_POOL);
const carrier = env.REDIS_URL === undefined ? 'postgres' : 'redis';
const connection = { kind: carrier, url: env.REDIS_URL ?? env.DATABASE_URL } as const;
const queues = createQueues({ connection, onError: (error) => logger.warn({ err: error }, 'the queue failed') });
const redis = env.REDIS_URL === undefined ? null : new Redis(env.REDIS_URL, { maxRetriesPerRequest: null });
redis?.on('error', (error) => logger.warn({ err: error }, 'Redis failed'));

let stopping = false;
const server = createServer((request, response) => app(request, response));
const groq = { model: env.GROQ_MODEL, baseUrl: env.GROQ_BASE_URL };
const core = createCore({
  server,
  prisma,
  pool,
  store: await assetStore(env),
  probeGroq: createGroqProbe(groq),
  ...(redis === null ? {} : { redis }),
  settings: {
    publicUrl: env.PUBLIC_URL,
    collabUrl: env.COLLAB_URL,
    internalCollabUrl: env.COLLAB_INTERNAL_URL ?? env.COLLAB_URL,
    ticketSecret: env.TICKET_SECRET,
    urlSecret: env.URL_SECRET,
    encryptionKey: Buffer.from(env.ENCRYPTION_KEY, 'base64url'),
    groq: { ...groq, environmentKey: env.GROQ_API_KEY },
    queue: carrier === 'redis' ? 'Redis' : 'Postgres',
  },
  logger,
  now: () => new Date(),
});
const render = createRenderModule(core, { queues, workerToken: env.WORKER_TOKEN, apiUrl: env.API_URL ?? env.PUBLIC_URL });
const agent = createAgent({ core, queues, groq, onQueued: render.outboxGrew });
const clientDist = env.CLIENT_DIST === undefined ? {} : { clientDist: env.CLIENT_DIST };
const trustedProxy = env.TRUSTED_PROXY === undefined ? {} : { trustedProxy: env.TRUSTED_PROXY };
const app = createApp(core, { render, agent }, { draining: () => stopping, ...clientDist, ...trustedProxy });
const bell = createBell({ source: connection, onMessage: render.onBell, onReconnect: render.catchUp, logger });
const eraser = createTicker(ERASE_MS, core.erasure.sweep, (error) =>
  logger.warn({ err: error }, 'could not remove what was deleted; trying again'),
);
const uploads = createTicker(ERASE_MS, core.uploads.sweep, (error) =>
  logger.warn({ err: error }, 'could not let go of uploads that never ended; trying again'),
);
const demo = env.DEMO_SERIES === 'on' ? startDemo() : null;

server.listen(env.PORT, env.HOST);
await once(server, 'listening');
logger.info({ port: env.PORT, host: env.HOST }, 'listening');

for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => void stop(signal));

async function assetStore(from: Env): Promise<AssetStore> {
  const { S3_BUCKET: bucket, S3_REGION: region, S3_ENDPOINT: endpoint } = from;
  if (bucket === undefined) return await createFolderStore(join(from.DATA_DIR, 'assets'));
  // Loaded only where it is used: the SDK is the largest thing an embedded studio would carry for nothing.
  const { createS3Store } = await import('./features/assets/s3-store.ts');
  const keys = { accessKeyId: from.S3_ACCESS_KEY_ID ?? '', secretAccessKey: from.S3_SECRET_ACCESS_KEY ?? '' };
  return createS3Store({ bucket, region, ...keys, ...(endpoint === undefined ? {} : { endpoint }) });
}

/** Tries until the demo series stands, which may take until the collab-server is up; then never again. */
function startDemo(): { stop(): Promise<void> } {
  let standing = false;
  return createTicker(
    DEMO_RETRY_MS,
    async () => {
      if (standing) return;
      const { teamId, ownerId: personId } = await seedStudio(prisma);
      const { writer, scripts } = core;
      const seriesId = await ensureDemo({ prisma, writer, scripts, renders: render.service }, { teamId, personId });
      standing = true;
      if (seriesId !== null) core.realtime.emit({ team: teamId }, 'series.changed', { seriesId });
    },
    (error) => logger.info({ err: error }, 'the demo series is not ready yet; trying again'),
  );
}

/** Takes no more requests, lets what runs come to a safe end, then lets go of everything. */
async function stop(signal: string): Promise<void> {
  if (stopping) return;
  stopping = true;
  logger.info({ signal }, 'stopping');
  // Everything decided is in Postgres, so ending by force loses nothing (R6).
  setTimeout(() => process.exit(1), STOP_MS).unref();
  await core.realtime.close();
  server.closeIdleConnections();
  await Promise.all([agent.close(), demo?.stop(), eraser.stop(), uploads.stop(), render.stop(), bell.close()]);
  await queues.close();
  server.closeAllConnections();
  redis?.disconnect();
  await prisma.$disconnect();
  await pool.end();
  process.exit(0);
}
