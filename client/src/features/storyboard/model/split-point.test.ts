import { expect, it } from 'vitest';
import { splitPoint } from './split-point.ts';

const lines = ['a', 'b', 'c'];
const plan = {
  fps: 30,
  lines: [
    { blockId: 'a', startFrame: 0, endFrame: 30 },
    { blockId: 'b', startFrame: 35, endFrame: 60 },
    { blockId: 'c', startFrame: 65, endFrame: 90 },
  ],
};

it('is behind a line, in frames at the edit rate; the lines after it go with the second half', () => {
  expect(splitPoint(72, lines, 'a', plan)).toEqual({ at: 24, lines: ['b', 'c'] });
  expect(splitPoint(72, lines, 'b', plan)).toEqual({ at: 48, lines: ['c'] });
});

it('leaves each half its four frames, and is none where the clip has not so many', () => {
  expect(splitPoint(72, lines, 'c', plan)).toEqual({ at: 68, lines: [] });
  expect(splitPoint(8, lines, 'b', plan)).toEqual({ at: 4, lines: ['c'] });
  expect(splitPoint(7, lines, 'b', plan)).toBeNull();
});

it('without a line is the middle; without a plan, by the share of the lines', () => {
  expect(splitPoint(72, lines, null, plan)).toEqual({ at: 36, lines: ['c'] });
  expect(splitPoint(72, lines, 'a', { fps: 24, lines: [] })).toEqual({ at: 24, lines: ['b', 'c'] });
  expect(splitPoint(71, [], null, { fps: 24, lines: [] })).toEqual({ at: 36, lines: [] });
});
