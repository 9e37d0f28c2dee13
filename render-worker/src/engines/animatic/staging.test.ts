import { createCanvas } from '@napi-rs/canvas';
import { SHOT_SIZES } from '@trashfire/shared/document/vocabulary';
import { seedFromText } from '@trashfire/shared/render/seed';
import { describe, expect, it } from 'vitest';
import { HEAD_HEIGHT, standingHeight } from './anatomy.ts';
import { PUSH } from './camera.ts';
import { FACES } from './expressions.ts';
import { createFigure } from './figure.ts';
import { gradeOf } from './grade.ts';
import { drawHead } from './head/head.ts';
import { sceneOf } from './places/index.ts';
import { VIEW_H, VIEW_W } from './places/scene.ts';
import { lightAt, stagePicture } from './staging.ts';
import { BOY, CHILD, ELDER, GIRL, placeOf, randomPicture, shotOf, staged, WOMAN } from './testing/samples.ts';

/** Head's share of the frame's height by size: the ranges, and what lies between them. */
const RANGES = {
  ECU: [0.8, 1.1],
  CU: [0.45, 0.8],
  MCU: [0.35, 0.45],
  OTS: [0.35, 0.45],
  TWO: [0.18, 0.35],
  MS: [0.18, 0.35],
  FS: [0.06, 0.16],
  WS: [0.06, 0.16],
  EWS: [0.02, 0.06],
} as const;

const stage = (picture: ReturnType<typeof randomPicture>): ReturnType<typeof stagePicture> =>
  stagePicture(picture, sceneOf(picture.place));

describe('staging', () => {
  it.each(SHOT_SIZES.filter((s) => s !== 'INSERT'))('keeps heads of a %s in their range, at the deepest push too', (size) => {
    const [low, high] = RANGES[size as keyof typeof RANGES];
    for (const dna of [GIRL, BOY, CHILD, ELDER, WOMAN]) {
      for (let n = 1; n <= 6; n++) {
        const cast = Array.from({ length: n }, (_, i) => staged(`c${i}`, dna));
        const share = stage(shotOf({ size, cast }).picture).headShare ?? 0;
        expect(share).toBeGreaterThanOrEqual(low);
        expect(share * PUSH).toBeLessThanOrEqual(high);
      }
    }
  });

  it('keeps every head of any admitted picture inside the frame and its range', () => {
    for (let seed = 1; seed <= 400; seed++) {
      const picture = randomPicture(seed);
      const { placements } = stage(picture);
      for (const p of placements.filter((q) => !q.foreground)) {
        const [low, high] = RANGES[picture.size as keyof typeof RANGES];
        const share = (p.scale * HEAD_HEIGHT) / VIEW_H;
        expect(share).toBeGreaterThanOrEqual(low);
        expect(share).toBeLessThanOrEqual(high);
        expect(p.x).toBeGreaterThan(VIEW_W * 0.1);
        expect(p.x).toBeLessThan(VIEW_W * 0.9);
      }
    }
  });

  it('stands everybody of a wide shot on the ground, as tall as their stature says', () => {
    const cast = [staged('a', CHILD, { position: 'left' }), staged('b', BOY, { position: 'right' })];
    const { placements } = stage(shotOf({ size: 'WS', cast }).picture);
    expect(placements.map((p) => p.ground)).toEqual([placements[0]?.ground, placements[0]?.ground]);
    const heights = placements.map(
      (p) => p.scale * standingHeight(createFigure(cast[p.cast]?.dna ?? BOY, gradeOf('rooftop', 'day', 'clear')).anatomy),
    );
    expect((heights[0] ?? 0) / (heights[1] ?? 1)).toBeLessThan(0.85);
  });

  it('sees one place through another framing from shot to shot, and through the same one every time', () => {
    const framingOf = (n: number, cast: ReturnType<typeof staged>[]): number[] => {
      const picture = shotOf({ size: cast.length > 0 ? 'MS' : 'WS', seed: seedFromText(`a scene ${n}`), cast }).picture;
      const { backdrop, placements } = stage(picture);
      expect(stage(picture).backdrop).toEqual(backdrop);
      const own = placements[0];
      return [backdrop.zoom * 4, backdrop.x / 100, backdrop.truck / 100, (own?.x ?? 0) / 60, (own?.yaw ?? 0) * 8];
    };
    for (const cast of [[], [staged('a', GIRL)]]) {
      for (let n = 1; n < 9; n++) {
        const [here, next] = [framingOf(n, cast), framingOf(n + 1, cast)];
        expect(Math.hypot(...here.map((v, i) => v - (next[i] ?? 0)))).toBeGreaterThan(1);
      }
    }
  });

  it('moves whoever stands on the ground with it, and whoever is near with the camera', () => {
    const scene = sceneOf(placeOf('harbour'));
    const depthOf = (size: 'WS' | 'MS'): number =>
      stagePicture(shotOf({ size, place: placeOf('harbour'), cast: [staged('a', GIRL)] }).picture, scene).castDepth;
    expect([depthOf('WS'), depthOf('MS')]).toEqual([scene.ground.depth, 1]);
  });

  it('stands the lamp of a lamp room where a face looks to, never behind it', () => {
    const place = placeOf('lamp-room', { timeOfDay: 'night' });
    for (let seed = 0; seed < 8; seed++) {
      for (const [facing, side] of [
        ['right', 1],
        ['left', -1],
      ] as const) {
        for (const size of ['MS', 'MCU', 'CU'] as const) {
          const { picture } = shotOf({ size, seed, place, cast: [staged('a', GIRL, { facing })] });
          const { placements, backdrop } = stage(picture);
          const [x] = lightAt(sceneOf(place), backdrop);
          expect((x - (placements[0]?.x ?? 0)) * side).toBeGreaterThan(VIEW_W * 0.1);
        }
      }
    }
  });

  it('holds the axis of a two-shot: left looks right, right looks left', () => {
    const cast = [
      staged('a', GIRL, { position: 'left', facing: 'camera' }),
      staged('b', BOY, { position: 'right', facing: 'camera' }),
    ];
    const { placements } = stage(shotOf({ size: 'TWO', cast }).picture);
    expect(placements.map((p) => Math.sign(p.yaw))).toEqual([1, -1]);
    expect((placements[0]?.x ?? 0) < (placements[1]?.x ?? 0)).toBe(true);
  });

  it('gives a single face room to look into', () => {
    for (const [facing, side] of [
      ['right', -1],
      ['left', 1],
    ] as const) {
      const { placements } = stage(shotOf({ size: 'CU', cast: [staged('a', GIRL, { facing })] }).picture);
      expect(Math.sign((placements[0]?.x ?? 0) - VIEW_W / 2)).toBe(side);
    }
  });

  it('shows the speaker where there is room for one', () => {
    const cast = [staged('a', GIRL), staged('b', BOY)];
    const picture = shotOf({ size: 'CU', cast }).picture;
    expect(stagePicture(picture, sceneOf(placeOf('rooftop')), ['b']).placements.map((p) => p.cast)).toEqual([1]);
  });

  it('says of a head what the drawing shows', () => {
    // A bare mask: crop hair, no tufts or beard, so drawn height is crown to chin.
    const dna = { ...BOY, jaw: 0.2, hair: { ...BOY.hair, bangs: 'blunt' as const, volume: 0.8 } };
    const figure = createFigure(dna, gradeOf('rooftop', 'day', 'clear'));
    const canvas = createCanvas(400, 400);
    const ctx = canvas.getContext('2d');
    ctx.translate(200, 200);
    const face = FACES.neutral;
    drawHead(ctx, figure, {
      yaw: 0,
      bodyYaw: 0,
      back: false,
      pitch: 0,
      roll: 0,
      face,
      blink: 0,
      look: [0, 0],
      mouth: { key: 'calm', amount: 1 },
      pose: 'stand',
      stance: 'rest',
      cycle: 0,
      phase: 0,
      sway: 0,
      wind: 0,
      breath: 0,
      key: 1,
      detail: 'full',
      line: 2,
      crop: 'bust',
    });
    const rows = ctx.getImageData(190, 0, 20, 400).data;
    const solid = Array.from({ length: 400 }, (_, y) => (rows[(y * 20 + 10) * 4 + 3] ?? 0) > 128);
    const height = solid.lastIndexOf(true) - solid.indexOf(true);
    expect(Math.abs(height / HEAD_HEIGHT - 1)).toBeLessThan(0.06);
  });
});
