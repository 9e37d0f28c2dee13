import { stat } from 'node:fs/promises';
import type { ShotManifest, SpokenLine } from '@trashfire/shared/render/manifest';
import { ANIMATIC_VERSION, SPEECH_VERSION } from '@trashfire/shared/render/versions';
import { someDna } from '@trashfire/shared/testing/builders';
import { seededRandom } from '@trashfire/shared/testing/random';
import { beforeAll, expect, it } from 'vitest';
import { createAnimaticEngine } from '../engines/animatic/index.ts';
import { locateFfmpeg } from '../media/ffmpeg.ts';
import { probeMp4 } from '../media/probe.ts';
import { withFolder } from '../media/test-support.ts';
import { createFilmSpeech } from '../voices/film-speech.ts';
import type { MakerDeps } from './deps.ts';
import { makeShot } from './shot.ts';

/** Shots at the ends of what a plan can ask for, made for real. */
const DNA = someDna(seededRandom(4));
let deps: MakerDeps;
beforeAll(async () => {
  const ffmpeg = await locateFfmpeg({ path: process.env.PATH });
  deps = { engine: createAnimaticEngine(), speech: createFilmSpeech(), ffmpeg };
});

const saying = (text: string, endFrame: number): SpokenLine => ({
  blockId: '0B0000000001',
  characterId: 'nao',
  text,
  voice: { base: 'slt', pitch: 0, rate: 1 },
  startFrame: 0,
  endFrame,
});
const shotOf = (frames: number, ...texts: string[]): ShotManifest => ({
  v: 1,
  kind: 'shot',
  engine: 'animatic',
  engineVersion: ANIMATIC_VERSION,
  speechVersion: SPEECH_VERSION,
  width: 640,
  height: 360,
  fps: 24,
  frames,
  move: 'hold',
  picture: {
    size: 'CU',
    angle: 'eye',
    seed: 7,
    place: { kind: 'lamp-room', seed: 3, timeOfDay: 'night', weather: 'clear' },
    cast: [{ characterId: 'nao', dna: DNA, position: 'centre', facing: 'camera', expression: 'neutral', pose: 'stand' }],
    prop: null,
  },
  lines: texts.map((text) => saying(text, frames)),
});

it.each<[string, ShotManifest, RegExp | null]>([
  ['one frame, without a word', shotOf(1), null],
  ['one frame that a line is in', shotOf(1, 'Forty-one.'), /does not fit its shot/],
  [
    'a line of 5,000 characters in half a second',
    shotOf(12, 'Forty-one panes and a lamp. '.repeat(179).slice(0, 5000)),
    /does not fit its shot/,
  ],
  ['emoji of several code points', shotOf(12, '🏮👩‍👩‍👧‍👦 Look! 🇯🇵'), null],
  ['a line from right to left', shotOf(12, 'שלום, הפנס כבה.'), /cannot/],
  ['Chinese, Japanese and Korean', shotOf(12, '灯が消えた。等灯。등불이 꺼졌다.'), /cannot/],
])('%s is made, as long as it was planned', { timeout: 60_000 }, async (_, manifest, warning) => {
  await withFolder(async (scratch) => {
    const percents: number[] = [];
    const context = {
      scratch,
      inputs: [],
      picture: null,
      signal: new AbortController().signal,
      onPercent: (percent: number) => percents.push(percent),
    };
    const made = await makeShot(deps, manifest, context);
    const file = (role: string) => made.files.find((one) => one.role === role)?.path ?? '';
    const { video } = await probeMp4(file('segment'));
    expect(video).toMatchObject({ frames: manifest.frames, fps: 24, constantRate: true, width: 640, height: 360 });
    expect((await stat(file('poster'))).size).toBeGreaterThan(1000);
    // A WAV of exactly the shot's length: 44 bytes of header, two bytes a sample.
    if (manifest.lines.length > 0) expect((await stat(file('dialogue'))).size).toBe(44 + 2 * (manifest.frames / 24) * 24_000);
    if (warning !== null) expect(made.warnings.join(' ')).toMatch(warning);
    expect(percents.at(-1)).toBe(100);
  });
});
