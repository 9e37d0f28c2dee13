import type { CharacterDna } from '@trashfire/shared/document/dna';
import { alpha, multiply } from '../color.ts';
import type { Drawing, Figure } from '../figure.ts';
import { type Ctx, clipped, ellipse, fill, fillCurve, ink, placed, shapeCurve } from '../ink.ts';
import { curve, DEG, type Pt } from '../math.ts';
import { featuresOf, type Turn } from './turn.ts';

type Accessory = CharacterDna['accessories'][number];

/** What sits on the skin, under the hair. */
export function drawSkinAccessories(ctx: Ctx, figure: Figure, turn: Turn, d: Drawing): void {
  for (const item of figure.dna.accessories) if (item.kind === 'freckles' && d.detail !== 'wide') drawFreckles(ctx, figure, turn);
}

/** What is worn over hair and face. */
export function drawHeadAccessories(ctx: Ctx, figure: Figure, turn: Turn, d: Drawing): void {
  for (const item of figure.dna.accessories) {
    const draw = OVER[item.kind];
    if (draw !== undefined && (!turn.back || item.kind === 'cap' || item.kind === 'headband')) draw(ctx, figure, turn, d, item);
  }
}

type Painter = (ctx: Ctx, figure: Figure, turn: Turn, d: Drawing, item: Accessory) => void;

const OVER: Partial<Record<Accessory['kind'], Painter>> = {
  glasses: drawGlasses,
  clip: drawClip,
  cap: drawCap,
  headband: drawHeadband,
  earrings: drawEarrings,
  eyepatch: drawEyepatch,
};

function drawGlasses(ctx: Ctx, figure: Figure, turn: Turn, d: Drawing, item: Accessory): void {
  const color = multiply(item.color, figure.palette.grade.lit);
  const { near, far, farWidth } = featuresOf(figure, turn);
  const round = figure.dna.seed % 2 === 0 ? 22 : 12;
  const h = Math.max(40, figure.anatomy.eye.h + 4);
  for (const [spot, width] of [
    [near, 1],
    [far, farWidth + 0.03],
  ] as const) {
    placed(
      ctx,
      spot[0],
      spot[1] + 5,
      () => {
        ctx.beginPath();
        ctx.roundRect(-34, -h * 0.46, 68, h, round);
        ctx.save();
        ctx.clip();
        ctx.fillStyle = 'rgba(210,235,255,.10)';
        ctx.fillRect(-34, -h, 68, h * 2);
        fill(
          ctx,
          [
            [-28, -h * 0.5],
            [-8, -h * 0.5],
            [-24, h * 0.6],
            [-42, h * 0.6],
          ],
          'rgba(255,255,255,.18)',
        );
        ctx.restore();
        ctx.beginPath();
        ctx.roundRect(-34, -h * 0.46, 68, h, round);
        ctx.lineWidth = d.line * (d.detail === 'wide' ? 1.4 : 1.05);
        ctx.strokeStyle = color;
        ctx.stroke();
      },
      width,
      1,
    );
  }
  ink(
    ctx,
    [
      [near[0] + 33, near[1] + 1],
      [(near[0] + far[0]) / 2, near[1] - 3],
      [far[0] - 33 * farWidth, far[1] + 1],
    ],
    d.line * 1.2,
    color,
    { from: 1, to: 1 },
  );
  ink(
    ctx,
    [
      [near[0] - 33, near[1]],
      [-92, near[1] - 8],
    ],
    d.line,
    color,
    { from: 1, to: 0.6 },
  );
}

function drawClip(ctx: Ctx, figure: Figure, turn: Turn, d: Drawing, item: Accessory): void {
  const tones = figure.palette.cloth(item.color);
  const x = 98 * Math.sin((-48 + turn.hairYaw) * DEG);
  placed(
    ctx,
    x,
    -28,
    () => {
      for (const q of [0, 11]) {
        ctx.beginPath();
        ctx.roundRect(-17, q - 4, 34, 7, 3);
        ctx.fillStyle = tones.base;
        ctx.fill();
        ctx.lineWidth = d.line * 0.6;
        ctx.strokeStyle = tones.line;
        ctx.stroke();
        ctx.fillStyle = tones.light;
        ctx.fillRect(-12, q - 3, 12, 2);
      }
    },
    1,
    1,
    0.5,
  );
}

function drawCap(ctx: Ctx, figure: Figure, turn: Turn, d: Drawing, item: Accessory): void {
  const tones = figure.palette.cloth(item.color);
  const { axis, t } = turn;
  placed(ctx, 0, 14, () => {
    const crown = curve(
      [
        [-109, -42],
        [-106, -96],
        [-52, -130],
        [20, -132],
        [93, -104],
        [109, -42],
      ],
      6,
    );
    fill(
      ctx,
      [
        ...crown,
        ...curve(
          [
            [109, -42],
            [60, -58],
            [axis, -62],
            [-60, -58],
            [-109, -42],
          ],
          6,
        ),
      ],
      tones.base,
    );
    const away = -turn.key;
    fillCurve(
      ctx,
      [
        [away * 108, -50],
        [away * 104, -96],
        [away * 54, -126],
        [away * 70, -90],
        [away * 60, -56],
      ],
      tones.shadow,
    );
    fillCurve(
      ctx,
      [
        [-109, -64],
        [-50, -82],
        [axis, -86],
        [60, -82],
        [109, -64],
        [111, -38],
        [60, -54],
        [axis, -58],
        [-60, -54],
        [-111, -38],
      ],
      tones.shadow,
    );
    ink(ctx, crown, d.line * 1.1, tones.line, { smooth: true, from: 0.6, to: 0.6 });
    ink(
      ctx,
      [
        [-109, -64],
        [-50, -82],
        [axis, -86],
        [60, -82],
        [109, -64],
      ],
      d.line * 0.7,
      tones.line,
    );
    if (turn.back) return;
    const visor: Pt[] = [
      [-92 + t * 40, -46],
      [-40 + t * 30, -56],
      [axis, -58],
      [60 + t * 22, -54],
      [98 + t * 26, -42],
      [82 + t * 40, -27],
      [axis * 1.8, -31],
      [-70 + t * 40, -31],
    ];
    shapeCurve(ctx, visor, tones.deep, d.line, tones.line);
    ink(
      ctx,
      [
        [-60 + t * 40, -42],
        [axis, -50],
        [70 + t * 30, -42],
      ],
      d.line * 0.8,
      tones.shadow,
      { from: 0.1, to: 0.1 },
    );
  });
}

function drawHeadband(ctx: Ctx, figure: Figure, turn: Turn, d: Drawing, item: Accessory): void {
  const tones = figure.palette.cloth(item.color);
  const dip = turn.back ? 8 : -8;
  const band = [
    ...curve(
      [
        [-103, -34],
        [-62, -74],
        [turn.axis * 0.6, -88 + dip],
        [64, -74],
        [103, -34],
      ],
      6,
    ),
    ...curve(
      [
        [103, -50],
        [62, -91],
        [turn.axis * 0.6, -105 + dip],
        [-62, -91],
        [-103, -50],
      ],
      6,
    ),
  ];
  fill(ctx, band, tones.base);
  ink(ctx, [...band, band[0] ?? [0, 0]], d.line * 0.8, tones.line, { smooth: true, from: 0.7, to: 0.7 });
  if (d.detail !== 'wide')
    ink(
      ctx,
      [
        [-72, -68],
        [turn.axis * 0.6, -98 + dip],
        [40, -88],
      ],
      d.line * 0.9,
      tones.light,
      { from: 0.1, to: 0.1 },
    );
}

function drawEarrings(ctx: Ctx, figure: Figure, turn: Turn, d: Drawing, item: Accessory): void {
  const tones = figure.palette.cloth(item.color);
  const spots = turn.t < 0.45 ? [-94 + 20 * turn.t, 94] : [-86 + 14 * turn.t];
  for (const x of spots) {
    const y = figure.anatomy.eye.y + 24;
    ellipse(ctx, x, y, 6.5, 8.5, tones.line);
    ellipse(ctx, x, y, 6.5 - d.line * 0.6, 8.5 - d.line * 0.6, tones.base);
    ellipse(ctx, x - 1.5, y - 2.5, 1.8, 2.4, tones.light);
  }
}

function drawEyepatch(ctx: Ctx, figure: Figure, turn: Turn, d: Drawing, item: Accessory): void {
  const tones = figure.palette.cloth(item.color);
  const { far, farWidth } = featuresOf(figure, turn);
  ink(
    ctx,
    [
      [-94, -24],
      [turn.axis * 0.5, -4],
      [far[0] - 20, far[1] - 14],
    ],
    d.line * 1.5,
    tones.line,
    { from: 0.8, to: 0.8 },
  );
  placed(
    ctx,
    far[0],
    far[1] + 2,
    () => {
      const patch = curve(
        [
          [-34, -18],
          [0, -26],
          [34, -17],
          [30, 12],
          [4, 28],
          [-26, 16],
        ],
        6,
        true,
      );
      fill(ctx, patch, tones.base);
      clipped(ctx, patch, () => ellipse(ctx, -turn.key * 22, 14, 34, 26, tones.shadow));
      ink(ctx, [...patch, patch[0] ?? [0, 0]], d.line, tones.line, { smooth: true, from: 0.8, to: 0.8 });
    },
    farWidth + 0.05,
    1,
  );
}

function drawFreckles(ctx: Ctx, figure: Figure, turn: Turn): void {
  const y = figure.anatomy.eye.y + turn.lift + 31;
  const dot = alpha(figure.palette.skin.deep, 0.75);
  for (const x of [turn.axis - 48, turn.axis + 46 - turn.t * 10]) {
    for (let k = 0; k < 5; k++) ellipse(ctx, x - 12 + k * 6, y + (k % 2) * 5, 1.7, 1.6, dot);
  }
}
