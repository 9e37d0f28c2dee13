import { expect, it } from 'vitest';
import { blocksOf, failuresOf } from './seeds.ts';

it.each(blocksOf(0))(
  '[R1, R2, R3, R6] a studio in a world of faults is well in the end (seeds $first to $last)',
  async ({ seeds }) => {
    expect(await failuresOf(seeds)).toBe('');
  },
);
