/**
 * `npm run reset`: starts over. Shows what would go and asks; `--yes` does not ask. Removes the data folder and the place where
 * Postgres keeps its files, which may lie elsewhere (see postgres/home.ts).
 */
import { existsSync, rmSync } from 'node:fs';
import { createInterface } from 'node:readline/promises';
import { ROOT } from './checks.ts';
import { endLeftoverPostgres, postgresLocation } from './embedded-postgres.ts';
import { dataFolder } from './setup/prepare.mjs';
import { failureLine } from './setup/terminal.mjs';
import { type Holder, holderOf, takeLock } from './studio/lock.ts';

const say = (line: string): void => void process.stdout.write(`${line}\n`);
const fail = (code: number, what: string, todo: string): number => {
  process.stderr.write(`${failureLine(what, todo)}\n`);
  return code;
};

const inUse = (holder: Holder): number =>
  fail(
    1,
    `a ${holder.what} is running here (process ${holder.pid})`,
    'Stop it with Ctrl-C in its window, then run the same command again.',
  );

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
  if (holder !== null) return inUse(holder);
  const folders = [...new Set([dataDir, postgresLocation(dataDir)])].filter((folder) => existsSync(folder));
  say(`Every series, episode and rendered shot of this studio is in:\n${folders.map((folder) => `  ${folder}`).join('\n')}`);
  if (!words.includes('--yes') && !(await confirmed()))
    return fail(1, 'nothing was removed', 'Answer "yes", or run npm run reset -- --yes.');
  // A studio may have been started while the question stood; from here on none can be.
  const taken = takeLock(dataDir, 'reset');
  if (!taken.ok) return inUse(taken.holder);
  // A killed studio leaves its database running, which would go on writing into removed files.
  await endLeftoverPostgres(dataDir);
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
  say('Removed. npm start begins anew.');
  return 0;
}

process.exitCode = await main(process.argv.slice(2));
