import type { AuthorSpan } from '@trashfire/shared/document/author-spans';
import type { HistoryRow } from '../ports/compaction-log.ts';
import type { MergeJob } from './merge.ts';

/** A {@link MergeJob} as it travels to the thread: all bytes in one buffer that changes hands instead of being copied. */
export interface MergeMessage {
  bytes: ArrayBuffer;
  /** Length of the start, then of each row. */
  lengths: Uint32Array<ArrayBuffer>;
  hasStart: boolean;
  seqs: Float64Array<ArrayBuffer>;
  times: Float64Array<ArrayBuffer>;
  /** Each author once; `authorOf` says whose each row is. */
  authors: HistoryRow['author'][];
  authorOf: Uint32Array<ArrayBuffer>;
  points: readonly number[];
  known: readonly AuthorSpan[] | null;
}

/**
 * Packing costs one copy, and it must: rows as a database driver hands them out are views of its own receive buffers, which
 * would be taken away from under it.
 */
export function packJob({ start, rows, points, known }: MergeJob): { message: MergeMessage; transfer: ArrayBuffer[] } {
  const parts = [start ?? new Uint8Array(), ...rows.map((row) => row.bytes)];
  const lengths = Uint32Array.from(parts, (part) => part.length);
  const bytes = new Uint8Array(lengths.reduce((sum, length) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  const { authors, authorOf } = packAuthors(rows);
  const seqs = Float64Array.from(rows, (row) => row.seq);
  const times = Float64Array.from(rows, (row) => row.at);
  const message = { bytes: bytes.buffer, lengths, hasStart: start !== null, seqs, times, authors, authorOf, points, known };
  return { message, transfer: [bytes.buffer, lengths.buffer, seqs.buffer, times.buffer, authorOf.buffer] };
}

function packAuthors(rows: readonly HistoryRow[]): Pick<MergeMessage, 'authors' | 'authorOf'> {
  const index = new Map<string, number>();
  const authors: HistoryRow['author'][] = [];
  const authorOf = Uint32Array.from(rows, ({ author: { kind, id, runId, step } }) => {
    const key = JSON.stringify([kind, id, runId, step]);
    const known = index.get(key);
    if (known !== undefined) return known;
    index.set(key, authors.length);
    return authors.push({ kind, id, runId, step }) - 1;
  });
  return { authors, authorOf };
}

export function unpackJob({ bytes, lengths, hasStart, seqs, times, authors, authorOf, points, known }: MergeMessage): MergeJob {
  let at = 0;
  const take = (length: number): Uint8Array => {
    at += length;
    return new Uint8Array(bytes, at - length, length);
  };
  const [startLength = 0, ...rowLengths] = lengths;
  const start = take(startLength);
  const rows = rowLengths.map((length, i): HistoryRow => {
    const author = authors[authorOf[i] ?? 0];
    if (author === undefined) throw new TypeError('a row without an author');
    return { seq: seqs[i] ?? 0, bytes: take(length), author, at: times[i] ?? 0 };
  });
  return { start: hasStart ? start : null, rows, points, known };
}
