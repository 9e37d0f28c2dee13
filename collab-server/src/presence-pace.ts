import { LIMITS } from '@trashfire/shared/realtime/limits';

/** States delivered by one flush up to which the pace is the fastest, and from which it is the slowest. */
const FEW = 200;
const MANY = 2000;

/**
 * Time from one flush of a room's presence to the next, in ms. The eye sees no more than 30 a second; where very many move at
 * once each flush costs a frame for each member, so there are fewer of them, with more in each (facts: sync §5.1).
 * @param changed states of the last flush. @param members who each of them goes to.
 */
export function flushInterval(changed: number, members: number): number {
  const fast = 1000 / LIMITS.awarenessPerSecond;
  const slow = 1000 / LIMITS.awarenessPerSecondBusy;
  const share = Math.min(1, Math.max(0, (changed * members - FEW) / (MANY - FEW)));
  return fast + (slow - fast) * share;
}

/** When a room's presence goes out: the first change at once, then as often as {@link flushInterval} says. */
export class PresencePace {
  private timer: NodeJS.Timeout | undefined;
  private lastAt = 0;
  private states = 0;

  /** @param members who would be told. @param flush sends what changed and returns how many states that were. */
  flushSoon(members: number, flush: () => number): void {
    if (this.timer !== undefined) return;
    const wait = Math.max(0, this.lastAt + flushInterval(this.states, members) - performance.now());
    this.timer = setTimeout(() => {
      this.timer = undefined;
      this.lastAt = performance.now();
      this.states = flush();
    }, wait);
  }

  stop(): void {
    clearTimeout(this.timer);
  }
}
