import { expect, it } from 'vitest';
import { ASK_MS, Liveness } from './liveness.ts';

function peer() {
  const traffic = { bytesRead: 0, bytesWritten: 0 };
  const liveness = new Liveness(traffic, 0);
  let now = 0;
  /** Asked each quarter second from the last time on. @returns when it was given up; null when it was not, up to then. */
  const goneUpTo = (end: number): number | null => {
    while (now < end) {
      now += 250;
      if (liveness.isGone(now)) return now;
    }
    return null;
  };
  return { traffic, liveness, goneUpTo };
}

it('gives up a peer of whom nothing was heard for twelve seconds, and not one who says something', () => {
  const { traffic, goneUpTo } = peer();
  expect(goneUpTo(12_000)).toBeNull();
  traffic.bytesRead = 6;
  expect(goneUpTo(60_000)).toBe(24_500);
});

it('waits while a large frame may still be on its way to somebody on a slow line', () => {
  const { traffic, goneUpTo } = peer();
  traffic.bytesWritten = 4_000_000;
  expect(goneUpTo(300_000)).toBe(212_250);
});

it('takes pings alone for no large frame', () => {
  const { traffic, goneUpTo } = peer();
  for (const at of [5000, 10_000]) {
    expect(goneUpTo(at)).toBeNull();
    traffic.bytesWritten += 30;
  }
  expect(goneUpTo(60_000)).toBe(12_250);
});

it('does not take its own standing still for silence of its peers', () => {
  const { traffic, liveness, goneUpTo } = peer();
  expect(goneUpTo(4000)).toBeNull();
  // A paused machine: what was said meanwhile is read only after this question.
  expect(liveness.isGone(64_000)).toBe(false);
  traffic.bytesRead = 6;
  expect(liveness.isGone(64_250)).toBe(false);
});

it('asks who was silent for five seconds, and again each five seconds, and not who types', () => {
  const { traffic, liveness, goneUpTo } = peer();
  const asked: number[] = [];
  for (let now = 250; now <= 20_000; now += 250) {
    if (now === 7000) traffic.bytesRead += 6;
    goneUpTo(now);
    if (liveness.shallAsk(now)) asked.push(now);
  }
  expect(asked).toEqual([5000, 12_000, 17_000]);
});

it('asks a thousand who came in one moment in as many parts as there are looks', () => {
  const looks = ASK_MS / 250;
  const asked = Array.from({ length: looks }, () => 0);
  for (let i = 0; i < 1000; i++) {
    const liveness = new Liveness({ bytesRead: 0, bytesWritten: 0 }, 0, i / 1000);
    for (let look = 1; look <= looks; look++) if (liveness.shallAsk(look * 250)) asked[look - 1] = (asked[look - 1] ?? 0) + 1;
  }
  expect(Math.max(...asked)).toBeLessThanOrEqual((1000 / looks) * 1.1);
  expect(asked.reduce((sum, n) => sum + n)).toBe(1000);
});
