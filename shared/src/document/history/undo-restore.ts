import * as Y from 'yjs';
import type { DocumentKind } from '../names.ts';
import { type Author, type HistoryRow, isRepair } from './author.ts';
import { type RunUndone, undoRun } from './undo-run.ts';

/** The edit a restore made. */
export interface RestoreEdit {
  bytes: Uint8Array;
  /** Who restored: the row that brought it is theirs. */
  personId: string;
}

/** No run has this id: runs are UUIDs. */
const RESTORE = 'restore';
const RESTORED: Author = { kind: 'service', id: RESTORE, runId: RESTORE, step: null };

/**
 * Takes back what one restore did and nothing else (SPEC H9): what others wrote before it arrived, and since, stays, by the
 * rules an agent's run is undone by (H5).
 * @param base the state before `rows[0]`; the rows go from before the restore to the head.
 * @throws AppError conflict when the rows do not build on `base`.
 */
export function undoRestore(
  base: Uint8Array | null,
  rows: readonly HistoryRow[],
  kind: DocumentKind,
  edit: RestoreEdit,
): RunUndone {
  const at = rows.findIndex((row) => brings(row, edit));
  // Others had done all of it by then: nothing is the restore's.
  if (at < 0) return { update: null, left: [] };
  return undoRun(base, apart(rows, at, edit), kind, RESTORE);
}

/**
 * The log with the restore as a row of its own, just before the row that brought it: a room writes what one person does in one
 * turn as one row, and the rest of that row is no part of the restore. Yjs takes what it has as nothing. What the server
 * put right after it is the restore's too.
 */
function apart(rows: readonly HistoryRow[], at: number, { bytes }: RestoreEdit): HistoryRow[] {
  const next = rows.findIndex(({ author }, i) => i > at && !isRepair(author));
  const end = next < 0 ? rows.length : next;
  return rows.flatMap((row, i) => {
    if (i === at) return [{ ...row, bytes, author: RESTORED }, row];
    return [i > at && i < end ? { ...row, author: RESTORED } : row];
  });
}

function brings({ bytes, author }: HistoryRow, edit: RestoreEdit): boolean {
  if (author.kind !== 'person' || author.id !== edit.personId || author.runId !== null) return false;
  const [client] = Y.parseUpdateMeta(edit.bytes).from.keys();
  return client === undefined ? deletesOf(bytes, edit.bytes) : Y.parseUpdateMeta(bytes).from.has(client);
}

/** Something that both updates delete: of one that only deletes there is nothing else to know it by. */
function deletesOf(row: Uint8Array, edit: Uint8Array): boolean {
  const [some, wanted] = [Y.decodeUpdate(row).ds.clients, Y.decodeUpdate(edit).ds.clients];
  return [...wanted].some(([client, ranges]) =>
    ranges.some(({ clock, len }) =>
      (some.get(client) ?? []).some((other) => other.clock < clock + len && clock < other.clock + other.len),
    ),
  );
}
