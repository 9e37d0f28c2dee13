/** Beyond this a clock is nonsense; far enough below 2^53 that counting on from it stays exact. */
export const LAST_CLOCK = 2 ** 52;

/**
 * A clock in milliseconds that never stands still or goes back and is never behind what was heard from another node, however
 * far the nodes' own clocks are apart (a hybrid logical clock: Kulkarni et al., 2014, with the offset kept in place of a
 * counter, so that it runs on at the pace of time between two messages). A client that moves from one node to another
 * ignores presence that is not newer than what it saw.
 */
export class NodeClock {
  private last = 0;
  private ahead = 0;
  private readonly now: () => number;

  /** @param now ms since the epoch. */
  constructor(now: () => number = Date.now) {
    this.now = now;
  }

  /** A time later than all that were given or heard before. */
  next(): number {
    this.last = Math.max(this.last + 1, Math.floor(this.now() + this.ahead));
    return this.last;
  }

  /** Another node's clock showed this. */
  heard(clock: number): void {
    if (clock > LAST_CLOCK) return;
    this.ahead = Math.max(this.ahead, clock - this.now());
    this.last = Math.max(this.last, clock);
  }
}
