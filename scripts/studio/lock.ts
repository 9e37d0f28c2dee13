import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { processFacts } from '../postgres/processes.ts';

const Holder = z.object({ pid: z.number().int(), started: z.string(), what: z.string(), url: z.string().nullable() });
/** Who uses a data folder. `url` is null until it is ready. */
export type Holder = z.infer<typeof Holder>;

export interface Lock {
  /** Says where the studio is, for whoever comes second. */
  announce(url: string): void;
  release(): void;
}

/** Stale locks removed in a row before giving up; two starts at once need two. */
const ATTEMPTS = 10;

const STUDIO_LOCK = 'studio.lock';

/** @returns the running process that uses the folder, or null: a lock left by a killed process or by another boot counts for nothing. */
export function holderOf(dataDir: string): Holder | null {
  return runningHolder(join(dataDir, STUDIO_LOCK));
}

function runningHolder(file: string): Holder | null {
  const holder = readHolder(file);
  if (holder === null) return null;
  const facts = processFacts(holder.pid);
  return facts !== null && facts.started === holder.started ? holder : null;
}

/**
 * One studio or headless run per data folder, because two would fight over one database.
 *
 * @param what word for the message of whoever comes second
 * @param name of the lock's file, for what else only one may hold
 * @returns the lock, or who holds it.
 */
export function takeLock(
  dataDir: string,
  what: string,
  name = STUDIO_LOCK,
): { ok: true; lock: Lock } | { ok: false; holder: Holder } {
  const file = join(dataDir, name);
  const mine: Holder = { pid: process.pid, started: processFacts(process.pid)?.started ?? '', what, url: null };
  const draft = `${file}.${process.pid}`;
  for (let attempt = 0; ; attempt += 1) {
    if (attempt === ATTEMPTS) throw new Error(`${file} cannot be taken. Remove it when no studio runs here, and start again.`);
    writeFileSync(draft, JSON.stringify(mine));
    // A hard link appears whole or not at all, and fails when there is one already.
    if (link(draft, file)) break;
    const holder = runningHolder(file);
    if (holder !== null) {
      rmSync(draft, { force: true });
      return { ok: false, holder };
    }
    removeStale(file, `${draft}.stale`);
  }
  rmSync(draft, { force: true });
  return { ok: true, lock: createLock(file, draft, mine) };
}

function createLock(file: string, draft: string, mine: Holder): Lock {
  return {
    announce(url) {
      writeFileSync(draft, JSON.stringify({ ...mine, url }));
      renameSync(draft, file);
    },
    release() {
      if (readHolder(file)?.pid === mine.pid) rmSync(file, { force: true });
    },
  };
}

function link(from: string, to: string): boolean {
  try {
    linkSync(from, to);
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
    throw error;
  }
}

/** Moves a dead lock aside; when another start was faster and what was moved is its live lock, it is put back. */
function removeStale(file: string, aside: string): void {
  try {
    renameSync(file, aside);
  } catch {
    return;
  }
  const moved = readHolder(aside);
  const facts = moved === null ? null : processFacts(moved.pid);
  if (facts !== null && facts.started === moved?.started) link(aside, file);
  rmSync(aside, { force: true });
}

function readHolder(file: string): Holder | null {
  try {
    return Holder.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    return null;
  }
}
