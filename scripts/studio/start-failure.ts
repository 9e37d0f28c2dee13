import { postgresLocation } from '../embedded-postgres.ts';
import { freeBytes, fullest } from '../setup/environment.mjs';
import { failureLine } from '../setup/terminal.mjs';

/** Two of Postgres' log segments: with less it stops, and each part of the studio then fails in words of its own. Bytes. */
const FULL = 32 * 1024 * 1024;

/**
 * The one line of a start that failed (R5). A full disk shows in as many ways as there are programs writing to it, so the disk
 * itself is asked before the error is believed.
 *
 * @param full free bytes below which a disk counts as full; for tests
 */
export function explainStartFailure(error: unknown, dataDir: string, full = FULL): string {
  const folder = fullest([dataDir, postgresLocation(dataDir)]);
  if (freeBytes(folder) < full) {
    return failureLine(`the disk of ${folder} is full`, 'Free about 300 MB there and start again; nothing was lost.');
  }
  const [what = 'unknown', ...todo] = (error instanceof Error ? error.message : String(error)).split(/(?<=\.) /);
  return failureLine(what, todo.join(' ') || `The details are in ${dataDir}/logs.`);
}
