#!/usr/bin/env node
/**
 * `npm start`: from a fresh clone to a running studio. Plain JavaScript without dependencies, because it is what installs them,
 * and it runs on whatever Node >= 20 the machine has; everything after the install runs on the Node 24 that npm brought.
 *
 * `npm run episode` and `npm run reset` come through here as well, with their script's name as the first word.
 */
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { EPISODE_HELP, EXIT_USAGE, parseEpisodeOptions } from './setup/episode-options.mjs';
import { parseStartOptions, START_HELP } from './setup/options.mjs';
import { prepare } from './setup/prepare.mjs';
import { runScript } from './setup/run.mjs';
import { createTerminal, failureLine, SetupError } from './setup/terminal.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));

/** @param {readonly string[]} words @returns {Promise<number>} exit code */
async function main(words) {
  const [first, ...rest] = words;
  if (first === 'episode') {
    const parsed = parseEpisodeOptions(rest);
    if (parsed.state === 'help') process.stdout.write(`${EPISODE_HELP}\n`);
    if (parsed.state === 'wrong') process.stderr.write(`${failureLine(parsed.problem, 'See npm run episode -- --help.')}\n`);
    if (parsed.state !== 'run') return parsed.state === 'help' ? 0 : EXIT_USAGE;
  }
  if (first === 'episode' || first === 'reset') {
    const terminal = createTerminal({ write: (text) => process.stderr.write(text), isTTY: process.stderr.isTTY === true });
    await prepare({ root, terminal, dev: false, client: false });
    return runScript({ root, script: join('scripts', `${first}.ts`), words: rest });
  }
  const parsed = parseStartOptions(words);
  if (!parsed.ok) {
    process.stderr.write(`${failureLine(parsed.problem, 'See npm start -- --help.')}\n`);
    return 2;
  }
  if (parsed.options.help) {
    process.stdout.write(`${START_HELP}\n`);
    return 0;
  }
  const terminal = createTerminal({ write: (text) => process.stdout.write(text), isTTY: process.stdout.isTTY === true });
  terminal.say('TrashFire: a writers’ room and an animation studio\n');
  await prepare({ root, terminal, dev: false, client: true });
  return runScript({ root, script: join('scripts', 'studio.ts'), words });
}

main(process.argv.slice(2)).then(
  (code) => {
    process.exitCode = code;
  },
  (error) => {
    const text =
      error instanceof SetupError
        ? error.message
        : failureLine(error instanceof Error ? error.message : String(error), 'Run the same command again.');
    process.stderr.write(`${text}\n`);
    process.exitCode = 1;
  },
);
