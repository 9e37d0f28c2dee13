import { COMPACTION } from '@trashfire/shared/realtime/limits';
import type { CompactionTurn, History, LogExtent, Snapshot } from '../ports/compaction-log.ts';
import type { MergeJob, MergeOutcome } from './merge.ts';

type Merge = (job: MergeJob) => Promise<MergeOutcome>;
type Refusal = Exclude<MergeOutcome, { state: 'merged' }> | { state: 'incomplete' };

export interface CompactionReport {
  head: number;
  /** Seq of the snapshot that was made; null when there was none to make, or it was refused. */
  snapshot: number | null;
  /** Rows that were given up. */
  trimmed: number;
  /** Why the newest state was not kept. */
  refused: Refusal | null;
  /** Why old rows were not given up. */
  trimRefused: Refusal | null;
  damaged: readonly number[];
  /** There is more to merge or to give up than one pass takes. */
  more: boolean;
}

export interface CompactionPolicy {
  keptRows: number;
  /** Fewer old rows are not worth a pass. */
  trimRows: number;
  pass: { rows: number; bytes: number };
  passVersions: number;
}

export const POLICY: CompactionPolicy = {
  keptRows: COMPACTION.keptRows,
  trimRows: COMPACTION.tail.rows,
  pass: COMPACTION.pass,
  passVersions: COMPACTION.passVersions,
};

/**
 * Merges what follows the newest snapshot into a new one, and gives up rows that are older than the retention: the log then
 * begins at a snapshot of the very row that went last, so the document as of any later row can still be read.
 * @param mayTrim false leaves the old rows alone.
 * @returns null when the document is gone.
 */
export async function compactDocument(
  turn: CompactionTurn,
  merge: Merge,
  mayTrim: boolean,
  policy: CompactionPolicy = POLICY,
): Promise<CompactionReport | null> {
  const extent = await turn.extent();
  if (extent === null) return null;
  const newest = await mergeTail(turn, merge, extent, policy);
  const reached = newest.snapshot?.seq ?? extent.snapshot;
  const trim = mayTrim ? await mergeOldRows(turn, merge, extent, reached, policy) : NOTHING;
  const snapshots = [...trim.snapshots, ...(newest.snapshot === null ? [] : [newest.snapshot])];
  if (snapshots.length > 0) await turn.store({ snapshots, trimTo: trim.to, authors: trim.authors });
  return {
    head: extent.head,
    snapshot: newest.snapshot?.seq ?? null,
    trimmed: trim.to === null ? 0 : trim.to - extent.base,
    refused: newest.refused,
    trimRefused: trim.refused,
    damaged: extent.damaged,
    more: (newest.refused === null && reached < extent.head) || trim.more,
  };
}

interface Tail {
  snapshot: Snapshot | null;
  refused: Refusal | null;
}

async function mergeTail(
  turn: CompactionTurn,
  merge: Merge,
  { head, snapshot }: LogExtent,
  { pass }: CompactionPolicy,
): Promise<Tail> {
  if (head <= snapshot) return { snapshot: null, refused: null };
  const history = await turn.history(head, head, pass);
  const to = lastOf(history, snapshot);
  if (to === null) return { snapshot: null, refused: { state: 'incomplete' } };
  const outcome = await merge({ start: history.start?.bytes ?? null, rows: history.rows, points: [to], known: null });
  if (outcome.state !== 'merged') return { snapshot: null, refused: outcome };
  return { snapshot: outcome.snapshots[0] ?? null, refused: null };
}

interface Trim {
  snapshots: Snapshot[];
  to: number | null;
  authors: Extract<MergeOutcome, { state: 'merged' }>['authors'];
  refused: Refusal | null;
  more: boolean;
}

const NOTHING: Trim = { snapshots: [], to: null, authors: [], refused: null, more: false };

async function mergeOldRows(
  turn: CompactionTurn,
  merge: Merge,
  { base, expired, pins }: LogExtent,
  newest: number,
  { keptRows, trimRows, pass, passVersions }: CompactionPolicy,
): Promise<Trim> {
  const wanted = Math.min(expired, newest - keptRows);
  if (wanted - base < trimRows) return NOTHING;
  const history = await turn.history(base, wanted, pass);
  const last = lastOf(history, base);
  if (last === null) return { ...NOTHING, refused: { state: 'incomplete' } };
  // A named version is read long after its rows are gone.
  const versions = pins.filter((seq) => seq < last);
  const to = versions[passVersions] ?? last;
  const points = [...versions.slice(0, passVersions), to];
  const rows = history.rows.filter((row) => row.seq <= to);
  const outcome = await merge({ start: history.start?.bytes ?? null, rows, points, known: await turn.lastSpans() });
  if (outcome.state !== 'merged') return { ...NOTHING, refused: outcome };
  return { snapshots: outcome.snapshots, to, authors: outcome.authors, refused: null, more: wanted - to >= trimRows };
}

/** @returns seq of the last row; null when the history does not go on from `from` without a gap. */
function lastOf({ start, rows }: History, from: number): number | null {
  const last = rows.at(-1);
  return (start?.seq ?? 0) === from && last !== undefined && last.seq === from + rows.length ? last.seq : null;
}
