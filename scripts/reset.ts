/**
 * `npm run reset`: starts over. Shows what would go and asks; `--yes` does not ask. Removes the data folder and the place where
 * Postgres keeps its files, which may lie elsewhere (see postgres/home.ts).
 */
import { existsSync, rmSync } from 'node:fs';
import { createInterface } from 'node:readline/promises';
import { ROOT } from './checks.ts';
import { postgresLocation } from './embedded-postgres.ts';
import { dataFolder } from './setup/prepare.mjs';
import { failureLine } from './setup/terminal.mjs';
import { holderOf } from './studio/lock.ts';

const say = (line: string): void => void process.stdout.write(`${line}\n`);
const fail = (code: number, what: string, todo: string): number => {
  process.stderr.write(`${failureLine(what, todo)}\n`);
  return code;
};

async function confirmed(): Promise<boolean> {
  if (!process.stdin.isTTY) return false;
  const terminal = createInterface({ input: process.stdin, output: process.stdout });
  // Ctrl-D and Ctrl-C are a no.
  const answer = await terminal.question('Type "yes" to remove them: ').catch(() => '');
  terminal.close();
  return answer.trim().toLowerCase() === 'yes';
}

async function main(words: readonly string[]): Promise<number> {
  const unknown = words.find((word) => word !== '--yes');
  if (unknown !== undefined) return fail(2, `unknown option ${unknown}`, 'npm run reset takes --yes and nothing else.');
  const dataDir = dataFolder(ROOT);
  if (!existsSync(dataDir)) {
    say('There is nothing to remove.');
    return 0;
  }
  const holder = holderOf(dataDir);
  if (holder !== null) {
    return fail(
      1,
      `a ${holder.what} is running here (process ${holder.pid})`,
      'Stop it with Ctrl-C in its window, then run the same command again.',
    );
  }
  const folders = [...new Set([dataDir, postgresLocation(dataDir)])].filter((folder) => existsSync(folder));
  say(`Every series, episode and rendered shot of this studio is in:\n${folders.map((folder) => `  ${folder}`).join('\n')}`);
  if (!words.includes('--yes') && !(await confirmed()))
    return fail(1, 'nothing was removed', 'Answer "yes", or run npm run reset -- --yes.');
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
  say('Removed. npm start begins anew.');
  return 0;
}

process.exitCode = await main(process.argv.slice(2));
