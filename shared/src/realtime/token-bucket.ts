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
    this.last = now;
  }

  /** @returns false when there is not enough left; nothing is taken then. */
  take(cost: number, now: number): boolean {
    const { burst, perSecond } = this.rate;
    this.tokens = Math.min(burst, this.tokens + ((now - this.last) / 1000) * perSecond);
    this.last = now;
    if (this.tokens < cost) return false;
    this.tokens -= cost;
    return true;
  }

  /** @returns seconds after the last {@link take} until there is enough for this cost, which is at most the burst. */
  secondsUntil(cost: number): number {
    return Math.max(0, (cost - this.tokens) / this.rate.perSecond);
  }
}
