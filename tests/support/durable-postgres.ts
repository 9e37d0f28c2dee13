import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { eventually } from '@trashfire/shared/testing/eventually';
import { CollabHarness, type Person } from '../../collab-server/src/testing/harness.ts';
import { deployMigrations } from '../../prisma/src/deploy.ts';
import { type EmbeddedPostgres, startEmbeddedPostgres } from '../../scripts/embedded-postgres.ts';

/** A Postgres of one's own that keeps what it promised over a kill -9: the run's own server does not sync. */
export interface DurablePostgres {
  url(): string;
  start(): Promise<void>;
  /** With SIGKILL, its data kept. */
  kill(): Promise<void>;
  /** Stopped in order, its data kept: `start` brings it back at the same address. */
  stop(): Promise<void>;
  remove(): Promise<void>;
}

const SETTINGS = { fsync: 'on', synchronous_commit: 'on', full_page_writes: 'on', max_connections: '60' };

export async function durablePostgres(): Promise<DurablePostgres> {
  const dataDir = mkdtempSync(join(tmpdir(), 'trashfire-chaos-'));
  // As root the server runs as another user, who must be able to pass through.
  chmodSync(dataDir, 0o711);
  let postgres: EmbeddedPostgres | null = null;

  /** While the last processes of a killed one linger, the next may come up on another port; everybody knows the first one. */
  const start = async (): Promise<void> => {
    const port = postgres?.port;
    await eventually(
      'the database is up at its address',
      async () => {
        const wished = port === undefined ? {} : { port };
        postgres = await startEmbeddedPostgres({
          dataDir,
          database: 'trashfire_chaos',
          settings: SETTINGS,
          ...wished,
          log: () => undefined,
        });
        if (port === undefined || postgres.port === port) return true;
        await postgres.stop();
        return false;
      },
      60_000,
    );
  };
  await start();
  return {
    url: () => postgres?.url ?? '',
    start,
    kill: async () => {
      if (postgres === null) return;
      process.kill(postgres.pid, 'SIGKILL');
      await postgres.exited;
    },
    stop: async () => await postgres?.stop(),
    remove: async () => {
      await postgres?.stop();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

/** A database as above with a team in it, and people. */
export interface DurableTeam {
  postgres: DurablePostgres;
  harness: CollabHarness;
  people: readonly Person[];
  /** Call when every server on it has ended. */
  close(): Promise<void>;
}

export async function durableTeam(size: number): Promise<DurableTeam> {
  const postgres = await durablePostgres();
  await deployMigrations(postgres.url());
  const harness = await CollabHarness.start({ url: postgres.url(), drop: () => Promise.resolve() });
  const people = await Promise.all(Array.from({ length: size }, (_, i) => harness.person(`Writer ${i}`)));
  return {
    postgres,
    harness,
    people,
    close: async () => {
      await harness.close();
      await postgres.remove();
    },
  };
}
