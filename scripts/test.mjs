#!/usr/bin/env node
/** `npm test`: sets the project up as `npm start` does, with what tests need on top, then runs scripts/test.ts. */
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { prepare } from './setup/prepare.mjs';
import { runScript } from './setup/run.mjs';
import { createTerminal } from './setup/terminal.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const terminal = createTerminal({ write: (text) => process.stdout.write(text), isTTY: process.stdout.isTTY === true });

try {
  await prepare({ root, terminal, dev: true, client: false });
  process.exitCode = await runScript({ root, script: join('scripts', 'test.ts'), words: process.argv.slice(2) });
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
