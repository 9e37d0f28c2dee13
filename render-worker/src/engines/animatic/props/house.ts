import { mix } from '../color.ts';
import { ellipse, fill, fillCurve, glow, ink, linear, shape } from '../ink.ts';
import { curve, type Pt } from '../math.ts';
import { noShadow, type PropPainter } from './painter.ts';

export const lamp: PropPainter = (ctx, cloth, line) => {
  const metal = cloth('#5a5f6e');
  const brass = cloth('#c89a4a');
  shape(
    ctx,
    [
      [-120, 190],
      [120, 190],
      [104, 232],
      [-104, 232],
    ],
    metal.base,
    line,
    metal.line,
  );
  fill(
    ctx,
    [
      [20, 190],
      [120, 190],
      [104, 232],
      [20, 232],
    ],
    metal.shadow,
  );
  noShadow(ctx);
  glow(ctx, 0, 30, 420, '#ffc66a', 0.8);
  const glass = curve(
    [
      [-96, 190],
      [-128, 60],
      [-92, -90],
      [92, -90],
      [128, 60],
      [96, 190],
    ],
    8,
    true,
  );
  fill(
    ctx,
    glass,
    linear(ctx, 0, -90, 0, 190, [
      [0, '#ffdf9c'],
      [0.5, '#fff3cf'],
      [1, '#f2b45a'],
    ]),
  );
  ellipse(ctx, 0, 92, 34, 70, '#fffdf0');
  ellipse(ctx, 0, 116, 20, 40, '#ffd27a');
  ink(ctx, [...glass, glass[0] ?? [0, 0]], line, brass.line, { smooth: true, from: 0.8, to: 0.8 });
  for (const x of [-96, 0, 96])
    ink(
      ctx,
      [
        [x * 0.95, -96],
        [x * 1.3, 50],
        [x * 0.98, 192],
      ],
      6,
      brass.shadow,
      { from: 1, to: 1 },
    );
  shape(
    ctx,
    [
      [-104, -126],
      [104, -126],
      [92, -88],
      [-92, -88],
    ],
    metal.base,
    line,
    metal.line,
  );
  shape(
    ctx,
    [
      [-60, -168],
      [60, -168],
      [104, -126],
      [-104, -126],
    ],
    metal.shadow,
    line,
    metal.line,
  );
  ctx.lineWidth = 7;
  ctx.strokeStyle = brass.base;
  ctx.beginPath();
  ctx.arc(0, -168, 78, Math.PI, 0);
  ctx.stroke();
};

export const radio: PropPainter = (ctx, cloth, line) => {
  const wood = cloth('#9a6844');
  const dial = cloth('#f0e2b8');
  ctx.beginPath();
  ctx.roundRect(-310, -150, 620, 330, 40);
  ctx.fillStyle = wood.base;
  ctx.fill();
  noShadow(ctx);
  ctx.lineWidth = line * 1.2;
  ctx.strokeStyle = wood.line;
  ctx.stroke();
  ctx.beginPath();
  ctx.roundRect(-280, -118, 300, 266, 20);
  ctx.fillStyle = wood.deep;
  ctx.fill();
  for (let y = -102; y < 140; y += 18)
    ink(
      ctx,
      [
        [-268, y],
        [8, y],
      ],
      6,
      wood.shadow,
      { from: 1, to: 1 },
    );
  ctx.beginPath();
  ctx.roundRect(52, -112, 226, 110, 14);
  ctx.fillStyle = mix(dial.base, '#ffdf90', 0.5);
  ctx.fill();
  ctx.stroke();
  for (let x = 72; x < 264; x += 16)
    ink(
      ctx,
      [
        [x, -60],
        [x, x % 48 < 16 ? -92 : -78],
      ],
      2.6,
      dial.line,
      { from: 1, to: 1 },
    );
  ink(
    ctx,
    [
      [150, -20],
      [156, -100],
    ],
    4,
    '#c8402c',
    { from: 1, to: 1 },
  );
  for (const [x, k] of [
    [108, 1],
    [222, 0.8],
  ] as const) {
    ellipse(ctx, x, 82, 54 * k, 54 * k, wood.line);
    ellipse(ctx, x, 80, 50 * k, 50 * k, dial.shadow);
    ellipse(ctx, x - 6, 74, 36 * k, 36 * k, dial.base);
    ink(
      ctx,
      [
        [x, 80],
        [x + 22 * k, 46],
      ],
      6,
      wood.line,
      { from: 1, to: 1, smooth: true },
    );
  }
  ink(
    ctx,
    [
      [250, -150],
      [330, -330],
    ],
    8,
    cloth('#b8bcc4').base,
    { from: 1, to: 0.5 },
  );
  for (const x of [-240, 240])
    fill(
      ctx,
      [
        [x - 30, 178],
        [x + 30, 178],
        [x + 22, 200],
        [x - 22, 200],
      ],
      wood.deep,
    );
};

export const door: PropPainter = (ctx, cloth, line) => {
  const wood = cloth('#7c6a58');
  const brass = cloth('#c8a050');
  fill(
    ctx,
    [
      [-330, -360],
      [330, -360],
      [330, 380],
      [-330, 380],
    ],
    wood.base,
  );
  noShadow(ctx);
  for (const [x0, x1] of [
    [-290, -20],
    [20, 290],
  ] as const) {
    for (const [y0, y1] of [
      [-330, 20],
      [60, 360],
    ] as const) {
      fill(
        ctx,
        [
          [x0, y0],
          [x1, y0],
          [x1, y1],
          [x0, y1],
        ],
        wood.shadow,
      );
      fill(
        ctx,
        [
          [x0 + 16, y0 + 18],
          [x1 - 4, y0 + 18],
          [x1 - 4, y1 - 4],
          [x0 + 16, y1 - 4],
        ],
        wood.base,
      );
      ink(
        ctx,
        [
          [x0, y1],
          [x0, y0],
          [x1, y0],
        ],
        line,
        wood.line,
        { from: 1, to: 1, smooth: true },
      );
      ink(
        ctx,
        [
          [x0, y1],
          [x1, y1],
          [x1, y0],
        ],
        line,
        wood.light,
        { from: 1, to: 1, smooth: true },
      );
    }
  }
  fill(
    ctx,
    [
      [226, -40],
      [300, -40],
      [300, 170],
      [226, 170],
    ],
    brass.shadow,
  );
  ellipse(ctx, 262, 30, 46, 46, brass.line);
  ellipse(ctx, 262, 28, 42, 42, brass.base);
  ellipse(ctx, 250, 14, 16, 12, brass.light, -0.5);
  ellipse(ctx, 263, 116, 11, 11, brass.line);
  fill(
    ctx,
    [
      [257, 118],
      [269, 118],
      [275, 148],
      [251, 148],
    ],
    brass.line,
  );
};

export const parcel: PropPainter = (ctx, cloth, line) => {
  const box = cloth('#b8925e');
  const string = cloth('#d8ccb0');
  shape(
    ctx,
    [
      [-270, -110],
      [270, -110],
      [250, 190],
      [-250, 190],
    ],
    box.base,
    line,
    box.line,
  );
  noShadow(ctx);
  shape(
    ctx,
    [
      [-210, -190],
      [220, -190],
      [270, -110],
      [-270, -110],
    ],
    box.light,
    line,
    box.line,
  );
  fill(
    ctx,
    [
      [60, -110],
      [270, -110],
      [250, 190],
      [60, 190],
    ],
    box.shadow,
  );
  for (const line2 of [
    [
      [0, -190],
      [0, -110],
      [0, 190],
    ],
    [
      [-262, 30],
      [0, 40],
      [262, 30],
    ],
  ] as const)
    ink(ctx, line2 as unknown as Pt[], 11, string.base, { from: 1, to: 1 });
  for (const s of [-1, 1])
    fillCurve(
      ctx,
      [
        [0, -112],
        [s * 66, -160],
        [s * 92, -126],
        [s * 50, -104],
      ],
      string.shadow,
    );
  ellipse(ctx, 0, -112, 15, 12, string.base);
};
