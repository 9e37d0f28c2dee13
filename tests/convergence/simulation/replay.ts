import './virtual-time.ts';
import { planOf } from './plan.ts';
import { simulate } from './simulation.ts';

/**
 * `node tests/convergence/simulation/replay.ts SEED` plays one seed and shows what happened; with `--small` it then leaves out
 * whatever operations the failure does not need, and shows that. `FIRST-LAST` plays many and names those that fail.
 */
const say = (line: string): void => void process.stdout.write(`${line}\n`);
const [seeds = '1', ...words] = process.argv.slice(2);
const [first = 1, last = first] = seeds.split('-').map(Number);

/** Fewer operations with which the seed still fails: half of them at once, then a quarter, down to each by itself. */
async function smallest(seed: number): Promise<Set<number>> {
  const without = new Set<number>();
  const { operations } = planOf(seed);
  const failsWithout = async (more: readonly number[]) =>
    (await simulate(seed, { without: new Set([...without, ...more]), trace: 0 })).failure !== null;
  for (let size = Math.ceil(operations / 2); size >= 1; size = size > 1 ? Math.ceil(size / 2) : 0) {
    for (let at = operations - size; at > -size; at -= size) {
      const some = Array.from({ length: size }, (_, i) => at + i).filter((n) => n >= 0 && !without.has(n));
      if (some.length > 0 && (await failsWithout(some))) for (const n of some) without.add(n);
    }
  }
  return without;
}

async function show(seed: number, without = new Set<number>()): Promise<boolean> {
  const { trace, failure, hash } = await simulate(seed, { trace: 500, without });
  for (const line of trace) say(line);
  say(failure === null ? `seed ${seed}: all is well (${hash})` : `seed ${seed}: ${failure}`);
  return failure === null;
}

const began = performance.now();
let failed = 0;
if (first === last) {
  if (!(await show(first))) failed++;
  if (failed > 0 && words.includes('--small')) await show(first, await smallest(first));
} else {
  for (let seed = first; seed <= last; seed++) {
    const { failure } = await simulate(seed, { trace: 0 });
    if (failure === null) continue;
    failed++;
    say(`seed ${seed}: ${failure}`);
  }
}
say(`${last - first + 1} seeds, ${failed} failed, ${((performance.now() - began) / 1000).toFixed(1)} s`);
process.exitCode = failed === 0 ? 0 : 1;
