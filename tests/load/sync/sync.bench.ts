/**
 * `npm run bench:sync`: our collab-server beside the two servers most people use, each doing the same work on the same core, in
 * turns. Writes docs/benchmarks/sync.md. For a look while something is tuned:
 * `-- --rows fanout,cursors --rounds 1 --seconds 3 --servers ours,yws,hocuspocus --no-write`; `growth` is a row as well. With `--keep`
 * the rows that are not measured again stay in the report as they are.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { cpus, loadavg, release, totalmem } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { GROWTH_ROUNDS, measureGrowth } from './growth.ts';
import { cannotMeasure, LOADER_CORE, pin } from './processes.ts';
import { toMarkdown, verdictTable } from './report/markdown.ts';
import { plotSvg } from './report/plot.ts';
import { fromJson, type Report, toJson } from './report/report.ts';
import { judge, summarise } from './report/verdicts.ts';
import { ROWS } from './rows/index.ts';
import { runRows, today } from './run.ts';
import { SUBJECTS, type SubjectId } from './subjects.ts';
import { createWorld } from './world.ts';

const FOLDER = join(import.meta.dirname, '..', '..', '..', 'docs', 'benchmarks');
const JSON_FILE = join(FOLDER, 'sync.json');
const GROWTH = 'growth';

const { values } = parseArgs({
  options: {
    rows: { type: 'string' },
    servers: { type: 'string' },
    rounds: { type: 'string', default: '5' },
    seconds: { type: 'string', default: '5' },
    seed: { type: 'string', default: '1' },
    'no-write': { type: 'boolean', default: false },
    keep: { type: 'boolean', default: false },
  },
});

function fail(words: string): never {
  process.stderr.write(`TrashFire: ${words}\n`);
  process.exit(2);
}

function chosen<T extends string>(what: string, given: string | undefined, known: readonly T[]): readonly T[] {
  if (given === undefined) return known;
  return given
    .split(',')
    .map((name) => known.find((id) => id === name) ?? fail(`There is no ${what} "${name}". There are: ${known.join(', ')}.`));
}

function whole(what: string, given: string): number {
  return /^[1-9]\d{0,3}$/.test(given) ? Number(given) : fail(`--${what} is a whole number from 1, not "${given}".`);
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}

const trouble = cannotMeasure(cpus().length);
if (trouble !== null) fail(`The benchmark needs Linux with two cores: ${trouble}.`);
const rowIds = chosen('row', values.rows, [...ROWS.map((row) => row.id), GROWTH]);
const servers = chosen<SubjectId>('server', values.servers, SUBJECTS);
const rows = ROWS.filter((row) => rowIds.includes(row.id));
const [rounds, seconds, seed] = [whole('rounds', values.rounds), whole('seconds', values.seconds), whole('seed', values.seed)];
const write = !values['no-write'];
const load = loadavg()[0]?.toFixed(2);
const machine = `${cpus().length} x ${cpus()[0]?.model.trim() ?? 'unknown processor'}, ${Math.round(totalmem() / 2 ** 30)} GB, Linux ${release()}, Node ${process.versions.node}, load ${load} at the start`;

print(machine);
pin(process.pid, LOADER_CORE);
// Ended by hand it takes its servers and its database with it.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(130));
const began = performance.now();
const world = await createWorld();
try {
  const measured = await runRows({ rows, servers, rounds, settings: { seconds, seed }, retry: write, world, print });
  const grown = rowIds.includes(GROWTH) ? await measureGrowth(world, servers, Math.min(rounds, GROWTH_ROUNDS), print) : [];
  const kept = values.keep ? fromJson(textOf(JSON_FILE)) : null;
  const turns = [...(kept?.turns ?? []).filter((turn) => !rows.some((row) => row.id === turn.row)), ...measured];
  const shown = ROWS.filter((row) => turns.some((turn) => turn.row === row.id));
  const report: Report = {
    date: today(),
    machine,
    minutes: Math.round((performance.now() - began) / 60_000),
    rounds,
    seconds,
    rows: shown.map((row) => {
      const summaries = summarise(row, turns);
      return { row, summaries, verdicts: judge(row, summaries) };
    }),
    turns,
    growth: rowIds.includes(GROWTH)
      ? grown.map(({ plot, series }) => ({ title: plot.title, file: `sync-${series.id}.svg`, series }))
      : (kept?.growth ?? []),
  };
  print(`\n${verdictTable(report.rows)}\n\n${report.minutes} minutes`);
  if (write) {
    for (const { plot, series } of grown) writeFileSync(join(FOLDER, `sync-${series.id}.svg`), plotSvg(plot));
    const file = join(FOLDER, 'sync.md');
    writeFileSync(file, toMarkdown(report, textOf(file)));
    writeFileSync(JSON_FILE, toJson(report));
    print(`Written: ${file}`);
  }
} finally {
  await world.close();
}
process.exit(0);

function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
