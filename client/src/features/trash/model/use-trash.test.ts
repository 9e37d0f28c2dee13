import { expect, it } from 'vitest';
import { daysLeft } from './use-trash.ts';

it('counts whole days, and never below none', () => {
  const now = Date.parse('2026-11-01T12:00:00Z');
  expect(daysLeft('2026-12-01T12:00:00Z', now)).toBe(30);
  expect(daysLeft('2026-11-02T11:59:59Z', now)).toBe(0);
  expect(daysLeft('2026-10-01T00:00:00Z', now)).toBe(0);
});
