import { LIMITS } from '@trashfire/shared/realtime/limits';
import { expect, it } from 'vitest';
import { SlowReader } from './slow-reader.ts';

const HAS = new Uint8Array([1]);
const over = LIMITS.slowReaderBytes + 1;

it('stops sending to a slow reader and gives it one difference once it has drained', () => {
  const reader = new SlowReader();
  reader.sent(LIMITS.slowReaderBytes, 0, { stateVector: () => HAS });
  expect(reader.slow).toBe(false);
  reader.sent(over, 0, { stateVector: () => HAS });
  expect(reader.slow).toBe(true);
  expect(reader.check(over, 1000)).toBeNull();
  expect(reader.check(LIMITS.slowReaderResumeBytes, 2000)).toBe(HAS);
  expect(reader.slow).toBe(false);
});

it('gives up on a reader that takes nothing, not on one that is merely slow', () => {
  const slow = new SlowReader();
  slow.sent(over, 0, { stateVector: () => HAS });
  for (let t = 1; t <= 30; t++) expect(slow.check(over - t, t * 1000)).toBeNull();
  expect(slow.check(over - 30, 46_000)).toBe('close');
});

it('closes what grows beyond the limit, but not for a document it asked for', () => {
  const flooded = new SlowReader();
  flooded.sent(LIMITS.slowReaderCloseBytes + 1, 0, { stateVector: () => HAS });
  expect(flooded.check(LIMITS.slowReaderCloseBytes + 1, 1)).toBe('close');
  const opening = new SlowReader();
  opening.allow(20_000_000);
  opening.sent(20_000_000, 0, { stateVector: () => HAS });
  expect(opening.check(20_000_000, 1)).toBeNull();
});

it('closes what grows beyond the limit though nobody told that it was sent, and has no allowance left for it once it drained', () => {
  const reader = new SlowReader();
  expect(reader.check(LIMITS.slowReaderCloseBytes, 1)).toBeNull();
  expect(reader.check(LIMITS.slowReaderCloseBytes + 1, 1)).toBe('close');
  reader.allow(20_000_000);
  expect(reader.check(20_000_000, 1)).toBeNull();
  expect(reader.check(0, 2)).toBeNull();
  expect(reader.check(20_000_000, 3)).toBe('close');
});

it('R2: begins with what the reader says it has, when it asks while it is slow', () => {
  const reader = new SlowReader();
  const nothing = new Uint8Array([0]);
  reader.asks(HAS);
  reader.sent(over, 0, { stateVector: () => HAS });
  reader.asks(nothing);
  expect(() => reader.asks(new Uint8Array([9]))).toThrow();
  expect(reader.check(0, 1000)).toBe(nothing);
});
