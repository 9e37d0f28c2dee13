import { describe, expect, it } from 'vitest';
import { timeLines } from './plan-lines.ts';

describe('timeLines', () => {
  it('[P5] lines follow one another with a lead and gaps where there is room', () => {
    expect(timeLines([1, 2], 120, 24)).toEqual({
      fits: true,
      slots: [
        { startFrame: 8, endFrame: 32 },
        { startFrame: 38, endFrame: 86 },
      ],
    });
    expect(timeLines([1], 120, 30).slots).toEqual([{ startFrame: 10, endFrame: 40 }]);
  });

  it('[P5] gives up silence first', () => {
    const { slots, fits } = timeLines([1, 2], 75, 24);
    expect(fits).toBe(true);
    expect(slots.map((slot) => slot.endFrame - slot.startFrame)).toEqual([24, 48]);
    expect(slots[0]?.startFrame).toBeLessThan(8);
    expect(slots[1]?.endFrame).toBe(75);
    expect(timeLines([1], 24, 24).slots).toEqual([{ startFrame: 0, endFrame: 24 }]);
  });

  it('[P5] then shortens every line in proportion and says so', () => {
    expect(timeLines([1, 3], 48, 24)).toEqual({
      fits: false,
      slots: [
        { startFrame: 0, endFrame: 12 },
        { startFrame: 12, endFrame: 48 },
      ],
    });
  });

  it('[P5] keeps every line inside a shot of any length', () => {
    for (let frames = 1; frames < 60; frames++) {
      for (let lines = 1; lines <= 40; lines += 3) {
        for (const { startFrame, endFrame } of timeLines(Array(lines).fill(2), frames, 24).slots) {
          expect(startFrame).toBeGreaterThanOrEqual(0);
          expect(endFrame).toBeGreaterThan(startFrame);
          expect(endFrame).toBeLessThanOrEqual(frames);
        }
      }
    }
  });

  it('gives a line that cannot be spoken the time to be read', () => {
    expect(timeLines([0], 48, 24).slots).toEqual([{ startFrame: 8, endFrame: 20 }]);
  });
});
