/**
 * `npm run bench:client`: what the built client costs in a real browser, before a real studio. Each row of docs/benchmarks/client.md
 * names its bar. `--rows a,b` takes some of them, `--rounds N` repeats what is measured once a round, `--write` renews the page.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { cpus, loadavg, totalmem } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { ROOT } from '../../../scripts/checks.ts';
import { formatBytes } from '../../../scripts/setup/terminal.mjs';
import type { Figure, Row } from './row.ts';
import { bytes } from './rows/bytes.ts';
import { gallery } from './rows/gallery.ts';
import { heap } from './rows/heap.ts';
import { keystrokes } from './rows/keystrokes.ts';
import { openScript } from './rows/open-script.ts';
import { scroll } from './rows/scroll.ts';
import { scrub } from './rows/scrub.ts';
import { openStage } from './stage.ts';

const ROWS: Readonly<Record<string, Row>> = { bytes, open: openScript, keys: keystrokes, scrub, scroll, gallery, heap };

const { values } = parseArgs({
  options: { rows: { type: 'string' }, rounds: { type: 'string', default: '5' }, write: { type: 'boolean', default: false } },
});
const chosen = values.rows?.split(',') ?? Object.keys(ROWS);
const say = (line: string): void => void process.stdout.write(`${line}\n`);

const built = spawnSync(process.execPath, [join(ROOT, 'node_modules/vite/bin/vite.js'), 'build', '--logLevel', 'warn'], {
  cwd: join(ROOT, 'client'),
  stdio: 'inherit',
});
if (built.status !== 0) process.exit(1);

const stage = await openStage(join(ROOT, '.data'), say);
const machine = `${cpus().length} x ${cpus()[0]?.model.trim() ?? 'unknown processor'}, ${formatBytes(totalmem())}, Node ${process.versions.node}, ${stage.browser}, load ${loadavg()[0]?.toFixed(2)} at the start`;
say(machine);
const figures: Figure[] = [];
try {
  for (const name of chosen) {
    const row = ROWS[name];
    if (row === undefined) throw new Error(`There is no row "${name}"; there are ${Object.keys(ROWS).join(', ')}.`);
    for (const figure of await row(stage, Number(values.rounds))) {
      figures.push(figure);
      say(`${figure.reached ? 'reached ' : 'missed  '} ${figure.work}: ${figure.measured}; bar ${figure.bar}`);
    }
  }
} finally {
  await stage.end();
}
if (values.write) {
  const lines = figures.map(
    ({ work, measured, bar, reached }) => `| ${work} | ${measured} | ${bar} | ${reached ? 'yes' : 'no'} |`,
  );
  const table = ['| work | measured | bar | reached |', '| --- | --- | --- | --- |', ...lines].join('\n');
  const head = `# The client in a browser\n\n\`npm run bench:client\`, ${new Date().toISOString().slice(0, 10)}: ${machine}. The studio's processes share these cores.`;
  const file = join(ROOT, 'docs/benchmarks/client.md');
  // What was noted under the figures by hand stays.
  const notes = existsSync(file) ? (readFileSync(file, 'utf8').split(/^(?=## Notes$)/m)[1] ?? '') : '';
  writeFileSync(file, `${head}\n\n${table}\n${notes === '' ? '' : `\n${notes}`}`);
}
