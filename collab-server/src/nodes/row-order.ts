import type { LogRow } from '../ports/update-log.ts';

/** Rows that wait for one before them, at most; beyond it the log is read instead. */
const MOST_ROWS = 256;
const MOST_BYTES = 1024 * 1024;

/**
 * Brings rows back into the order of the log. Ours are known by the answer to their commit and another node's by the bell,
 * so one may be heard of before the one it follows.
 */
export class RowOrder {
  /** By seq; null for what is in the document already. */
  private readonly ahead = new Map<number, Uint8Array | null>();
  private bytes = 0;

  /** Whether rows wait for one that is missing. */
  get waiting(): boolean {
    return this.ahead.size > 0;
  }

  has(seq: number): boolean {
    return this.ahead.has(seq);
  }

  /**
   * @param bytes of the row, or null when the document has its content.
   * @returns false when there is no room for it: the log has to be read.
   */
  hold(seq: number, bytes: Uint8Array | null): boolean {
    if (this.ahead.has(seq)) return true;
    const size = bytes?.length ?? 0;
    if (this.ahead.size >= MOST_ROWS || this.bytes + size > MOST_BYTES) return false;
    this.ahead.set(seq, bytes);
    this.bytes += size;
    return true;
  }

  /**
   * Everything that follows `seq` without a gap, and forgets it and what came before.
   * @returns `seq` of the last of them, and the rows that are not in the document yet.
   */
  takeAfter(seq: number): { seq: number; rows: LogRow[] } {
    const rows: LogRow[] = [];
    let last = seq;
    for (; this.ahead.has(last + 1); last++) {
      const bytes = this.ahead.get(last + 1);
      if (bytes) rows.push({ seq: last + 1, bytes });
    }
    for (const [held, bytes] of this.ahead) {
      if (held > last) continue;
      this.ahead.delete(held);
      this.bytes -= bytes?.length ?? 0;
    }
    return { seq: last, rows };
  }
}
