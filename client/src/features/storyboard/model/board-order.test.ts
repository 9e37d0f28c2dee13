import { expect, it } from 'vitest';
import { dropPlace, sceneStep, stepPlace, stepPlaceOf } from './board-order.ts';

const scene = (id: string, ...shots: string[]) => ({ id, placed: id !== 'gone', shots: shots.map((shot) => ({ id: shot })) });
const board = [scene('s1', '1A', '1B', '1C'), scene('s2'), scene('s3', '3A'), scene('gone', 'XA')];

it('a shot moves one place within its scene', () => {
  expect(stepPlace(board, '1A', 1)).toEqual({ sceneId: 's1', before: '1C' });
  expect(stepPlace(board, '1B', 1)).toEqual({ sceneId: 's1', before: null });
  expect(stepPlace(board, '1C', -1)).toEqual({ sceneId: 's1', before: '1B' });
});

it('at an end it goes on into the next scene, empty ones too, and never into one whose heading is gone', () => {
  expect(stepPlace(board, '1C', 1)).toEqual({ sceneId: 's2', before: null });
  expect(stepPlace(board, '3A', -1)).toEqual({ sceneId: 's2', before: null });
  expect(stepPlace([scene('s1', '1A'), scene('s2', '2A')], '1A', 1)).toEqual({ sceneId: 's2', before: '2A' });
  expect(stepPlace(board, '3A', 1)).toBeNull();
  expect(stepPlace(board, '1A', -1)).toBeNull();
  expect(stepPlace(board, 'XA', -1)).toEqual({ sceneId: 's3', before: null });
  expect(stepPlace(board, 'nothing', 1)).toBeNull();
});

it('goes through the scenes that have shots', () => {
  expect(sceneStep(board, '1B', 1)).toBe('3A');
  expect(sceneStep(board, '3A', -1)).toBe('1A');
  expect(sceneStep(board, '1B', -1)).toBeNull();
  expect(sceneStep(board, null, 1)).toBe('1A');
});

it('a shot that is let go over another goes in front of it or behind, and stays where it would not move', () => {
  expect(dropPlace(board, ['1C'], '1A', false)).toEqual({ sceneId: 's1', before: '1A' });
  expect(dropPlace(board, ['1A'], '1B', true)).toEqual({ sceneId: 's1', before: '1C' });
  expect(dropPlace(board, ['1A'], '1C', true)).toEqual({ sceneId: 's1', before: null });
  expect(dropPlace(board, ['1A'], '3A', false)).toEqual({ sceneId: 's3', before: '3A' });
  for (const [over, behind] of [
    ['1A', true],
    ['1B', false],
    ['nothing', true],
  ] as const)
    expect(dropPlace(board, ['1A'], over, behind), over).toBeNull();
  expect(dropPlace(board, ['1B'], '1A', true)).toBeNull();
});

it('several that are let go together go in front of what stays, and none where they stand so already', () => {
  expect(dropPlace(board, ['1B', '1C'], '1A', false)).toEqual({ sceneId: 's1', before: '1A' });
  expect(dropPlace(board, ['1A', '3A'], '1B', true)).toEqual({ sceneId: 's1', before: '1C' });
  expect(dropPlace(board, ['1A', '3A'], '1B', false)).toEqual({ sceneId: 's1', before: '1B' });
  expect(dropPlace(board, ['1A', '1B'], '1B', true)).toBeNull();
  expect(dropPlace(board, ['1A', '1B'], '1C', false)).toBeNull();
  expect(dropPlace(board, ['1A', '1C'], '1B', true)).toEqual({ sceneId: 's1', before: null });
});

it('several step together from the end that goes ahead', () => {
  expect(stepPlaceOf(board, ['1A', '1B'], 1)).toEqual({ sceneId: 's1', before: null });
  expect(stepPlaceOf(board, ['1B', '1C'], -1)).toEqual({ sceneId: 's1', before: '1A' });
  expect(stepPlaceOf(board, ['1B', '1C'], 1)).toEqual({ sceneId: 's2', before: null });
  expect(stepPlaceOf(board, [], 1)).toBeNull();
});
