import { expect, it } from 'vitest';
import { Liveness } from './liveness.ts';

function peer() {
  const traffic = { bytesRead: 0, bytesWritten: 0 };
  return { traffic, liveness: new Liveness(traffic, 0) };
}

it('gives up a peer of whom nothing was heard for ten seconds, and not one who says something', () => {
  const { traffic, liveness } = peer();
  expect([4000, 8000].map((now) => liveness.isGone(now))).toEqual([false, false]);
  traffic.bytesRead = 6;
  expect([12_000, 20_000, 22_000].map((now) => liveness.isGone(now))).toEqual([false, false, false]);
  expect(liveness.isGone(22_001)).toBe(true);
});

it('waits while a large frame may still be on its way to somebody on a slow line', () => {
  const { traffic, liveness } = peer();
  traffic.bytesWritten = 4_000_000;
  expect(liveness.isGone(200_000)).toBe(false);
  expect(liveness.isGone(210_001)).toBe(true);
});

it('takes pings alone for no large frame', () => {
  const { traffic, liveness } = peer();
  for (let now = 4000; now <= 12_000; now += 4000) traffic.bytesWritten += 30;
  expect(liveness.isGone(12_000)).toBe(true);
});
