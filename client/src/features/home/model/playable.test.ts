import { expect, it } from 'vitest';
import { newestPlayable } from './playable.ts';

const piece = (title: string, day: number, cut: string | null, shotsDone = 0) => ({
  title,
  cut,
  shotsDone,
  updatedAt: `2026-11-0${day}T10:00:00.000Z`,
});

it('is the newest cut, wherever it stands in the list', () => {
  const list = [piece('first', 1, '/a'), piece('second', 3, '/b'), piece('third', 2, '/c'), piece('writing', 4, null, 9)];
  expect(newestPlayable(list)?.title).toBe('second');
});

it('is the newest with rendered shots before there is any cut', () => {
  expect(newestPlayable([piece('first', 1, null, 2), piece('second', 2, null, 1), piece('third', 3, null)])?.title).toBe(
    'second',
  );
  expect(newestPlayable([piece('first', 1, null)])).toBeNull();
});
