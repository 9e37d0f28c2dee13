import { alpha, mix } from '../color.ts';
import { type Ctx, fill, glow, ink, linear } from '../ink.ts';
import { curve, lerp } from '../math.ts';
import { dabs, paintClouds, paintRidge, paintSky, paintSkyline, rect, softly, within } from './kit.ts';
import type { Mood } from './mood.ts';
import { type Box, VIEW_H as H, type Scene, VIEW_W as W } from './scene.ts';

const SILL = 0.62 * H;
const FLOOR = 0.83 * H;
const PANE = W * 0.255;
const GAP = W * 0.018;
const paneX = (k: number): number => k * (PANE + GAP) - W * 0.04;

/** A classroom's window side: town and sky behind the glass, curtains, desks. */
export function classroom(mood: Mood): Scene {
  return {
    light: mood.night ? [0.5 * W, -0.1 * H] : [(mood.sun?.x ?? 0.3) * W, 0.26 * H],
    ground: { far: 0.88 * H, near: 0.97 * H, depth: 0.55 },
    path: 0.52 * W,
    subject: null,
    wet: false,
    glassDepth: 0.4,
    contact: mood.roomDark('#5a4a4a'),
    layers: [
      {
        depth: 0.06,
        paint: (c, b) => {
          const r = mood.random(1);
          paintSky(c, b, mood, 0.6 * H, r);
          paintClouds(c, mood, r, 0.4);
        },
      },
      {
        depth: 0.14,
        paint: (c, b) => {
          const r = mood.random(2);
          paintSkyline(c, b, mood, r, {
            base: 0.66 * H,
            height: [20, 120],
            width: [30, 80],
            color: '#9a95a8',
            depth: 0.4,
            windows: 0.16,
          });
          paintRidge(c, b, r, 0.585 * H, 10, 26, b.y1, mood.dark('#5f8a58', 0.7));
        },
      },
      {
        depth: 0.55,
        paint: (c, b) => {
          paintWall(c, b, mood);
          paintCurtains(c, b, mood);
          paintFloor(c, b, mood);
        },
      },
      { depth: 0.85, paint: (c) => paintDesks(c, mood) },
      { depth: 0.6, paint: (c, b) => paintShafts(c, b, mood) },
    ],
  };
}

function paintWall(c: Ctx, b: Box, mood: Mood): void {
  const r = mood.random(3);
  c.fillStyle = linear(c, 0, b.y0, 0, b.y1, [
    [0, mood.roomDark('#c4b49c')],
    [0.5, mix(mood.room('#d8c8ae'), mood.roomDark('#d8c8ae'), 0.45)],
    [1, mood.roomDark('#b29a86')],
  ]);
  c.beginPath();
  c.rect(b.x0, b.y0, b.x1 - b.x0, b.y1 - b.y0);
  for (let k = -1; k < 6; k++) {
    const x = paneX(k);
    c.rect(x, H * 0.05, PANE, H * 0.15);
    c.rect(x, H * 0.222, PANE * 0.488, SILL - H * 0.222);
    c.rect(x + PANE * 0.512, H * 0.222, PANE * 0.488, SILL - H * 0.222);
  }
  c.fill('evenodd');
  within(c, { ...b, y0: SILL + 8 }, () =>
    dabs(c, { ...b, y0: SILL }, mood.roomDark('#c2ac92'), r, {
      count: 120,
      size: 90,
      aspect: 0.2,
      strength: 0.18,
      towards: mood.room('#d8c8ae'),
    }),
  );
  const edge = mood.night ? mood.room('#fff0d0') : mood.edge;
  for (let k = -1; k < 6; k++) {
    const x = paneX(k);
    rect(c, x, SILL, x + PANE, SILL + 4, edge);
    rect(c, x, H * 0.222, x + 2.5, SILL, edge);
    rect(c, x + PANE * 0.512, H * 0.222, x + PANE * 0.512 + 2.5, SILL, edge);
    fill(
      c,
      [
        [x + PANE * 0.1, H * 0.222],
        [x + PANE * 0.26, H * 0.222],
        [x + PANE * 0.05, SILL],
        [x, SILL],
        [x, H * 0.4],
      ],
      'rgba(255,250,235,.11)',
    );
  }
  rect(c, b.x0, SILL + 4, b.x1, SILL + 20, mood.room('#a88468'));
  rect(c, b.x0, SILL + 20, b.x1, SILL + 25, mood.roomDark('#6a5044'));
  if (mood.night) for (let k = -1; k < 6; k++) glow(c, paneX(k) + PANE / 2, b.y0 + 30, 330, '#fff0cc', 0.28);
}

function paintCurtains(c: Ctx, b: Box, mood: Mood): void {
  const cloth = mood.room('#f2e2c4');
  const fold = mood.roomDark('#e6cfae');
  const blow = mood.weather === 'wind' ? 46 : 0;
  for (const [x, w] of [
    [-W * 0.06, W * 0.085],
    [W * 0.46, W * 0.075],
    [W * 1.02, W * 0.1],
  ] as const) {
    const shape = curve(
      [
        [x, b.y0],
        [x + w, b.y0],
        [x + w * 0.96, H * 0.3],
        [x + w * 0.62 + blow * 0.6, H * 0.5],
        [x + w * 0.8 + blow, SILL + 34],
        [x - w * 0.04 + blow * 0.7, SILL + 36],
      ],
      6,
      true,
    );
    fill(c, shape, cloth);
    for (let k = 0; k < 5; k++) {
      fill(
        c,
        curve(
          [
            [x + w * (k * 0.2 + 0.06), b.y0],
            [x + w * (k * 0.2 + 0.02), H * 0.32],
            [x + w * (k * 0.14 + 0.04) + blow * 0.5, H * 0.5],
            [x + w * (k * 0.16 + 0.04) + blow * 0.8, SILL + 34],
            [x + w * (k * 0.16 + 0.1) + blow * 0.8, SILL + 34],
            [x + w * (k * 0.14 + 0.1) + blow * 0.5, H * 0.5],
            [x + w * (k * 0.2 + 0.13), b.y0],
          ],
          5,
          true,
        ),
        fold,
      );
    }
    ink(c, shape, 1.8, mood.roomDark('#7a5c4c'), { smooth: true, from: 1, to: 1 });
  }
}

function paintFloor(c: Ctx, b: Box, mood: Mood): void {
  const r = mood.random(4);
  rect(
    c,
    b.x0,
    FLOOR,
    b.x1,
    b.y1,
    linear(c, 0, FLOOR, 0, b.y1, [
      [0, mood.room('#b98a62')],
      [1, mood.roomDark('#9a7050')],
    ]),
  );
  within(c, { ...b, y0: FLOOR }, () => {
    dabs(c, { ...b, y0: FLOOR }, mood.room('#a87a54'), r, { count: 90, size: 90, aspect: 0.1, strength: 0.2 });
    for (let i = -8; i < 18; i++)
      ink(
        c,
        [
          [W * 0.5 + (i - 5) * 70, FLOOR],
          [W * 0.5 + (i - 5) * 170, b.y1],
        ],
        1.4,
        alpha(mood.roomDark('#5a3c2c'), 0.45),
        { from: 1, to: 1 },
      );
  });
  rect(c, b.x0, FLOOR - 10, b.x1, FLOOR, mood.roomDark('#5a4238'));
  if (mood.sun === null || mood.night) return;
  c.save();
  c.globalCompositeOperation = 'screen';
  for (let k = 0; k < 4; k++) {
    const x = k * (PANE + GAP);
    fill(
      c,
      [
        [x, FLOOR],
        [x + PANE * 0.9, FLOOR],
        [x + PANE * 1.2 + 60, b.y1],
        [x + 80, b.y1],
      ],
      linear(c, 0, FLOOR, 0, b.y1, [
        [0, alpha(mood.edge, 0.55)],
        [1, alpha(mood.edge, 0.12)],
      ]),
    );
  }
  c.restore();
}

function paintDesks(c: Ctx, mood: Mood): void {
  const leg = mood.roomDark('#5f5a60');
  const top = mood.room('#cf9d68');
  const edge = mood.night ? mood.room('#fff0d0') : mood.edge;
  for (let k = -1; k < 6; k++) {
    const x = W * (0.02 + k * 0.27);
    const y = H * 0.8;
    for (const dx of [10, 150]) rect(c, x + dx, y + 14, x + dx + 7, y + 14 + H * 0.3, leg);
    rect(c, x + 20, y + 16, x + 144, y + 42, mood.roomDark('#7a6a5c'));
    fill(
      c,
      [
        [x - 6, y],
        [x + 172, y],
        [x + 186, y + 15],
        [x - 16, y + 15],
      ],
      top,
    );
    rect(c, x - 6, y - 1.5, x + 172, y + 1.5, edge);
    rect(c, x - 16, y + 15, x + 186, y + 20, mood.roomDark('#a0744c'));
    fill(
      c,
      [
        [x + 40, y - 70],
        [x + 128, y - 70],
        [x + 132, y - 14],
        [x + 36, y - 14],
      ],
      mix(mood.room('#b8844e'), mood.roomDark('#b8844e'), 0.5),
    );
    rect(c, x + 40, y - 72, x + 128, y - 69, edge);
    for (const dx of [44, 118]) rect(c, x + dx, y - 14, x + dx + 6, y + 2, leg);
  }
}

function paintShafts(c: Ctx, b: Box, mood: Mood): void {
  if (mood.sun === null || mood.night) return;
  const r = mood.random(5);
  softly(c, b, (s) => {
    for (let k = 0; k < 4; k++) {
      const x = W * (0.02 + k * 0.27);
      fill(
        s,
        [
          [x, H * 0.05],
          [x + W * 0.17, H * 0.05],
          [x + W * 0.4, b.y1],
          [x + W * 0.14, b.y1],
        ],
        linear(s, x, H * 0.1, x + W * 0.2, H * 0.95, [
          [0, alpha(mood.edge, 0.32)],
          [1, alpha(mood.edge, 0)],
        ]),
      );
    }
  });
  for (let i = 0; i < 50; i++)
    glow(c, lerp(b.x0, b.x1, r.next()), lerp(H * 0.1, H * 0.9, r.next()), 3 + r.next() * 5, '#ffefcc', 0.5);
}
