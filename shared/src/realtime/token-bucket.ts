/** A rate: `burst` at once and `perSecond` after that. */
export interface Rate {
  readonly burst: number;
  readonly perSecond: number;
}

/** Holds one sender to a rate. */
export class TokenBucket {
  private tokens: number;
  private last: number;
  private readonly rate: Rate;

  /** @param now milliseconds of a monotonic clock. */
  constructor(rate: Rate, now: number) {
    this.rate = rate;
    this.tokens = rate.burst;
    this.last = Math.floor(now);
  }

  /** @returns false when there is not enough left; nothing is taken then. */
  take(cost: number, now: number): boolean {
    const { burst, perSecond } = this.rate;
    // Whole milliseconds: V8 keeps a fraction in an allocation of its own, and there is a bucket for each connection.
    const at = Math.floor(now);
    this.tokens = Math.min(burst, this.tokens + ((at - this.last) / 1000) * perSecond);
    this.last = at;
    if (this.tokens < cost) return false;
    this.tokens -= cost;
    return true;
  }

  /** @returns seconds after the last {@link take} until there is enough for this cost, which is at most the burst. */
  secondsUntil(cost: number): number {
    return Math.max(0, (cost - this.tokens) / this.rate.perSecond);
  }
}
