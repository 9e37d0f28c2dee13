import { MESSAGE_AWARENESS } from '@trashfire/shared/realtime/protocol';
import { blankOutgoing, type Outgoing } from './outgoing.ts';

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

/**
 * States encoded once for a whole room: each member's awareness frame is copied out of these bytes, with its own state left
 * out, since y-protocols would take our copy for newer than its own. Encoding for each member again costs members times
 * states (facts: sync §5.1).
 */
export class PresencePack {
  private readonly bytes: Buffer;
  /** Where state i begins; one more for the end. */
  private readonly starts: number[];
  private readonly at = new Map<number, number>();
  private whole: Outgoing | null = null;

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
  frameFor(own: number | null): Outgoing | null {
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
  private frame(count: number, from: number, to: number): Outgoing {
    const inner = length(count) + this.bytes.length - (to - from);
    const outgoing = blankOutgoing(1 + length(inner) + inner);
    // Written after the header of the WebSocket frame, which is there already.
    let next = outgoing.wire.length - (1 + length(inner) + inner);
    next = put(outgoing.wire, next, MESSAGE_AWARENESS);
    next = put(outgoing.wire, next, inner);
    next = put(outgoing.wire, next, count);
    next += this.bytes.copy(outgoing.wire, next, 0, from);
    this.bytes.copy(outgoing.wire, next, to);
    return outgoing;
  }
}
