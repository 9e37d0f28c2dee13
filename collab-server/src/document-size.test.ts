import { LIMITS } from '@trashfire/shared/realtime/limits';
import { expect, it } from 'vitest';
import { DocumentSize } from './document-size.ts';

const MOST = LIMITS.documentBytes;

it('R7: is measured before anybody is refused, and then not for every write that is', () => {
  let measured = 0;
  let real = MOST - 10;
  const size = new DocumentSize(MOST, () => {
    measured++;
    return real;
  });
  // Half of what was added up had been overwritten.
  expect(size.exceeds(5, 0)).toBe(false);
  size.grown(10);
  for (let now = 1; now < 1000; now++) expect(size.exceeds(1, now)).toBe(true);
  expect(measured).toBe(1);
  // Somebody has taken something out meanwhile.
  real = 100;
  expect(size.exceeds(1, 10_000)).toBe(false);
  expect(measured).toBe(2);
});
