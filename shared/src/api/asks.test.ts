import { expect, it } from 'vitest';
import { CHECK_CANON, firstAsks, LIST_PLACES } from './asks.ts';

it('offers a check against canon only where the series has canon, and three things always', () => {
  expect(firstAsks(0)).toContain(LIST_PLACES);
  expect(firstAsks(0)).not.toContain(CHECK_CANON);
  expect(firstAsks(2)).toContain(CHECK_CANON);
  for (const facts of [0, 2]) expect(new Set(firstAsks(facts)).size).toBe(3);
});
