import { appendFileSync, existsSync, mkdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** A log starts anew at every start and at this size; one older file is kept beside it. Bytes. */
const LIMIT = 8 * 1024 * 1024;

export interface LineLog {
  readonly file: string;
  write(line: string): void;
}

/** Log of one service in `.data/logs`, never more than twice the limit, however long the studio runs (R7). */
export function createLineLog(dataDir: string, name: string, limit = LIMIT): LineLog {
  const folder = join(dataDir, 'logs');
  mkdirSync(folder, { recursive: true });
  const file = join(folder, `${name}.log`);
  let size = rotate(file);
  return {
    file,
    write(line) {
      const text = `${line}\n`;
      if (size > 0 && size + text.length > limit) size = rotate(file);
      try {
        appendFileSync(file, text);
        size += text.length;
      } catch {
        // A full disk must not take the studio down with its log; the services themselves say what they cannot do.
      }
    },
  };
}

function rotate(file: string): number {
  if (existsSync(file) && statSync(file).size > 0) {
    rmSync(`${file}.old`, { force: true });
    renameSync(file, `${file}.old`);
  }
  return 0;
}

/** Said for whatever a service logs while the database is away: its own words name tables and queries nobody can do anything about. */
export const DATABASE_AWAY = 'The database does not answer, trying again. Nothing that was saved is lost.';
/** Codes of Prisma and of PostgreSQL for a database that cannot be reached, goes down or comes up. */
const AWAY_CODE = /^(?:P1001|P1002|P1008|P1017|P2024|57P0[1-3]|08\d{3})$/;

/** What a person should see of a service's log: errors and worse (pino's levels), in one line. Null for the rest. */
export function importantLine(line: string): string | null {
  if (!line.startsWith('{')) return null;
  try {
    const { level, msg, err } = JSON.parse(line) as {
      level?: unknown;
      msg?: unknown;
      err?: { message?: unknown; code?: unknown };
    };
    if (typeof level !== 'number' || level < 50) return null;
    const text = typeof err?.message === 'string' ? err.message : '';
    // Prisma wraps PostgreSQL's own code into its words.
    const codes = [String(err?.code), /Code: `(\w+)`/.exec(text)?.[1] ?? ''];
    if (codes.some((code) => AWAY_CODE.test(code))) return DATABASE_AWAY;
    const reason = text !== '' && text !== msg ? `: ${text}` : '';
    return `${String(msg ?? 'error')}${reason}`.replaceAll('\n', ' ').slice(0, 300);
  } catch {
    return null;
  }
}

/** Silence after which another {@link DATABASE_AWAY} is news. */
const SAME_OUTAGE_MS = 60_000;

/** Passes lines on; of those that say the database is away, the first of each outage, whichever service says it. */
export function sayOutageOnce(say: (line: string) => void, now: () => number = Date.now): (line: string) => void {
  let last = Number.NEGATIVE_INFINITY;
  return (line) => {
    if (line === DATABASE_AWAY) {
      const told = now() - last < SAME_OUTAGE_MS;
      last = now();
      if (told) return;
    }
    say(line);
  };
}
