import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, existsSync, openSync, readFileSync, readSync, rmSync, statSync, writeSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import { endLeftoverServer, endServer, explain, initialiseCluster, spawnServer } from './postgres/cluster.ts';
import { type PostgresHome, postgresLocation, postgresProgram, preparePostgresHome } from './postgres/home.ts';
import { processFacts } from './postgres/processes.ts';

export { postgresLocation };

/** Ends the server that a killed studio left running in a data folder. @returns whether there was one. */
export function endLeftoverPostgres(dataDir: string): Promise<boolean> {
  return endLeftoverServer(join(postgresLocation(dataDir), 'cluster'));
}

export interface EmbeddedPostgresOptions {
  /** The studio's data folder (`.data`). Postgres lies in it, or where `postgres.location` in it says. */
  dataDir: string;
  /** Port wished for; a taken one, or none given, becomes a free one. */
  port?: number;
  user?: string;
  database?: string;
  /** Server settings over the defaults, for example `{ fsync: 'off' }` in tests. */
  settings?: Readonly<Record<string, string>>;
  log: (line: string) => void;
}

export interface EmbeddedPostgres {
  /** Connection string of the database, password included. */
  url: string;
  port: number;
  /** Process number of the server. */
  pid: number;
  /** Resolves when the server has ended, whoever ended it. */
  exited: Promise<void>;
  /** Shuts the server down and waits until it is gone. Safe to call twice. */
  stop(): Promise<void>;
}

const READY_MS = 60_000;
const START_ATTEMPTS = 5;

/**
 * Brings up the PostgreSQL 18 that ships in npm, as root and as an ordinary user: makes the cluster the first time,
 * takes over after a crash (a lock left behind, a server that outlived its studio) and creates the database.
 * @throws Error whose message is one line for people: what happened and what to do.
 */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const user = options.user ?? 'trashfire';
  const { postgres, release } = claimHome(options.dataDir);
  try {
    const program = postgresProgram(postgres.runAs);
    if (await endLeftoverServer(postgres.cluster)) options.log('Stopped a PostgreSQL left over from the last run.');
    initialiseCluster(postgres, program, user);
    const { child, port } = await startServer(postgres, program, options);
    const address = (database: string) => `postgresql://${user}:${postgres.password}@127.0.0.1:${port}/${database}`;
    const database = options.database ?? 'trashfire';
    await ensureDatabase(address('postgres'), database);
    return running(child, address(database), port, release);
  } catch (error) {
    release();
    throw error;
  }
}

function running(child: ChildProcess, url: string, port: number, release: () => void): EmbeddedPostgres {
  const pid = child.pid ?? 0;
  const exited =
    child.exitCode === null && child.signalCode === null ? once(child, 'exit').then(() => undefined) : Promise.resolve();
  const stopAtExit = (): void => void child.kill('SIGINT');
  process.once('exit', stopAtExit);
  void exited.then(() => process.off('exit', stopAtExit));
  child.unref();
  return {
    url,
    port,
    pid,
    exited,
    async stop() {
      process.off('exit', stopAtExit);
      await endServer(pid);
      release();
    },
  };
}

/** What the system says about files, in words that say what to do (R5). */
const FILE_TROUBLES: Readonly<Record<string, string>> = {
  EACCES: 'may not be written by this user. Start as its owner, or make it writable.',
  EPERM: 'may not be written by this user. Start as its owner, or make it writable.',
  EROFS: 'is on a read-only disk. Choose a data folder on a writable one.',
  ENOSPC: 'is on a full disk. Free some space and start again; nothing was lost.',
};

function claimHome(dataDir: string): { postgres: PostgresHome; release: () => void } {
  try {
    const postgres = preparePostgresHome(dataDir);
    return { postgres, release: takeOwnership(postgres) };
  } catch (cause) {
    const code = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
    const trouble = FILE_TROUBLES[code];
    throw trouble === undefined ? cause : new Error(`The data folder ${dataDir} ${trouble}`, { cause });
  }
}

/** One studio per data folder: two would fight over one cluster. */
function takeOwnership(postgres: PostgresHome): () => void {
  const file = join(postgres.home, 'owner');
  if (existsSync(file)) {
    const [pid, started] = readFileSync(file, 'utf8').split(' ');
    const facts = processFacts(Number(pid));
    if (facts !== null && facts.started === started && Number(pid) !== process.pid) {
      throw new Error(`Another studio (process ${pid}) is using ${postgres.home}. Stop it first, or use its window.`);
    }
    rmSync(file, { force: true });
  }
  const owner = openSync(file, 'wx', 0o600);
  writeSync(owner, `${process.pid} ${processFacts(process.pid)?.started ?? ''}`);
  closeSync(owner);
  return () => rmSync(file, { force: true });
}

async function startServer(
  postgres: PostgresHome,
  program: string,
  options: EmbeddedPostgresOptions,
): Promise<{ child: ChildProcess; port: number }> {
  let said = '';
  for (let attempt = 0; attempt < START_ATTEMPTS; attempt += 1) {
    const port = await freePort(attempt === 0 ? (options.port ?? 0) : 0);
    const logStart = existsSync(postgres.logFile) ? statSync(postgres.logFile).size : 0;
    const child = spawnServer(postgres, program, port, options.settings ?? {});
    if (await becomesReady(child, port)) return { child, port };
    said = readFrom(postgres.logFile, logStart);
    // A port taken in between, or the last processes of a killed server still letting go of its memory: both pass.
    if (!/could not bind|pre-existing shared memory|is another postmaster/i.test(said)) break;
    await delay(500);
  }
  throw explain(said, postgres);
}

/** Ready when it answers the wire protocol, even with "wrong password": recovery after a crash may take its time. */
async function becomesReady(child: ChildProcess, port: number): Promise<boolean> {
  const ended = new Promise<false>((resolve) => {
    child.once('error', () => resolve(false));
    child.once('exit', () => resolve(false));
  });
  const deadline = Date.now() + READY_MS;
  while (Date.now() < deadline) {
    const answered = await Promise.race([ended.then(() => null), answers(port)]);
    if (answered === null) return false;
    if (answered) return true;
    await delay(30);
  }
  child.kill('SIGQUIT');
  return false;
}

async function answers(port: number): Promise<boolean> {
  const client = new pg.Client({ host: '127.0.0.1', port, user: 'nobody', password: 'none', database: 'postgres' });
  client.on('error', () => undefined);
  try {
    await client.connect();
    return true;
  } catch (error) {
    // 28P01 is "wrong password" from a server that is up; 57P03 says it is still starting.
    return error instanceof Error && 'code' in error && String(error.code).startsWith('28');
  } finally {
    await client.end().catch(() => undefined);
  }
}

async function ensureDatabase(adminUrl: string, database: string): Promise<void> {
  const client = new pg.Client({ connectionString: adminUrl });
  // A server that dies under it fails the query, which says so; unheard, it would end the process as well.
  client.on('error', () => undefined);
  await client.connect();
  try {
    const { rowCount } = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [database]);
    if (rowCount === 0) await client.query(`CREATE DATABASE ${pg.escapeIdentifier(database)}`);
  } finally {
    await client.end();
  }
}

/** @returns `wished` when it is free, else a port the system picks. */
async function freePort(wished: number): Promise<number> {
  const probe = createServer();
  try {
    probe.listen(wished, '127.0.0.1');
    await once(probe, 'listening');
    const address = probe.address();
    return typeof address === 'object' && address !== null ? address.port : wished;
  } catch {
    return wished === 0 ? 0 : freePort(0);
  } finally {
    probe.close();
  }
}

function readFrom(file: string, offset: number): string {
  if (!existsSync(file)) return '';
  const size = Math.max(0, statSync(file).size - offset);
  const buffer = Buffer.alloc(Math.min(size, 64 * 1024));
  const handle = openSync(file, 'r');
  readSync(handle, buffer, 0, buffer.length, offset + size - buffer.length);
  closeSync(handle);
  return buffer.toString('utf8');
}
