/** Rows that wait for one before them, at most; beyond it the log is read instead. */
const MOST_ROWS = 256;
const MOST_BYTES = 1024 * 1024;

/** A row of the log; null for the bytes of what is in the document already. */
export interface HeldRow {
  seq: number;
  bytes: Uint8Array | null;
}

/**
 * Brings rows back into the order of the log. Ours are known by the answer to their commit and another node's by the bell,
 * so one may be heard of before the one it follows.
 */
export class RowOrder {
  /** By seq; null for what is in the document already. */
  private readonly ahead = new Map<number, Uint8Array | null>();
  private bytes = 0;

  get size(): number {
    return this.ahead.size;
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

  /** Everything that follows `seq` without a gap. */
  after(seq: number): HeldRow[] {
    const rows: HeldRow[] = [];
    for (let next = seq + 1; ; next++) {
      const bytes = this.ahead.get(next);
      if (bytes === undefined) return rows;
      rows.push({ seq: next, bytes });
    }
  }

  /** Forgets `seq` and what came before. */
  forget(seq: number): void {
    for (const [held, bytes] of this.ahead) {
      if (held > seq) continue;
      this.ahead.delete(held);
      this.bytes -= bytes?.length ?? 0;
    }
  }
}
