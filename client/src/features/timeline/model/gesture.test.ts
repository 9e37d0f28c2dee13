import { expect, it } from 'vitest';
import type { Drag } from './drag.ts';
import { Gesture } from './gesture.ts';

const trimTo = (x: number): Drag => ({ kind: 'tail', id: 'C', duration: x });

it('writes where the hand lets go, once', () => {
  const gesture = new Gesture<Drag>();
  gesture.begin(1, 100);
  expect(gesture.move(1, 140, trimTo)).toEqual(trimTo(140));
  expect(gesture.drop(1)).toEqual(trimTo(140));
  expect(gesture.drop(1)).toBeNull();
});

it('writes nothing after a cancel, however the hand goes on', () => {
  const gesture = new Gesture<Drag>();
  gesture.begin(1, 100);
  gesture.move(1, 140, trimTo);
  gesture.cancel();
  expect(gesture.move(1, 180, trimTo)).toBeNull();
  expect(gesture.drop(1)).toBeNull();
});

it('takes a shaking hand for a click, but follows a drag back to where it began', () => {
  const gesture = new Gesture<Drag>();
  gesture.begin(1, 100);
  expect(gesture.move(1, 103, trimTo)).toBeNull();
  gesture.move(1, 120, trimTo);
  expect(gesture.move(1, 101, trimTo)).toEqual(trimTo(101));
});

it('does not let a second finger move or end it', () => {
  const gesture = new Gesture<Drag>();
  gesture.begin(1, 100);
  gesture.move(1, 140, trimTo);
  expect(gesture.move(2, 300, trimTo)).toBeNull();
  expect(gesture.drop(2)).toBeNull();
  expect(gesture.drop(1)).toEqual(trimTo(140));
});
