import { countOf, numbersTo } from '@trashfire/shared/testing/counts';
import { simulate } from './simulation.ts';

/** So many seeds in one test: each of them is a fraction of a second. */
const TOGETHER = 25;

interface Block {
  readonly first: number;
  readonly last: number;
  readonly seeds: readonly number[];
}

/** One half of the seeds in blocks, so that two test files keep two processors busy. */
export function blocksOf(half: 0 | 1): Block[] {
  const count = countOf(`seeds of a simulated studio, half ${half + 1} of 2`, { usual: 250, long: 10_000 });
  const seeds = numbersTo(count).map((seed) => half * count + seed);
  const blocks: Block[] = [];
  for (let at = 0; at < seeds.length; at += TOGETHER) {
    const some = seeds.slice(at, at + TOGETHER);
    blocks.push({ first: some[0] ?? 0, last: some.at(-1) ?? 0, seeds: some });
  }
  return blocks;
}

/** Plays seeds. @returns what was wrong with each that failed, with how to see it again; empty when all was well. */
export async function failuresOf(seeds: readonly number[]): Promise<string> {
  const failures: string[] = [];
  for (const seed of seeds) {
    const { failure, trace } = await simulate(seed);
    if (failure === null) continue;
    const again = `To see it again: node tests/convergence/simulation/replay.ts ${seed}`;
    failures.push([`seed ${seed}: ${failure}`, ...trace.slice(-12), again].join('\n'));
  }
  return failures.join('\n\n');
}
