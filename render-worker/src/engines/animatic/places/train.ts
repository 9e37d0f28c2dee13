import { alpha, mix } from '../color.ts';
import { addPolygon, type Ctx, ellipse, fill, glow, ink, linear } from '../ink.ts';
import { lerp, type Pt } from '../math.ts';
import { dabs, paintRidge, paintSky, paintSkyline, rect, within } from './kit.ts';
import type { Mood } from './mood.ts';
import { type Box, VIEW_H as H, type Scene, VIEW_W as W } from './scene.ts';

/** Vanishing point of the carriage. */
const VP: Pt = [0.5 * W, 0.44 * H];
/** A point on the line from a near point to the vanishing point: 0 near, 1 far. */
const along = (p: Pt, t: number): Pt => [lerp(p[0], VP[0], t), lerp(p[1], VP[1], t)];
const END = 0.78;

/** A commuter carriage in one-point perspective, benches along both sides, the town running past. */
export function train(mood: Mood): Scene {
  return {
    light: mood.night || mood.sun === null ? [0.5 * W, 0.02 * H] : [mood.sun.x < 0.5 ? 0.06 * W : 0.94 * W, 0.3 * H],
    ground: { far: 0.72 * H, near: 0.97 * H, depth: 0.5 },
    path: 0.5 * W,
    subject: null,
    wet: false,
    glassDepth: 0.3,
    contact: mood.roomDark('#3a3c50'),
    layers: [
      {
        depth: 0.06,
        paint: (c, b) => {
          const r = mood.random(1);
          paintSky(c, b, mood, 0.5 * H, r);
        },
      },
      { depth: 0.2, paint: (c, b) => paintOutside(c, b, mood) },
      { depth: 0.5, paint: (c, b) => paintCarriage(c, b, mood) },
      { depth: 0.75, paint: (c) => paintSeats(c, mood) },
      { depth: 0.85, paint: (c) => paintStraps(c, mood) },
    ],
  };
}

function paintOutside(c: Ctx, b: Box, mood: Mood): void {
  const r = mood.random(2);
  paintSkyline(c, b, mood, r, { base: 0.56 * H, height: [20, 170], width: [30, 90], color: '#8a90a6', depth: 0.5, windows: 0.3 });
  paintRidge(c, b, r, 0.54 * H, 12, 18, b.y1, mood.dark('#56785a', 0.8));
  // Streaks: the world is passing, everything near is a line.
  for (let i = 0; i < 150; i++) {
    const y = lerp(0.2 * H, 0.66 * H, r.next());
    const x = lerp(b.x0, b.x1, r.next());
    const w = 30 + r.next() * 150;
    const night = mood.lamps > 0.5;
    if (!night && y < 0.44 * H) continue;
    const color = night
      ? r.pick(['#ffd9a0', '#ff8aa0', '#8ad8ff', '#ffe9c4'])
      : r.pick([mood.lit('#e8e4d8', 0.7), mood.lit('#86a878', 0.7), mood.dark('#6a7a8a', 0.7)]);
    c.globalAlpha = night ? r.between(0.25, 0.85) : 0.4;
    rect(c, x, y, x + w, y + r.between(1.4, 4.2), color);
    if (night && r.chance(0.2)) glow(c, x + w / 2, y, 26, color, 0.5);
  }
  c.globalAlpha = 1;
}

/** Near corners of the carriage's right half; the left half is its mirror. */
const WALL = {
  top: [W * 1.22, -0.2 * H],
  winTop: [W * 1.22, 0.0 * H],
  winBottom: [W * 1.22, 0.66 * H],
  bottom: [W * 1.22, 1.32 * H],
  ceiling: [W * 0.78, -0.2 * H],
  floor: [W * 0.86, 1.32 * H],
} as const;
const mirror = ([x, y]: Pt): Pt => [W - x, y];

function paintCarriage(c: Ctx, b: Box, mood: Mood): void {
  const r = mood.random(3);
  for (const side of [1, -1]) {
    const m = (p: Pt): Pt => (side > 0 ? p : mirror(p));
    const wall = [WALL.top, along(WALL.top, END), along(WALL.bottom, END), WALL.bottom].map((p) => m(p as Pt));
    c.beginPath();
    addPolygon(c, wall);
    for (const [t0, t1] of [
      [0.0, 0.26],
      [0.34, 0.5],
      [0.56, 0.655],
      [0.69, 0.74],
    ] as const) {
      const hole = [along(WALL.winTop, t0), along(WALL.winTop, t1), along(WALL.winBottom, t1), along(WALL.winBottom, t0)].map(m);
      addPolygon(c, hole);
    }
    const [near, far] = [m([W * 1.2, 0]), m([W * 0.6, 0])];
    c.fillStyle = linear(c, near[0], 0, far[0], 0, [
      [0, mood.roomDark('#d8dce4')],
      [1, mood.room('#e8ecf0')],
    ]);
    c.fill('evenodd');
    for (const [t0, t1] of [
      [0.0, 0.26],
      [0.34, 0.5],
      [0.56, 0.655],
      [0.69, 0.74],
    ] as const) {
      const frame = [along(WALL.winTop, t0), along(WALL.winTop, t1), along(WALL.winBottom, t1), along(WALL.winBottom, t0)].map(m);
      ink(c, [...frame, frame[0] ?? [0, 0]], 5 * (1 - t0), mood.roomDark('#7c8494'), { smooth: true, from: 1, to: 1 });
      fill(
        c,
        [
          along(WALL.winTop, lerp(t0, t1, 0.2)),
          along(WALL.winTop, lerp(t0, t1, 0.5)),
          along(WALL.winBottom, lerp(t0, t1, 0.3)),
          along(WALL.winBottom, t0),
        ].map(m),
        'rgba(240,248,255,.08)',
      );
    }
  }
  const ceiling = [WALL.ceiling, along(WALL.ceiling, END), mirror(along(WALL.ceiling, END)), mirror(WALL.ceiling as Pt)] as Pt[];
  fill(
    c,
    [WALL.top as Pt, along(WALL.top, END), mirror(along(WALL.top, END)), mirror(WALL.top as Pt)],
    linear(c, 0, b.y0, 0, VP[1], [
      [0, mood.roomDark('#e4e6ea')],
      [1, mood.room('#f2f4f6')],
    ]),
  );
  fill(c, ceiling, mood.room('#f4f5f6'));
  for (const x of [0.4, 0.6]) {
    const tube = [
      [W * (x * 1.6 - 0.3) - 34, -0.2 * H],
      [W * (x * 1.6 - 0.3) + 34, -0.2 * H],
    ] as const;
    fill(c, [tube[0], along(tube[0], END), along(tube[1], END), tube[1]], mood.night ? '#fffff4' : mood.room('#ffffff'));
    if (mood.lamps > 0.3)
      glow(c, lerp(tube[0][0] + 34, VP[0], 0.4), lerp(-0.2 * H, VP[1], 0.4), 260, '#fffbe6', 0.35 * mood.lamps);
  }
  const end = [along(WALL.top, END), mirror(along(WALL.top, END)), mirror(along(WALL.bottom, END)), along(WALL.bottom, END)];
  fill(c, end, mood.room('#d4d9e0'));
  const door = 34;
  rect(c, VP[0] - door, VP[1] - 58, VP[0] + door, VP[1] + 200, mood.roomDark('#c0c6d0'));
  rect(c, VP[0] - door * 0.6, VP[1] - 44, VP[0] + door * 0.6, VP[1] + 16, mood.dark('#3c4a68', 0.8));
  const floor = [WALL.floor, along(WALL.floor, END), mirror(along(WALL.floor, END)), mirror(WALL.floor as Pt)] as Pt[];
  fill(
    c,
    [
      [b.x0, b.y1 + 400],
      mirror(WALL.bottom as Pt),
      mirror(along(WALL.bottom, END)),
      along(WALL.bottom, END),
      WALL.bottom as Pt,
      [b.x1, b.y1 + 400],
    ],
    linear(c, 0, VP[1], 0, b.y1, [
      [0, mood.room('#a8acb8')],
      [1, mood.roomDark('#8a8ea0')],
    ]),
  );
  within(c, { ...b, y0: H * 0.66 }, () =>
    dabs(c, { ...b, y0: H * 0.66 }, mood.roomDark('#8e92a4'), r, { count: 60, size: 90, aspect: 0.12, strength: 0.2 }),
  );
  fill(c, floor, alpha(mood.roomDark('#6c7290'), 0.35));
  for (let k = 0; k < 7; k++) {
    const t = 1 - 0.78 ** k * 0.9;
    ink(c, [along([W * 1.2, 1.32 * H], t), along([-W * 0.2, 1.32 * H], t)], 1.4, alpha(mood.roomDark('#4a4e62'), 0.5), {
      from: 1,
      to: 1,
    });
  }
}

function paintSeats(c: Ctx, mood: Mood): void {
  const seat = mood.random(4).pick(['#3f9a86', '#4a78b0', '#a8585e']);
  const [lit, dark] = [mood.room(seat), mood.roomDark(seat)];
  for (const side of [1, -1]) {
    const m = (p: Pt): Pt => (side > 0 ? p : mirror(p));
    const run = (top: Pt, bottom: Pt, t0: number, t1: number, paint: string): void =>
      fill(c, [along(top, t0), along(top, t1), along(bottom, t1), along(bottom, t0)].map(m), paint);
    for (const [t0, t1] of [
      [-0.05, 0.5],
      [0.58, 0.74],
    ] as const) {
      run([W * 1.2, 0.62 * H], [W * 1.2, 1.0 * H], t0, t1, dark);
      run([W * 1.2, 0.98 * H], [W * 1.0, 1.04 * H], t0, t1, lit);
      run([W * 1.0, 1.03 * H], [W * 1.0, 1.34 * H], t0, t1, mood.roomDark('#5a5e6e'));
      run([W * 1.0, 1.03 * H], [W * 1.0, 1.06 * H], t0, t1, mix(lit, dark, 0.6));
      for (let k = 0; k < 7; k++) {
        const t = lerp(t0, t1, k / 7);
        ink(
          c,
          [along([W * 1.2, 0.62 * H], t), along([W * 1.19, 0.9 * H], t), along([W * 1.0, 1.04 * H], t)].map(m),
          2.2 * (1 - t),
          alpha(mood.roomDark('#24403c'), 0.6),
          { from: 1, to: 1 },
        );
      }
      ink(c, [along([W * 1.2, 0.62 * H], t0), along([W * 1.2, 0.62 * H], t1)].map(m), 4 * (1 - t0), mix(lit, '#ffffff', 0.3), {
        from: 1,
        to: 0.5,
      });
    }
    for (const t of [0.06, 0.34, 0.54, 0.7]) {
      const [top, foot] = [m(along([W * 0.98, -0.2 * H], t)), m(along([W * 0.98, 1.2 * H], t))];
      const w = 12 * (1 - t);
      rect(
        c,
        top[0] - w / 2,
        top[1],
        top[0] + w / 2,
        foot[1],
        linear(c, top[0] - w / 2, 0, top[0] + w / 2, 0, [
          [0, mood.roomDark('#a8aeb8')],
          [0.4, mood.room('#ffffff')],
          [1, mood.roomDark('#8a909c')],
        ]),
      );
    }
  }
}

function paintStraps(c: Ctx, mood: Mood): void {
  for (const side of [1, -1]) {
    const m = (p: Pt): Pt => (side > 0 ? p : mirror(p));
    const bar = 0.02 * H;
    ink(c, [m(along([W * 0.9, bar - 40], 0)), m(along([W * 0.9, bar - 40], 0.76))], 5, mood.room('#c4cad4'), {
      from: 1,
      to: 0.3,
    });
    for (let k = 0; k < 9; k++) {
      const t = 0.1 + 0.64 * (k / 9) ** 0.75;
      const [x, y] = m(along([W * 0.9, bar - 40], t));
      const s = 1 - t;
      ink(
        c,
        [
          [x, y],
          [x, y + 46 * s],
        ],
        7 * s,
        mood.roomDark('#e8e4d8'),
        { from: 1, to: 1 },
      );
      c.lineWidth = 6.5 * s;
      c.strokeStyle = mood.room('#f4f2ea');
      c.beginPath();
      c.arc(x, y + 68 * s, 23 * s, 0, Math.PI * 2);
      c.stroke();
      ellipse(c, x, y + 46 * s, 5 * s, 4 * s, mood.roomDark('#9aa0a8'));
    }
  }
}
