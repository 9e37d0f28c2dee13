import { alpha, mix } from '../color.ts';
import { type Ctx, ellipse, fill, fillCurve, glow, ink, linear } from '../ink.ts';
import { curve } from '../math.ts';
import { dabs, paintClouds, paintLeaves, paintRidge, paintSky, rect, softly, within } from './kit.ts';
import type { Mood } from './mood.ts';
import { type Box, VIEW_H as H, type Scene, VIEW_W as W } from './scene.ts';

const FLOOR = 0.78 * H;
const WINDOW = { x0: 0.12 * W, y0: 0.14 * H, x1: 0.4 * W, y1: 0.54 * H } as const;
const LAMP = { x: 0.83 * W, y: 0.36 * H } as const;
const WALLS = ['#cdb79a', '#a9b8a8', '#c2a79a', '#a8aebf'] as const;

/** Any room people live in: window, shelves, a lamp, a low table. Wall colour and shelf follow the place's seed. */
export function interior(mood: Mood): Scene {
  return {
    light: mood.night || mood.sun === null ? [LAMP.x, LAMP.y] : [0.26 * W, 0.3 * H],
    ground: { far: 0.86 * H, near: 0.97 * H, depth: 0.55 },
    path: 0.52 * W,
    subject: null,
    wet: false,
    glassDepth: 0.3,
    contact: mood.roomDark('#4a3c38'),
    layers: [
      {
        depth: 0.06,
        paint: (c, b) => {
          const r = mood.random(1);
          paintSky(c, b, mood, 0.56 * H, r);
          paintClouds(c, mood, r, 0.4);
          paintRidge(c, b, r, 0.48 * H, 16, 14, H, mood.dark('#6a9070', 0.6));
        },
      },
      { depth: 0.55, paint: (c, b) => paintRoom(c, b, mood) },
      { depth: 0.8, paint: (c) => paintFurniture(c, mood) },
      { depth: 0.65, paint: (c, b) => paintLight(c, b, mood) },
    ],
  };
}

function paintRoom(c: Ctx, b: Box, mood: Mood): void {
  const r = mood.random(2);
  const wall = r.pick(WALLS);
  c.fillStyle = linear(c, 0, b.y0, 0, FLOOR, [
    [0, mood.roomDark(wall)],
    [0.6, mix(mood.room(wall), mood.roomDark(wall), 0.4)],
    [1, mix(mood.room(wall), mood.roomDark(wall), 0.6)],
  ]);
  c.beginPath();
  c.rect(b.x0, b.y0, b.x1 - b.x0, FLOOR - b.y0);
  c.rect(WINDOW.x0, WINDOW.y0, WINDOW.x1 - WINDOW.x0, WINDOW.y1 - WINDOW.y0);
  c.fill('evenodd');
  const midX = (WINDOW.x0 + WINDOW.x1) / 2;
  const frame = mood.room('#efe6d6');
  for (const [x0, y0, x1, y1] of [
    [WINDOW.x0 - 14, WINDOW.y0 - 14, WINDOW.x1 + 14, WINDOW.y0],
    [WINDOW.x0 - 24, WINDOW.y1, WINDOW.x1 + 24, WINDOW.y1 + 18],
    [WINDOW.x0 - 14, WINDOW.y0, WINDOW.x0, WINDOW.y1],
    [WINDOW.x1, WINDOW.y0, WINDOW.x1 + 14, WINDOW.y1],
    [midX - 5, WINDOW.y0, midX + 5, WINDOW.y1],
    [WINDOW.x0, 0.3 * H, WINDOW.x1, 0.3 * H + 7],
  ] as const) {
    rect(c, x0, y0, x1, y1, frame);
    rect(c, x0, y1 - 3, x1, y1, mood.roomDark('#b8a894'));
  }
  fill(
    c,
    [
      [WINDOW.x0 + 40, WINDOW.y0],
      [WINDOW.x0 + 90, WINDOW.y0],
      [WINDOW.x0 + 20, WINDOW.y1],
      [WINDOW.x0, WINDOW.y1],
      [WINDOW.x0, 0.4 * H],
    ],
    'rgba(255,255,255,.12)',
  );
  for (const s of [-1, 1]) {
    const x = s < 0 ? WINDOW.x0 - 20 : WINDOW.x1 + 20;
    const curtain = curve(
      [
        [x - s * 8, 0.09 * H],
        [x + s * 62, 0.09 * H],
        [x + s * 54, 0.35 * H],
        [x + s * 66, 0.63 * H],
        [x - s * 22, 0.63 * H],
        [x + s * 4, 0.35 * H],
      ],
      6,
      true,
    );
    fill(c, curtain, mood.room('#d8b8a0'));
    for (const k of [8, 24, 42])
      ink(
        c,
        [
          [x + s * k, 0.1 * H],
          [x + s * (k - 4), 0.36 * H],
          [x + s * k, 0.62 * H],
        ],
        6,
        mood.roomDark('#c8a48c'),
        { from: 0.6, to: 1 },
      );
  }
  rect(c, WINDOW.x0 - 100, 0.08 * H, WINDOW.x1 + 100, 0.08 * H + 9, mood.roomDark('#6a5244'));
  rect(
    c,
    b.x0,
    FLOOR,
    b.x1,
    b.y1,
    linear(c, 0, FLOOR, 0, b.y1, [
      [0, mood.room('#a87c58')],
      [1, mood.roomDark('#8a6040')],
    ]),
  );
  within(c, { ...b, y0: FLOOR }, () => {
    dabs(c, { ...b, y0: FLOOR }, mood.room('#9a7050'), r, { count: 90, size: 90, aspect: 0.09, strength: 0.22 });
    for (let i = -9; i < 19; i++)
      ink(
        c,
        [
          [W * 0.5 + (i - 5) * 76, FLOOR],
          [W * 0.5 + (i - 5) * 168, b.y1],
        ],
        1.4,
        alpha(mood.roomDark('#4a3020'), 0.5),
        { from: 1, to: 1 },
      );
    fillCurve(
      c,
      [
        [0.2 * W, 0.9 * H],
        [0.5 * W, 0.85 * H],
        [0.82 * W, 0.9 * H],
        [0.9 * W, 1.06 * H],
        [0.5 * W, 1.14 * H],
        [0.12 * W, 1.06 * H],
      ],
      mood.roomDark('#a8584e'),
    );
    fillCurve(
      c,
      [
        [0.24 * W, 0.915 * H],
        [0.5 * W, 0.872 * H],
        [0.78 * W, 0.915 * H],
        [0.85 * W, 1.05 * H],
        [0.5 * W, 1.11 * H],
        [0.17 * W, 1.05 * H],
      ],
      mood.room('#b8685a'),
    );
  });
  rect(c, b.x0, FLOOR - 16, b.x1, FLOOR, mood.roomDark('#6a5244'));
  rect(c, b.x0, FLOOR - 17, b.x1, FLOOR - 14, mood.room('#a88a70'));
}

const SPINES = ['#a8483e', '#3f6a8a', '#c89a4a', '#5a7a54', '#7a5a86', '#d8ccb4'] as const;

function paintFurniture(c: Ctx, mood: Mood): void {
  const r = mood.random(3);
  const wood = '#8a6244';
  const [x0, x1] = [0.5 * W, 0.74 * W];
  for (const y of [0.22, 0.36, 0.5, 0.64]) {
    rect(c, x0 + 8, (y - 0.12) * H, x1 - 8, y * H, mood.roomDark('#5a4030'));
    let x = x0 + 12;
    while (x < x1 - 26) {
      const w = r.between(9, 20);
      const h = r.between(0.06, 0.1) * H;
      if (r.chance(0.84)) {
        const color = r.pick(SPINES);
        rect(
          c,
          x,
          y * H - h,
          x + w,
          y * H,
          linear(c, x, 0, x + w, 0, [
            [0, mood.room(color)],
            [1, mood.roomDark(color)],
          ]),
        );
        rect(c, x + 2, y * H - h + 8, x + w - 2, y * H - h + 10, alpha('#f4e8c8', 0.4));
      }
      x += w + 1.5;
    }
    rect(c, x0, y * H, x1, y * H + 8, mood.room(wood));
    rect(c, x0, y * H + 8, x1, y * H + 12, mood.roomDark(wood));
  }
  for (const x of [x0, x1 - 8]) rect(c, x, 0.08 * H, x + 9, FLOOR + 4, mood.room(wood));
  rect(c, x0 - 4, 0.075 * H, x1 + 4, 0.09 * H, mood.room('#9a7050'));
  const leaf = '#5f9a5a';
  paintLeaves(c, 0.05 * W, 0.52 * H, 74, 46, [mood.roomDark(leaf), mood.room(leaf), mix(mood.room(leaf), '#ffffff', 0.15)], r);
  fill(
    c,
    [
      [0.02 * W, 0.62 * H],
      [0.08 * W, 0.62 * H],
      [0.073 * W, FLOOR + 16],
      [0.027 * W, FLOOR + 16],
    ],
    mood.roomDark('#b0705a'),
  );
  rect(c, LAMP.x - 4, LAMP.y, LAMP.x + 4, FLOOR + 20, mood.roomDark('#4a4048'));
  ellipse(c, LAMP.x, FLOOR + 20, 44, 9, mood.roomDark('#3c343c'));
  const on = Math.max(mood.lamps, mood.night ? 1 : 0);
  fill(
    c,
    [
      [LAMP.x - 40, LAMP.y - 44],
      [LAMP.x + 40, LAMP.y - 44],
      [LAMP.x + 66, LAMP.y + 40],
      [LAMP.x - 66, LAMP.y + 40],
    ],
    linear(c, 0, LAMP.y - 44, 0, LAMP.y + 40, [
      [0, mix(mood.room('#e2cda4'), '#ffdf9c', on)],
      [1, mix(mood.room('#c8b088'), '#fff2c8', on)],
    ]),
  );
}

function paintLight(c: Ctx, b: Box, mood: Mood): void {
  const on = Math.max(mood.lamps * 0.8, mood.night ? 1 : 0);
  if (on > 0.2) {
    glow(c, LAMP.x, LAMP.y + 10, 460, '#ffcf86', 0.7 * on);
    glow(c, LAMP.x, FLOOR + 26, 260, '#ffcf86', 0.3 * on);
  }
  if (mood.sun === null || mood.night) return;
  softly(c, b, (s) =>
    fill(
      s,
      [
        [WINDOW.x0, WINDOW.y0],
        [WINDOW.x1, WINDOW.y0],
        [WINDOW.x1 + 360, b.y1],
        [WINDOW.x0 + 250, b.y1],
      ],
      linear(s, 0, WINDOW.y0, 0, b.y1, [
        [0, alpha(mood.edge, 0.34)],
        [1, alpha(mood.edge, 0)],
      ]),
    ),
  );
}
