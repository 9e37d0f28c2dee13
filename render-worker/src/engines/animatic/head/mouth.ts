import { alpha } from '../color.ts';
import type { MouthKey } from '../expressions.ts';
import type { Drawing, Figure } from '../figure.ts';
import { type Ctx, clipped, ellipse, fill, ink, trace } from '../ink.ts';
import { curve, type Pt, part } from '../math.ts';
import { featuresOf, type Turn } from './turn.ts';

interface MouthShape {
  /** Half width, opening, lift of the corners (head units). */
  readonly w: number;
  readonly open: number;
  readonly curve: number;
  readonly teeth?: true;
  readonly tongue?: true;
  readonly round?: true;
  readonly flat?: true;
  readonly clenched?: true;
  readonly zigzag?: true;
}

/** Mouth table of ART §3. */
const SHAPES: Readonly<Record<MouthKey, MouthShape>> = {
  rest: { w: 13, open: 0, curve: 1.5 },
  calm: { w: 13, open: 0, curve: 2 },
  A: { w: 15, open: 19, curve: 0, teeth: true, tongue: true },
  I: { w: 20, open: 7, curve: 2, teeth: true },
  U: { w: 7, open: 8, curve: 0, round: true },
  E: { w: 18, open: 12, curve: 1, teeth: true, tongue: true },
  O: { w: 10, open: 15, curve: 0, tongue: true, round: true },
  smile: { w: 19, open: 0, curve: 6 },
  smileOpen: { w: 23, open: 21, curve: 5, teeth: true, tongue: true, flat: true },
  frown: { w: 13, open: 0, curve: -5 },
  grit: { w: 19, open: 10, curve: -3, clenched: true },
  wobble: { w: 15, open: 0, curve: 0, zigzag: true },
  gasp: { w: 9, open: 13, curve: 0, round: true },
  firm: { w: 15, open: 0, curve: -1.5 },
  slack: { w: 11, open: 4.5, curve: -1, round: true },
};

/** The mouth, speaking or not. A viseme's first drawing comes at 65% opening through `d.mouth.amount`. */
export function drawMouth(ctx: Ctx, figure: Figure, turn: Turn, d: Drawing): void {
  const shape = SHAPES[d.mouth.key];
  const [x, y] = featuresOf(figure, turn).mouth;
  ctx.save();
  ctx.translate(x, y);
  ctx.scale((1 - turn.t * 0.12) * figure.anatomy.mouthWidth, 1);
  if (shape.open * d.mouth.amount < 2.5) drawClosed(ctx, figure, d, shape);
  else drawOpen(ctx, figure, d, shape);
  ctx.restore();
}

function drawClosed(ctx: Ctx, figure: Figure, d: Drawing, { w, curve: lift, zigzag }: MouthShape): void {
  const { skin } = figure.palette;
  const line: Pt[] =
    zigzag === true
      ? [
          [-w, 1],
          [-w * 0.5, -2.2],
          [0, 1.4],
          [w * 0.5, -2],
          [w, 1.2],
        ]
      : [
          [-w, -lift * 0.55],
          [-w * 0.4, lift * 0.42],
          [w * 0.4, lift * 0.42],
          [w, -lift * 0.55],
        ];
  ink(ctx, line, d.line * (d.detail === 'wide' ? 1.5 : 1.05), skin.line, { from: 0.55, to: 0.4 });
  if (d.detail === 'wide') return;
  const lip = 8.5 + Math.max(0, lift) * 0.5;
  ink(
    ctx,
    [
      [-w * 0.22, lip],
      [w * 0.22, lip],
    ],
    d.line * 0.7,
    alpha(skin.deep, 0.75),
    { from: 0.1, to: 0.1 },
  );
  if (lift > 4) {
    for (const s of [-1, 1])
      ink(
        ctx,
        [
          [s * (w + 1), -lift * 0.55 - 2],
          [s * (w - 1.5), -lift * 0.55 + 1.5],
        ],
        d.line * 0.7,
        skin.line,
      );
  }
}

function drawOpen(ctx: Ctx, figure: Figure, d: Drawing, shape: MouthShape): void {
  const { mouth, skin } = figure.palette;
  const { w, flat } = shape;
  const open = shape.open * d.mouth.amount;
  const top = flat === true ? -open * 0.22 : -open * 0.34;
  const bottom = flat === true ? open * 0.8 : open * 0.66;
  const lips = shape.round === true ? roundLips(w, open) : wideLips(shape, open, top, bottom);
  fill(ctx, lips, mouth.inside);
  clipped(ctx, lips, () => {
    if (shape.clenched === true) {
      // Teeth end short of the corners and show their bite: a white oval would read as painted lips.
      ellipse(ctx, 0, open * 0.16, w * 0.84, open * 0.42, mouth.teeth);
      const bite = open * 0.18;
      ink(
        ctx,
        [
          [-w, bite],
          [w, bite],
        ],
        Math.max(1.6, d.line * 0.7),
        mouth.inside,
        { from: 1, to: 1 },
      );
      for (const u of [-0.5, -0.17, 0.17, 0.5])
        ink(
          ctx,
          [
            [w * u, top],
            [w * u, bottom],
          ],
          d.line * 0.4,
          alpha(mouth.inside, 0.45),
          { from: 1, to: 1 },
        );
      return;
    }
    if (shape.tongue === true) ellipse(ctx, 0, bottom + open * 0.1, w * 0.62, open * 0.46, mouth.tongue);
    if (shape.teeth === true) ellipse(ctx, 0, top - 1, w * 0.8, open * 0.24 + 1.5, mouth.teeth);
  });
  if (shape.round === true) {
    trace(ctx, lips);
    ctx.strokeStyle = skin.line;
    ctx.lineWidth = d.line * 0.8;
    ctx.stroke();
  } else {
    ink(ctx, part(lips, 0, 0.42), d.line * 1.1, skin.line, { smooth: true, from: 0.5, to: 0.5 });
    ink(ctx, [...part(lips, 0.4, 1), ...lips.slice(0, 1)], d.line * 0.8, skin.line, { smooth: true, from: 0.6, to: 0.6 });
  }
  if (d.detail !== 'wide')
    ink(
      ctx,
      [
        [-w * 0.25, bottom + 6],
        [w * 0.25, bottom + 6],
      ],
      d.line * 0.6,
      alpha(skin.deep, 0.8),
      { from: 0.1, to: 0.1 },
    );
}

/** Round mouths are true ellipses, a little fuller below (ART §3). */
function roundLips(w: number, open: number): Pt[] {
  const lips: Pt[] = [];
  for (let i = 0; i < 26; i++) {
    const a = Math.PI + (i / 26) * Math.PI * 2;
    const down = Math.sin(a);
    lips.push([w * Math.cos(a) * (down > 0 ? 1 : 0.9), open * 0.08 + down * open * (down > 0 ? 0.56 : 0.52)]);
  }
  return lips;
}

function wideLips({ w, curve: lift, flat }: MouthShape, _open: number, top: number, bottom: number): Pt[] {
  const bow = top + (flat === true ? 0 : -1) + lift * 0.12;
  return curve(
    [
      [-w, top * 0.5 - lift * 0.6],
      [-w * 0.5, bow],
      [0, top + lift * 0.25],
      [w * 0.5, bow],
      [w, top * 0.5 - lift * 0.6],
      [w * 0.74, bottom * 0.55],
      [w * 0.34, bottom * 0.96],
      [0, bottom],
      [-w * 0.34, bottom * 0.96],
      [-w * 0.74, bottom * 0.55],
    ],
    6,
    true,
  );
}
