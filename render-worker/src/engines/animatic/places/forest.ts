import { alpha, mix } from '../color.ts';
import { type Ctx, ellipse, fill, glow, ink, linear } from '../ink.ts';
import { curve, lerp, type Pt } from '../math.ts';
import type { Random } from '../random.ts';
import { dabs, paintLeaves, paintRidge, paintSky, rect, softly } from './kit.ts';
import type { Mood } from './mood.ts';
import { type Box, VIEW_H as H, type Scene, VIEW_W as W } from './scene.ts';

const FLOOR = 0.7 * H;

/** A wood with a path that runs to a bright opening. */
export function forest(mood: Mood): Scene {
  const leaf = mood.snow ? '#dfe9ee' : mood.time === 'sunset' ? '#a8a24e' : '#5fae57';
  return {
    light: mood.sun === null ? [0.55 * W, 0.1 * H] : [mood.sun.x * W, 0.15 * H],
    ground: { far: 0.79 * H, near: 0.965 * H, depth: 0.8 },
    path: 0.535 * W,
    subject: null,
    wet: false,
    glassDepth: null,
    contact: mood.dark('#3f5a3c'),
    layers: [
      {
        depth: 0.05,
        paint: (c, b) => {
          const r = mood.random(1);
          paintSky(c, b, mood, 0.7 * H, r);
          rect(c, b.x0, b.y0, b.x1, b.y1, alpha(mood.lit('#d4f0c8', 0.3), 0.72));
          glow(c, 0.55 * W, 0.42 * H, 520, mix(mood.haze, '#fffbe0', mood.night ? 0.1 : 0.6), mood.night ? 0.35 : 0.95);
        },
      },
      {
        depth: 0.2,
        paint: (c, b) => {
          const r = mood.random(2);
          trunks(c, b, mood, r, 20, [7, 15], 0.25, FLOOR - 40);
          paintRidge(c, b, r, FLOOR - 34, 16, 20, FLOOR + 40, mood.lit('#8cc783', 0.35));
        },
      },
      {
        depth: 0.38,
        paint: (c, b) => {
          const r = mood.random(3);
          trunks(c, b, mood, r, 9, [20, 32], 0.5, FLOOR - 6);
          paintCanopy(c, b, mood, r, leaf, 0.5, 0.1, 108, 9);
        },
      },
      { depth: 0.8, paint: (c, b) => paintFloor(c, b, mood) },
      {
        depth: 0.95,
        paint: (c, b) => {
          const r = mood.random(5);
          for (const x of [-0.1, 0.1, 0.93, 1.13]) trunk(c, mood, r, (x + r.jitter(0.02)) * W, 74, b.y0, 0.94 * H, 0.92);
          paintCanopy(c, b, mood, r, leaf, 0.85, -0.06, 150, 9);
        },
      },
      { depth: 0.9, paint: (c, b) => paintShafts(c, b, mood) },
      { depth: 1.3, paint: (c, b) => paintFerns(c, b, mood) },
    ],
  };
}

function trunk(c: Ctx, mood: Mood, r: Random, x: number, w: number, top: number, bottom: number, depth: number): void {
  const left = curve(
    [
      [x - w * 0.5, top],
      [x - w * 0.42, H * 0.3],
      [x - w * 0.52, H * 0.6],
      [x - w * 0.95, bottom],
    ],
    6,
  );
  const right = curve(
    [
      [x + w * 1, bottom],
      [x + w * 0.52, H * 0.6],
      [x + w * 0.42, H * 0.3],
      [x + w * 0.52, top],
    ],
    6,
  );
  const bark = '#6f6250';
  fill(c, [...left, ...right], mood.dark(bark, depth));
  fill(
    c,
    [
      ...left,
      ...curve(
        [
          [x - w * 0.55, bottom],
          [x - w * 0.24, H * 0.6],
          [x - w * 0.16, H * 0.3],
          [x - w * 0.22, top],
        ],
        6,
      ),
    ],
    mood.lit(bark, depth),
  );
  if (w < 18) return;
  for (let k = 0; k < 9; k++) {
    const y = lerp(top, bottom, r.next());
    ink(
      c,
      [
        [x - w * 0.3 + r.next() * w * 0.6, y],
        [x - w * 0.2 + r.next() * w * 0.4, y + 30 + r.next() * 60],
      ],
      1.8,
      alpha(mood.dark('#3c3428', depth), 0.5),
    );
  }
  if (mood.snow)
    fill(
      c,
      [
        ...left.slice(4),
        ...left
          .slice(4)
          .map(([px, py]): Pt => [px + w * 0.12, py])
          .reverse(),
      ],
      alpha(mood.lit('#ffffff', depth), 0.8),
    );
}

function trunks(
  c: Ctx,
  b: Box,
  mood: Mood,
  r: Random,
  count: number,
  width: readonly [number, number],
  depth: number,
  foot: number,
): void {
  for (let i = 0; i < count; i++) {
    const u = (i + r.between(0.1, 0.9)) / count;
    // The opening in the middle stays free.
    const x = lerp(b.x0, b.x1, u < 0.5 ? u * 0.94 : 0.53 + (u - 0.5) * 0.94);
    trunk(c, mood, r, x, r.between(...width), b.y0, foot + r.jitter(14), depth);
  }
}

function paintCanopy(
  c: Ctx,
  b: Box,
  mood: Mood,
  r: Random,
  leaf: string,
  depth: number,
  y: number,
  radius: number,
  count: number,
): void {
  const tones = [
    mood.dark(leaf, depth),
    mix(mood.dark(leaf, depth), mood.lit(leaf, depth), 0.55),
    mix(mood.lit(leaf, depth), mood.edge, 0.28),
  ];
  for (let i = 0; i < count; i++) {
    const x = lerp(b.x0, b.x1, (i + r.next()) / count);
    paintLeaves(c, x, (y + 0.13 * Math.abs(x / W - 0.5) * 1.6 + r.jitter(0.04)) * H, radius * r.between(0.75, 1.2), 60, tones, r);
  }
}

function paintFloor(c: Ctx, b: Box, mood: Mood): void {
  const r = mood.random(4);
  const grass = mood.snow ? '#eef3f7' : '#5c9a4c';
  const earth = mood.snow ? '#d5dde6' : mood.wet ? '#8f7b58' : '#cfae74';
  rect(
    c,
    b.x0,
    FLOOR,
    b.x1,
    b.y1,
    linear(c, 0, FLOOR, 0, b.y1, [
      [0, mood.lit(grass, 0.6)],
      [0.35, mood.lit(grass, 0.95)],
      [1, mood.dark(grass)],
    ]),
  );
  dabs(c, { ...b, y0: FLOOR + 6 }, mood.lit(grass), r, {
    count: 240,
    size: 56,
    aspect: 0.22,
    strength: 0.22,
    towards: mood.dark(grass),
  });
  const path = curve(
    [
      [W * 0.515, FLOOR],
      [W * 0.5, FLOOR + 40],
      [W * 0.39, H * 0.84],
      [W * 0.12, b.y1],
      [W * 0.86, b.y1],
      [W * 0.63, H * 0.84],
      [W * 0.562, FLOOR + 40],
      [W * 0.555, FLOOR],
    ],
    6,
  );
  fill(
    c,
    path,
    linear(c, 0, FLOOR, 0, b.y1, [
      [0, mood.lit(earth, 0.75)],
      [1, mix(mood.lit(earth), mood.dark(earth), 0.4)],
    ]),
  );
  c.save();
  c.beginPath();
  for (const [x, y] of path) c.lineTo(x, y);
  c.clip();
  dabs(c, { x0: W * 0.12, y0: FLOOR, x1: W * 0.86, y1: b.y1 }, mood.dark(earth), r, {
    count: 90,
    size: 46,
    aspect: 0.2,
    strength: 0.2,
    towards: mood.edge,
  });
  // Pools of light between the crowns' shadows.
  for (let i = 0; i < 14; i++)
    ellipse(
      c,
      W * r.between(0.3, 0.72),
      lerp(FLOOR + 20, b.y1, r.next()),
      r.between(30, 110),
      r.between(5, 16),
      alpha(i % 2 === 0 ? mood.dark(earth) : mood.edge, i % 2 === 0 ? 0.34 : 0.22),
    );
  c.restore();
  for (let i = 0; i < 260; i++) {
    const y = lerp(FLOOR + 8, b.y1, r.next() ** 0.8);
    const x = lerp(b.x0, b.x1, r.next());
    const s = 0.4 + ((y - FLOOR) / (b.y1 - FLOOR)) * 1.3;
    if (Math.abs(x / W - 0.53) < 0.04 + ((y - FLOOR) / (b.y1 - FLOOR)) * 0.3) continue;
    ink(
      c,
      [
        [x, y],
        [x + r.jitter(4) * s, y - 12 * s],
        [x + r.jitter(9) * s, y - 22 * s],
      ],
      2.6 * s,
      r.chance(0.5) ? mood.lit(grass) : mix(mood.dark(grass), mood.edge, r.next() * 0.3),
      { from: 1, to: 0.05, peak: 0.1 },
    );
  }
  if (!mood.snow && mood.time !== 'night')
    for (let i = 0; i < 40; i++) {
      const x = lerp(b.x0, b.x1, r.next());
      if (Math.abs(x / W - 0.53) > 0.2)
        ellipse(c, x, lerp(H * 0.76, b.y1, r.next()), 3, 2.4, mood.lit(i % 3 === 0 ? '#fff2b0' : '#ffffff'));
    }
}

function paintShafts(c: Ctx, b: Box, mood: Mood): void {
  if (mood.sun === null) return;
  const r = mood.random(6);
  softly(c, b, (s) => {
    for (let k = 0; k < 5; k++) {
      const x = W * (0.12 + k * 0.19 + r.jitter(0.04));
      fill(
        s,
        [
          [x, b.y0],
          [x + 60, b.y0],
          [x - 70, b.y1],
          [x - 220, b.y1],
        ],
        linear(s, 0, b.y0, 0, H * 0.95, [
          [0, alpha(mood.edge, mood.night ? 0.22 : 0.42)],
          [1, alpha(mood.edge, 0)],
        ]),
      );
    }
  });
}

function paintFerns(c: Ctx, b: Box, mood: Mood): void {
  const r = mood.random(7);
  const color = mood.dark(mood.snow ? '#8b9aa6' : '#2c4a30', 1);
  for (const [x0, x1] of [
    [b.x0, W * 0.16],
    [W * 0.84, b.x1],
  ] as const) {
    for (let i = 0; i < 16; i++) {
      const x = lerp(x0, x1, r.next());
      const h = r.between(70, 170);
      const lean = r.jitter(70);
      ink(
        c,
        [
          [x, b.y1 - 60],
          [x + lean * 0.4, b.y1 - 60 - h * 0.6],
          [x + lean, b.y1 - 60 - h],
        ],
        r.between(10, 22),
        color,
        { from: 0.8, to: 0.02, peak: 0.3 },
      );
    }
  }
}
