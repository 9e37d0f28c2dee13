import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { closeSync, existsSync, mkdirSync, openSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { PostgresHome } from './home.ts';
import { goneWithin, processFacts, signal } from './processes.ts';
import { giveTo } from './run-as.ts';

const MAJOR = '18';
const LOG_LIMIT_BYTES = 10 * 1024 * 1024;
const SHUTDOWN_MS = 15_000;

/** A small, durable server: a studio on a laptop has a few dozen connections and must not lose an acknowledged edit (R1). */
const SETTINGS: Readonly<Record<string, string>> = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  max_connections: '60',
  shared_buffers: '32MB',
  max_wal_size: '256MB',
  min_wal_size: '32MB',
  wal_level: 'minimal',
  max_wal_senders: '0',
  max_worker_processes: '2',
  max_parallel_workers: '0',
  io_method: 'sync',
  jit: 'off',
  fsync: 'on',
  synchronous_commit: 'on',
  full_page_writes: 'on',
  log_checkpoints: 'off',
};

/** Makes the cluster when there is none. It is made beside its place and renamed, so an interrupted start leaves no half. */
export function initialiseCluster(postgres: PostgresHome, program: string, user: string): void {
  const version = join(postgres.cluster, 'PG_VERSION');
  if (existsSync(version)) {
    const found = readFileSync(version, 'utf8').trim();
    if (found === MAJOR) return;
    throw new Error(
      `The data in ${postgres.home} was made by PostgreSQL ${found}; this studio brings ${MAJOR}. Use the release that made it.`,
    );
  }
  const unfinished = `${postgres.cluster}.unfinished`;
  rmSync(unfinished, { recursive: true, force: true });
  mkdirSync(unfinished, { mode: 0o700 });
  const passwordFile = join(unfinished, '..', 'password.init');
  writeFileSync(passwordFile, `${postgres.password}\n`, { mode: 0o600 });
  if (postgres.runAs !== null) for (const path of [unfinished, passwordFile]) giveTo(path, postgres.runAs);
  const { status, stderr, error } = spawnSync(
    join(program, 'bin', 'initdb'),
    [
      `--pgdata=${unfinished}`,
      `--username=${user}`,
      `--pwfile=${passwordFile}`,
      '--auth=scram-sha-256',
      '--encoding=UTF8',
      // The collation built into the server: sorting does not depend on what the machine has installed.
      '--locale-provider=builtin',
      '--builtin-locale=C.UTF-8',
      '--locale=C',
    ],
    { ...postgres.runAs, cwd: tmpdir(), encoding: 'utf8', env: { ...process.env, LC_ALL: 'C' } },
  );
  rmSync(passwordFile, { force: true });
  if (status !== 0) throw explain(stderr ?? String(error), postgres);
  renameSync(unfinished, postgres.cluster);
}

/**
 * Ends a server of this cluster that outlived its studio, and forgets the lock of one that did not. The new studio
 * starts its own, because it must be the parent to stop it.
 */
export async function endLeftoverServer(cluster: string): Promise<boolean> {
  const lock = join(cluster, 'postmaster.pid');
  if (!existsSync(lock)) return false;
  const pid = Number(readFileSync(lock, 'utf8').split('\n')[0]);
  const running = Number.isInteger(pid) && pid > 1 ? processFacts(pid) : null;
  if (running === null || !running.command.includes(cluster)) {
    rmSync(lock, { force: true });
    return false;
  }
  await endServer(pid);
  return true;
}

/** Fast shutdown (SIGINT: clients are cut off, everything is flushed); SIGQUIT when that hangs, which replays the log at the next start. */
export async function endServer(pid: number): Promise<void> {
  for (const name of ['SIGINT', 'SIGQUIT', 'SIGKILL'] as const) {
    signal(pid, name);
    if (await goneWithin(pid, SHUTDOWN_MS)) return;
  }
  throw new Error(`PostgreSQL (process ${pid}) does not stop. End it by hand and start again.`);
}

/** Starts the server in a process group of its own, so Ctrl-C in the terminal reaches the studio first and it stops things in order. */
export function spawnServer(
  postgres: PostgresHome,
  program: string,
  port: number,
  settings: Readonly<Record<string, string>>,
): ChildProcess {
  const flags = Object.entries({ ...SETTINGS, ...settings }).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  if (existsSync(postgres.logFile) && statSync(postgres.logFile).size > LOG_LIMIT_BYTES) {
    renameSync(postgres.logFile, `${postgres.logFile}.old`);
  }
  const log = openSync(postgres.logFile, 'a');
  const child = spawn(join(program, 'bin', 'postgres'), ['-D', postgres.cluster, '-p', String(port), ...flags], {
    ...postgres.runAs,
    cwd: tmpdir(),
    detached: true,
    stdio: ['ignore', log, log],
    env: { ...process.env, LC_ALL: 'C' },
  });
  closeSync(log);
  return child;
}

/** Turns what Postgres wrote into one line a person can act on (R5). */
export function explain(output: string, postgres: PostgresHome): Error {
  const said = output.trim().split('\n').slice(-6).join('\n');
  if (output.includes('No space left on device')) {
    return new Error(`The disk that holds ${postgres.home} is full. Free some space and start again; nothing was lost.`);
  }
  if (output.includes('Permission denied')) {
    return new Error(
      `PostgreSQL may not write to ${postgres.home}. Make that folder writable, or start as the user who owns it.\n${said}`,
    );
  }
  return new Error(`PostgreSQL did not start. It said:\n${said}`);
}
