import { alpha, mix } from '../color.ts';
import { type Ctx, ellipse, fill, glow, ink, linear, radial } from '../ink.ts';
import { lerp } from '../math.ts';
import { dabs, paintClouds, paintRidge, paintSky, rect, softly, within } from './kit.ts';
import type { Mood } from './mood.ts';
import { type Box, VIEW_H as H, type Scene, VIEW_W as W } from './scene.ts';

const SEA = 0.5 * H;
const RAIL = 0.8 * H;
const FLOOR = 0.86 * H;
const LENS = { x: 0.62 * W, y: 0.42 * H } as const;

/** The lantern of a lighthouse: diagonal astragals all round, the lens in the middle, sea beyond. */
export function lampRoom(mood: Mood): Scene {
  return {
    light: [LENS.x, LENS.y],
    ground: { far: 0.9 * H, near: 0.97 * H, depth: 0.5 },
    path: 0.36 * W,
    subject: LENS.x,
    wet: false,
    glassDepth: 0.3,
    contact: mood.roomDark('#2c2c40'),
    layers: [
      {
        depth: 0.06,
        paint: (c, b) => {
          const r = mood.random(1);
          paintSky(c, b, mood, SEA, r);
          paintClouds(c, mood, r, 0.44);
        },
      },
      { depth: 0.14, paint: (c, b) => paintSea(c, b, mood) },
      { depth: 0.5, paint: (c, b) => paintGlazing(c, b, mood) },
      { depth: 0.55, paint: (c, b) => paintBeams(c, b, mood) },
      { depth: 0.85, paint: (c, b) => paintLens(c, b, mood) },
    ],
  };
}

function paintSea(c: Ctx, b: Box, mood: Mood): void {
  const r = mood.random(2);
  rect(
    c,
    b.x0,
    SEA,
    b.x1,
    b.y1,
    linear(c, 0, SEA, 0, 0.85 * H, [
      [0, mix(mood.lit('#5f9fc4', 0.45), mood.haze, 0.3)],
      [1, mood.dark('#2a6a94', 0.85)],
    ]),
  );
  paintRidge(c, { ...b, x0: W * 0.7 }, r, SEA + 4, 34, 6, SEA + 14, mood.dark('#5b7280', 0.3));
  for (let i = 0; i < 150; i++) {
    const y = SEA + 3 + r.next() * r.next() * H * 0.34;
    const x = lerp(b.x0, b.x1, r.next());
    c.globalAlpha = 0.1 + r.next() * 0.25;
    rect(c, x, y, x + 12 + r.next() * 70, y + 1 + r.next() * 1.6, r.chance(0.6) ? mood.edge : mood.haze);
  }
  c.globalAlpha = 1;
}

function paintGlazing(c: Ctx, b: Box, mood: Mood): void {
  const iron = mood.roomDark('#5a5c66');
  const lit = mood.night ? mood.room('#d8b878') : mix(mood.room('#c8c2b0'), mood.edge, 0.4);
  rect(
    c,
    b.x0,
    b.y0,
    b.x1,
    0.05 * H,
    linear(c, 0, b.y0, 0, 0.05 * H, [
      [0, mood.roomDark('#3a3a44')],
      [1, mood.roomDark('#666470')],
    ]),
  );
  rect(c, b.x0, 0.05 * H, b.x1, 0.05 * H + 4, lit);
  const step = W * 0.19;
  for (let k = -2; k < 9; k++) {
    const x = k * step - W * 0.06;
    for (const s of [1, -1]) {
      const [x0, x1] = s > 0 ? [x, x + step * 2] : [x + step * 2, x];
      ink(
        c,
        [
          [x0, 0.05 * H],
          [x1, RAIL],
        ],
        9,
        iron,
        { from: 1, to: 1 },
      );
      ink(
        c,
        [
          [x0 - 2.4, 0.05 * H],
          [x1 - 2.4, RAIL],
        ],
        2,
        lit,
        { from: 1, to: 1 },
      );
    }
  }
  // Panes catch a little of the lamp.
  for (let k = -1; k < 8; k++)
    fill(
      c,
      [
        [k * step + 30, 0.12 * H],
        [k * step + 74, 0.12 * H],
        [k * step - 30, 0.6 * H],
        [k * step - 74, 0.6 * H],
      ],
      alpha('#fff6d8', 0.045),
    );
  rect(
    c,
    b.x0,
    RAIL,
    b.x1,
    b.y1,
    linear(c, 0, RAIL, 0, b.y1, [
      [0, mood.room('#77707a')],
      [0.25, mood.roomDark('#5c5866')],
      [1, mood.roomDark('#3c3a48')],
    ]),
  );
  rect(c, b.x0, RAIL, b.x1, RAIL + 5, lit);
  for (let x = b.x0; x < b.x1; x += 46) ellipse(c, x, RAIL + 17, 3.4, 3.4, lit);
  rect(c, b.x0, RAIL + 30, b.x1, RAIL + 33, mood.roomDark('#2c2a36'));
  const r = mood.random(3);
  within(c, { ...b, y0: FLOOR }, () => {
    rect(
      c,
      b.x0,
      FLOOR,
      b.x1,
      b.y1,
      linear(c, 0, FLOOR, 0, b.y1, [
        [0, mood.roomDark('#6e6874')],
        [1, mood.roomDark('#44424e')],
      ]),
    );
    dabs(c, { ...b, y0: FLOOR }, mood.roomDark('#6a6470'), r, {
      count: 80,
      size: 80,
      aspect: 0.1,
      towards: mood.room('#8a8078'),
    });
    for (let i = -10; i < 20; i++)
      ink(
        c,
        [
          [LENS.x + (i - 5) * 56, FLOOR],
          [LENS.x + (i - 5) * 150, b.y1],
        ],
        1.3,
        alpha(mood.roomDark('#24222e'), 0.6),
        { from: 1, to: 1 },
      );
    for (const k of [0.14, 0.4, 0.75])
      rect(c, b.x0, FLOOR + (b.y1 - FLOOR) * k, b.x1, FLOOR + (b.y1 - FLOOR) * k + 1.4, alpha(mood.roomDark('#24222e'), 0.6));
  });
}

/** How brightly the lamp burns: always on, drowned by daylight. */
const burn = (mood: Mood): number => (mood.time === 'day' ? 0.35 : mood.night ? 1 : 0.75);

function paintBeams(c: Ctx, b: Box, mood: Mood): void {
  const k = burn(mood);
  softly(c, b, (s) => {
    const beam = (x: number, spread: number): void =>
      fill(
        s,
        [
          [LENS.x, LENS.y - 30],
          [x, LENS.y - spread],
          [x, LENS.y + spread * 1.1],
          [LENS.x, LENS.y + 36],
        ],
        linear(s, LENS.x, 0, x, 0, [
          [0, alpha('#fff0c0', 0.62 * k)],
          [1, alpha('#fff0c0', 0.1 * k)],
        ]),
      );
    beam(b.x0, 150);
    beam(b.x1, 110);
  });
}

function paintLens(c: Ctx, b: Box, mood: Mood): void {
  const k = burn(mood);
  const { x, y } = LENS;
  glow(c, x, y, 430, '#ffe2a0', 0.85 * k);
  const brass = mood.roomDark('#b08848');
  const brassLit = mix(mood.room('#d8b060'), '#ffe2a0', 0.3 * k);
  rect(
    c,
    x - 30,
    y + 130,
    x + 30,
    b.y1,
    linear(c, x - 30, 0, x + 30, 0, [
      [0, mood.roomDark('#7a6238')],
      [0.4, brassLit],
      [1, mood.roomDark('#6a5434')],
    ]),
  );
  rect(
    c,
    x - 17,
    y - 190,
    x + 17,
    y - 112,
    linear(c, x - 17, 0, x + 17, 0, [
      [0, brass],
      [0.5, brassLit],
      [1, mood.roomDark('#6a5434')],
    ]),
  );
  rect(c, x - 66, y + 118, x + 66, y + 140, brass);
  rect(c, x - 66, y + 118, x + 66, y + 122, brassLit);
  const lens: [number, number][] = [];
  for (let i = 0; i <= 40; i++) {
    const a = (i / 40) * Math.PI * 2;
    // A superellipse: the barrel of a Fresnel lens.
    lens.push([
      x + Math.sign(Math.cos(a)) * Math.abs(Math.cos(a)) ** 0.7 * 98,
      y + Math.sign(Math.sin(a)) * Math.abs(Math.sin(a)) ** 0.8 * 122,
    ]);
  }
  fill(
    c,
    lens,
    radial(c, x, y, 128, [
      [0, mix('#fffdf0', mood.room('#ffffff'), 1 - k)],
      [0.3, mix('#fff4cc', mood.room('#e8ecec'), 1 - k)],
      [0.7, mix('#f2cf85', mood.room('#a8bcc4'), 1 - k)],
      [1, mix('#b8904e', mood.roomDark('#8aa0aa'), 1 - k)],
    ]),
  );
  for (let i = 1; i <= 7; i++) {
    const q = i / 7;
    c.strokeStyle = alpha(mood.roomDark('#6a4a1e'), 0.38);
    c.lineWidth = 1.6;
    c.beginPath();
    c.ellipse(x, y, 96 * q, 36 + 74 * q * q, 0, 0, Math.PI * 2);
    c.stroke();
  }
  for (const dy of [-86, -58, 58, 86])
    ink(
      c,
      [
        [x - 92, y + dy],
        [x, y + dy + dy * 0.1],
        [x + 92, y + dy],
      ],
      2,
      alpha(mood.roomDark('#6a4a1e'), 0.5),
      { from: 0.6, to: 0.6 },
    );
  ink(c, [...lens, lens[0] ?? [x, y]], 3, brass, { smooth: true, from: 1, to: 1 });
  ellipse(c, x, y, 34, 38, alpha('#fffef6', 0.95 * Math.max(0.4, k)));
  glow(c, x, y, 170, '#fff6d0', k);
}
