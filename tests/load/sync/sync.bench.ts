/**
 * `npm run bench:sync`: our collab-server beside the two servers most people use, each doing the same work on the same core, in
 * turns. Writes docs/benchmarks/sync.md. `-- --rows fanout,cursors --rounds 1 --seconds 5 --servers ours,yws --no-write` for a look.
 */
import { cpus } from 'node:os';
import { parseArgs } from 'node:util';
import { cannotMeasure, LOADER_CORE, pin } from './processes.ts';
import { ROWS } from './rows/index.ts';
import { runRows } from './run.ts';
import { SUBJECTS, type SubjectId } from './subjects.ts';
import { createWorld } from './world.ts';

const { values } = parseArgs({
  options: {
    rows: { type: 'string' },
    servers: { type: 'string' },
    rounds: { type: 'string', default: '5' },
    seconds: { type: 'string', default: '8' },
    seed: { type: 'string', default: '1' },
    'no-write': { type: 'boolean', default: false },
  },
});

function chosen<T extends string>(what: string, given: string | undefined, known: readonly T[]): readonly T[] {
  if (given === undefined) return known;
  return given.split(',').map((name) => {
    const found = known.find((id) => id === name);
    if (found === undefined) fail(`There is no ${what} "${name}". There are: ${known.join(', ')}.`);
    return found;
  });
}

function fail(words: string): never {
  process.stderr.write(`TrashFire: ${words}\n`);
  process.exit(2);
}

const trouble = cannotMeasure(cpus().length);
if (trouble !== null) fail(`The benchmark needs Linux with two cores: ${trouble}.`);
const rowIds = chosen(
  'row',
  values.rows,
  ROWS.map((row) => row.id),
);
const servers = chosen<SubjectId>('server', values.servers, SUBJECTS);

pin(process.pid, LOADER_CORE);
const world = await createWorld();
try {
  await runRows({
    rows: ROWS.filter((row) => rowIds.includes(row.id)),
    servers,
    rounds: Number(values.rounds),
    settings: { seconds: Number(values.seconds), seed: Number(values.seed) },
    world,
    print: (line) => void process.stdout.write(`${line}\n`),
  });
} finally {
  await world.close();
}
process.exit(0);
