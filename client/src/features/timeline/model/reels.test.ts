import type { CutRender } from '@trashfire/shared/document/schema';
import { expect, it } from 'vitest';
import type { EpisodeModel } from '../../studio/model/episode-model.ts';
import { reelAt, reelsOf } from './reels.ts';

const cut = (id: string, frames: number, fps = 24): CutRender => ({
  id,
  v: 1,
  state: 'done',
  revision: 'a'.repeat(64),
  preset: 'LOW',
  take: 1,
  asset: id.repeat(64).slice(0, 64),
  assetPreset: 'LOW',
  frames,
  fps,
  reason: null,
});
/** A cut of shots of scenes, a second for each letter; `-` is a gap. */
const modelOf = (cutOfScenes: string): EpisodeModel => {
  const letters = [...cutOfScenes];
  const clips = letters.map((letter, i) => {
    const shotId = letter === '-' ? null : `${letter}${i}`;
    return { id: `clip${i}`, shotId, start: i * 24, end: i * 24 + 24, duration: 24 };
  });
  const shots = new Map(letters.map((letter, i) => [`${letter}${i}`, { sceneId: letter }]));
  const scenes = [...new Set(letters)].filter((letter) => letter !== '-').map((id) => ({ id }));
  return { scenes, shots, timeline: { clips, frames: letters.length * 24, unclipped: [] } } as unknown as EpisodeModel;
};
const model = modelOf('aaaabb');

it('plays the episode whole where there is a cut of it', () => {
  expect(reelsOf(model, [cut('e', 180, 30), cut('a', 96)], 'e', true)).toEqual([{ asset: 'e'.repeat(64), start: 0, end: 144 }]);
});

it('plays the scenes that have one where there is none, or when it is not wanted', () => {
  expect(reelsOf(model, [cut('e', 144), cut('b', 48)], 'e', false)).toEqual([{ asset: 'b'.repeat(64), start: 96, end: 144 }]);
});

it('leaves out a scene that is longer now, or torn apart', () => {
  expect(reelsOf(model, [cut('a', 60)], 'e', true)).toEqual([]);
  const torn = modelOf('aabbaa');
  expect(reelsOf(torn, [cut('a', 96)], 'e', true)).toEqual([]);
});

it('plays a scene with a gap between its shots as long as both, and none of the gaps at its ends', () => {
  expect(reelsOf(modelOf('-aa-aa-bb'), [cut('a', 120), cut('b', 48)], 'e', false)).toEqual([
    { asset: 'a'.repeat(64), start: 24, end: 144 },
    { asset: 'b'.repeat(64), start: 168, end: 216 },
  ]);
  expect(reelsOf(modelOf('aa-aa'), [cut('a', 96)], 'e', false)).toEqual([]);
});

it('finds the reel under a frame', () => {
  const reels = reelsOf(model, [cut('b', 48)], 'e', true);
  expect(reelAt(reels, 95)).toBeNull();
  expect(reelAt(reels, 96)?.start).toBe(96);
  expect(reelAt(reels, 144)).toBeNull();
});
