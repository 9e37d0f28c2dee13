import { MESSAGE_AWARENESS } from '@trashfire/shared/realtime/protocol';
import { Outgoing, OutgoingParts, type Sendable } from './outgoing.ts';

/** One state as it goes out. */
export interface ShownState {
  clientId: number;
  clock: number;
  /** JSON in UTF-8; `null` for one that left. */
  json: Uint8Array;
}

/** Bytes of a lib0 varUint. */
function length(n: number): number {
  let bytes = 1;
  for (let rest = n; rest >= 128; rest = Math.floor(rest / 128)) bytes++;
  return bytes;
}

/** Writes a lib0 varUint (seven bits a byte, lowest first). @returns where the next byte goes. */
function put(target: Uint8Array, at: number, n: number): number {
  let rest = n;
  let next = at;
  for (; rest >= 128; rest = Math.floor(rest / 128)) target[next++] = (rest % 128) | 128;
  target[next++] = rest;
  return next;
}

/** Below it a frame is copied: that is less work than to send it in pieces. */
const COPIED_BYTES = 4096;

/**
 * States encoded once for a whole room: each member is sent these very bytes, with its own state left out, since y-protocols
 * would take our copy for newer than its own. Encoding for each member again costs members times states (facts: sync §5.1), and
 * a copy of the bytes for each kept the collector at work half of the time that a hundred cursors took.
 */
export class PresencePack {
  private readonly bytes: Buffer;
  /** Where state i begins; one more for the end. */
  private readonly starts: number[];
  private readonly at = new Map<number, number>();
  private whole: Sendable | null = null;

  constructor(states: readonly ShownState[]) {
    this.starts = [0];
    let size = 0;
    for (const [i, { clientId, clock, json }] of states.entries()) {
      size += length(clientId) + length(clock) + length(json.length) + json.length;
      this.starts.push(size);
      this.at.set(clientId, i);
    }
    this.bytes = Buffer.allocUnsafe(size);
    let next = 0;
    for (const { clientId, clock, json } of states) {
      next = put(this.bytes, next, clientId);
      next = put(this.bytes, next, clock);
      next = put(this.bytes, next, json.length);
      this.bytes.set(json, next);
      next += json.length;
    }
  }

  /** @returns the frame without the state of `own` (null: with all of them), or null when nothing would be left. */
  frameFor(own: number | null): Sendable | null {
    const i = own === null ? undefined : this.at.get(own);
    if (i === undefined) {
      if (this.at.size === 0) return null;
      this.whole ??= this.frame(this.at.size, this.bytes.length, this.bytes.length);
      return this.whole;
    }
    if (this.at.size === 1) return null;
    return this.frame(this.at.size - 1, this.starts[i] ?? 0, this.starts[i + 1] ?? 0);
  }

  /** All but what lies from `from` to `to`. */
  private frame(count: number, from: number, to: number): Sendable {
    const inner = length(count) + this.bytes.length - (to - from);
    const head = Buffer.allocUnsafe(1 + length(inner) + length(count));
    put(head, put(head, put(head, 0, MESSAGE_AWARENESS), inner), count);
    const parts = [head, this.bytes.subarray(0, from), this.bytes.subarray(to)].filter((part) => part.length > 0);
    return inner < COPIED_BYTES ? new Outgoing([Buffer.concat(parts)]) : new OutgoingParts(parts);
  }
}
