import * as Y from 'yjs';
import type { Author } from './author.ts';

interface Stretch {
  from: number;
  to: number;
  author: Author;
}

/**
 * Who wrote what: each of a client's clocks to the author of the row that brought it first (SPEC H3). One window is one client
 * and one person; an agent's run is one client and a stretch for each step.
 */
export class Authors {
  private readonly whole = new Map<number, Author>();
  private readonly stretches = new Map<number, Stretch[]>();

  /** Everything of this client is by one author. */
  addClient(client: number, author: Author): void {
    this.whole.set(client, author);
  }

  /** What a row brought is by its author; call in the order of the log. */
  addRow(bytes: Uint8Array, author: Author): void {
    const { from, to } = Y.parseUpdateMeta(bytes);
    for (const [client, end] of to) this.addSpan(client, from.get(client) ?? 0, end, author);
  }

  /** Clocks `from` until before `to` of a client, as they are known of rows that are gone; call in the order of the clocks, before the rows. */
  addSpan(client: number, from: number, to: number, author: Author): void {
    const stretches = this.stretches.get(client) ?? [];
    this.stretches.set(client, stretches);
    // A row may repeat what an earlier one brought; that stays with who brought it first.
    const start = Math.max(from, stretches.at(-1)?.to ?? 0);
    if (start < to) stretches.push({ from: start, to, author });
  }

  /** Calls `visit` for each stretch of one author, in order; null where the log no longer knows. */
  each(client: number, clock: number, length: number, visit: (author: Author | null, from: number, to: number) => void): void {
    const end = clock + length;
    let at = clock;
    const stretches = this.stretches.get(client) ?? [];
    for (let i = firstAfter(stretches, clock); i < stretches.length; i++) {
      const { from, to, author } = stretches[i] as Stretch;
      if (from >= end) break;
      if (from > at) visit(this.whole.get(client) ?? null, at, from);
      visit(author, Math.max(at, from), Math.min(end, to));
      at = Math.min(end, to);
    }
    if (at < end) visit(this.whole.get(client) ?? null, at, end);
  }

  of({ client, clock }: Y.ID): Author | null {
    let found: Author | null = null;
    this.each(client, clock, 1, (author) => {
      found = author;
    });
    return found;
  }
}

/** Index of the first stretch that ends behind `clock`; a run of many steps has thousands. */
function firstAfter(stretches: readonly Stretch[], clock: number): number {
  let low = 0;
  let high = stretches.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((stretches[middle]?.to ?? 0) <= clock) low = middle + 1;
    else high = middle;
  }
  return low;
}
