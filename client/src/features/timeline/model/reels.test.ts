import type { CutRender } from '@trashfire/shared/document/schema';
import { expect, it } from 'vitest';
import type { EpisodeModel, SceneView } from '../../studio/model/episode-model.ts';
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
const scene = (id: string, clips: readonly (readonly [start: number, end: number])[]) =>
  ({
    id,
    frames: clips.reduce((sum, [start, end]) => sum + end - start, 0),
    shots: clips.map(([start, end]) => ({ clip: { start, end } })),
  }) as unknown as SceneView;
const model = {
  scenes: [
    scene('a', [
      [0, 48],
      [48, 96],
    ]),
    scene('b', [[96, 144]]),
  ],
} as unknown as EpisodeModel;

it('plays the episode whole where there is a cut of it', () => {
  expect(reelsOf(model, [cut('e', 180, 30), cut('a', 96)], 'e', true)).toEqual([{ asset: 'e'.repeat(64), start: 0, end: 144 }]);
});

it('plays the scenes that have one where there is none, or when it is not wanted', () => {
  expect(reelsOf(model, [cut('e', 144), cut('b', 48)], 'e', false)).toEqual([{ asset: 'b'.repeat(64), start: 96, end: 144 }]);
});

it('leaves out a scene that is longer now, or torn apart', () => {
  expect(reelsOf(model, [cut('a', 60)], 'e', true)).toEqual([]);
  const torn = {
    scenes: [
      scene('a', [
        [0, 48],
        [96, 144],
      ]),
    ],
  } as unknown as EpisodeModel;
  expect(reelsOf(torn, [cut('a', 96)], 'e', true)).toEqual([]);
});

it('finds the reel under a frame', () => {
  const reels = reelsOf(model, [cut('b', 48)], 'e', true);
  expect(reelAt(reels, 95)).toBeNull();
  expect(reelAt(reels, 96)?.start).toBe(96);
  expect(reelAt(reels, 144)).toBeNull();
});
