/**
 * `npm run episode`: a screenplay in, a film out, through the same services a browser uses: sign-in, documents, agent, plan, queue,
 * worker, assembly. Progress goes to stderr, the summary to stdout.
 */
import { mkdirSync } from 'node:fs';
import { constants } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { AppError } from '@trashfire/shared/errors/app-error';
import { EpisodeFailure, refuse } from './episode/failure.ts';
import { checkOut, saveFilm, usualOut } from './episode/film-file.ts';
import { makeEpisode } from './episode/make-episode.ts';
import { createReporter, summaryLine } from './episode/progress.ts';
import { readScreenplay } from './episode/screenplay.ts';
import { signIn } from './episode/studio-client.ts';
import { EPISODE_HELP, type EpisodeOptions, parseEpisodeOptions } from './setup/episode-options.mjs';
import { dataFolder } from './setup/prepare.mjs';
import { failureLine } from './setup/terminal.mjs';
import { holderOf } from './studio/lock.ts';
import { type RunningStudio, startStudio } from './studio/studio.ts';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
/** Apart from the studio's, which may be running: two would fight over one database. */
const dataDir = join(dataFolder(root), 'episode');
/** npm changes into the project's folder; names on the command line mean the person's own. */
const here = process.env.INIT_CWD ?? process.cwd();
const report = createReporter({ write: (text) => process.stderr.write(text), isTTY: process.stderr.isTTY });

/** Fires with the exit code when the person or the system asks to stop. A second time does not wait. */
function toldToStop(): AbortSignal {
  const told = new AbortController();
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(name, () => {
      const code = 128 + constants.signals[name];
      if (told.signal.aborted) process.exit(code);
      report.say('Stopping …');
      told.abort(new EpisodeFailure('stopped', 'What is rendered is kept; the same command goes on from there.', code));
    });
  }
  process.once('disconnect', () => told.abort(new EpisodeFailure('stopped', '', 1)));
  return told.signal;
}

async function run(options: EpisodeOptions, signal: AbortSignal): Promise<void> {
  const file = resolve(here, options.file);
  const out = options.out === null ? usualOut(here, file) : resolve(here, options.out);
  const screenplay = await readScreenplay(file);
  await checkOut(out, file);
  const holder = holderOf(dataDir);
  if (holder !== null) {
    throw new EpisodeFailure(
      `another episode is being made right now (process ${holder.pid})`,
      'Wait for it, or stop it with Ctrl-C in its window.',
    );
  }
  const studio = await start(signal);
  try {
    const client = await signIn(studio.url, studio.collabUrl, await studio.loginToken(), signal);
    const title = options.title ?? screenplay.title;
    const { url, summary } = await makeEpisode({ client, screenplay, title, preset: options.preset, report, signal });
    await saveFilm(url, out, signal);
    report.say(out);
    process.stdout.write(`${summaryLine(summary)}\n`);
  } finally {
    await studio.stop();
  }
}

async function start(signal: AbortSignal): Promise<RunningStudio> {
  // A film is asked for, not a studio to look around in.
  process.env.DEMO_SERIES = 'off';
  mkdirSync(dataDir, { recursive: true });
  const began = Date.now();
  const studio = await startStudio({
    root,
    dataDir,
    // Nobody looks at its pages: any port will do, and two runs started at once do not fight over one.
    port: 0,
    lan: false,
    what: 'run of this command',
    signal,
    say: report.say,
    step: () => () => undefined,
  });
  report.say(`Services are ready (${((Date.now() - began) / 1000).toFixed(1)} s).`);
  return studio;
}

async function main(): Promise<number> {
  const parsed = parseEpisodeOptions(process.argv.slice(2));
  if (parsed.state === 'help') {
    process.stdout.write(`${EPISODE_HELP}\n`);
    return 0;
  }
  if (parsed.state === 'wrong') throw refuse(parsed.problem, 'See npm run episode -- --help.');
  const signal = toldToStop();
  try {
    await run(parsed.options, signal);
    return 0;
  } catch (error) {
    throw signal.aborted ? signal.reason : error;
  }
}

main().then(
  (code) => process.exit(code),
  (error: unknown) => {
    const known = error instanceof EpisodeFailure ? error : null;
    const what = error instanceof Error ? error.message : String(error);
    const usual = error instanceof AppError ? 'Run the same command again.' : `The details are in ${dataDir}/logs.`;
    report.say(failureLine(what, known?.todo ?? usual));
    process.exit(known?.exitCode ?? 1);
  },
);
