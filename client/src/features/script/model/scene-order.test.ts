import { expect, it } from 'vitest';
import { placeByDrop, placeByStep } from './scene-order.ts';

const IDS = ['a', 'b', 'c'];

it('goes one up and one down, and not past the ends', () => {
  expect(placeByStep(IDS, 'b', -1)).toEqual({ before: 'a' });
  expect(placeByStep(IDS, 'a', 1)).toEqual({ before: 'c' });
  expect(placeByStep(IDS, 'b', 1)).toEqual({ before: null });
  expect(placeByStep(IDS, 'a', -1)).toBeNull();
  expect(placeByStep(IDS, 'c', 1)).toBeNull();
  expect(placeByStep(IDS, 'gone', 1)).toBeNull();
});

it('goes over or under the scene it is dropped on, and nowhere from where it is', () => {
  expect(placeByDrop(IDS, 'c', 'a', false)).toEqual({ before: 'a' });
  expect(placeByDrop(IDS, 'c', 'a', true)).toEqual({ before: 'b' });
  expect(placeByDrop(IDS, 'a', 'c', true)).toEqual({ before: null });
  expect(placeByDrop(IDS, 'b', 'b', true)).toBeNull();
  expect(placeByDrop(IDS, 'b', 'a', true)).toBeNull();
  expect(placeByDrop(IDS, 'b', 'c', false)).toBeNull();
  expect(placeByDrop(IDS, 'b', 'gone', false)).toBeNull();
});
