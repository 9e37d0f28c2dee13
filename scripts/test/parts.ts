import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT, runChecks } from '../checks.ts';
import { buildClient } from '../setup/client-build.mjs';
import { createTerminal } from '../setup/terminal.mjs';
import { findBrowser } from './browser.ts';
import { judge, NOTHING, type Tally, tallyPlaywright, tallyVitest } from './results.ts';

export const PARTS = ['check', 'unit', 'integration', 'e2e', 'long'] as const;
export type Part = (typeof PARTS)[number];

/** What `npm test` runs; `long` is asked for by name. */
export const USUAL: readonly Part[] = ['check', 'unit', 'integration', 'e2e'];

interface Context {
  dataDir: string;
  /** Words after `--`, handed to the runner: a file, a name pattern. */
  words: readonly string[];
  say(line: string): void;
}

export const RUNNERS: Record<Part, (context: Context) => Promise<Tally>> = {
  async check({ say }) {
    const results = await runChecks(say);
    const passed = results.filter((result) => result.ok).length;
    return { passed, failed: results.length - passed, skipped: 0 };
  },
  unit: (context) => vitest('unit', context),
  integration: (context) => vitest('integration', context),
  long: (context) => vitest('long', context),
  async e2e(context) {
    const browser = await findBrowser(context.dataDir, context.say);
    if (browser === null) {
      context.say('No browser can be had here, so no end-to-end test ran. Set CHROMIUM_PATH, or install Chromium or libnss3.');
      return { ...NOTHING, skipped: 1 };
    }
    context.say(`Browser: ${browser.label}`);
    const terminal = createTerminal({ write: (text) => process.stdout.write(text), isTTY: false });
    await buildClient({ root: ROOT, data: context.dataDir, node: process.execPath, terminal });
    const report = reportFile(context.dataDir, 'e2e');
    const code = await runBin('playwright', ['test', '--config', 'tests/playwright.config.ts', ...context.words], {
      CHROMIUM_PATH: browser.path,
      PLAYWRIGHT_JSON_OUTPUT_NAME: report,
    });
    return judge(readReport(report, tallyPlaywright), code);
  },
};

async function vitest(project: string, { dataDir, words }: Context): Promise<Tally> {
  const report = reportFile(dataDir, project);
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
  const code = await runBin('vitest', ['run', '--project', project, ...reporters, ...words], {});
  return judge(readReport(report, tallyVitest), code);
}

function reportFile(dataDir: string, name: string): string {
  const folder = join(dataDir, 'test');
  mkdirSync(folder, { recursive: true });
  const file = join(folder, `${name}.json`);
  // A report of an earlier run must not speak for one that crashed before it wrote its own.
  rmSync(file, { force: true });
  return file;
}

function readReport(file: string, tally: (report: unknown) => Tally): Tally | null {
  return existsSync(file) ? tally(JSON.parse(readFileSync(file, 'utf8'))) : null;
}

function runBin(program: string, words: readonly string[], env: Record<string, string>): Promise<number> {
  const child = spawn(join(ROOT, 'node_modules', '.bin', program), words, {
    cwd: ROOT,
    stdio: ['ignore', 'inherit', 'inherit'],
    env: { ...process.env, ...env },
  });
  return new Promise((resolve) => {
    child.once('error', () => resolve(1));
    child.once('close', (code) => resolve(code ?? 1));
  });
}
