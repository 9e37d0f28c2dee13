import { SHORTEST_CLIP } from '@trashfire/shared/document/timeline';
import { describe, expect, it } from 'vitest';
import { changes, dropTarget, edgeDrag, handlesOf, lengthened, presenceOf, previewOf } from './drag.ts';

const clip = (id: string, start: number, duration: number) => ({ id, shotId: id, start, end: start + duration, duration });
const [a, b, c] = [clip('a', 0, 48), clip('b', 48, 48), clip('c', 96, 48)] as const;
const clips = [a, b, c];

describe('moving', () => {
  it('drops in front of the clip whose first half is under the pointer', () => {
    expect(dropTarget(clips, 'a', 60)).toBe('b');
    expect(dropTarget(clips, 'a', 90)).toBe('c');
    expect(dropTarget(clips, 'a', 200)).toBeNull();
  });

  it('knows a drop that changes nothing', () => {
    expect(changes(clips, { kind: 'move', id: 'a', before: 'b' })).toBe(false);
    expect(changes(clips, { kind: 'move', id: 'a', before: 'c' })).toBe(true);
    expect(changes(clips, { kind: 'move', id: 'c', before: null })).toBe(false);
    expect(changes(clips, { kind: 'move', id: 'gone', before: 'c' })).toBe(false);
  });
});

describe('an edge', () => {
  it('rolls between two clips; with ripple it trims the one on the side that is held', () => {
    expect(edgeDrag({ left: a, right: b }, 'left', 60, false)).toEqual({ kind: 'roll', left: 'a', right: 'b', duration: 60 });
    expect(edgeDrag({ left: a, right: b }, 'left', 60, true)).toEqual({ kind: 'tail', id: 'a', duration: 60 });
    expect(edgeDrag({ left: a, right: b }, 'right', 60, true)).toEqual({ kind: 'head', id: 'b', duration: 36 });
  });

  it('at an end of the cut trims the one clip there is', () => {
    expect(edgeDrag({ left: c, right: null }, 'right', 120, false)).toEqual({ kind: 'tail', id: 'c', duration: 24 });
    expect(edgeDrag({ left: null, right: a }, 'left', 12, false)).toEqual({ kind: 'head', id: 'a', duration: 36 });
    expect(edgeDrag({ left: null, right: null }, 'left', 12, false)).toBeNull();
  });
});

describe('while it goes', () => {
  const spans = (...all: [number, number][]) => all.map(([start, end]) => ({ start, end }));

  it('a tail pushes what follows, a roll moves one edge, a head leaves open what it cuts off', () => {
    expect(previewOf(clips, { kind: 'tail', id: 'a', duration: 40 })).toEqual(spans([0, 40], [40, 88], [88, 136]));
    const roll = { kind: 'roll', left: 'a', right: 'b', duration: 40 } as const;
    expect(previewOf(clips, roll)).toEqual(spans([0, 40], [40, 96], [96, 144]));
    expect(previewOf(clips, { kind: 'head', id: 'b', duration: 40 })).toEqual(spans([0, 48], [56, 96], [96, 144]));
    expect(previewOf(clips, { kind: 'move', id: 'a', before: null })).toBe(clips);
  });

  it('the others see what the clip would cover, or where it would stand', () => {
    expect(presenceOf(clips, { kind: 'tail', id: 'b', duration: 60 })).toEqual({ kind: 'edge', start: 48, end: 108 });
    expect(presenceOf(clips, { kind: 'move', id: 'a', before: 'c' })).toEqual({ kind: 'move', start: 96, end: 144 });
    expect(presenceOf(clips, { kind: 'move', id: 'a', before: null })).toEqual({ kind: 'move', start: 144, end: 192 });
    expect(presenceOf(clips, { kind: 'tail', id: 'gone', duration: 60 })).toBeNull();
  });
});

describe('a finger', () => {
  it('finds handles of 44 px over both ends, which leave the middle of even a short clip free', () => {
    for (const [span, zoom] of [
      [{ start: 100, end: 112 }, 3],
      [{ start: 100, end: 400 }, 1],
    ] as const) {
      const { head, tail, width } = handlesOf(span, zoom);
      expect(width).toBe(44);
      expect(head).toBeLessThan(span.start * zoom);
      expect(head + width).toBeGreaterThan(span.start * zoom);
      expect(tail).toBeLessThan(span.end * zoom);
      expect(tail - (head + width)).toBeGreaterThanOrEqual(12);
    }
  });

  it('finds the first handle in sight, where the cut begins', () => {
    expect(handlesOf({ start: 0, end: 48 }, 2).head).toBe(0);
  });

  it('makes a clip longer and shorter by frames, never shorter than one may be', () => {
    expect(lengthened({ duration: 48 }, 12)).toBe(60);
    expect(lengthened({ duration: 48 }, -1)).toBe(47);
    expect(lengthened({ duration: 14 }, -12)).toBe(SHORTEST_CLIP);
    expect(lengthened({ duration: 3 }, -1)).toBe(3);
    expect(lengthened({ duration: SHORTEST_CLIP }, -1)).toBe(SHORTEST_CLIP);
  });
});
