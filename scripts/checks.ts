import { spawn } from 'node:child_process';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { formatSeconds } from './setup/terminal.mjs';

export const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));

export interface Check {
  name: string;
  /** Program in node_modules/.bin with its words. */
  command: readonly [string, ...string[]];
}

/** The rules of the house that a tool can hold; `npm run check` runs all of them, and `npm test` counts each as one. */
export const CHECKS: readonly Check[] = [
  { name: 'format, lint, import arrows and cycles', command: ['biome', 'check', '--max-diagnostics=50', '.'] },
  { name: 'types of every package', command: ['turbo', 'run', 'typecheck', '--output-logs=errors-only', '--concurrency=2'] },
  { name: 'types of scripts', command: ['tsc', '-p', 'scripts/tsconfig.json'] },
  { name: 'every text in the catalogue, in both languages', command: ['node', 'scripts/texts.ts'] },
  { name: 'dead code and unused packages', command: ['knip', '--no-progress'] },
];

export interface CheckResult {
  name: string;
  ok: boolean;
  output: string;
  ms: number;
}

/** Output kept of one check; a broken base type can print without end. Bytes. */
const OUTPUT_LIMIT = 200_000;

/** Runs one check in a folder (the project, or a test's copy of it). */
export function runCheck({ name, command }: Check, cwd: string = ROOT): Promise<CheckResult> {
  const began = Date.now();
  const [program, ...words] = command;
  const child = spawn(join(ROOT, 'node_modules', '.bin', program), words, {
    cwd,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, FORCE_COLOR: '0', TURBO_TELEMETRY_DISABLED: '1', DO_NOT_TRACK: '1' },
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (part: Buffer) => {
      if (output.length < OUTPUT_LIMIT) output += part.toString('utf8');
    });
  }
  return new Promise((resolve) => {
    child.once('error', (error) => resolve({ name, ok: false, output: String(error), ms: Date.now() - began }));
    child.once('close', (code) => resolve({ name, ok: code === 0, output, ms: Date.now() - began }));
  });
}

/** Runs every check, saying each as it ends. */
export async function runChecks(say: (line: string) => void): Promise<CheckResult[]> {
  const results: CheckResult[] = [];
  for (const check of CHECKS) {
    const result = await runCheck(check);
    results.push(result);
    say(`${result.ok ? 'ok    ' : 'FAILED'} ${check.name} (${formatSeconds(result.ms)})`);
    if (!result.ok) say(result.output.trimEnd());
  }
  return results;
}
