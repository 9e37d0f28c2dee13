import { alpha } from '../color.ts';
import { clipped, ellipse, fill, fillCurve, ink, linear, placed, shape } from '../ink.ts';
import { curve, type Pt } from '../math.ts';
import { createRandom } from '../random.ts';
import { noShadow, type PropPainter } from './painter.ts';

export const letter: PropPainter = (ctx, cloth, line, seed) => {
  const paper = cloth('#f7efdc');
  const sheet: Pt[] = [
    [-250, -190],
    [240, -200],
    [262, 170],
    [-240, 186],
  ];
  fill(ctx, sheet, paper.base);
  noShadow(ctx);
  fill(
    ctx,
    [
      [-250, -190],
      [240, -200],
      [246, -110],
      [-248, -60],
    ],
    paper.light,
  );
  fill(
    ctx,
    [
      [-246, 20],
      [256, 0],
      [262, 170],
      [-240, 186],
    ],
    paper.shadow,
  );
  const r = createRandom(seed + 4);
  const hand = alpha('#3b3a5c', 0.8);
  for (let k = 0; k < 9; k++) {
    const y = -150 + k * 34;
    const end = k === 8 ? -60 : 190 - r.next() * 40;
    let x = -205;
    while (x < end) {
      const w = 16 + r.next() * 44;
      ink(
        ctx,
        [
          [x, y + r.next() * 3],
          [x + w * 0.3, y - 5 + r.next() * 4],
          [x + w * 0.6, y + 3],
          [x + w, y - 2],
        ],
        2.8,
        hand,
        { from: 0.4, to: 0.3 },
      );
      x += w + 10;
    }
  }
  ink(
    ctx,
    [
      [-248, -60],
      [0, -86],
      [246, -110],
    ],
    1.4,
    paper.line,
    { from: 0.1, to: 0.1 },
  );
  ink(
    ctx,
    [
      [-246, 20],
      [256, 0],
    ],
    1.4,
    paper.line,
    { from: 0.1, to: 0.1 },
  );
  shape(ctx, sheet, 'rgba(0,0,0,0)', line, paper.line);
};

export const photo: PropPainter = (ctx, cloth, line, seed) => {
  const card = cloth('#f4efe4');
  const frame: Pt[] = [
    [-260, -210],
    [260, -210],
    [260, 214],
    [-260, 214],
  ];
  fill(ctx, frame, card.base);
  noShadow(ctx);
  const view: Pt[] = [
    [-232, -182],
    [232, -182],
    [232, 140],
    [-232, 140],
  ];
  clipped(ctx, view, () => {
    ctx.fillStyle = linear(ctx, 0, -182, 0, 140, [
      [0, '#e8d6b4'],
      [0.6, '#d8b98c'],
      [1, '#a8865e'],
    ]);
    ctx.fillRect(-232, -182, 464, 322);
    fillCurve(
      ctx,
      [
        [-260, 40],
        [-120, -10],
        [20, 30],
        [160, -20],
        [280, 40],
        [280, 180],
        [-260, 180],
      ],
      '#9a7c58',
    );
    const r = createRandom(seed + 9);
    const people = 2 + Math.floor(r.next() * 2);
    for (let i = 0; i < people; i++) {
      const x = (i - (people - 1) / 2) * 118 + r.jitter(10);
      const s = r.between(0.8, 1.1);
      placed(
        ctx,
        x,
        62,
        () => {
          fillCurve(
            ctx,
            [
              [-58, 110],
              [-50, 14],
              [-18, -6],
              [18, -6],
              [50, 14],
              [58, 110],
            ],
            i % 2 === 0 ? '#6a5240' : '#7c6a54',
          );
          ellipse(ctx, 0, -46, 36, 42, '#d2a880');
          fillCurve(
            ctx,
            [
              [-40, -44],
              [-36, -84],
              [0, -98],
              [36, -84],
              [40, -44],
              [22, -66],
              [-10, -70],
            ],
            '#4a382c',
          );
          ellipse(ctx, -13, -42, 3.4, 4.4, '#3c2c22');
          ellipse(ctx, 13, -42, 3.4, 4.4, '#3c2c22');
          ink(
            ctx,
            [
              [-9, -26],
              [0, -22],
              [9, -26],
            ],
            2.4,
            '#6a4436',
          );
        },
        s,
        s,
      );
    }
    fill(
      ctx,
      [
        [-232, -182],
        [-60, -182],
        [-232, 60],
      ],
      'rgba(255,255,255,.16)',
    );
  });
  ink(ctx, [...view, view[0] ?? [0, 0]], 1.6, card.line, { smooth: true, from: 1, to: 1 });
  fill(
    ctx,
    [
      [196, 214],
      [260, 214],
      [260, 150],
    ],
    card.shadow,
  );
  shape(ctx, frame, 'rgba(0,0,0,0)', line, card.line);
};

export const book: PropPainter = (ctx, cloth, line, seed) => {
  const cover = cloth(['#7a3f46', '#3f5a7a', '#4a6a4c'][seed % 3] ?? '#7a3f46');
  const paper = cloth('#f4ecd8');
  fill(
    ctx,
    [
      [-306, -156],
      [306, -156],
      [320, 190],
      [-320, 190],
    ],
    cover.base,
  );
  noShadow(ctx);
  for (const s of [-1, 1]) {
    const page = curve(
      [
        [0, -140],
        [s * 90, -172],
        [s * 286, -150],
        [s * 298, 168],
        [s * 96, 146],
        [0, 176],
      ],
      6,
      true,
    );
    fill(ctx, page, s < 0 ? paper.base : paper.light);
    clipped(ctx, page, () => {
      fill(
        ctx,
        [
          [0, -200],
          [s * 46, -200],
          [s * 26, 200],
          [0, 200],
        ],
        paper.shadow,
      );
      const r = createRandom(seed + s + 5);
      for (let k = 0; k < 12; k++) {
        const y = -118 + k * 21;
        ink(
          ctx,
          [
            [s * 62, y + 6],
            [s * 160, y - 4],
            [s * (k % 5 === 4 ? 170 : 262 - r.next() * 14), y],
          ],
          2.4,
          alpha('#4a4258', 0.55),
          { from: 0.8, to: 0.8 },
        );
      }
    });
    ink(ctx, [...page, page[0] ?? [0, 0]], line, paper.line, { smooth: true, from: 0.8, to: 0.8 });
  }
  fill(
    ctx,
    [
      [20, -150],
      [44, -156],
      [52, 230],
      [36, 214],
      [24, 232],
    ],
    cloth('#c8504a').base,
  );
};
