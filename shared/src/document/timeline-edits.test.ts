import { describe, expect, it } from 'vitest';
import { seededRandom } from '../testing/random.ts';
import { SHORTEST_CLIP } from './timeline.ts';
import { headTrimmed, linesBehind, rolled, splitAt, tailTrimmed, trimmedTo } from './timeline-edits.ts';

const clip = (start: number, duration: number) => ({ start, end: start + duration, duration });

describe('[T7] roll', () => {
  it('gives to one what it takes from the other and makes neither too short, whatever is asked', () => {
    const random = seededRandom(3);
    for (let round = 0; round < 500; round++) {
      const [left, right] = [random.int(1, 90), random.int(1, 90)];
      const lengths = rolled({ duration: left }, { duration: right }, random.int(-200, 300) + random.next());
      expect(lengths.left + lengths.right).toBe(left + right);
      expect(lengths.left).toBeGreaterThanOrEqual(Math.min(SHORTEST_CLIP, left));
      expect(lengths.right).toBeGreaterThanOrEqual(Math.min(SHORTEST_CLIP, right));
    }
  });

  it('stands where it was asked for when there is room', () => {
    expect(rolled({ duration: 48 }, { duration: 48 }, 60)).toEqual({ left: 60, right: 36 });
  });
});

describe('[T8] trims', () => {
  it('takes the end or the beginning to a frame, down to the shortest clip', () => {
    expect(tailTrimmed(clip(100, 48), 130)).toBe(30);
    expect(tailTrimmed(clip(100, 48), 90)).toBe(SHORTEST_CLIP);
    expect(headTrimmed(clip(100, 48), 130)).toBe(18);
    expect(headTrimmed(clip(100, 48), 80)).toBe(68);
  });

  it('to the playhead: head cuts what is before it and goes to the new start, tail cuts what is behind', () => {
    expect(trimmedTo(clip(100, 48), 120, 'head')).toEqual({ duration: 28, frame: 100 });
    expect(trimmedTo(clip(100, 48), 120, 'tail')).toEqual({ duration: 20, frame: 120 });
  });

  it('does nothing at an edge, and leaves no clip that nobody could see', () => {
    expect(trimmedTo(clip(100, 48), 100, 'head')).toBeNull();
    expect(trimmedTo(clip(100, 48), 148, 'tail')).toBeNull();
    expect(trimmedTo(clip(100, 48), 145, 'head')).toBeNull();
    expect(trimmedTo(clip(100, 48), 103, 'tail')).toBeNull();
  });
});

describe('[T9] split', () => {
  it('says how long the first half is, where both can be seen', () => {
    expect(splitAt(clip(100, 48), 120)).toBe(20);
    expect(splitAt(clip(100, 48), 103)).toBeNull();
    expect(splitAt(clip(100, 48), 145)).toBeNull();
  });

  it('sends on the lines that begin at the cut or later, whatever the rate of the plan', () => {
    const lines = [
      { blockId: 'before', startFrame: 10 },
      { blockId: 'over', startFrame: 29 },
      { blockId: 'at', startFrame: 30 },
      { blockId: 'behind', startFrame: 55 },
    ];
    expect(linesBehind(lines, 24, { plan: 30, edit: 24 })).toEqual(['at', 'behind']);
    expect(linesBehind(lines, 30, { plan: 24, edit: 24 })).toEqual(['at', 'behind']);
  });
});
