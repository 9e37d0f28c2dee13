import { countOf, numbersTo } from '@trashfire/shared/testing/counts';
import { describe, expect, it } from 'vitest';
import { simulate } from './simulation.ts';

/** So many seeds in one test: each of them is a fraction of a second. */
const TOGETHER = 25;

/** Tests that play one half of the seeds, so that two files keep two processors busy. */
export function playHalf(half: 0 | 1): void {
  const count = countOf(`seeds of a simulated studio, half ${half + 1} of 2`, { usual: 250, long: 10_000 });
  const seeds = numbersTo(count).map((seed) => half * count + seed);
  describe('[R1, R2, R3, R6] a studio in a world of faults', () => {
    for (let at = 0; at < seeds.length; at += TOGETHER) {
      const some = seeds.slice(at, at + TOGETHER);
      it(`is well in the end (seeds ${some[0]} to ${some.at(-1)})`, async () => {
        const failures: string[] = [];
        for (const seed of some) {
          const { failure, trace } = await simulate(seed);
          if (failure !== null) failures.push(report(seed, failure, trace));
        }
        expect(failures.join('\n\n')).toBe('');
      });
    }
  });
}

function report(seed: number, failure: string, trace: readonly string[]): string {
  return [
    `seed ${seed}: ${failure}`,
    ...trace.slice(-12),
    `To see it again: node tests/convergence/simulation/replay.ts ${seed}`,
  ].join('\n');
}
