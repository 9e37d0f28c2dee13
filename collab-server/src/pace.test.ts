import { expect, it } from 'vitest';
import { Burst, createPace, windowFor } from './pace.ts';

it('waits for nothing while the process has time, and never longer than a frame of a screen', () => {
  expect([0, 0.3, 0.55].map(windowFor)).toEqual([0, 0, 0]);
  expect(windowFor(0.75)).toBeCloseTo(8);
  expect([0.95, 1].map(windowFor)).toEqual([16, 16]);
});

it('begins without a window', () => {
  expect(createPace()()).toBe(0);
});

it('gathers a burst of one room and lets go of it when it is over', () => {
  const burst = new Burst();
  const typed = (edits: number, from: number) => {
    for (let ms = 0; ms < 200; ms++) burst.count(edits, from + ms);
    return burst.gapMs;
  };
  expect(typed(0.2, 0)).toBe(0);
  expect(typed(1, 1000)).toBeGreaterThan(1);
  expect(typed(20, 2000)).toBe(16);
  expect(typed(0.1, 3000)).toBe(0);
});
