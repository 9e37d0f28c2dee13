import { alpha, mix } from '../color.ts';
import { type Ctx, clipped, ellipse, fill, glow, ink, linear } from '../ink.ts';
import { curve, lerp, type Pt } from '../math.ts';
import { dabs, paintClouds, paintLeaves, paintRidge, paintSky, rect } from './kit.ts';
import type { Mood } from './mood.ts';
import { type Box, VIEW_H as H, type Scene, VIEW_W as W } from './scene.ts';

const GROUND = 0.66 * H;

/** Open country: hills, one great tree, a house or two, a path through grass. */
export function exterior(mood: Mood): Scene {
  return {
    light: mood.sun === null ? [0.4 * W, 0.02 * H] : [mood.sun.x * W, mood.sun.y * H],
    ground: { far: 0.78 * H, near: 0.965 * H, depth: 0.8 },
    path: 0.5 * W,
    subject: null,
    wet: false,
    glassDepth: null,
    contact: mood.dark('#3f5a3c'),
    layers: [
      {
        depth: 0.05,
        paint: (c, b) => {
          const r = mood.random(1);
          paintSky(c, b, mood, 0.6 * H, r);
          paintClouds(c, mood, r, 0.44);
        },
      },
      {
        depth: 0.15,
        paint: (c, b) => {
          const r = mood.random(2);
          paintRidge(c, b, r, 0.56 * H, 90, 4, GROUND, mood.dark('#7f9ab0', 0.3));
          paintRidge(c, b, r, 0.6 * H, 60, 6, GROUND + 20, mood.lit('#7fa878', 0.42));
        },
      },
      { depth: 0.4, paint: (c, b) => paintFields(c, b, mood) },
      { depth: 0.8, paint: (c, b) => paintMeadow(c, b, mood) },
      { depth: 0.92, paint: (c, b) => paintTree(c, b, mood) },
    ],
  };
}

function paintFields(c: Ctx, b: Box, mood: Mood): void {
  const r = mood.random(3);
  const field = mood.snow ? '#e6edf2' : '#86b068';
  paintRidge(c, b, r, 0.63 * H, 22, 5, b.y1, mood.lit(field, 0.6));
  for (let i = 0; i < 26; i++) {
    const x = lerp(b.x0, b.x1, r.next());
    const s = r.between(9, 26);
    paintLeaves(c, x, 0.625 * H - s * 0.3 + r.jitter(6), s, 10, [mood.dark('#4f7a4c', 0.62), mood.lit('#5f9a55', 0.62)], r);
  }
  for (const x of [0.7 + r.jitter(0.05), 0.8 + r.jitter(0.04)]) {
    const [px, y] = [x * W, 0.628 * H];
    fill(
      c,
      [
        [px - 26, y - 24],
        [px + 26, y - 24],
        [px + 26, y + 8],
        [px - 26, y + 8],
      ],
      mood.lit('#e6dcc8', 0.7),
    );
    fill(
      c,
      [
        [px + 2, y - 24],
        [px + 26, y - 24],
        [px + 26, y + 8],
        [px + 2, y + 8],
      ],
      mood.dark('#e6dcc8', 0.7),
    );
    fill(
      c,
      [
        [px - 34, y - 22],
        [px - 16, y - 46],
        [px + 18, y - 46],
        [px + 34, y - 22],
      ],
      mood.snow ? mood.lit('#ffffff', 0.7) : mood.lit('#a8584a', 0.7),
    );
    rect(c, px - 14, y - 14, px - 5, y - 4, mood.lamps > 0.4 ? '#ffd894' : mood.dark('#56607a', 0.7));
    if (mood.lamps > 0.4) glow(c, px - 10, y - 9, 46, '#ffc677', 0.6 * mood.lamps);
  }
}

function paintMeadow(c: Ctx, b: Box, mood: Mood): void {
  const r = mood.random(4);
  const grass = mood.snow ? '#eff4f8' : mood.time === 'sunset' ? '#a0a04e' : '#6fac52';
  const earth = mood.snow ? '#d6dfe8' : '#cbb083';
  const edge: Pt[] = curve(
    [
      [b.x0, GROUND + 26],
      [W * 0.2, GROUND + 6],
      [W * 0.5, GROUND + 14],
      [W * 0.8, GROUND],
      [b.x1, GROUND + 22],
    ],
    8,
  );
  const all: Pt[] = [...edge, [b.x1, b.y1], [b.x0, b.y1]];
  fill(
    c,
    all,
    linear(c, 0, GROUND, 0, b.y1, [
      [0, mood.lit(grass, 0.75)],
      [0.4, mood.lit(grass)],
      [1, mood.dark(grass)],
    ]),
  );
  clipped(c, all, () => {
    dabs(c, { ...b, y0: GROUND }, mood.lit(grass), r, {
      count: 220,
      size: 60,
      aspect: 0.2,
      strength: 0.22,
      towards: mood.dark(grass),
    });
    const path = curve(
      [
        [W * 0.5, GROUND + 8],
        [W * 0.46, GROUND + 40],
        [W * 0.5, H * 0.8],
        [W * 0.3, b.y1],
        [W * 0.82, b.y1],
        [W * 0.58, H * 0.8],
        [W * 0.5, GROUND + 40],
        [W * 0.52, GROUND + 8],
      ],
      7,
    );
    fill(
      c,
      path,
      linear(c, 0, GROUND, 0, b.y1, [
        [0, mood.lit(earth, 0.8)],
        [1, mix(mood.lit(earth), mood.dark(earth), 0.4)],
      ]),
    );
    clipped(c, path, () =>
      dabs(c, { x0: W * 0.3, y0: GROUND, x1: W * 0.82, y1: b.y1 }, mood.dark(earth), r, {
        count: 60,
        size: 44,
        aspect: 0.2,
        strength: 0.2,
      }),
    );
  });
  for (let i = 0; i < 320; i++) {
    const y = lerp(GROUND + 14, b.y1, r.next() ** 0.85);
    const x = lerp(b.x0, b.x1, r.next());
    const s = 0.35 + ((y - GROUND) / (b.y1 - GROUND)) * 1.5;
    if (Math.abs(x / W - 0.53) < 0.02 + ((y - GROUND) / (b.y1 - GROUND)) * 0.24) continue;
    const lean = mood.weather === 'wind' ? 14 : 0;
    ink(
      c,
      [
        [x, y],
        [x + r.jitter(4) * s + lean * 0.4, y - 12 * s],
        [x + r.jitter(9) * s + lean, y - 22 * s],
      ],
      2.6 * s,
      r.chance(0.5) ? mood.lit(grass) : mix(mood.dark(grass), mood.edge, r.next() * 0.35),
      { from: 1, to: 0.05, peak: 0.1 },
    );
    if (!mood.snow && i % 11 === 0)
      ellipse(c, x + 3, y - 18 * s, 3.2 * s, 2.6 * s, mood.lit(r.pick(['#ffffff', '#ffd84a', '#f2a0b8'])));
  }
}

function paintTree(c: Ctx, b: Box, mood: Mood): void {
  const r = mood.random(5);
  const left = r.chance(0.5);
  const x = (left ? 0.1 : 0.9) * W;
  const s = left ? 1 : -1;
  const bark = '#7a6450';
  ellipse(c, x + s * 60, 0.9 * H, 240, 22, alpha(mood.dark('#3f5a3c'), 0.55));
  const trunk = curve(
    [
      [x - 40, b.y0],
      [x - 34, H * 0.4],
      [x - 44, H * 0.7],
      [x - 92, H * 0.9],
      [x + 88, H * 0.9],
      [x + 44, H * 0.7],
      [x + 36, H * 0.4],
      [x + 60, b.y0],
    ],
    7,
  );
  fill(c, trunk, mood.dark(bark));
  clipped(c, trunk, () => {
    const lightLeft = (mood.sun?.x ?? 0.4) * W < x;
    fill(
      c,
      [
        [x - (lightLeft ? 100 : -10), b.y0],
        [x + (lightLeft ? -8 : 100), b.y0],
        [x + (lightLeft ? -14 : 100), H],
        [x - (lightLeft ? 120 : -14), H],
      ],
      mood.lit(bark),
    );
    for (let k = 0; k < 16; k++) {
      const y = lerp(b.y0, H * 0.86, r.next());
      ink(
        c,
        [
          [x + r.jitter(34), y],
          [x + r.jitter(30), y + 60],
        ],
        2.2,
        alpha(mood.dark('#3c3028'), 0.55),
      );
    }
  });
  ink(
    c,
    [
      [x + s * 20, 0.42 * H],
      [x + s * 120, 0.28 * H],
      [x + s * 230, 0.2 * H],
    ],
    30,
    mood.dark(bark),
    { from: 0.9, to: 0.1, peak: 0.1 },
  );
  const leaf = mood.snow ? '#dfe9ee' : mood.time === 'sunset' ? '#b08a3c' : '#5f9f50';
  const tones = [mood.dark(leaf), mix(mood.dark(leaf), mood.lit(leaf), 0.55), mix(mood.lit(leaf), mood.edge, 0.3)];
  for (const [dx, y, q] of [
    [-0.12, 0.02, 150],
    [0.05, -0.04, 170],
    [0.2, 0.06, 130],
    [0.3, -0.02, 110],
    [0.1, 0.12, 110],
    [-0.02, 0.16, 90],
  ] as const)
    paintLeaves(c, x + s * dx * W, y * H, q, 64, tones, r);
}
