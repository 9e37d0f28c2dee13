import { type Rate, TokenBucket } from './token-bucket.ts';

/** Keys remembered; about 100 bytes each. */
const MOST_KEYS = 10_000;

/**
 * Holds each of many senders to a rate. What it remembers is bounded: beyond `mostKeys` the one that was silent longest is
 * forgotten, so a flood from ever new addresses costs no memory (R7). Each process counts for itself.
 */
export class RateLimiter {
  private readonly buckets = new Map<string, TokenBucket>();
  private readonly rate: Rate;
  private readonly clock: () => number;
  private readonly mostKeys: number;

  /** @param clock milliseconds of a monotonic clock. */
  constructor(rate: Rate, clock: () => number = () => performance.now(), mostKeys = MOST_KEYS) {
    this.rate = rate;
    this.clock = clock;
    this.mostKeys = mostKeys;
  }

  get size(): number {
    return this.buckets.size;
  }

  /** Counts one of `key`. @returns 0 when it may go on, else the whole seconds after which it may. */
  take(key: string): number {
    const now = this.clock();
    const bucket = this.buckets.get(key) ?? new TokenBucket(this.rate, now);
    // Moved to the end: a map keeps the order of insertion, so the first is the one silent longest.
    this.buckets.delete(key);
    this.buckets.set(key, bucket);
    if (this.buckets.size > this.mostKeys) this.forgetOldest();
    return bucket.take(1, now) ? 0 : Math.ceil(bucket.secondsUntil(1));
  }

  private forgetOldest(): void {
    const [oldest] = this.buckets.keys();
    if (oldest !== undefined) this.buckets.delete(oldest);
  }
}

/**
 * What of an address counts as one sender: all of an IPv4 address, and the first 64 bits of an IPv6 address, which one
 * household or server is given whole.
 */
export function senderOf(address: string | undefined): string {
  const plain = (address ?? '').replace(/^::ffff:(?=\d+\.)/, '');
  if (!plain.includes(':')) return plain;
  const [head = '', tail] = plain.split('::');
  const first = head === '' ? [] : head.split(':');
  const last = tail === undefined || tail === '' ? [] : tail.split(':');
  const zeros = tail === undefined ? 0 : Math.max(0, 8 - first.length - last.length);
  const groups = [...first, ...new Array<string>(zeros).fill('0'), ...last];
  return groups.slice(0, 4).join(':');
}
