import { alpha, mix } from '../color.ts';
import { type Ctx, ellipse, fill, fillCurve, glow, ink, linear } from '../ink.ts';
import { lerp, type Pt } from '../math.ts';
import type { Random } from '../random.ts';
import { dabs, paintClouds, paintLeaves, paintReflection, paintSky, paintSkyline, rect } from './kit.ts';
import type { Mood } from './mood.ts';
import { type Box, VIEW_H as H, type Scene, VIEW_W as W } from './scene.ts';

const VP: Pt = [0.56 * W, 0.56 * H];
const along = (p: Pt, t: number): Pt => [lerp(p[0], VP[0], t), lerp(p[1], VP[1], t)];

/** A narrow shopping street running away from us: awnings, poles, wires. */
export function street(mood: Mood): Scene {
  return {
    light: mood.lamps > 0.6 || mood.sun === null ? [0.22 * W, 0.3 * H] : [mood.sun.x * W, mood.sun.y * H],
    ground: { far: 0.75 * H, near: 0.965 * H, depth: 0.6 },
    path: 0.55 * W,
    subject: null,
    wet: mood.wet,
    glassDepth: null,
    contact: mood.dark('#4a4a58'),
    layers: [
      {
        depth: 0.05,
        paint: (c, b) => {
          const r = mood.random(1);
          paintSky(c, b, mood, 0.58 * H, r);
          paintClouds(c, mood, r, 0.36);
        },
      },
      {
        depth: 0.2,
        paint: (c, b) =>
          paintSkyline(c, b, mood, mood.random(2), {
            base: 0.6 * H,
            height: [30, 190],
            width: [34, 84],
            color: '#8f97ac',
            depth: 0.42,
            windows: 0.25,
          }),
      },
      { depth: 0.6, paint: (c, b) => paintRoad(c, b, mood) },
      { depth: 0.72, paint: (c) => paintShops(c, mood) },
      { depth: 0.9, paint: (c, b) => paintPoles(c, b, mood) },
    ],
  };
}

function paintRoad(c: Ctx, b: Box, mood: Mood): void {
  const r = mood.random(3);
  const asphalt = mood.snow ? '#e4eaf0' : mood.wet ? '#6c7080' : '#8e8f98';
  rect(
    c,
    b.x0,
    VP[1],
    b.x1,
    b.y1,
    linear(c, 0, VP[1], 0, b.y1, [
      [0, mood.lit(asphalt, 0.6)],
      [0.4, mood.lit(asphalt)],
      [1, mood.dark(asphalt)],
    ]),
  );
  dabs(c, { ...b, y0: VP[1] + 10 }, mood.dark(asphalt), r, {
    count: 140,
    size: 80,
    aspect: 0.1,
    strength: 0.2,
    towards: mood.lit(asphalt),
  });
  const walk = mood.snow ? '#f2f6fa' : '#b9b2a8';
  for (const [x0, x1] of [
    [-0.5 * W, 0.1 * W],
    [0.98 * W, 1.6 * W],
  ] as const) {
    fill(
      c,
      [[x0, 1.2 * H], [x1, 1.2 * H], along([x1, 1.2 * H], 0.94), along([x0, 1.2 * H], 0.94)],
      mix(mood.lit(walk, 0.95), mood.dark(walk, 0.95), 0.35),
    );
    ink(c, [[x0 < 0 ? x1 : x0, 1.2 * H], along([x0 < 0 ? x1 : x0, 1.2 * H], 0.94)], 8, mood.dark('#77727a'), {
      from: 1,
      to: 0.1,
      peak: 0.01,
    });
  }
  for (let k = 0; k < 9; k++) {
    const [t0, t1] = [1 - 0.72 ** k, 1 - 0.72 ** (k + 0.5)];
    fill(
      c,
      [
        along([0.5 * W, 1.2 * H], t0),
        along([0.54 * W, 1.2 * H], t0),
        along([0.54 * W, 1.2 * H], t1),
        along([0.5 * W, 1.2 * H], t1),
      ],
      alpha(mood.lit('#f4f0e2'), mood.snow ? 0.15 : 0.75),
    );
  }
  if (mood.lamps > 0.3)
    for (const [x, y, s] of [
      [0.2, 0.78, 1],
      [0.36, 0.68, 0.6],
      [0.86, 0.82, 1.1],
      [0.7, 0.68, 0.55],
    ] as const)
      paintReflection(c, x * W, y * H, s, '#ffb060', r, mood.lamps * (mood.wet ? 1.1 : 0.3));
}

const FACADES = ['#c8a888', '#9fb0b8', '#c8bfa8', '#b08a80', '#a8b49a'] as const;
const AWNINGS = ['#c4524a', '#3f7a86', '#d89a3c', '#5a6a9a', '#4f8a5a'] as const;

function paintShops(c: Ctx, mood: Mood): void {
  const r = mood.random(4);
  for (const side of [-1, 1] as const) {
    const edge = side < 0 ? -0.2 * W : 1.24 * W;
    const cuts = [0, 0.3, 0.52, 0.68, 0.79, 0.87];
    for (let k = cuts.length - 2; k >= 0; k--) {
      const [t0, t1] = [cuts[k] ?? 0, cuts[k + 1] ?? 1];
      paintShop(c, mood, r, edge, t0, t1, r.between(0.62, 1.05), r.pick(FACADES), r.pick(AWNINGS), 1 - t0 * 0.55);
    }
  }
}

function paintShop(
  c: Ctx,
  mood: Mood,
  r: Random,
  edge: number,
  t0: number,
  t1: number,
  tall: number,
  facade: string,
  awning: string,
  depth: number,
): void {
  const y = (h: number): number => VP[1] - h * H * 0.78;
  const p = (h: number, t: number): Pt => along([edge, h < 0 ? 1.16 * H : y(h)], t);
  const wall = [p(tall, t0), p(tall, t1), p(-1, t1), p(-1, t0)];
  const lightSide = (mood.sun?.x ?? 0.5) < 0.5 ? edge > W / 2 : edge < W / 2;
  fill(c, wall, lightSide ? mix(mood.lit(facade, depth), mood.dark(facade, depth), 0.3) : mood.dark(facade, depth));
  ink(c, [p(tall, t0), p(tall, t1)], 6 * (1 - t0), mood.snow ? mood.lit('#ffffff', depth) : mood.edge, { from: 1, to: 0.6 });
  // Upper windows in a row, the shop below, open and lit in the evening.
  for (let k = 0; k < 3; k++) {
    const [a, e] = [lerp(t0, t1, 0.14 + k * 0.28), lerp(t0, t1, 0.14 + k * 0.28 + 0.18)];
    const on = mood.lamps > 0.4 && r.chance(0.5);
    fill(
      c,
      [p(tall * 0.82, a), p(tall * 0.82, e), p(tall * 0.56, e), p(tall * 0.56, a)],
      on ? '#ffd894' : mix(mood.lit('#86a0b4', depth), mood.haze, 0.2),
    );
    ink(c, [p(tall * 0.56, a), p(tall * 0.56, e)], 4 * (1 - t0), mood.lit('#efe6d6', depth), { from: 1, to: 1 });
  }
  const low = (h: number, t: number): Pt => along([edge, 0.56 * H + h * H], t);
  const lit = mood.lamps > 0.3;
  fill(
    c,
    [low(0.03, lerp(t0, t1, 0.1)), low(0.03, lerp(t0, t1, 0.9)), low(0.56, lerp(t0, t1, 0.9)), low(0.56, lerp(t0, t1, 0.1))],
    lit ? mix('#ffcf86', mood.dark(facade, depth), 0.25) : mood.dark('#4c4a52', depth),
  );
  // Something to see inside: shelves, a counter, the door.
  const inside = lit ? mix('#c88a48', mood.dark(facade, depth), 0.35) : mood.dark('#36343c', depth);
  for (const [h0, h1] of [
    [0.12, 0.14],
    [0.22, 0.24],
    [0.34, 0.56],
  ] as const) {
    fill(
      c,
      [low(h0, lerp(t0, t1, 0.12)), low(h0, lerp(t0, t1, 0.6)), low(h1, lerp(t0, t1, 0.6)), low(h1, lerp(t0, t1, 0.12))],
      inside,
    );
  }
  for (let k = 0; k < 7; k++) {
    const [a, e, h] = [lerp(t0, t1, 0.15 + k * 0.062), lerp(t0, t1, 0.15 + k * 0.062 + 0.035), 0.12 + (k % 2) * 0.1];
    fill(c, [low(h - 0.05, a), low(h - 0.05, e), low(h, e), low(h, a)], mix(r.pick(AWNINGS), inside, 0.45));
  }
  fill(
    c,
    [low(0.05, lerp(t0, t1, 0.68)), low(0.05, lerp(t0, t1, 0.86)), low(0.56, lerp(t0, t1, 0.86)), low(0.56, lerp(t0, t1, 0.68))],
    mix(inside, mood.lit('#8a6a4a', depth), 0.5),
  );
  if (lit) {
    const [gx, gy] = low(0.25, (t0 + t1) / 2);
    glow(c, gx, gy, 330 * (1 - t0), '#ffb964', 0.4 * mood.lamps);
  }
  const out = edge < W / 2 ? 1 : -1;
  const hang = (t: number): Pt => {
    const [x, yy] = low(0.06, t);
    return [x + out * 70 * (1 - t), yy + 26 * (1 - t)];
  };
  const strip = 6;
  for (let k = 0; k < strip; k++) {
    const [a, e] = [lerp(t0, t1, 0.04 + (k / strip) * 0.92), lerp(t0, t1, 0.04 + ((k + 1) / strip) * 0.92)];
    const color = k % 2 === 0 ? awning : '#f0e6d4';
    fill(c, [low(-0.05, a), low(-0.05, e), hang(e), hang(a)], lightSide ? mood.lit(color, depth) : mood.dark(color, depth));
  }
  ink(c, [hang(lerp(t0, t1, 0.04)), hang(lerp(t0, t1, 0.96))], 4 * (1 - t0), mood.edge, { from: 1, to: 1 });
}

function paintPoles(c: Ctx, b: Box, mood: Mood): void {
  const r = mood.random(5);
  const iron = mood.dark('#5a5560');
  const tops: { at: Pt; scale: number }[] = [];
  for (const t of [0.12, 0.46, 0.66]) {
    const [x, foot] = along([0.06 * W, 1.2 * H], t);
    const top = along([0.06 * W, -0.32 * H], t);
    const w = 20 * (1 - t);
    rect(
      c,
      x - w / 2,
      top[1],
      x + w / 2,
      foot,
      linear(c, x - w / 2, 0, x + w / 2, 0, [
        [0, iron],
        [0.7, iron],
        [1, mood.lit('#8a8088')],
      ]),
    );
    rect(c, x - 70 * (1 - t), top[1] + 40 * (1 - t), x + 70 * (1 - t), top[1] + 50 * (1 - t), iron);
    tops.push({ at: [x, top[1] + 44 * (1 - t)], scale: 1 - t });
    const [lx, ly] = [x + 92 * (1 - t), top[1] + 240 * (1 - t)];
    ink(
      c,
      [
        [x, ly + 26 * (1 - t)],
        [x + 50 * (1 - t), ly - 8],
        [lx, ly],
      ],
      6 * (1 - t),
      iron,
      { from: 1, to: 0.8 },
    );
    fillCurve(
      c,
      [
        [lx - 26 * (1 - t), ly + 8 * (1 - t)],
        [lx, ly - 10 * (1 - t)],
        [lx + 26 * (1 - t), ly + 8 * (1 - t)],
      ],
      iron,
    );
    if (mood.lamps > 0.3) {
      ellipse(c, lx, ly + 9 * (1 - t), 17 * (1 - t), 7 * (1 - t), '#fff2cc');
      glow(c, lx, ly + 10, 250 * (1 - t), '#ffc677', 0.8 * mood.lamps);
    }
  }
  for (const dx of [-60, 0, 60]) {
    const wires: Pt[] = [[b.x0, b.y0 + 20 + dx * 0.3], ...tops.map(({ at, scale }): Pt => [at[0] + dx * scale, at[1]])];
    for (let i = 0; i + 1 < wires.length; i++) {
      const [p, q] = [wires[i], wires[i + 1]];
      if (p !== undefined && q !== undefined)
        ink(c, [p, [(p[0] + q[0]) / 2, (p[1] + q[1]) / 2 + 26], q], 1.8, iron, { from: 1, to: 1 });
    }
  }
  const leaf = mood.snow ? '#dfe9ee' : '#6aa058';
  const [x, y] = [1.02 * W, 0.9 * H];
  rect(c, x - 60, y, x + 120, y + 130, mood.dark('#9a6a50'));
  rect(c, x - 60, y, x + 120, y + 6, mood.edge);
  paintLeaves(c, x + 30, y - 40, 74, 60, [mood.dark(leaf), mood.lit(leaf), mix(mood.lit(leaf), mood.edge, 0.3)], r);
}
