import { alpha, mix } from '../color.ts';
import type { Drawing, Figure } from '../figure.ts';
import { type Ctx, clipped, ellipse, fill, fillCurve, ink, placed, radial } from '../ink.ts';
import { curve, lerp, type Pt, part } from '../math.ts';
import { featuresOf, type Turn } from './turn.ts';

/** Cel shadow down the side of the face that looks away from the key light. */
export function drawFaceShadow(ctx: Ctx, figure: Figure, turn: Turn, face: readonly Pt[]): void {
  const { t, axis, key } = turn;
  const edge: Pt[] =
    key < 0
      ? [
          [96, -70],
          [82 - t * 4, -10],
          [79, 40],
          [70, 80],
          [40 + axis * 0.4, 118],
          [14 + axis, 142],
        ]
      : [
          [-100, -70],
          [-84 + t * 4, -10],
          [-78 + t * 12, 40],
          [-64 + t * 16, 80],
          [-34 + axis * 0.5, 116],
          [-4 + axis, 142],
        ];
  const far = key < 0 ? 130 : -130;
  clipped(ctx, face, () => fill(ctx, [...curve(edge, 6), [far, 160], [far, -70]], figure.palette.skin.shadow));
}

/** The ears that the turn of the head leaves in sight: both from front and back, the near one in three-quarter. */
export function drawEars(ctx: Ctx, figure: Figure, turn: Turn, d: Drawing): void {
  const y = figure.anatomy.eye.y - 4 - turn.lift * 0.5;
  const spots: readonly (readonly [number, 1 | -1])[] = turn.back
    ? [
        [-88, 1],
        [88, -1],
      ]
    : turn.t < 0.45
      ? [
          [-86 + 20 * turn.t, 1],
          [87, -1],
        ]
      : [[-86 + 22 * turn.t, 1]];
  const { skin } = figure.palette;
  for (const [x, s] of spots) {
    placed(
      ctx,
      x,
      y,
      () => {
        const ear = curve(
          [
            [3, -20],
            [-12, -25],
            [-21, -14],
            [-18, 6],
            [-9, 22],
            [5, 20],
          ],
          6,
        );
        fill(ctx, ear, turn.back ? skin.shadow : skin.base);
        if (!turn.back)
          fillCurve(
            ctx,
            [
              [-4, -14],
              [-13, -12],
              [-12, 4],
              [-6, 12],
              [-2, 0],
            ],
            skin.shadow,
          );
        ink(ctx, ear, d.line, skin.line, { smooth: true, from: 0.3, to: 0.3 });
        if (!turn.back && d.detail !== 'wide')
          ink(
            ctx,
            [
              [-3, -15],
              [-13, -14],
              [-13, 0],
              [-7, 8],
            ],
            d.line * 0.6,
            skin.line,
          );
      },
      s,
      1,
    );
  }
}

/** Does the hair leave the ears free? */
export function showsEars(figure: Figure): boolean {
  const { length, bangs, tie } = figure.dna.hair;
  return length === 'crop' || length === 'short' || bangs === 'back' || (tie !== 'none' && length !== 'long' && length !== 'bob');
}

/** Colour on both cheeks inside the face, with hatching where the expression asks for it and it is large enough to see. */
export function drawBlush(ctx: Ctx, figure: Figure, turn: Turn, d: Drawing, face: readonly Pt[]): void {
  const { blush: color, skin } = figure.palette;
  const y = figure.anatomy.eye.y + turn.lift + 37;
  const strength = d.face.blush * (figure.anatomy.elder ? 0.35 : figure.anatomy.masculine ? 0.7 : 1);
  const base = figure.anatomy.child ? 0.22 : 0.1;
  clipped(ctx, face, () => {
    for (const x of [turn.axis - 50 + turn.t * 3, turn.axis + 50 - turn.t * 8]) {
      placed(
        ctx,
        x,
        y,
        () => {
          ctx.fillStyle = radial(ctx, 0, 0, 30, [
            [0, alpha(color, base + 0.34 * strength)],
            [1, alpha(color, 0)],
          ]);
          ctx.fillRect(-30, -30, 60, 60);
        },
        1,
        0.62,
      );
      if (d.face.mark === 'hatch' && d.detail !== 'wide') {
        for (let k = -1; k <= 1; k++)
          ink(
            ctx,
            [
              [x + k * 8 + 3, y - 5],
              [x + k * 8 - 3, y + 4],
            ],
            d.line * 0.6,
            alpha(mix(color, skin.line, 0.25), 0.75),
          );
      }
    }
  });
}

/** A touch of shadow and line; left out where a head is a few dozen pixels. */
export function drawNose(ctx: Ctx, figure: Figure, turn: Turn, d: Drawing): void {
  if (d.detail === 'wide') return;
  const { skin } = figure.palette;
  const [x, y] = featuresOf(figure, turn).nose;
  const k = figure.anatomy.noseSize;
  const bridge = figure.anatomy.masculine || figure.anatomy.elder;
  if (turn.t > 0.25) {
    fill(
      ctx,
      [
        [x + 1, y - 10 * k],
        [x + 8 * k, y + 1],
        [x + 1, y + 4],
      ],
      alpha(skin.shadow, turn.key < 0 ? 0.2 : 0.85),
    );
    ink(
      ctx,
      [
        [x + 2, y - 13 * k],
        [x + 9 * k, y + 1],
        [x + 2, y + 5 * k],
      ],
      d.line * 0.85,
      skin.line,
      { from: 0.05, to: 0.3, peak: 0.7 },
    );
    if (bridge)
      ink(
        ctx,
        [
          [x + 4, y - 46],
          [x + 1, y - 28],
        ],
        d.line * 0.55,
        alpha(skin.line, 0.8),
      );
  } else {
    const away = turn.key < 0 ? 1 : -1;
    fill(
      ctx,
      [
        [x + away * 0.5, y - 9 * k],
        [x + away * 6 * k, y + 2],
        [x - away, y + 4],
      ],
      skin.shadow,
    );
    ink(
      ctx,
      [
        [x - 3 * k, y + 3.4],
        [x, y + 4.8],
        [x + 3 * k, y + 3.2],
      ],
      d.line * 0.8,
      skin.line,
    );
    if (bridge)
      ink(
        ctx,
        [
          [x + away * 5, y - 30],
          [x + away * 4, y - 12],
        ],
        d.line * 0.5,
        alpha(skin.line, 0.7),
      );
  }
  ellipse(ctx, x + (turn.key < 0 ? -2 : 2), y - 3, 2, 2.4, alpha(skin.light, 0.9));
}

/** Lines of age beside nose and mouth and across the forehead. */
export function drawWrinkles(ctx: Ctx, figure: Figure, turn: Turn, d: Drawing): void {
  if (!figure.anatomy.elder || d.detail === 'wide') return;
  const line = alpha(figure.palette.skin.line, 0.62);
  const { nose, mouth } = featuresOf(figure, turn);
  for (const s of [-1, 1]) {
    const k = s > 0 ? 1 - turn.t * 0.35 : 1;
    ink(
      ctx,
      [
        [nose[0] + s * 13 * k, nose[1] + 4],
        [mouth[0] + s * 27 * k, mouth[1] - 8],
        [mouth[0] + s * 29 * k, mouth[1] + 6],
      ],
      d.line * 0.6,
      line,
      { from: 0.1, to: 0.05 },
    );
  }
  if (figure.dna.hair.bangs === 'back' || figure.dna.hair.bangs === 'centre') {
    for (const [y, w] of [
      [-22, 26],
      [-34, 20],
    ] as const) {
      ink(
        ctx,
        [
          [turn.axis * 0.9 - w, y],
          [turn.axis * 0.9, y - 3],
          [turn.axis * 0.9 + w * (1 - turn.t * 0.3), y + 1],
        ],
        d.line * 0.5,
        line,
        { from: 0.05, to: 0.05 },
      );
    }
  }
}

/** The line of jaw and cheeks. @param face outline as of faceContour. */
export function drawContour(ctx: Ctx, figure: Figure, d: Drawing, face: readonly Pt[]): void {
  const { skin } = figure.palette;
  ink(ctx, part(face, 0.12, 0.92), d.line * 1.15, skin.line, { smooth: true, from: 0.25, to: 0.3 });
}

/** A bead of sweat on the temple, tears under the eyes. */
export function drawMarks(ctx: Ctx, figure: Figure, turn: Turn, d: Drawing): void {
  if (d.detail === 'wide') return;
  const { skin } = figure.palette;
  if (d.face.mark === 'sweat') {
    const [x, y] = [lerp(-74, -70, turn.t), 2];
    const bead = curve(
      [
        [x, y - 20],
        [x - 9, y + 4],
        [x, y + 12],
        [x + 9, y + 4],
      ],
      6,
      true,
    );
    fill(ctx, bead, figure.palette.lit('#cdebff'));
    ink(ctx, bead, d.line * 0.6, alpha('#3b5a8a', 0.8), { smooth: true });
    ellipse(ctx, x - 3, y + 3, 2, 4, '#ffffff');
  }
  if (d.face.mark === 'water' && d.detail === 'full') {
    const { near } = featuresOf(figure, turn);
    const [x, y] = [near[0] + 4, near[1] + figure.anatomy.eye.h * 0.46];
    const tear = curve(
      [
        [x - 2, y],
        [x - 6, y + 15],
        [x - 1, y + 22],
        [x + 4, y + 15],
        [x + 2, y],
      ],
      5,
      true,
    );
    fill(ctx, tear, 'rgba(225,244,255,.8)');
    ink(ctx, part(tear, 0, 0.8), d.line * 0.5, alpha(skin.line, 0.5), { smooth: true });
    ellipse(ctx, x - 2, y + 14, 1.6, 3.4, '#ffffff');
  }
}
