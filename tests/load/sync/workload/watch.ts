import * as Y from 'yjs';

/**
 * When each edit in one room arrived at each observer. An update tells the range of clocks it holds, so edits that a server
 * merged or sent in another grouping are each found (facts: sync, "How to benchmark side by side").
 */
export class Watch {
  /** From an edit's sending to its arrival, ms, of every counted edit at every observer. */
  readonly latencies: number[] = [];
  /** Edits sent since {@link count}. */
  counted = 0;
  private readonly sentAt = new Map<number, number[]>();
  private readonly observers: Map<number, number>[] = [];
  private counting = false;

  /** @param clients of the writers; each begins at clock 0 and adds one clock an edit. */
  constructor(clients: readonly number[]) {
    for (const client of clients) this.sentAt.set(client, []);
  }

  /** From now on arrivals are kept. Everything sent before must have arrived. */
  count(): void {
    this.counting = true;
    this.counted = 0;
  }

  /** The writer's next edit is being sent now. */
  send(client: number): void {
    this.sentAt.get(client)?.push(performance.now());
    this.counted++;
  }

  /** @returns what to call with each update this observer hears. @param own client whose edits it does not wait for. */
  observer(own: number | null): (update: Uint8Array) => void {
    const seen = new Map<number, number>();
    for (const client of this.sentAt.keys()) if (client !== own) seen.set(client, 0);
    this.observers.push(seen);
    return (update) => this.arrived(seen, update);
  }

  private arrived(seen: Map<number, number>, update: Uint8Array): void {
    const now = performance.now();
    for (const [client, clock] of Y.parseUpdateMeta(update).to) {
      const times = this.sentAt.get(client);
      let n = seen.get(client);
      if (times === undefined || n === undefined) continue;
      for (; n < clock && n < times.length; n++) if (this.counting) this.latencies.push(now - (times[n] ?? now));
      seen.set(client, n);
    }
  }

  /** Edits that observers have not heard of. */
  get missing(): number {
    let missing = 0;
    for (const seen of this.observers) for (const [client, n] of seen) missing += (this.sentAt.get(client)?.length ?? 0) - n;
    return missing;
  }
}
