import { expect, it } from 'vitest';
import { createPace, windowFor } from './pace.ts';

it('waits for nothing while the process has time, and never longer than a frame of a screen', () => {
  expect([0, 0.3, 0.55].map(windowFor)).toEqual([0, 0, 0]);
  expect(windowFor(0.75)).toBeCloseTo(8);
  expect([0.95, 1].map(windowFor)).toEqual([16, 16]);
});

it('begins without a window', () => {
  expect(createPace()()).toBe(0);
});
