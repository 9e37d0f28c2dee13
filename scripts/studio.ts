/**
 * The studio in one command, after `start.mjs` has set everything up: brings every process up, prints the address and the owner's
 * link, and stops everything in order on Ctrl-C, on SIGTERM, and when the process that started it is killed.
 */
import { once } from 'node:events';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import qrcode from 'qrcode';
import { DEFAULT_PORT, parseStartOptions } from './setup/options.mjs';
import { dataFolder } from './setup/prepare.mjs';
import { createTerminal } from './setup/terminal.mjs';
import { openBrowser } from './studio/browser.ts';
import { explainStartFailure } from './studio/start-failure.ts';
import { type RunningStudio, startStudio } from './studio/studio.ts';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const dataDir = dataFolder(root);
const terminal = createTerminal({ write: (text) => process.stdout.write(text), isTTY: process.stdout.isTTY });

/** Fires when the person, the system or the end of the parent process asks to stop. A second Ctrl-C does not wait for the rest. */
function toldToStop(): AbortSignal {
  const told = new AbortController();
  const ask = (): void => {
    if (told.signal.aborted) process.exit(130);
    terminal.say('\nStopping …');
    told.abort();
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, ask);
  process.once('disconnect', () => told.abort());
  return told.signal;
}

async function welcome(studio: RunningStudio, open: boolean, lan: boolean): Promise<void> {
  const link = await studio.ownerLink();
  terminal.say(`\nThe studio is at ${studio.url}`);
  terminal.say(`Sign in once with this link: ${link}`);
  if (lan) {
    const invitation = await studio.guestLink();
    terminal.say(`\nInvite one person on this network: ${invitation}`);
    terminal.say(await qrcode.toString(invitation, { type: 'terminal', small: true }));
  }
  terminal.say('Stop it with Ctrl-C.');
  if (open) openBrowser(link);
}

async function main(): Promise<number> {
  const parsed = parseStartOptions(process.argv.slice(2));
  if (!parsed.ok) throw new Error(parsed.problem);
  const { open, lan, port } = parsed.options;
  const signal = toldToStop();
  const stopped = signal.aborted ? Promise.resolve() : once(signal, 'abort');
  try {
    const studio = await startStudio({
      root,
      dataDir,
      port: port ?? DEFAULT_PORT,
      lan,
      signal,
      say: terminal.say,
      step: (text) => terminal.step(text).done,
    });
    try {
      await Promise.race([welcome(studio, open, lan), stopped]);
      await stopped;
    } finally {
      await studio.stop();
    }
  } catch (error) {
    if (!signal.aborted) throw error;
  }
  terminal.say(`Stopped. Your work is in ${dataDir}`);
  return 0;
}

main().then(
  (code) => process.exit(code),
  (error: unknown) => {
    process.stderr.write(`${explainStartFailure(error, dataDir)}\n`);
    process.exit(1);
  },
);
