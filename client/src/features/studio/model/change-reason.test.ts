import type { ShotManifest } from '@trashfire/shared/render/manifest';
import { expect, it } from 'vitest';
import { changeReason } from './change-reason.ts';

const voice = { base: 'slt', pitch: 0, rate: 1 } as const;
const base: ShotManifest = {
  v: 1,
  kind: 'shot',
  engine: 'animatic',
  engineVersion: 'e',
  speechVersion: 's',
  width: 1280,
  height: 720,
  fps: 24,
  frames: 48,
  move: 'hold',
  picture: {
    size: 'MS',
    angle: 'eye',
    seed: 1,
    place: { kind: 'harbour', seed: 2, timeOfDay: 'night', weather: 'clear' },
    cast: [],
    prop: null,
  },
  lines: [{ blockId: 'b', characterId: 'c', text: 'Yes.', voice, startFrame: 0, endFrame: 20 }],
};

it('names a changed line before the length that follows from it', () => {
  const [line] = base.lines;
  if (line === undefined) throw new Error('the base has a line');
  expect(changeReason(base, { ...base, frames: 60, lines: [{ ...line, text: 'No.' }] })).toBe('Line changed');
});

it('names framing, move, place and length', () => {
  expect(changeReason(base, { ...base, picture: { ...base.picture, size: 'CU' } })).toBe('Framing changed');
  expect(changeReason(base, { ...base, move: 'push-in' })).toBe('Camera move changed');
  expect(changeReason(base, { ...base, picture: { ...base.picture, place: { ...base.picture.place, weather: 'rain' } } })).toBe(
    'Place changed',
  );
  expect(changeReason(base, { ...base, frames: 49 })).toBe('Length changed');
});

it('has words for a change it does not know', () => expect(changeReason(base, base)).toBe('Changed since this take'));
