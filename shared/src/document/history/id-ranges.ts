import type * as Y from 'yjs';

/** A set of Yjs clocks per client, kept as ranges: which characters and blocks something is true of. */
export class IdRanges {
  private readonly clients = new Map<number, { from: number; to: number }[]>();

  /** Adds `length` clocks of a client from `clock` on. */
  add(client: number, clock: number, length: number): void {
    const ranges = this.clients.get(client) ?? [];
    if (ranges.length === 0) this.clients.set(client, ranges);
    let from = clock;
    let to = clock + length;
    const start = firstEndingAt(ranges, from);
    let end = start;
    for (let range = ranges[end]; range !== undefined && range.from <= to; range = ranges[++end]) {
      from = Math.min(from, range.from);
      to = Math.max(to, range.to);
    }
    ranges.splice(start, end - start, { from, to });
  }

  has({ client, clock }: Y.ID | { client: number; clock: number }): boolean {
    const ranges = this.clients.get(client);
    if (ranges === undefined) return false;
    const range = ranges[firstEndingAt(ranges, clock + 1)];
    return range !== undefined && range.from <= clock;
  }
}

/** Index of the first range that ends at `clock` or behind it. */
function firstEndingAt(ranges: readonly { from: number; to: number }[], clock: number): number {
  let low = 0;
  let high = ranges.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((ranges[middle]?.to ?? 0) < clock) low = middle + 1;
    else high = middle;
  }
  return low;
}
