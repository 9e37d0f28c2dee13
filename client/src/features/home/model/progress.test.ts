import { expect, it } from 'vitest';
import { episodeCode, progressOf } from './progress.ts';

it('names the stage the numbers are at', () => {
  const at = (scenes: number, shots: number, shotsDone: number) => progressOf({ scenes, shots, shotsDone, cut: null }).stage;
  expect([at(0, 0, 0), at(2, 0, 0), at(2, 8, 0), at(2, 8, 3), at(2, 8, 8)]).toEqual([
    'Empty',
    'Writing',
    'Boarding',
    'Partly rendered',
    'Picture done',
  ]);
});

it('has no picture share before there are shots and never more than all', () => {
  expect(progressOf({ scenes: 1, shots: 0, shotsDone: 0, cut: null }).picture).toBeNull();
  expect(progressOf({ scenes: 1, shots: 3, shotsDone: 1, cut: null }).picture).toBe(33);
  expect(progressOf({ scenes: 1, shots: 3, shotsDone: 4, cut: null }).picture).toBe(100);
});

it('numbers episodes with two digits', () => expect(episodeCode(3)).toBe('E03'));
