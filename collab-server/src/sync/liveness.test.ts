import { expect, it } from 'vitest';
import { Liveness } from './liveness.ts';

function peer() {
  const traffic = { bytesRead: 0, bytesWritten: 0 };
  const liveness = new Liveness(traffic, 0);
  /** Asked each four seconds from the last time on. @returns when it was given up; null when it was not, up to then. */
  let now = 0;
  const goneUpTo = (end: number): number | null => {
    for (now += 4000; now <= end; now += 4000) if (liveness.isGone(now)) return now;
    now -= 4000;
    return null;
  };
  return { traffic, liveness, goneUpTo };
}

it('gives up a peer of whom nothing was heard for ten seconds, and not one who says something', () => {
  const { traffic, goneUpTo } = peer();
  expect(goneUpTo(8000)).toBeNull();
  traffic.bytesRead = 6;
  expect(goneUpTo(60_000)).toBe(24_000);
});

it('waits while a large frame may still be on its way to somebody on a slow line', () => {
  const { traffic, goneUpTo } = peer();
  traffic.bytesWritten = 4_000_000;
  expect(goneUpTo(208_000)).toBeNull();
  expect(goneUpTo(300_000)).toBe(212_000);
});

it('takes pings alone for no large frame', () => {
  const { traffic, liveness } = peer();
  const gone = [4000, 8000, 12_000].map((now) => {
    traffic.bytesWritten += 30;
    return liveness.isGone(now);
  });
  expect(gone).toEqual([false, false, true]);
});

it('does not take its own standing still for silence of its peers', () => {
  const { traffic, liveness } = peer();
  expect(liveness.isGone(4000)).toBe(false);
  // A paused machine: what was said meanwhile is read only after this question.
  expect(liveness.isGone(64_000)).toBe(false);
  traffic.bytesRead = 6;
  expect(liveness.isGone(68_000)).toBe(false);
});
