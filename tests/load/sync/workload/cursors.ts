import { readVarBytes, readVarUint, varString, varUint } from '../wire/bytes.ts';

/** Client ids of the cursors follow each other from here. */
const FIRST_CLIENT = 5000;

/** Presence as an editor sends it while a caret moves: position n stands in `cursor.head`. */
export function cursorStates(cursor: number, positions: number): Buffer[] {
  const client = FIRST_CLIENT + cursor;
  return Array.from({ length: positions }, (_, n) => {
    const at = { type: { client: 1000, clock: 7 }, tname: null, item: { client: 1000, clock: n + 1 }, assoc: 0 };
    const state = { user: { name: `Person ${cursor}`, color: '#00ffea' }, cursor: { anchor: at, head: at } };
    return Buffer.concat([Buffer.from([1, ...varUint(client), ...varUint(n + 1)]), varString(JSON.stringify(state))]);
  });
}

/** @returns cursor and position of each state that has one. @param states as inside an awareness message. */
export function readCursors(states: Uint8Array): { cursor: number; position: number }[] {
  const reading = { bytes: states, at: 0 };
  const found: { cursor: number; position: number }[] = [];
  for (let left = readVarUint(reading); left > 0; left--) {
    const cursor = readVarUint(reading) - FIRST_CLIENT;
    readVarUint(reading);
    const json: unknown = JSON.parse(Buffer.from(readVarBytes(reading)).toString('utf8'));
    const position = (json as { cursor?: { head?: { item?: { clock?: unknown } } } } | null)?.cursor?.head?.item?.clock;
    if (typeof position === 'number') found.push({ cursor, position });
  }
  return found;
}

interface Seen {
  position: number;
  at: number;
}

/** When each position of each cursor was seen by each observer, itself or a newer one in its place. */
export class CursorWatch {
  /** From sending to being seen, ms, of every counted position at every observer. */
  readonly latencies: number[] = [];
  private readonly sentAt: number[][];
  private readonly observers: Map<number, Seen>[] = [];
  private counting = false;

  constructor(cursors: number) {
    this.sentAt = Array.from({ length: cursors }, () => []);
  }

  count(): void {
    this.counting = true;
  }

  /** The cursor's next position is being sent now. */
  sent(cursor: number): void {
    this.sentAt[cursor]?.push(performance.now());
  }

  /** @returns what to call with each awareness message this observer hears. @param own cursor, which it does not wait for. */
  observer(own: number): (states: Uint8Array) => void {
    const seen = new Map<number, Seen>();
    for (let cursor = 0; cursor < this.sentAt.length; cursor++) if (cursor !== own) seen.set(cursor, { position: 0, at: 0 });
    this.observers.push(seen);
    return (states) => {
      const now = performance.now();
      for (const { cursor, position } of readCursors(states)) this.saw(seen.get(cursor), cursor, position, now);
    };
  }

  private saw(seen: Seen | undefined, cursor: number, position: number, now: number): void {
    if (seen === undefined || position <= seen.position) return;
    const times = this.sentAt[cursor] ?? [];
    for (let n = seen.position; n < position; n++) if (this.counting) this.latencies.push(now - (times[n] ?? now));
    seen.position = position;
    seen.at = now;
  }

  /** Waits until everybody has seen every last position. @returns how many are missing when the time is over. */
  async rest(withinMs: number): Promise<number> {
    const missing = () =>
      this.observers.reduce(
        (sum, seen) => sum + [...seen].filter(([cursor, { position }]) => position < (this.sentAt[cursor]?.length ?? 0)).length,
        0,
      );
    const deadline = performance.now() + withinMs;
    while (missing() > 0 && performance.now() < deadline) await new Promise((resolve) => setTimeout(resolve, 20));
    return missing();
  }

  /** From the sending of each cursor's last position to its being seen, for those that were. */
  lastLatencies(): number[] {
    return this.observers.flatMap((seen) =>
      [...seen]
        .filter(([cursor, { position }]) => position === this.sentAt[cursor]?.length)
        .map(([cursor, { at }]) => at - (this.sentAt[cursor]?.at(-1) ?? at)),
    );
  }
}
