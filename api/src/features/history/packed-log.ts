import type { Author, HistoryRow } from '@trashfire/shared/document/history/author';

/** A stretch of a document's log on its way to another thread: few buffers, which move without being copied. */
export interface PackedLog {
  /** State before the first row, null for the empty document. */
  base: Uint8Array<ArrayBuffer> | null;
  baseSeq: number;
  /** Seq of the last row, or `baseSeq`. */
  seq: number;
  /** All rows' bytes, one behind the other. */
  bytes: Uint8Array<ArrayBuffer>;
  lengths: Uint32Array<ArrayBuffer>;
  /** Place of each row's author in `authors`. */
  by: Uint32Array<ArrayBuffer>;
  authors: Author[];
}

export function packLog(base: { seq: number; bytes: Uint8Array } | null, rows: readonly HistoryRow[]): PackedLog {
  const bytes = new Uint8Array(rows.reduce((sum, row) => sum + row.bytes.length, 0));
  const lengths = new Uint32Array(rows.length);
  const by = new Uint32Array(rows.length);
  const authors: Author[] = [];
  const places = new Map<string, number>();
  let at = 0;
  for (const [i, row] of rows.entries()) {
    bytes.set(row.bytes, at);
    at += row.bytes.length;
    lengths[i] = row.bytes.length;
    const { kind, id, runId, step } = row.author;
    const key = JSON.stringify([kind, id, runId, step]);
    const place = places.get(key) ?? authors.push(row.author) - 1;
    places.set(key, place);
    by[i] = place;
  }
  const baseSeq = base?.seq ?? 0;
  return {
    base: base === null ? null : new Uint8Array(base.bytes),
    baseSeq,
    seq: rows.at(-1)?.seq ?? baseSeq,
    bytes,
    lengths,
    by,
    authors,
  };
}

/** The rows again; their bytes are views. */
export function unpackRows({ baseSeq, bytes, lengths, by, authors }: PackedLog): HistoryRow[] {
  const rows: HistoryRow[] = [];
  let at = 0;
  for (const [i, length] of lengths.entries()) {
    const author = authors[by[i] ?? 0];
    if (author === undefined) throw new RangeError('a packed row names an author that is not there');
    rows.push({ seq: baseSeq + i + 1, bytes: bytes.subarray(at, at + length), author });
    at += length;
  }
  return rows;
}

/** Buffers that may be moved. */
export function buffersOf(log: PackedLog): ArrayBuffer[] {
  return [...(log.base === null ? [] : [log.base.buffer]), log.bytes.buffer, log.lengths.buffer, log.by.buffer];
}
