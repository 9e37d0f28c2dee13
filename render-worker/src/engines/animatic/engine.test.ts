import { createHash } from 'node:crypto';
import type { CameraMove } from '@trashfire/shared/document/vocabulary';
import type { MouthTrack } from '@trashfire/shared/render/visemes';
import { describe, expect, it } from 'vitest';
import type { ShotRenderer } from '../port.ts';
import { createAnimaticEngine } from './engine.ts';
import { drawModelSheet } from './model-sheet.ts';
import { sceneOf } from './places/index.ts';
import { VIEW_H } from './places/scene.ts';
import { stagePicture } from './staging.ts';
import { bestShift, boxDifference, difference, type Grey, greyOf } from './testing/pixels.ts';
import { BOY, GIRL, placeOf, randomPicture, shotOf, staged } from './testing/samples.ts';

const W = 320;
const H = 180;
const engine = createAnimaticEngine();

function frameOf(shot: ShotRenderer, i: number): Buffer {
  const into = Buffer.alloc(shot.width * shot.height * 4);
  shot.drawFrame(i, into);
  return into;
}

const sha = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

describe('determinism', () => {
  const shot = shotOf(
    {
      size: 'TWO',
      place: placeOf('street', { timeOfDay: 'sunset', weather: 'rain' }),
      cast: [staged('a', GIRL, { position: 'left' }), staged('b', BOY, { position: 'right' })],
    },
    { move: 'push-in', frames: 14 },
  );
  const mouths: MouthTrack[] = [
    {
      characterId: 'a',
      cues: [
        { frame: 2, viseme: 'A' },
        { frame: 6, viseme: 'O' },
        { frame: 10, viseme: 'rest' },
      ],
    },
  ];

  it('gives the same pixels for the same manifest, in another engine and in any order', () => {
    const first = engine.openShot(shot, mouths);
    const again = createAnimaticEngine().openShot(shot, mouths);
    const frames = [0, 5, 13].map((i) => sha(frameOf(first, i)));
    const backwards = [13, 5, 0].map((i) => sha(frameOf(again, i))).reverse();
    expect(backwards).toEqual(frames);
    expect(new Set(frames).size).toBe(3);
  });

  it('gives the same still for the same manifest, and another for another seed', async () => {
    const still = {
      v: 1,
      kind: 'still',
      engine: 'animatic',
      engineVersion: '1',
      width: W,
      height: H,
      picture: shot.picture,
    } as const;
    const [a, b] = [await engine.drawStill(still), await createAnimaticEngine().drawStill(still)];
    expect(sha(a.jpeg)).toBe(sha(b.jpeg));
    const other = await engine.drawStill({ ...still, picture: { ...shot.picture, place: { ...shot.picture.place, seed: 8 } } });
    expect(sha(other.jpeg)).not.toBe(sha(a.jpeg));
  });
});

describe('frames', () => {
  it('repeats held cels: a silent held shot only blinks, and what it calls a repeat is equal to the pixel', () => {
    const shot = engine.openShot(shotOf({ cast: [staged('a', GIRL)] }, { frames: 72 }), []);
    expect(shot.uniqueFrames()).toBeGreaterThan(1);
    expect(shot.uniqueFrames()).toBeLessThan(24);
    for (let i = 1; i < 72; i += 7) {
      if (shot.repeatsPrevious(i)) expect(sha(frameOf(shot, i))).toBe(sha(frameOf(shot, i - 1)));
    }
  });

  it('counts a moving shot on ones and a held talking shot on twos', () => {
    const mouths: MouthTrack[] = [
      {
        characterId: 'a',
        cues: [
          { frame: 0, viseme: 'A' },
          { frame: 23, viseme: 'rest' },
        ],
      },
    ];
    expect(engine.openShot(shotOf({ cast: [staged('a', GIRL)] }, { move: 'pan-left' }), []).uniqueFrames()).toBe(24);
    expect(engine.openShot(shotOf({ cast: [staged('a', GIRL)] }), mouths).uniqueFrames()).toBe(12);
  });

  it('refuses a frame outside the shot and a buffer of another size', () => {
    const shot = engine.openShot(shotOf({}), []);
    expect(() => shot.drawFrame(24, Buffer.alloc(W * H * 4))).toThrow(RangeError);
    expect(() => shot.drawFrame(0, Buffer.alloc(10))).toThrow(/320x180/);
  });
});

describe('camera', () => {
  const ends = (move: CameraMove): { first: Grey; last: Grey } => {
    const shot = engine.openShot(shotOf({ size: 'EWS', place: placeOf('rooftop') }, { move, frames: 13 }), []);
    return { first: greyOf(frameOf(shot, 0), W, H), last: greyOf(frameOf(shot, 12), W, H) };
  };

  it('moves the backdrop against the camera on a pan', () => {
    const right = ends('pan-right');
    const left = ends('pan-left');
    expect(bestShift(right.first, right.last, 'x', 40)).toBeLessThan(-5);
    expect(bestShift(left.first, left.last, 'x', 40)).toBeGreaterThan(5);
  });

  it('moves the backdrop down on a tilt up and up on a tilt down', () => {
    const up = ends('tilt-up');
    const down = ends('tilt-down');
    expect(bestShift(up.first, up.last, 'y', 30)).toBeGreaterThan(3);
    expect(bestShift(down.first, down.last, 'y', 30)).toBeLessThan(-3);
  });

  it('enlarges the picture on a push and shrinks it on a pull', () => {
    const push = ends('push-in');
    const pull = ends('pull-out');
    expect(difference(push.first, push.last, 0, 0, 1.06)).toBeLessThan(difference(push.first, push.last) * 0.8);
    expect(difference(pull.last, pull.first, 0, 0, 1.06)).toBeLessThan(difference(pull.last, pull.first) * 0.8);
  });

  it('moves what is near farther than what is far', () => {
    const shot = engine.openShot(shotOf({ size: 'EWS', place: placeOf('rooftop') }, { move: 'pan-right', frames: 13 }), []);
    const half = (bytes: Buffer, top: boolean): Grey =>
      greyOf(top ? bytes.subarray(0, W * 90 * 4) : bytes.subarray(W * 110 * 4), W, top ? 90 : 70);
    const [a, b] = [frameOf(shot, 0), frameOf(shot, 12)];
    expect(Math.abs(bestShift(half(a, false), half(b, false), 'x', 50))).toBeGreaterThan(
      Math.abs(bestShift(half(a, true), half(b, true), 'x', 50)) + 4,
    );
  });

  it('shakes in steps that die away, and stands still on hold', () => {
    const shake = engine.openShot(shotOf({ size: 'WS' }, { move: 'shake', frames: 30 }), []);
    expect(sha(frameOf(shake, 0))).not.toBe(sha(frameOf(shake, 2)));
    expect(sha(frameOf(shake, 20))).toBe(sha(frameOf(shake, 29)));
    expect(engine.openShot(shotOf({ size: 'WS' }), []).uniqueFrames()).toBe(1);
  });
});

describe('mouths', () => {
  const manifest = shotOf({ size: 'CU', cast: [staged('a', GIRL, { facing: 'camera' })] }, { frames: 24 });
  const placement = stagePicture(manifest.picture, sceneOf(manifest.picture.place)).placements[0];
  const k = H / VIEW_H;
  const box = (y0: number, y1: number): { x0: number; y0: number; x1: number; y1: number } => {
    const p = placement ?? { x: 0, y: 0, scale: 1 };
    return {
      x0: (p.x - 26 * p.scale) * k,
      x1: (p.x + 26 * p.scale) * k,
      y0: (p.y + y0 * p.scale) * k,
      y1: (p.y + y1 * p.scale) * k,
    };
  };
  const mouth = box(90, 120);
  const track: MouthTrack = {
    characterId: 'a',
    cues: [
      { frame: 4, viseme: 'A' },
      { frame: 12, viseme: 'U' },
      { frame: 20, viseme: 'rest' },
    ],
  };

  it('open with the cues, differently for each viseme', () => {
    const shot = engine.openShot(manifest, [track]);
    const [rest, a, u] = [2, 8, 16].map((i) => frameOf(shot, i));
    if (rest === undefined || a === undefined || u === undefined) throw new Error('three frames were drawn');
    expect(boxDifference(rest, a, W, mouth)).toBeGreaterThan(0.15);
    expect(boxDifference(a, u, W, mouth)).toBeGreaterThan(0.1);
  });

  it('stay as they are when another speaks, or nobody', () => {
    const silent = engine.openShot(manifest, []);
    const other = engine.openShot(manifest, [{ ...track, characterId: 'b' }]);
    expect(boxDifference(frameOf(silent, 2), frameOf(silent, 8), W, mouth)).toBe(0);
    expect(boxDifference(frameOf(other, 2), frameOf(other, 8), W, mouth)).toBeLessThan(0.05);
  });
});

describe('what lives by itself', () => {
  it('runs past a train on twos though the shot holds and nobody speaks, and leaves the carriage as it is', () => {
    const shot = engine.openShot(shotOf({ size: 'WS', place: placeOf('train', { timeOfDay: 'night' }) }), []);
    expect(shot.uniqueFrames()).toBe(12);
    const [a, b] = [frameOf(shot, 0), frameOf(shot, 8)];
    const windows = { x0: 0, x1: W, y0: H * 0.2, y1: H * 0.6 };
    const floor = { x0: W * 0.35, x1: W * 0.6, y0: H * 0.85, y1: H };
    expect(boxDifference(a, b, W, windows)).toBeGreaterThan(boxDifference(a, b, W, floor) + 0.005);
  });

  it('leaves a held, silent day alone', () => {
    expect(engine.openShot(shotOf({ size: 'WS', place: placeOf('classroom') }), []).uniqueFrames()).toBe(1);
  });
});

describe('a closed shot', () => {
  it('hands its canvases on without a trace in the next picture', () => {
    const shared = createAnimaticEngine();
    const next = shotOf({ size: 'MS', place: placeOf('forest'), cast: [staged('b', BOY)] });
    const before = shared.openShot(
      shotOf({ size: 'CU', place: placeOf('street', { weather: 'snow' }), cast: [staged('a', GIRL)] }),
      [],
    );
    frameOf(before, 0);
    before.close();
    expect(sha(frameOf(shared.openShot(next, []), 0))).toBe(sha(frameOf(createAnimaticEngine().openShot(next, []), 0)));
  });
});

describe('a model sheet', () => {
  it('shows one person, the same every time, and another person otherwise', async () => {
    const [a, again, b] = [await drawModelSheet(GIRL), await drawModelSheet(GIRL), await drawModelSheet(BOY)];
    expect(sha(again)).toBe(sha(a));
    expect(sha(b)).not.toBe(sha(a));
  });
});

describe('any admitted manifest', () => {
  it('is drawn without a fault, still and moving, at either end', { timeout: 30_000 }, async () => {
    for (let seed = 1; seed <= 60; seed++) {
      const picture = randomPicture(seed);
      const move = (['hold', 'drift', 'push-in', 'pan-left', 'tilt-up', 'shake'] as const)[seed % 6] ?? 'hold';
      const shot = engine.openShot(shotOf(picture, { picture, width: 192, height: 108, move, frames: 9 }), []);
      const frame = frameOf(shot, seed % 9);
      // A picture is never one flat colour.
      expect(new Set(frame.subarray(0, 4096)).size).toBeGreaterThan(8);
      expect(shot.headShare() === null).toBe(picture.cast.length === 0 || picture.size === 'INSERT');
      shot.close();
    }
  });
});
