import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { clock } from '@trashfire/shared/clock';
import { conform } from '@trashfire/shared/render/conform';
import { eventually } from '@trashfire/shared/testing/eventually';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { probeMp4 } from '../../render-worker/src/media/probe.ts';
import { postgresLocation } from '../../scripts/embedded-postgres.ts';

/** `npm run episode` as a person runs it, with every service real. The tests build on each other: one data folder, one film. */
const SCRIPT = fileURLToPath(new URL('../../scripts/episode.ts', import.meta.url));
const SCREENPLAY = `Title: Two Cups

INT. KITCHEN - NIGHT

NAO
You kept the kettle on.
`;
/** A start, a film of two shots and a stop, beside everything else that is tested at the same time. ms. */
const RUN_MS = 90_000;

let folder: string;
let out: string;
const started: ChildProcess[] = [];
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'trashfire-episode-'));
  // As root the database runs as another user, who must be able to pass through.
  chmodSync(folder, 0o711);
  mkdirSync(join(folder, 'films'));
  out = join(folder, 'films', 'two-cups.mp4');
  writeFileSync(join(folder, 'two-cups.fountain'), SCREENPLAY);
});
afterAll(() => {
  for (const child of started) child.kill('SIGKILL');
  rmSync(folder, { recursive: true, force: true });
});

interface Run {
  child: ChildProcess;
  said(): string;
  printed(): string;
  ended: Promise<number | null>;
}

function episode(...words: string[]): Run {
  const child = spawn(process.execPath, [SCRIPT, ...words], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, DATA_DIR: join(folder, 'data'), INIT_CWD: folder },
  });
  started.push(child);
  const text = { stdout: '', stderr: '' };
  for (const name of ['stdout', 'stderr'] as const) child[name]?.on('data', (part: Buffer) => (text[name] += part.toString()));
  const ended = once(child, 'close').then(([code]) => code as number | null);
  return { child, said: () => text.stderr, printed: () => text.stdout, ended };
}

const make = (): Run => episode('two-cups.fountain', '--out', 'films/two-cups.mp4');
/** Nothing of the run is left: its lock, its database, a film half fetched. */
const leftovers = (): string[] => {
  const data = join(folder, 'data', 'episode');
  const traces = [join(data, 'studio.lock'), join(postgresLocation(data), 'cluster', 'postmaster.pid')].filter(existsSync);
  return [...traces, ...readdirSync(join(folder, 'films')).filter((name) => name !== 'two-cups.mp4')];
};

it('ends with 2 and a word about what to do when the screenplay cannot be used, before anything is started', async () => {
  writeFileSync(join(folder, 'prose.fountain'), 'It was a dark and stormy night.\n');
  writeFileSync(join(folder, 'empty.fountain'), ' \n\n');
  writeFileSync(join(folder, 'picture.fountain'), Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex'));
  const words = [
    ['missing.fountain'],
    ['prose.fountain'],
    ['empty.fountain'],
    ['picture.fountain'],
    ['two-cups.fountain', '--fast'],
  ];
  const runs = words.map((line) => episode(...line));
  expect(await Promise.all(runs.map((run) => run.ended))).toEqual([2, 2, 2, 2, 2]);
  expect(runs.map((run) => run.said())).toEqual([
    `TrashFire: there is no file ${join(folder, 'missing.fountain')}. Check its name and folder.\n`,
    expect.stringContaining('prose.fountain has no scene heading. A scene begins with a line such as "INT. KITCHEN - DAY"'),
    `TrashFire: ${join(folder, 'empty.fountain')} is empty. Write a scene in it first, for example "INT. KITCHEN - DAY".\n`,
    `TrashFire: ${join(folder, 'picture.fountain')} is not a text file. Export the screenplay as Fountain (.fountain or .txt, UTF-8) and give that.\n`,
    'TrashFire: unknown option --fast. See npm run episode -- --help.\n',
  ]);
  expect(existsSync(join(folder, 'data'))).toBe(false);
});

it(
  'stops on Ctrl-C with 130, leaves no film and no process, and tells a second run at once who is first',
  async () => {
    const run = make();
    await eventually('it renders', () => run.said().includes('Rendering: ') || run.child.exitCode !== null, RUN_MS);
    const second = make();
    expect(await second.ended).toBe(1);
    expect(second.said()).toContain(`another episode is being made right now (process ${run.child.pid}). Wait for it`);
    run.child.kill('SIGINT');
    expect(await run.ended).toBe(130);
    expect(run.said()).toContain('TrashFire: stopped. What is rendered is kept');
    expect(existsSync(out)).toBe(false);
    expect(leftovers()).toEqual([]);
  },
  RUN_MS,
);

it(
  'makes a film with picture, voices and captions, and the next time takes all of it from the cache',
  async () => {
    const run = make();
    expect([await run.ended, run.said()]).toEqual([0, expect.stringContaining('“Two Cups” is known')]);
    const film = await probeMp4(out);
    expect(film.video).toMatchObject({ codec: 'avc1', width: 1280, height: 720, fps: 24, constantRate: true });
    expect(film.audio).toMatchObject({ codec: 'mp4a', sampleRate: 48_000 });
    expect(film.subtitles).toMatchObject({ captions: 1 });
    const length = clock((film.video?.frames ?? 0) / 24);
    expect(run.printed()).toMatch(new RegExp(`^1 scene, 2 shots, ${length}, rendered in \\d+:\\d\\d, [012] from cache\\n$`));

    const again = make();
    expect(await again.ended).toBe(0);
    expect(again.printed()).toMatch(/^1 scene, 2 shots, \d+:\d\d, rendered in \d+:\d\d, 2 from cache\n$/);
    expect(leftovers()).toEqual([]);
  },
  RUN_MS,
);

it(
  'makes the same film at 1080p: as long as the plan says, with voices and captions, and none of its shots taken from 720p',
  async () => {
    const run = episode('two-cups.fountain', '--preset', 'HIGH', '--out', 'films/two-cups-1080p.mp4');
    expect([await run.ended, run.printed()]).toEqual([0, expect.stringMatching(/^1 scene, 2 shots, .* 0 from cache\n$/)]);
    const frames = (await probeMp4(out)).video?.frames ?? 0;
    const film = await probeMp4(join(folder, 'films', 'two-cups-1080p.mp4'));
    const planned = conform(frames, 30);
    expect(film.video).toMatchObject({ codec: 'avc1', width: 1920, height: 1080, fps: 30, frames: planned, constantRate: true });
    expect(film.audio).toMatchObject({ codec: 'mp4a', sampleRate: 48_000 });
    expect(Math.abs((film.audio?.durationSeconds ?? 0) - planned / 30)).toBeLessThan(1 / 30);
    expect(film.subtitles).toMatchObject({ captions: 1 });
  },
  2 * RUN_MS,
);
