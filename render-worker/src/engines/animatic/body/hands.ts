import { type Ctx, fill, fillCurve, ink, placed, shapeCurve } from '../ink.ts';
import { curve, type Pt } from '../math.ts';
import type { Tones } from '../tones.ts';
import type { HandShape } from './rig.ts';

/** A hand at the wrist, +x along the fingers. `out` is the thumb's side. Good for medium shots; close-ups of hands are avoided (ART §5). */
export function drawHand(
  ctx: Ctx,
  wrist: Pt,
  angle: number,
  shape: HandShape,
  out: 1 | -1,
  skin: Tones,
  line: number,
  size: number,
): void {
  placed(ctx, wrist[0], wrist[1], () => HANDS[shape](ctx, skin, line / size), size, size * out, angle);
}

type HandPainter = (ctx: Ctx, skin: Tones, line: number) => void;

const HANDS: Readonly<Record<HandShape, HandPainter>> = {
  relaxed: (ctx, skin, line) => {
    shapeCurve(
      ctx,
      [
        [-10, -17],
        [14, -22],
        [40, -20],
        [66, -12],
        [74, 0],
        [66, 12],
        [40, 17],
        [10, 17],
        [-10, 15],
      ],
      skin.base,
      line,
      skin.line,
    );
    fillCurve(
      ctx,
      [
        [10, 6],
        [44, 6],
        [70, 4],
        [62, 13],
        [38, 17],
        [8, 17],
      ],
      skin.shadow,
    );
    ink(
      ctx,
      [
        [38, -4],
        [56, -3],
        [70, -1],
      ],
      line * 0.7,
      skin.line,
      { from: 0.1, to: 0.6 },
    );
    ink(
      ctx,
      [
        [36, 7],
        [54, 7],
        [66, 7],
      ],
      line * 0.7,
      skin.line,
      { from: 0.1, to: 0.6 },
    );
    shapeCurve(
      ctx,
      [
        [6, -19],
        [26, -28],
        [44, -28],
        [48, -21],
        [36, -15],
        [16, -11],
      ],
      skin.base,
      line * 0.9,
      skin.line,
    );
  },
  open: (ctx, skin, line) => {
    const finger = (a: number, y: number, l: number, w: number): void =>
      placed(
        ctx,
        34,
        y,
        () =>
          shapeCurve(
            ctx,
            [
              [-6, -w],
              [l * 0.55, -w * 0.95],
              [l, -w * 0.55],
              [l + 3, 0],
              [l, w * 0.55],
              [l * 0.55, w * 0.95],
              [-6, w],
            ],
            skin.base,
            line * 0.9,
            skin.line,
          ),
        1,
        1,
        a,
      );
    finger(-0.2, -15, 38, 7);
    finger(0, 13, 40, 7);
    finger(0.26, 21, 31, 6);
    finger(-0.08, -1, 44, 7.4);
    fillCurve(
      ctx,
      [
        [-10, -16],
        [12, -22],
        [38, -22],
        [44, 0],
        [40, 25],
        [12, 21],
        [-10, 14],
      ],
      skin.base,
    );
    ink(
      ctx,
      [
        [-10, -16],
        [12, -22],
        [34, -23],
      ],
      line,
      skin.line,
    );
    ink(
      ctx,
      [
        [-10, 14],
        [12, 21],
        [36, 27],
      ],
      line,
      skin.line,
    );
    shapeCurve(
      ctx,
      [
        [2, -16],
        [14, -34],
        [30, -44],
        [38, -39],
        [32, -26],
        [22, -12],
      ],
      skin.base,
      line * 0.9,
      skin.line,
    );
    fillCurve(
      ctx,
      [
        [4, 4],
        [20, 0],
        [36, 8],
        [34, 20],
        [14, 18],
      ],
      skin.shadow,
    );
    ink(
      ctx,
      [
        [8, -12],
        [22, -2],
        [22, 14],
      ],
      line * 0.6,
      skin.line,
      { from: 0.1, to: 0.05 },
    );
  },
  fist: (ctx, skin, line) => {
    shapeCurve(
      ctx,
      [
        [-8, -17],
        [12, -22],
        [36, -22],
        [47, -12],
        [48, 8],
        [40, 20],
        [14, 20],
        [-8, 15],
      ],
      skin.base,
      line,
      skin.line,
    );
    fillCurve(
      ctx,
      [
        [6, 8],
        [28, 8],
        [47, 4],
        [40, 20],
        [14, 20],
      ],
      skin.shadow,
    );
    for (const y of [-9, 2, 11])
      ink(
        ctx,
        [
          [31, y],
          [47, y + 1],
        ],
        line * 0.7,
        skin.line,
        { from: 0.2, to: 0.6 },
      );
    shapeCurve(
      ctx,
      [
        [6, -19],
        [24, -25],
        [41, -18],
        [42, -9],
        [28, -7],
        [12, -9],
      ],
      skin.base,
      line * 0.8,
      skin.line,
    );
  },
  point: (ctx, skin, line) => {
    shapeCurve(
      ctx,
      [
        [20, -19],
        [50, -19],
        [80, -16],
        [87, -11],
        [80, -6],
        [48, -5],
        [20, -5],
      ],
      skin.base,
      line * 0.9,
      skin.line,
    );
    shapeCurve(
      ctx,
      [
        [-8, -17],
        [12, -22],
        [32, -21],
        [44, -8],
        [45, 10],
        [36, 20],
        [12, 20],
        [-8, 15],
      ],
      skin.base,
      line,
      skin.line,
    );
    fillCurve(
      ctx,
      [
        [6, 8],
        [28, 8],
        [44, 4],
        [36, 20],
        [12, 20],
      ],
      skin.shadow,
    );
    for (const y of [2, 11])
      ink(
        ctx,
        [
          [28, y],
          [44, y + 1],
        ],
        line * 0.7,
        skin.line,
        { from: 0.2, to: 0.6 },
      );
    shapeCurve(
      ctx,
      [
        [4, -18],
        [20, -27],
        [38, -26],
        [42, -19],
        [28, -13],
        [12, -9],
      ],
      skin.base,
      line * 0.8,
      skin.line,
    );
  },
  flat: (ctx, skin, line) => {
    const palm = curve(
      [
        [-10, -16],
        [14, -20],
        [42, -19],
        [66, -14],
        [72, -6],
        [68, 6],
        [44, 16],
        [12, 18],
        [-10, 14],
      ],
      6,
      true,
    );
    fill(ctx, palm, skin.base);
    fillCurve(
      ctx,
      [
        [8, 8],
        [40, 7],
        [66, 4],
        [44, 16],
        [12, 18],
      ],
      skin.shadow,
    );
    for (const [y, x] of [
      [-9, 46],
      [-1, 48],
      [7, 46],
    ] as const)
      ink(
        ctx,
        [
          [x - 10, y + 1],
          [x + 20, y - 1],
        ],
        line * 0.65,
        skin.line,
        { from: 0.1, to: 0.7 },
      );
    ink(ctx, [...palm, palm[0] ?? [0, 0]], line, skin.line, { smooth: true, from: 0.7, to: 0.7 });
    ink(
      ctx,
      [
        [6, -14],
        [24, -8],
        [38, -10],
      ],
      line * 0.8,
      skin.line,
      { from: 0.1, to: 0.3 },
    );
  },
};
