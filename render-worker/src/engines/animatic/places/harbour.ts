import { alpha, mix } from '../color.ts';
import { type Ctx, clipped, ellipse, fill, fillCurve, glow, ink, linear, placed } from '../ink.ts';
import { clamp, curve, lerp, type Pt } from '../math.ts';
import type { Random } from '../random.ts';
import { dabs, paintClouds, paintReflection, paintRidge, paintSky, rect } from './kit.ts';
import type { Mood } from './mood.ts';
import { type Box, VIEW_H as H, type Scene, VIEW_W as W } from './scene.ts';

const SEA = 0.57 * H;
const QUAY = 0.7 * H;
/** Lanterns along the quay: x, y as shares of the frame, size. */
const LANTERNS = [
  [0.06, 0.3, 1.1],
  [0.19, 0.36, 0.9],
  [0.3, 0.405, 0.75],
  [0.385, 0.435, 0.6],
  [0.45, 0.455, 0.48],
  [0.82, 0.33, 0.95],
  [0.93, 0.27, 1.15],
] as const;

/** A fishing harbour: warehouses and lanterns left, boats on the water, wet or dry quay in front. */
export function harbour(mood: Mood): Scene {
  return {
    light: mood.lamps > 0.6 || mood.sun === null ? [0.19 * W, 0.36 * H] : [mood.sun.x * W, mood.sun.y * H],
    ground: { far: 0.8 * H, near: 0.955 * H, depth: 0.62 },
    path: 0.54 * W,
    subject: null,
    wet: mood.wet,
    glassDepth: null,
    contact: mood.dark('#3a4560'),
    layers: [
      {
        depth: 0.05,
        paint: (c, b) => {
          const r = mood.random(1);
          paintSky(c, b, mood, SEA, r);
          paintClouds(c, mood, r, 0.42);
        },
      },
      { depth: 0.12, paint: (c, b) => paintSea(c, b, mood) },
      { depth: 0.3, paint: (c) => paintBoats(c, mood) },
      { depth: 0.62, paint: (c, b) => paintQuay(c, b, mood) },
      { depth: 0.7, paint: (c, b) => paintLanterns(c, b, mood) },
    ],
  };
}

function paintSea(c: Ctx, b: Box, mood: Mood): void {
  const r = mood.random(2);
  paintRidge(c, b, r, 0.52 * H, 60, 5, 0.6 * H, mood.dark('#5b7a86', 0.25));
  if (mood.lamps > 0.3) {
    for (let i = 0; i < 46; i++) {
      const [x, y] = [lerp(b.x0, b.x1, r.next()), H * (0.525 + r.next() * 0.035)];
      const color = r.chance(0.5) ? '#ffd58a' : '#bfe2ff';
      ellipse(c, x, y, 1.8, 1.8, alpha(color, mood.lamps));
      glow(c, x, y, 13, '#ffc06a', 0.35 * mood.lamps);
    }
  }
  const far = mix(mood.lit('#5f9fc4', 0.5), mood.haze, 0.35);
  const near = mood.dark('#2d6d9a', 0.8);
  rect(
    c,
    b.x0,
    SEA,
    b.x1,
    b.y1,
    linear(c, 0, SEA, 0, 0.8 * H, [
      [0, far],
      [1, near],
    ]),
  );
  const sparkle = mix(mood.edge, '#ffffff', 0.3);
  for (let i = 0; i < 190; i++) {
    const y = SEA + 4 + r.next() * r.next() * H * 0.22;
    c.globalAlpha = 0.12 + r.next() * 0.3;
    const x = lerp(b.x0, b.x1, r.next());
    const w = 10 + r.next() * 60;
    const warm = mood.lamps > 0.5 && r.chance(0.3);
    rect(c, x, y, x + w, y + 1 + r.next() * 1.6, warm ? '#ffc37a' : r.chance(0.5) ? sparkle : mix(near, far, 0.8));
  }
  if (mood.sun !== null) {
    for (let k = 0; k < 26; k++) {
      c.globalAlpha = 0.3 - k * 0.009;
      const w = 26 + r.next() * (30 + k * 6);
      rect(c, mood.sun.x * W - w / 2 + r.jitter(10), SEA + 4 + k * 5, mood.sun.x * W + w / 2, SEA + 6.4 + k * 5, mood.sun.glow);
    }
  }
  c.globalAlpha = 1;
}

function paintBoats(c: Ctx, mood: Mood): void {
  const r = mood.random(3);
  const spots = [
    [0.58, 0.635, 0.85],
    [0.86, 0.6, 0.55],
    [1.1, 0.66, 0.9],
  ] as const;
  for (const [x, y, s] of spots) placed(c, (x + r.jitter(0.03)) * W, y * H, () => paintBoat(c, mood, r), s, s);
}

function paintBoat(c: Ctx, mood: Mood, r: Random): void {
  const hull = mood.dark(r.pick(['#3f5a78', '#7a4038', '#3d6a58']), 0.75);
  const dark = mood.dark('#2a3a52', 0.7);
  fill(
    c,
    curve(
      [
        [-150, -26],
        [-90, -16],
        [60, -18],
        [150, -44],
        [120, 12],
        [-120, 12],
      ],
      5,
      true,
    ),
    hull,
  );
  ink(
    c,
    [
      [-150, -26],
      [-90, -16],
      [60, -18],
      [150, -44],
    ],
    3,
    mood.edge,
  );
  rect(c, -84, -72, 0, -14, mood.lit('#cfd4d2', 0.75));
  rect(c, -84, -72, -20, -14, mood.dark('#cfd4d2', 0.75));
  for (const k of [-74, -48, -22]) rect(c, k, -62, k + 18, -42, mood.lamps > 0.4 ? '#ffd589' : mood.dark('#4a6478', 0.75));
  rect(c, 20, -190, 25, -10, dark);
  rect(c, -50, -140, -46, -70, dark);
  ink(
    c,
    [
      [22, -188],
      [140, -42],
    ],
    1.6,
    dark,
    { from: 1, to: 1 },
  );
  ink(
    c,
    [
      [22, -188],
      [-140, -26],
    ],
    1.6,
    dark,
    { from: 1, to: 1 },
  );
  if (mood.lamps > 0.4) {
    ellipse(c, 22, -192, 5, 5, '#ff8a6a');
    glow(c, 22, -192, 50, '#ff6a50', 0.7 * mood.lamps);
    glow(c, -40, -52, 120, '#ffbe6a', 0.5 * mood.lamps);
    for (let k = 0; k < 14; k++) {
      c.globalAlpha = (0.35 - k * 0.02) * mood.lamps;
      rect(c, -78 + Math.sin(k * 2) * 8, 14 + k * 9, -8 + Math.cos(k) * 20, 17 + k * 9, '#ffb566');
    }
    c.globalAlpha = 1;
  }
  fillCurve(
    c,
    [
      [-130, 14],
      [0, 18],
      [130, 12],
      [90, 30],
      [-90, 30],
    ],
    alpha(dark, 0.4),
  );
}

const SHEDS: readonly (readonly [Pt, Pt, Pt, Pt])[] = [
  [
    [-0.18 * W, -0.04 * H],
    [0.12 * W, 0.16 * H],
    [0.12 * W, QUAY - 20],
    [-0.18 * W, QUAY + 16],
  ],
  [
    [0.12 * W, 0.22 * H],
    [0.28 * W, 0.31 * H],
    [0.28 * W, QUAY - 22],
    [0.12 * W, QUAY - 20],
  ],
  [
    [0.28 * W, 0.36 * H],
    [0.4 * W, 0.41 * H],
    [0.4 * W, QUAY - 20],
    [0.28 * W, QUAY - 22],
  ],
];

function paintQuay(c: Ctx, b: Box, mood: Mood): void {
  const r = mood.random(4);
  const stone = mood.snow ? '#dfe6ee' : '#8f95a0';
  const ground: Pt[] = [
    [b.x0, QUAY - 40],
    [W * 0.42, QUAY - 14],
    [W * 0.56, QUAY + 18],
    [b.x1, QUAY + 64],
    [b.x1, b.y1],
    [b.x0, b.y1],
  ];
  fill(
    c,
    ground,
    linear(c, 0, QUAY, 0, b.y1, [
      [0, mood.lit(stone, 0.8)],
      [0.5, mix(mood.lit(stone), mood.dark(stone), 0.5)],
      [1, mood.dark(stone)],
    ]),
  );
  clipped(c, ground, () => {
    dabs(c, { x0: b.x0, y0: QUAY, x1: b.x1, y1: b.y1 }, mood.dark(stone), r, {
      count: 150,
      size: 80,
      aspect: 0.1,
      towards: mood.lit(stone),
      strength: 0.22,
    });
    const joint = alpha(mood.dark('#4a5062'), 0.5);
    for (let k = 0; k < 10; k++) {
      const y = lerp(QUAY, b.y1, (k / 10) ** 1.6);
      ink(
        c,
        [
          [b.x0, y - 20 + k * 2],
          [b.x1, y + 58],
        ],
        1.4,
        joint,
        { from: 1, to: 1 },
      );
      for (let q = 0; q < 9; q++) {
        const x = lerp(b.x0, b.x1, (q + (k % 2) * 0.5) / 9);
        ink(
          c,
          [
            [x, y + 10],
            [x - 30, y + 10 + 30 + k * 6],
          ],
          1.2,
          joint,
          { from: 1, to: 1 },
        );
      }
    }
  });
  ink(
    c,
    [
      [W * 0.42, QUAY - 14],
      [W * 0.56, QUAY + 18],
      [b.x1, QUAY + 64],
    ],
    4,
    mood.lit('#c8c4be', 0.9),
    { from: 1, to: 1 },
  );
  for (const [i, shed] of SHEDS.entries()) paintShed(c, mood, r, shed, i);
  for (const [x, y, s] of [
    [0.6, 0.755, 1],
    [0.78, 0.79, 1.2],
    [0.97, 0.84, 1.5],
  ] as const) {
    placed(
      c,
      x * W,
      y * H,
      () => {
        ellipse(c, 0, 10, 30, 6, alpha(mood.dark('#303648'), 0.6));
        fillCurve(
          c,
          [
            [-16, 10],
            [-12, -26],
            [-20, -34],
            [-14, -44],
            [14, -44],
            [20, -34],
            [12, -26],
            [16, 10],
          ],
          mood.dark('#3a4152'),
        );
        ink(
          c,
          [
            [-13, -43],
            [14, -43],
          ],
          2.4,
          mood.edge,
        );
      },
      s,
      s,
    );
  }
  if (mood.lamps > 0.3)
    for (const [x, , s] of LANTERNS)
      paintReflection(c, x * W, lerp(QUAY, H * 0.96, s * 0.55) - 30, s, '#ffa552', r, mood.lamps * (mood.wet ? 1.1 : 0.35));
}

function paintShed(c: Ctx, mood: Mood, r: Random, shed: readonly [Pt, Pt, Pt, Pt], i: number): void {
  const wall = ['#6d5f62', '#5f6a76', '#76685c'][i] ?? '#6d5f62';
  const depth = 0.95 - i * 0.1;
  const [a, b, d, e] = shed;
  fill(c, [...shed], mood.dark(wall, depth));
  clipped(c, [...shed], () => {
    dabs(c, { x0: a[0], y0: a[1], x1: b[0], y1: e[1] }, mood.dark(wall, depth), r, {
      count: 60,
      size: 40,
      towards: mood.lit(wall, depth),
      strength: 0.18,
    });
    const plank = alpha(mood.dark('#2c2c38', depth), 0.4);
    for (let k = 1; k < 9; k++) rect(c, lerp(a[0], b[0], k / 9), a[1], lerp(a[0], b[0], k / 9) + 1.6, e[1], plank);
  });
  ink(c, [a, b], 7 - i * 1.4, mood.lit(mood.snow ? '#ffffff' : '#8c4b3c', depth), { from: 1, to: 1 });
  ink(
    c,
    [
      [a[0], a[1] - 3],
      [b[0], b[1] - 3],
    ],
    2.4,
    mood.edge,
    { from: 1, to: 1 },
  );
  for (let k = 0; k < 3; k++) {
    const x = lerp(a[0], b[0], 0.2 + k * 0.27);
    const w = (b[0] - a[0]) * 0.14;
    const y = lerp(H * 0.34, H * 0.47, clamp((x - SHED_LEFT) / (W * 0.4 - SHED_LEFT)));
    const on = mood.lamps > 0.4 && (k + i) % 2 === 1;
    rect(c, x - 2, y - 2, x + w + 2, y + w * 1.1 + 2, mood.dark('#2f3340', depth));
    rect(c, x, y, x + w, y + w * 1.1, on ? '#ffcf82' : mood.lit('#6f8597', depth));
    rect(c, x + w * 0.46, y, x + w * 0.54, y + w * 1.1, mood.dark('#2f3340', depth));
    if (on) glow(c, x + w / 2, y + w / 2, w * 4, '#ffb45a', 0.45);
  }
  const dx = lerp(a[0], b[0], 0.62);
  rect(c, dx, lerp(a[1], e[1], 0.66), dx + (b[0] - a[0]) * 0.26, Math.min(d[1], e[1]) - 2, mood.dark('#4a3b3a', depth));
}

const SHED_LEFT = -0.18 * W;

function paintLanterns(c: Ctx, b: Box, mood: Mood): void {
  const rope = mood.dark('#2b2a36');
  const hook = ([x, y, s]: readonly [number, number, number]): Pt => [x * W, y * H - 34 * s];
  const string = (p: Pt, q: Pt): void =>
    ink(c, [p, [(p[0] + q[0]) / 2, (p[1] + q[1]) / 2 + 22], q], 1.8, rope, { from: 1, to: 1 });
  const post: Pt = [W * 0.62, H * 0.4];
  const hooks: Pt[] = [
    [b.x0, H * 0.16],
    ...LANTERNS.slice(0, 5).map(hook),
    post,
    ...LANTERNS.slice(5).map(hook),
    [b.x1, H * 0.16],
  ];
  hooks.forEach((p, i) => {
    const q = hooks[i + 1];
    if (q !== undefined) string(p, q);
  });
  rect(c, W * 0.618, H * 0.385, W * 0.618 + 7, H * 0.75, rope);
  rect(c, W * 0.618, H * 0.385, W * 0.618 + 2, H * 0.75, mood.edge);
  for (const [x, y, s] of LANTERNS) paintLantern(c, mood, x * W, y * H, s);
}

function paintLantern(c: Ctx, mood: Mood, x: number, y: number, s: number): void {
  const on = mood.lamps;
  glow(c, x, y, 210 * s, '#ff9a45', 0.75 * on);
  placed(
    c,
    x,
    y,
    () => {
      rect(c, -10, -36, 10, -29, mood.dark('#4a2a2c'));
      rect(c, -10, 28, 10, 34, mood.dark('#4a2a2c'));
      const body = curve(
        [
          [-11, -29],
          [-25, -12],
          [-26, 10],
          [-12, 29],
          [12, 29],
          [26, 10],
          [25, -12],
          [11, -29],
        ],
        6,
        true,
      );
      fill(c, body, mix(mood.lit('#e86a3a'), '#ff8f3c', on));
      clipped(c, body, () => {
        if (on > 0.2) {
          ellipse(c, 0, 4, 20, 24, alpha('#ffc46a', on));
          ellipse(c, 0, 7, 11, 15, alpha('#fff2c4', on));
        } else
          fillCurve(
            c,
            [
              [4, -30],
              [28, -14],
              [28, 14],
              [8, 30],
              [14, 0],
            ],
            mood.dark('#e86a3a'),
          );
        for (let k = -20; k < 26; k += 9) rect(c, -30, k, 30, k + 1.6, 'rgba(130,40,20,.3)');
      });
      ink(c, body, 1.6, mood.dark('#8a3a2c'), { smooth: true, from: 1, to: 1 });
    },
    s,
    s,
  );
}
