import { type Author, type HistoryRow, sameAuthor } from '@trashfire/shared/document/history/author';

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

/** Packs a log page by page, so that no page holds up the process for long. */
export class LogPacker {
  private readonly base: { seq: number; bytes: Uint8Array } | null;
  private readonly pages: { bytes: Uint8Array; lengths: Uint32Array; by: Uint32Array }[] = [];
  private readonly authors: Author[] = [];
  private seq: number;
  private last: { author: Author; place: number } | null = null;

  constructor(base: { seq: number; bytes: Uint8Array } | null) {
    this.base = base;
    this.seq = base?.seq ?? 0;
  }

  get rows(): number {
    return this.pages.reduce((sum, { lengths }) => sum + lengths.length, 0);
  }

  add(rows: readonly HistoryRow[]): void {
    const lengths = Uint32Array.from(rows, (row) => row.bytes.length);
    const by = Uint32Array.from(rows, (row) => this.placeOf(row.author));
    this.pages.push({ bytes: joined(rows.map((row) => row.bytes)), lengths, by });
    this.seq = rows.at(-1)?.seq ?? this.seq;
  }

  finish(): PackedLog {
    const { base, pages, authors, seq } = this;
    return {
      base: base === null ? null : new Uint8Array(base.bytes),
      baseSeq: base?.seq ?? 0,
      seq,
      bytes: joined(pages.map((page) => page.bytes)),
      lengths: Uint32Array.from(pages.flatMap((page) => [...page.lengths])),
      by: Uint32Array.from(pages.flatMap((page) => [...page.by])),
      authors,
    };
  }

  /** Rows of one author come in long runs. */
  private placeOf(author: Author): number {
    if (this.last !== null && sameAuthor(this.last.author, author)) return this.last.place;
    const known = this.authors.findIndex((one) => sameAuthor(one, author));
    const place = known >= 0 ? known : this.authors.push(author) - 1;
    this.last = { author, place };
    return place;
  }
}

/** Packs a log that is at hand. */
export function packLog(base: { seq: number; bytes: Uint8Array } | null, rows: readonly HistoryRow[]): PackedLog {
  const packer = new LogPacker(base);
  packer.add(rows);
  return packer.finish();
}

function joined(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
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
