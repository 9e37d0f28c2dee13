import { alpha } from '../color.ts';
import type { Drawing, Figure } from '../figure.ts';
import { type Ctx, clipped, fill, fillCurve, ink } from '../ink.ts';
import { curve, lerp, type Pt, part } from '../math.ts';
import type { Tones } from '../tones.ts';
import type { Cut } from './cut.ts';
import type { Rig } from './rig.ts';

/** What every garment painter gets. */
export interface Dressing {
  readonly ctx: Ctx;
  readonly figure: Figure;
  readonly d: Drawing;
  readonly rig: Rig;
  readonly cut: Cut;
  readonly line: number;
}

/** Neck and its cast shadow, down into the neckline. */
export function drawNeck({ ctx, figure, d, rig, cut, line }: Dressing): void {
  const { skin } = figure.palette;
  const nw = figure.anatomy.body.neck;
  const dip = cut.dip;
  const neck = rig.places([
    [-nw, 60],
    [-nw + 1, 140],
    [-nw - 8, 164],
    [-nw - 30, 188],
    [0, dip + 14],
    [nw + 30, 188],
    [nw + 8, 164],
    [nw - 1, 140],
    [nw, 60],
  ]);
  fill(ctx, neck, d.back ? skin.shadow : skin.base);
  if (d.back) return;
  const lean = rig.t * 12;
  clipped(ctx, neck, () =>
    fillCurve(
      ctx,
      [
        [-90, 40],
        [90, 40],
        [74 + lean, 118],
        [nw + 24, 150],
        [lean + 8, 178],
        [-nw * 0.3 + lean, 170],
        [-nw - 12, 146],
        [-90, 118],
      ],
      skin.shadow,
    ),
  );
  for (const s of [-1, 1]) {
    ink(
      ctx,
      rig.places([
        [s * (nw - 1), 108],
        [s * (nw - 1), 142],
        [s * (nw + 8), 164],
        [s * (nw + 26), 185],
      ]),
      line * 0.95,
      skin.line,
      { from: 0.1, to: 0.4 },
    );
    if (dip > 230 && d.detail !== 'wide')
      ink(
        ctx,
        rig.places([
          [s * nw * 1.4, 198],
          [s * nw * 0.5, 207],
          [s * 6, 214],
        ]),
        line * 0.6,
        skin.line,
        { from: 0.1 },
      );
  }
}

/** Silhouette of the upper garment: left edge downwards, right edge upwards, neckline. */
function torsoEdges({ figure, rig, cut }: Dressing): { left: Pt[]; right: Pt[]; neckline: Pt[] } {
  const { neck: nw, waist, hip, shoulder: sh } = figure.anatomy.body;
  const w = cut.loose ? Math.max(waist, 0.8) : waist;
  const flare = cut.hem > 700 ? 1.14 : 1.03;
  const half: Pt[] = [
    [-nw - 14, 173],
    [-sh * 0.5, 188],
    [-sh * 0.8, 203],
    [-sh * 0.97, 234],
    [-sh * 0.93, 300],
    [-sh * 0.87, 352],
    [-sh * w, 470],
    [-sh * Math.max(hip, w), Math.min(580, cut.hem)],
  ];
  if (cut.hem > 590) half.push([-sh * Math.max(hip, w) * flare, cut.hem]);
  const right = half.map(([x, y]): Pt => [-x, y]).reverse();
  return {
    left: curve(rig.places(half), 5),
    right: curve(rig.places(right), 5),
    neckline: curve(
      rig.places([
        [nw + 14, 173],
        [nw * 0.6, lerp(173, cut.dip, 0.7)],
        [0, cut.dip],
        [-nw * 0.6, lerp(173, cut.dip, 0.7)],
        [-nw - 14, 173],
      ]),
      5,
    ),
  };
}

/** The upper garment with its cel shadow and folds. */
export function drawTorso(dressing: Dressing, tones: Tones): void {
  const { ctx, figure, d, rig, cut, line } = dressing;
  const { left, right, neckline } = torsoEdges(dressing);
  const whole = [...left, ...right, ...neckline];
  const sh = rig.shoulder;
  fill(ctx, whole, tones.base);
  clipped(ctx, whole, () => {
    const away = -rig.key;
    const waist = figure.anatomy.body.waist;
    const edge = rig.places([
      [away * sh * 0.72, 176],
      [away * sh * 0.62, 260],
      [away * sh * 0.7, 340],
      [away * sh * waist * 0.5, 460],
      [away * sh * 0.6, 600],
      [away * sh * 0.74, cut.hem + 10],
    ]);
    fill(
      ctx,
      [
        ...curve(edge, 6),
        ...rig.places([
          [away * sh * 1.8, cut.hem + 10],
          [away * sh * 1.8, 176],
        ]),
      ],
      tones.shadow,
    );
    // The head's and hair's shadow over the collar ties head and body together.
    if (!d.back)
      fillCurve(
        ctx,
        rig.places([
          [-70, 150],
          [70, 150],
          [84, 186],
          [30, 206],
          [-50, 202],
          [-86, 184],
        ]),
        alpha(tones.deep, 0.5),
      );
    if (!figure.anatomy.masculine && !figure.anatomy.child && !cut.loose && !d.back) {
      fillCurve(
        ctx,
        rig.places([
          [-sh * 0.46, 362],
          [-sh * 0.2, 374],
          [0, 370],
          [sh * 0.24, 374],
          [sh * 0.48, 360],
          [sh * 0.3, 384],
          [0, 380],
          [-sh * 0.3, 384],
        ]),
        tones.shadow,
      );
    }
    drawFolds(dressing, tones);
  });
  ink(ctx, left, line * 1.1, tones.line, { smooth: true, from: 0.4, to: 0.6 });
  ink(ctx, right, line * 1.1, tones.line, { smooth: true, from: 0.6, to: 0.4 });
  if (cut.hem > 560 && d.crop !== 'bust') {
    const first = left[left.length - 1];
    const last = right[0];
    if (first !== undefined && last !== undefined)
      ink(ctx, [first, [(first[0] + last[0]) / 2, first[1] + 10], last], line, tones.line, { from: 0.8, to: 0.8 });
  }
}

function drawFolds({ ctx, figure, d, rig, line }: Dressing, tones: Tones): void {
  const { waist } = figure.anatomy.body;
  const sh = rig.shoulder;
  if (d.detail === 'wide') return;
  for (const s of [-1, 1]) {
    ink(
      ctx,
      rig.places([
        [s * sh * 0.84, 300],
        [s * sh * 0.62, 326],
        [s * sh * 0.46, 328],
      ]),
      line * 0.75,
      tones.line,
      { from: 0.8, to: 0.05 },
    );
    ink(
      ctx,
      rig.places([
        [s * sh * waist, 452],
        [s * sh * 0.42, 470],
        [s * sh * 0.2, 468],
      ]),
      line * 0.8,
      tones.line,
      { from: 0.8, to: 0.05 },
    );
    fillCurve(
      ctx,
      rig.places([
        [s * sh * waist, 470],
        [s * sh * 0.5, 492],
        [s * sh * 0.3, 490],
        [s * sh * 0.5, 482],
      ]),
      tones.shadow,
    );
  }
  // One long crease from the weight-bearing hip: the torso is never symmetric.
  ink(
    ctx,
    rig.places([
      [-sh * waist * 0.9, 520],
      [-sh * 0.2, 545],
      [sh * 0.2, 540],
    ]),
    line * 0.6,
    tones.line,
    { from: 0.7, to: 0.05 },
  );
}

/** A flat piece of cloth laid on the body. */
export function patch({ ctx, rig, line }: Dressing, points: readonly Pt[], paint: string, color: string, weight = 0.9): void {
  const q = rig.places(points);
  fill(ctx, q, paint);
  const first = q[0];
  if (first !== undefined) ink(ctx, [...q, first], line * weight, color, { smooth: true, from: 0.8, to: 0.8 });
}

/** `patch` with rounded corners. */
export function softPatch(dressing: Dressing, points: readonly Pt[], paint: string, color: string, weight = 0.9): void {
  const q = curve(dressing.rig.places(points), 6, true);
  fill(dressing.ctx, q, paint);
  ink(dressing.ctx, part(q, 0, 1), dressing.line * weight, color, { smooth: true, from: 0.8, to: 0.8 });
}
