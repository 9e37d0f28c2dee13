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

/** What a person should see of a service's log: errors and worse (pino's levels), in one line. Null for the rest. */
export function importantLine(line: string): string | null {
  if (!line.startsWith('{')) return null;
  try {
    const { level, msg, err } = JSON.parse(line) as { level?: unknown; msg?: unknown; err?: { message?: unknown } };
    if (typeof level !== 'number' || level < 50) return null;
    const reason = typeof err?.message === 'string' && err.message !== msg ? `: ${err.message}` : '';
    return `${String(msg ?? 'error')}${reason}`.replaceAll('\n', ' ').slice(0, 300);
  } catch {
    return null;
  }
}
