/**
 * `npm run test:mutants`: switches off the listed lines one at a time in a copy of the project; each must turn its tests red. A test
 * that stays green guards nothing. `npm run test:mutants -- WORD` tries those whose file or reason contains the word.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { copyProject } from './mutants/copy.ts';
import { MUTANTS } from './mutants/list.ts';
import { applyMutant, type Mutant } from './mutants/mutant.ts';
import { formatSeconds } from './setup/terminal.mjs';
import { closingLine, failedTests, tallyVitest } from './test/results.ts';

const say = (line: string): void => void process.stdout.write(`${line}\n`);
const word = (process.argv[2] ?? '').toLowerCase();
const chosen = MUTANTS.filter((mutant) => `${mutant.file} ${mutant.why}`.toLowerCase().includes(word));

/** A switched-off line may leave its tests waiting for ever. */
const MUTANT_MS = 2 * 60_000;
/** All the tests together, before the first line is switched off. */
const ALL_MS = 20 * 60_000;

/** @returns names of the tests that failed and of the files that did not load, or null when they could not be run, which proves nothing. */
function failures(root: string, tests: readonly string[], timeout: number): string[] | null {
  const report = join(root, 'mutant-report.json');
  rmSync(report, { force: true });
  const words = [
    'run',
    '--project',
    'unit',
    '--project',
    'integration',
    '--bail=1',
    '--reporter=json',
    `--outputFile=${report}`,
    ...tests,
  ];
  spawnSync(join(root, 'node_modules', '.bin', 'vitest'), words, {
    cwd: root,
    stdio: 'ignore',
    timeout,
    killSignal: 'SIGKILL',
  });
  if (!existsSync(report)) return null;
  const json: unknown = JSON.parse(readFileSync(report, 'utf8'));
  const { passed, failed } = tallyVitest(json);
  return passed + failed === 0 ? null : failedTests(json);
}

function tryMutant(root: string, mutant: Mutant): string | null {
  const file = join(root, mutant.file);
  const source = readFileSync(file, 'utf8');
  try {
    writeFileSync(file, applyMutant(source, mutant));
    const failed = failures(root, mutant.tests, MUTANT_MS);
    if (failed === null) return 'its tests could not be run';
    return failed.length > 0 ? null : 'no test noticed';
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  } finally {
    writeFileSync(file, source);
  }
}

const copy = copyProject();
process.once('SIGINT', () => {
  copy.remove();
  process.exit(130);
});
let survivors = 0;
try {
  const tests = [...new Set(chosen.flatMap((mutant) => mutant.tests))];
  const before = failures(copy.root, tests, ALL_MS);
  if (before === null) throw new Error('The tests could not be run before a line was switched off; run npm test.');
  if (before.length > 0) {
    throw new Error(`The tests must be green before a line is switched off; these are not:\n${before.join('\n')}`);
  }
  for (const mutant of chosen) {
    const began = Date.now();
    const problem = tryMutant(copy.root, mutant);
    if (problem !== null) survivors += 1;
    say(
      `${problem === null ? 'red ' : 'GREEN'} ${mutant.why} (${mutant.file}, ${formatSeconds(Date.now() - began)})${problem === null ? '' : `: ${problem}`}`,
    );
  }
} catch (error) {
  survivors += 1;
  say(error instanceof Error ? error.message : String(error));
} finally {
  copy.remove();
}
say(closingLine({ passed: chosen.length - survivors, failed: survivors, skipped: 0 }));
process.exitCode = survivors === 0 ? 0 : 1;
