import { LIMITS } from '@trashfire/shared/realtime/limits';
import * as Y from 'yjs';

/** A reader that takes nothing for this long is gone. */
const STUCK_MS = 15_000;

/**
 * Decides what a connection that reads slowly is sent: above one limit no more updates, which would pile up in our memory,
 * but one difference once it has drained (DESIGN §5.6). Pure bookkeeping; the caller owns the socket.
 */
export class SlowReader {
  /** What the reader has, as a state vector, since it became slow; null while it keeps up. */
  private since: Uint8Array | null = null;
  private lowest = 0;
  private progressAt = 0;
  /** A whole document may lie in the buffer on its way; that is not slowness of the reader. */
  private allowance = 0;

  get slow(): boolean {
    return this.since !== null;
  }

  /** Call after sending. @param sent what has been sent; its state vector is taken only when it is needed. */
  sent(buffered: number, now: number, sent: { stateVector(): Uint8Array }): void {
    if (this.since !== null || buffered <= LIMITS.slowReaderBytes) return;
    this.since = sent.stateVector();
    this.lowest = buffered;
    this.progressAt = now;
  }

  /**
   * A slow reader says what it has. It may have become slow before it had anything: the difference must begin there.
   * @throws what lib0 throws on an unreadable state vector.
   */
  asks(stateVector: Uint8Array): void {
    if (this.since === null) return;
    Y.decodeStateVector(stateVector);
    this.since = stateVector;
  }

  /** A large answer to a sync request is about to be sent. */
  allow(bytes: number): void {
    this.allowance = Math.max(this.allowance, bytes);
  }

  /** @returns the state vector to send the difference from, `close`, or null to keep waiting. */
  check(buffered: number, now: number): Uint8Array | 'close' | null {
    // Whatever it is made of: small answers that nobody counted pile up as well.
    if (buffered > LIMITS.slowReaderCloseBytes + this.allowance) return 'close';
    if (buffered <= LIMITS.slowReaderResumeBytes) {
      const from = this.since;
      this.since = null;
      this.allowance = 0;
      return from;
    }
    if (this.since === null) return null;
    if (buffered < this.lowest) {
      this.lowest = buffered;
      this.progressAt = now;
    }
    return now - this.progressAt > STUCK_MS ? 'close' : null;
  }
}
