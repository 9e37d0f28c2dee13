import { expect, it } from 'vitest';
import { flushInterval } from './presence-pace.ts';

it('is fast for few, slower for many, and never so slow that a last position is late', () => {
  expect(flushInterval(0, 0)).toBeCloseTo(1000 / 30);
  expect(flushInterval(1, 200)).toBeCloseTo(1000 / 30);
  expect(flushInterval(100, 100)).toBeCloseTo(1000 / 12);
  expect(flushInterval(100_000, 1000)).toBeLessThan(100);
  const loads = [0, 10, 20, 30, 40, 50, 100].map((n) => flushInterval(n, n));
  expect(loads).toEqual(loads.toSorted((x, y) => x - y));
});
