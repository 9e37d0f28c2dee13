import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Drawing, draw, EMPTY, MOST_MARKS, redo, type Stroke, strokesOf, undo, wipe } from './drawing.ts';

const stroke = (x: number): Stroke => ({ tool: 'pen', tone: '#15181c', size: 6, pressed: false, points: [[x, 1, 0.5]] });

describe('a drawing', () => {
  it('shows what was drawn since it was last wiped; wiping is one step back', () => {
    const wiped = wipe(draw(draw(EMPTY, stroke(1)), stroke(2)));
    expect(strokesOf(wiped)).toEqual([]);
    expect(strokesOf(undo(wiped))).toEqual([stroke(1), stroke(2)]);
    expect(strokesOf(draw(wiped, stroke(3)))).toEqual([stroke(3)]);
    expect(wipe(wiped)).toBe(wiped);
  });

  it('forgets what was taken back once something new is drawn', () => {
    const drawing = draw(undo(draw(EMPTY, stroke(1))), stroke(2));
    expect(redo(drawing)).toEqual(drawing);
  });

  it('takes no more than it can keep, and loses none of what it has', () => {
    const full: Drawing = { marks: Array.from({ length: MOST_MARKS }, (_, i) => stroke(i)), undone: [] };
    expect(draw(full, stroke(-1))).toBe(full);
    expect(wipe(full)).toBe(full);
  });

  const step = fc.oneof(
    fc.integer({ min: 0, max: 1280 }).map((x) => (drawing: Drawing) => draw(drawing, stroke(x))),
    fc.constantFrom(wipe, undo, redo),
  );
  it('is what it was after a step back and on again, and fits what is kept', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        const drawing = steps.reduce((before, next) => next(before), EMPTY);
        expect(Drawing.parse(JSON.parse(JSON.stringify(drawing)))).toEqual(drawing);
        if (drawing.marks.length > 0) expect(redo(undo(drawing))).toEqual(drawing);
      }),
    );
  });
});
