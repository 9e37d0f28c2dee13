import { alpha, mix } from '../color.ts';
import { type Ctx, clipped, fill, glow, ink, linear } from '../ink.ts';
import type { Pt } from '../math.ts';
import { dabs, paintClouds, paintSky, paintSkyline, rect, within } from './kit.ts';
import type { Mood } from './mood.ts';
import { type Box, VIEW_H as H, type Scene, VIEW_W as W } from './scene.ts';

const FLOOR = 0.8 * H;

/** A school's flat roof over the town: stair house, mesh fence, wide sky. */
export function rooftop(mood: Mood): Scene {
  return {
    light: mood.sun === null ? [0.6 * W, 0.05 * H] : [mood.sun.x * W, mood.sun.y * H],
    ground: { far: 0.85 * H, near: 0.965 * H, depth: 0.85 },
    path: 0.56 * W,
    subject: null,
    wet: mood.wet,
    glassDepth: null,
    contact: mood.dark('#4a4868'),
    layers: [
      { depth: 0.05, paint: (c, b) => paintSky(c, b, mood, 0.66 * H, mood.random(1)) },
      { depth: 0.1, paint: (c) => paintClouds(c, mood, mood.random(2), 0.46) },
      {
        depth: 0.18,
        paint: (c, b) =>
          paintSkyline(c, b, mood, mood.random(3), {
            base: 0.66 * H,
            height: [30, 170],
            width: [22, 60],
            color: '#8d9ab4',
            depth: 0.3,
            windows: 0,
          }),
      },
      {
        depth: 0.28,
        paint: (c, b) =>
          paintSkyline(c, b, mood, mood.random(4), {
            base: 0.72 * H,
            height: [40, 210],
            width: [30, 80],
            color: '#8a8ea4',
            depth: 0.58,
            windows: 0.22,
          }),
      },
      {
        depth: 0.42,
        paint: (c, b) => {
          paintSkyline(c, b, mood, mood.random(5), {
            base: 0.84 * H,
            height: [40, 170],
            width: [50, 120],
            color: '#787a92',
            depth: 0.8,
            windows: 0.26,
          });
          rect(
            c,
            b.x0,
            0.6 * H,
            b.x1,
            0.9 * H,
            linear(c, 0, 0.6 * H, 0, 0.85 * H, [
              [0, alpha(mood.haze, 0)],
              [1, alpha(mood.haze, 0.4)],
            ]),
          );
        },
      },
      { depth: 0.85, paint: (c, b) => paintRoof(c, b, mood) },
    ],
  };
}

function paintRoof(c: Ctx, b: Box, mood: Mood): void {
  const r = mood.random(6);
  const slab = mood.snow ? '#e8eef4' : mood.wet ? '#8d90a0' : '#b3aebb';
  rect(
    c,
    b.x0,
    FLOOR,
    b.x1,
    b.y1,
    linear(c, 0, FLOOR, 0, b.y1, [
      [0, mood.lit(slab, 0.92)],
      [1, mood.dark(slab)],
    ]),
  );
  within(c, { ...b, y0: FLOOR }, () => {
    dabs(c, { ...b, y0: FLOOR }, mix(mood.lit(slab), mood.dark(slab), 0.5), r, {
      count: 160,
      size: 80,
      aspect: 0.12,
      strength: 0.2,
      towards: mood.edge,
    });
    const joint = alpha(mood.dark('#4c4a66'), 0.45);
    for (let i = -9; i < 17; i++)
      ink(
        c,
        [
          [W * 0.62 + (i - 4) * 60, FLOOR],
          [W * 0.62 + (i - 4) * 250, b.y1],
        ],
        1.6,
        joint,
        { from: 1, to: 1 },
      );
    for (const k of [0.1, 0.3, 0.62]) rect(c, b.x0, FLOOR + (b.y1 - FLOOR) * k, b.x1, FLOOR + (b.y1 - FLOOR) * k + 1.6, joint);
    if (mood.wet)
      for (let i = 0; i < 7; i++)
        dabs(c, { x0: W * r.next(), y0: FLOOR + 20, x1: W * r.next() + 160, y1: b.y1 }, mix(mood.haze, '#ffffff', 0.2), r, {
          count: 5,
          size: 90,
          aspect: 0.1,
          strength: 0.25,
        });
  });
  const curb = mood.dark('#6d6a86');
  rect(c, b.x0, FLOOR - 16, b.x1, FLOOR + 2, curb);
  rect(c, b.x0, FLOOR - 17, b.x1, FLOOR - 14, mood.snow ? mood.lit('#ffffff') : mood.edge);
  paintHouse(c, mood);
  paintFence(c, b, mood);
}

function paintHouse(c: Ctx, mood: Mood): void {
  const r = mood.random(7);
  const wall: Pt[] = [
    [-W * 0.3, H * 0.36],
    [W * 0.24, H * 0.36],
    [W * 0.24, FLOOR],
    [-W * 0.3, FLOOR],
  ];
  fill(
    c,
    wall,
    linear(c, 0, 0, W * 0.24, 0, [
      [0, mood.dark('#8a86a0')],
      [1, mix(mood.dark('#8a86a0'), mood.lit('#8a86a0'), 0.3)],
    ]),
  );
  clipped(c, wall, () => {
    dabs(c, { x0: -W * 0.3, y0: H * 0.36, x1: W * 0.24, y1: FLOOR }, mood.dark('#827e98'), r, {
      count: 80,
      size: 50,
      strength: 0.2,
    });
    // Rain marks under the coping.
    for (let k = 0; k < 16; k++)
      rect(
        c,
        -W * 0.2 + k * 36 + r.jitter(12),
        H * 0.37,
        -W * 0.2 + k * 36 + 5,
        H * 0.37 + r.between(20, 110),
        alpha(mood.dark('#5a566e'), 0.25),
      );
  });
  rect(c, W * 0.237, H * 0.36, W * 0.24, FLOOR, mood.edge);
  rect(c, -W * 0.3, H * 0.345, W * 0.25, H * 0.364, mood.dark('#767290'));
  rect(c, -W * 0.3, H * 0.345, W * 0.25, H * 0.349, mood.snow ? mood.lit('#ffffff') : mood.edge);
  rect(c, W * 0.08, H * 0.53, W * 0.165, FLOOR, mood.dark('#56627e'));
  rect(c, W * 0.088, H * 0.545, W * 0.157, H * 0.64, mood.dark('#46506a'));
  rect(c, W * 0.152, H * 0.66, W * 0.158, H * 0.68, mood.edge);
  rect(c, W * 0.105, H * 0.468, W * 0.14, H * 0.48, mood.lamps > 0.3 ? '#ffe3a0' : mood.lit('#d8d4c8'));
  if (mood.lamps > 0.3) glow(c, W * 0.122, H * 0.49, 150, '#ffd890', 0.55 * mood.lamps);
}

function paintFence(c: Ctx, b: Box, mood: Mood): void {
  const steel = mood.dark('#5f6684');
  const top = FLOOR - H * 0.24;
  c.strokeStyle = alpha(mood.dark('#747c98'), 0.5);
  c.lineWidth = 1.1;
  within(c, { x0: W * 0.26, y0: top, x1: b.x1, y1: FLOOR - 10 }, () => {
    c.beginPath();
    for (let x = W * 0.05; x < b.x1 + 220; x += 15) {
      c.moveTo(x, FLOOR);
      c.lineTo(x + H * 0.24, top);
      c.moveTo(x, FLOOR);
      c.lineTo(x - H * 0.24, top);
    }
    c.stroke();
  });
  for (let x = W * 0.26; x < b.x1; x += W * 0.115) {
    rect(c, x - 2.5, top - 2, x + 2.5, FLOOR - 10, steel);
    rect(c, x + 1, top, x + 2.6, FLOOR - 14, mood.edge);
  }
  for (const k of [0.24, 0.13]) {
    rect(c, W * 0.26, FLOOR - H * k, b.x1, FLOOR - H * k + 5, steel);
    rect(c, W * 0.26, FLOOR - H * k - 1, b.x1, FLOOR - H * k + 0.8, mood.snow ? '#ffffff' : mood.edge);
  }
}
