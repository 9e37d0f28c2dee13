/**
 * `npm run bench`: runs the benchmark files under tests/load, one process each so that one's memory is not another's, and prints the
 * machine first. `npm run bench -- WORD` runs those whose name contains the word. Benchmarks are never part of timed tests.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { cpus, loadavg, totalmem } from 'node:os';
import { join } from 'node:path';
import { ROOT } from './checks.ts';
import { formatBytes } from './setup/terminal.mjs';

const folder = join(ROOT, 'tests', 'load');
const [word = '', ...rest] = process.argv.slice(2);
const found = existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith('.bench.ts')) : [];
const chosen = found.filter((name) => name.includes(word)).sort();
if (chosen.length === 0) {
  process.stderr.write(`TrashFire: no benchmark is named like "${word}". There are: ${found.join(', ') || 'none'}.\n`);
  process.exit(2);
}

const machine = `${cpus().length} x ${cpus()[0]?.model.trim() ?? 'unknown processor'}, ${formatBytes(totalmem())} memory`;
process.stdout.write(
  `${machine}, ${process.platform} ${process.arch}, Node ${process.versions.node}, load ${loadavg()[0]?.toFixed(2)}\n`,
);
let failed = 0;
for (const name of chosen) {
  process.stdout.write(`\n== ${name} ==\n`);
  const { status } = spawnSync(process.execPath, [join(folder, name), ...rest], { cwd: ROOT, stdio: 'inherit' });
  if (status !== 0) failed += 1;
}
process.exitCode = failed === 0 ? 0 : 1;
