import { expect, it } from 'vitest';
import { ALL, isIn } from './part.ts';

const names = Array.from({ length: 1000 }, (_, n) => `episode:${String(n).padStart(12, '0')}`);

it('puts every name into one of the parts, and about as many into each', () => {
  const parts = [0, 1, 2, 3, 4].map((index) => names.filter((name) => isIn({ index, of: 5 }, name)));
  expect(parts.flat().sort()).toEqual(names);
  for (const part of parts) expect(part.length).toBeGreaterThan(140);
});

it('puts all of them into the whole', () => {
  expect(names.every((name) => isIn(ALL, name))).toBe(true);
});
