import { expect, it } from 'vitest';
import { dropTarget, isMove } from './drag.ts';

const clip = (id: string, start: number, duration: number) => ({ id, shotId: id, start, end: start + duration, duration });
const clips = [clip('a', 0, 48), clip('b', 48, 48), clip('c', 96, 48)];

it('drops in front of the clip whose first half is under the pointer', () => {
  expect(dropTarget(clips, 'a', 60)).toBe('b');
  expect(dropTarget(clips, 'a', 90)).toBe('c');
  expect(dropTarget(clips, 'a', 200)).toBeNull();
});

it('knows a drop that changes nothing', () => {
  expect(isMove(clips, 'a', 'b')).toBe(false);
  expect(isMove(clips, 'a', 'c')).toBe(true);
  expect(isMove(clips, 'c', null)).toBe(false);
});
