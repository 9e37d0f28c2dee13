import { alpha } from '../color.ts';
import { clipped, ellipse, fill, fillCurve, ink, linear, shape, shapeCurve } from '../ink.ts';
import { curve, type Pt } from '../math.ts';
import { noShadow, type PropPainter } from './painter.ts';

export const cup: PropPainter = (ctx, cloth, line, seed) => {
  const glaze = cloth(['#7a9ab0', '#b0705a', '#6f9a78'][seed % 3] ?? '#7a9ab0');
  const tea = cloth('#a8703c');
  ellipse(ctx, 0, 190, 270, 48, cloth('#e8e0d0').base);
  noShadow(ctx);
  ellipse(ctx, 0, 184, 150, 26, cloth('#e8e0d0').shadow);
  ctx.lineWidth = 30;
  ctx.strokeStyle = glaze.shadow;
  ctx.beginPath();
  ctx.ellipse(206, 20, 78, 84, 0, -1.9, 1.9);
  ctx.stroke();
  const body = curve(
    [
      [-214, -110],
      [-204, 60],
      [-110, 178],
      [110, 178],
      [204, 60],
      [214, -110],
    ],
    8,
  );
  fill(ctx, body, glaze.base);
  clipped(ctx, body, () =>
    fillCurve(
      ctx,
      [
        [70, -130],
        [96, 40],
        [50, 190],
        [260, 200],
        [260, -130],
      ],
      glaze.shadow,
    ),
  );
  ink(ctx, body, line * 1.2, glaze.line, { smooth: true, from: 0.8, to: 0.8 });
  ellipse(ctx, 0, -110, 214, 56, glaze.light);
  ellipse(ctx, 0, -102, 192, 44, tea.base);
  ellipse(ctx, -50, -112, 90, 14, alpha('#ffe2b0', 0.4));
  ctx.lineWidth = line;
  ctx.strokeStyle = glaze.line;
  ctx.beginPath();
  ctx.ellipse(0, -110, 214, 56, 0, 0, Math.PI * 2);
  ctx.stroke();
  for (const x of [-60, 10, 74])
    ink(
      ctx,
      [
        [x, -140],
        [x + 26, -196],
        [x - 14, -246],
        [x + 18, -310],
      ],
      18,
      'rgba(255,255,255,.22)',
      { from: 0.2, to: 0.05 },
    );
};

export const phone: PropPainter = (ctx, cloth, line) => {
  const shell = cloth('#2e3446');
  ctx.beginPath();
  ctx.roundRect(-142, -270, 284, 540, 36);
  ctx.fillStyle = shell.base;
  ctx.fill();
  noShadow(ctx);
  ctx.lineWidth = line;
  ctx.strokeStyle = shell.line;
  ctx.stroke();
  ctx.beginPath();
  ctx.roundRect(-124, -234, 248, 462, 14);
  ctx.save();
  ctx.clip();
  ctx.fillStyle = linear(ctx, 0, -234, 0, 228, [
    [0, '#24406e'],
    [0.6, '#4f7fb0'],
    [1, '#8fc3d8'],
  ]);
  ctx.fillRect(-124, -234, 248, 462);
  for (const [y, w, right] of [
    [-190, 150, 0],
    [-120, 180, 0],
    [-40, 130, 1],
    [30, 170, 0],
    [110, 110, 1],
  ] as const) {
    ctx.beginPath();
    ctx.roundRect(right === 1 ? 110 - w : -110, y, w, 50, 18);
    ctx.fillStyle = right === 1 ? 'rgba(170,240,225,.9)' : 'rgba(255,255,255,.86)';
    ctx.fill();
    for (const k of [16, 30])
      ink(
        ctx,
        [
          [(right === 1 ? 110 - w : -110) + 18, y + k],
          [(right === 1 ? 110 : -110 + w) - (k === 30 ? 50 : 20), y + k],
        ],
        3,
        'rgba(40,60,90,.5)',
        { from: 1, to: 1 },
      );
  }
  fill(
    ctx,
    [
      [-124, -234],
      [-20, -234],
      [-124, 60],
    ],
    'rgba(255,255,255,.10)',
  );
  ctx.restore();
  ellipse(ctx, 0, -252, 5, 5, shell.deep);
};

export const key: PropPainter = (ctx, cloth, line) => {
  const brass = cloth('#c8a050');
  const ring: Pt[] = [];
  for (let i = 0; i < 24; i++) ring.push([-190 + Math.cos((i / 24) * Math.PI * 2) * 108, Math.sin((i / 24) * Math.PI * 2) * 100]);
  shape(
    ctx,
    [
      [-96, -24],
      [250, -24],
      [250, 24],
      [-96, 24],
    ],
    brass.base,
    line,
    brass.line,
  );
  shape(
    ctx,
    [
      [150, 22],
      [250, 22],
      [250, 108],
      [222, 108],
      [222, 74],
      [196, 74],
      [196, 96],
      [172, 96],
      [172, 60],
      [150, 60],
    ],
    brass.base,
    line,
    brass.line,
  );
  noShadow(ctx);
  fill(
    ctx,
    [
      [-96, 4],
      [250, 4],
      [250, 23],
      [-96, 23],
    ],
    brass.shadow,
  );
  shapeCurve(ctx, ring, brass.base, line, brass.line);
  fillCurve(
    ctx,
    ring.map(([x, y]): Pt => [-190 + (x + 190) * 0.9 + 8, y * 0.9 + 8]),
    brass.shadow,
    3,
  );
  fillCurve(
    ctx,
    ring.map(([x, y]): Pt => [-190 + (x + 190) * 0.9 - 4, y * 0.9 - 4]),
    brass.base,
    3,
  );
  const hole = ring.map(([x, y]): Pt => [-190 + (x + 190) * 0.55, y * 0.55]);
  ctx.save();
  ctx.globalCompositeOperation = 'source-over';
  fillCurve(ctx, hole, brass.deep, 3);
  ctx.restore();
  ink(
    ctx,
    [
      [-280, -40],
      [-230, -86],
      [-160, -90],
    ],
    8,
    brass.light,
    { from: 0.1, to: 0.1 },
  );
  ink(
    ctx,
    [
      [-80, -14],
      [240, -14],
    ],
    6,
    brass.light,
    { from: 0.2, to: 0.2 },
  );
  for (const x of [-70, -46, 232])
    ink(
      ctx,
      [
        [x, -30],
        [x, 30],
      ],
      8,
      brass.shadow,
      { from: 1, to: 1 },
    );
};
