import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { postgresLocation } from '../../scripts/embedded-postgres.ts';
import { processFacts } from '../../scripts/postgres/processes.ts';
import { launchStudio, type StudioProcess } from './studio-process.ts';

/** One real studio in a data folder of its own that may be stopped, killed and started again at the same address. */
export interface LiveStudio {
  readonly url: string;
  readonly collabUrl: string;
  /** Where its data lies. */
  readonly dataDir: string;
  ownerLink(): Promise<string>;
  guestLink(): Promise<string>;
  loginToken(): Promise<string>;
  /** Process numbers of the services by name. */
  pids(): Promise<Record<string, number | null>>;
  /** `kill -9` of every process of it at once, the database included. */
  killEverything(): Promise<void>;
  /** Starts it again after {@link killEverything}, or stops it in order and starts it. */
  restart(): Promise<void>;
  /** Statements on its database, for what no screen can do yet. */
  sql(text: string, values?: readonly unknown[]): Promise<pg.QueryResult>;
  stop(): Promise<void>;
}

/** Starts a whole studio from an empty data folder with free ports and waits until it is ready; {@link LiveStudio.stop} removes the folder. */
export async function startLiveStudio(): Promise<LiveStudio> {
  const dataDir = mkdtempSync(join(tmpdir(), 'trashfire-e2e-'));
  // As root the database runs as another user, who must be able to pass through.
  chmodSync(dataDir, 0o711);
  let running: StudioProcess = await launchStudio(dataDir);
  const { url, collabUrl } = running;
  const cluster = (): string => join(postgresLocation(dataDir), 'cluster');
  const postmaster = (): string[] => readFileSync(join(cluster(), 'postmaster.pid'), 'utf8').split('\n');

  return {
    url,
    collabUrl,
    dataDir,
    ownerLink: () => running.ownerLink(),
    guestLink: () => running.guestLink(),
    loginToken: () => running.loginToken(),
    pids: () => running.pids(),
    async killEverything() {
      const services = Object.values(await running.pids());
      const database = Number(postmaster()[0]);
      // The one that watches first, or it would start the others again.
      for (const pid of [running.pid, ...services, database]) if (pid !== null) process.kill(pid, 'SIGKILL');
      await running.kill();
    },
    async restart() {
      await running.stop();
      running = await launchStudio(dataDir, { port: Number(new URL(url).port) });
      if (running.url !== url) throw new Error(`the studio came back at ${running.url} instead of ${url}`);
    },
    async sql(text, values = []) {
      const password = readFileSync(join(postgresLocation(dataDir), 'password'), 'utf8').trim();
      const client = new pg.Client({
        host: '127.0.0.1',
        port: Number(postmaster()[3]),
        user: 'trashfire',
        database: 'trashfire',
        password,
      });
      await client.connect();
      try {
        return await client.query(text, [...values]);
      } finally {
        await client.end();
      }
    },
    async stop() {
      await running.stop();
      // A test that failed between kill and restart leaves the database behind.
      if (existsSync(join(cluster(), 'postmaster.pid'))) {
        const pid = Number(postmaster()[0]);
        if (processFacts(pid)?.command.includes(cluster()) === true) process.kill(pid, 'SIGQUIT');
      }
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}
