import { expect, it } from 'vitest';
import { NO_RANGE, spanOf, withIn, withOut } from './range.ts';

it('keeps in before out, whichever is set last', () => {
  expect(withOut(withIn(NO_RANGE, 24), 47)).toEqual({ in: 24, out: 48 });
  expect(withIn({ in: 0, out: 20 }, 30)).toEqual({ in: 30, out: null });
  expect(withOut({ in: 30, out: null }, 10)).toEqual({ in: null, out: 11 });
  expect(withOut({ in: 30, out: null }, 30)).toEqual({ in: 30, out: 31 });
});

it('reaches to the ends of the cut where a point is missing, and never beyond', () => {
  expect(spanOf(NO_RANGE, 100)).toBeNull();
  expect(spanOf({ in: 40, out: null }, 100)).toEqual({ start: 40, end: 100 });
  expect(spanOf({ in: null, out: 200 }, 100)).toEqual({ start: 0, end: 100 });
  expect(spanOf({ in: 120, out: 140 }, 100)).toBeNull();
});
