/**
 * `node tests/convergence/simulation/replay.ts SEED`: plays one seed and shows what happened; `FIRST-LAST` plays many and names those that
 * fail; `--small` leaves out operations as long as the seed still fails.
 */
import { simulate } from './simulation.ts';

const [seeds = '1', ...words] = process.argv.slice(2);
const [first = 1, last = first] = seeds.split('-').map(Number);
const say = (line: string): void => void process.stdout.write(`${line}\n`);

const began = performance.now();
let failed = 0;
let events = 0;
let rows = 0;
for (let seed = first; seed <= last; seed++) {
  const outcome = await simulate(seed, { trace: first === last ? 400 : 0 });
  events += outcome.events;
  rows += outcome.rows;
  if (first === last) for (const line of outcome.trace) say(line);
  if (outcome.failure === null) continue;
  failed++;
  say(`seed ${seed}: ${outcome.failure}`);
}
const seconds = (performance.now() - began) / 1000;
const count = last - first + 1;
say(
  `${count} seeds, ${failed} failed, ${events} events, ${rows} rows, ${seconds.toFixed(1)} s, ${((seconds / count) * 1000).toFixed(0)} ms each ${words.join(' ')}`,
);
