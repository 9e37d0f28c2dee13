import { createPrisma } from '@trashfire/prisma/client';
import { deployMigrations } from '@trashfire/prisma/deploy';
import { type Studio, seedStudio } from '@trashfire/prisma/seed';
import { createQueues } from '@trashfire/shared/jobs/queues';
import { type EmbeddedPostgres, startEmbeddedPostgres } from '../embedded-postgres.ts';
import { ensureQueueRole } from './queue-role.ts';

export interface Database {
  url: string;
  /** The worker's limited connection; undefined when the queues are on Redis. */
  queueUrl: string | undefined;
  studio: Studio;
  /** What it is, for the step's line. */
  label: string;
  /** Does something with a short-lived client. */
  withPrisma<T>(work: (prisma: ReturnType<typeof createPrisma>) => Promise<T>): Promise<T>;
  stop(): Promise<void>;
}

export interface DatabaseOptions {
  dataDir: string;
  queuePassword: string;
  env: NodeJS.ProcessEnv;
  log: (line: string) => void;
  say: (line: string) => void;
}

/**
 * Brings the database up (the one in `DATABASE_URL`, or the embedded one), applies the migrations, makes the queue's tables and
 * the first team. Everything here may run again at every start.
 */
export async function openDatabase(options: DatabaseOptions): Promise<Database> {
  const { env, log } = options;
  const embedded = env.DATABASE_URL ? null : await keepPostgres(options);
  const url = env.DATABASE_URL || embedded?.url;
  if (!url) throw new Error('There is no database address. Unset DATABASE_URL or point it at a PostgreSQL.');
  const withPrisma: Database['withPrisma'] = async (work) => {
    const prisma = createPrisma(url, 2);
    try {
      return await work(prisma);
    } finally {
      await prisma.$disconnect();
    }
  };
  try {
    const applied = await deployMigrations(url, { log });
    const queueUrl = env.REDIS_URL ? undefined : await prepareQueue(url, options);
    const studio = await withPrisma((prisma) => seedStudio(prisma));
    const where = embedded ? 'PostgreSQL 18, embedded' : `PostgreSQL at ${new URL(url).host}`;
    const news = applied.length === 0 ? '' : `, ${applied.length} ${applied.length === 1 ? 'migration' : 'migrations'} applied`;
    const label = `${where}${news}`;
    return { url, queueUrl, studio, label, withPrisma, stop: async () => embedded?.stop() };
  } catch (error) {
    await embedded?.stop();
    throw error;
  }
}

async function prepareQueue(url: string, { env, queuePassword, log }: DatabaseOptions): Promise<string> {
  const queues = createQueues({ connection: { kind: 'postgres', url }, onError: (error) => log(String(error)) });
  try {
    await queues.migrate();
  } finally {
    await queues.close();
  }
  return env.QUEUE_DATABASE_URL || ensureQueueRole(url, queuePassword);
}

/** Keeps the embedded server alive at one address: the services reconnect to it by themselves (R6). */
async function keepPostgres({ dataDir, log, say }: DatabaseOptions): Promise<{ url: string; stop(): Promise<void> }> {
  let server: EmbeddedPostgres = await startEmbeddedPostgres({ dataDir, log });
  const { port, url } = server;
  let stopping = false;
  let restarting: Promise<void> = Promise.resolve();
  const watch = (): void => {
    void server.exited.then(() => {
      if (stopping) return;
      restarting = restart().catch((error: unknown) =>
        say(`database: ${error instanceof Error ? error.message : String(error)}`),
      );
    });
  };
  const restart = async (): Promise<void> => {
    say('database stopped unexpectedly; starting it again.');
    await server.stop();
    server = await startEmbeddedPostgres({ dataDir, port, log });
    if (server.port !== port)
      throw new Error(`port ${port} was taken meanwhile. Stop the studio with Ctrl-C and start it again; nothing was lost.`);
    watch();
    say('database is back; nothing was lost.');
  };
  watch();
  return {
    url,
    async stop() {
      stopping = true;
      await restarting;
      await server.stop();
    },
  };
}
