import { expect, it } from 'vitest';
import { boardRows, nextShot } from './grid-keys.ts';

const rows = boardRows(
  [
    ['1A', '1B', '1C', '1D', '1E'],
    ['2A', '2B'],
  ],
  4,
);

it('wraps a scene after the columns and begins each scene on its own row', () => {
  expect(rows).toEqual([['1A', '1B', '1C', '1D'], ['1E'], ['2A', '2B']]);
});

it('walks by arrows and keeps the column where it can', () => {
  expect(nextShot(rows, '1C', 'ArrowDown')).toBe('1E');
  expect(nextShot(rows, '1E', 'ArrowDown')).toBe('2A');
  expect(nextShot(rows, '1D', 'ArrowRight')).toBe('1E');
  expect(nextShot(rows, '1A', 'ArrowLeft')).toBe('1A');
  expect(nextShot(rows, '2B', 'ArrowUp')).toBe('1E');
  expect(nextShot(rows, null, 'ArrowDown')).toBe('1A');
  expect(nextShot(rows, '1A', 'End')).toBe('2B');
});
