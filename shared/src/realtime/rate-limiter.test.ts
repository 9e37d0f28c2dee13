import { expect, it } from 'vitest';
import { RateLimiter, senderOf } from './rate-limiter.ts';
import { TokenBucket } from './token-bucket.ts';

it('allows a burst and then a rate', () => {
  const bucket = new TokenBucket({ burst: 3, perSecond: 10 }, 0);
  expect([bucket.take(1, 0), bucket.take(2, 0), bucket.take(1, 0)]).toEqual([true, true, false]);
  expect([bucket.take(1, 100), bucket.take(1, 100)]).toEqual([true, false]);
  expect([bucket.take(3, 10_000), bucket.take(1, 10_000)]).toEqual([true, false]);
});

it('R7: holds each sender to the rate on its own, and says when it may go on', () => {
  let now = 0;
  const limiter = new RateLimiter({ burst: 2, perSecond: 0.2 }, () => now);
  expect([limiter.take('a'), limiter.take('a'), limiter.take('a'), limiter.take('b')]).toEqual([0, 0, 5, 0]);
  now = 4_999;
  expect(limiter.take('a')).toBe(1);
  now = 5_000;
  expect([limiter.take('a'), limiter.take('a')]).toEqual([0, 5]);
});

it('R7: a flood from ever new senders costs no memory, and does not set a steady one free', () => {
  const limiter = new RateLimiter({ burst: 1, perSecond: 0.001 }, () => 0, 100);
  expect(limiter.take('steady')).toBe(0);
  for (let n = 0; n < 1000; n++) {
    limiter.take(`one of many ${n}`);
    expect(limiter.take('steady')).toBeGreaterThan(0);
  }
  expect(limiter.size).toBe(100);
});

it.each([
  ['192.0.2.7', '192.0.2.7'],
  ['::ffff:192.0.2.7', '192.0.2.7'],
  ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2'],
  ['2001:db8:1:2::9', '2001:db8:1:2'],
  ['2001:db8::9', '2001:db8:0:0'],
  ['::1', '0:0:0:0'],
  [undefined, ''],
])('%s is the sender %s', (address, sender) => expect(senderOf(address)).toBe(sender));
