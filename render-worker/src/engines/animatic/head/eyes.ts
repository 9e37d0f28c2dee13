import { alpha } from '../color.ts';
import type { Drawing, Figure } from '../figure.ts';
import { addPolygon, type Ctx, clipped, ellipse, fill, ink, linear } from '../ink.ts';
import { at, clamp, curve, lerp, type Pt, part } from '../math.ts';
import { featuresOf, type Turn } from './turn.ts';

/** Lid tables of ART §2 in half-widths and heights, inner corner (-1) to outer corner (1). */
const UPPER: readonly Pt[] = [
  [-1, 0.17],
  [-0.84, -0.2],
  [-0.5, -0.44],
  [-0.05, -0.53],
  [0.4, -0.47],
  [0.76, -0.27],
  [1, 0],
];
const LOWER: readonly Pt[] = [
  [-1, 0.17],
  [-0.74, 0.36],
  [-0.35, 0.46],
  [0.1, 0.48],
  [0.5, 0.43],
  [0.82, 0.25],
  [1, 0],
];
const SHUT_CALM = [0.24, 0.31, 0.4, 0.44, 0.4, 0.3, 0.14] as const;
const SHUT_HAPPY = [0.4, 0.22, 0.02, -0.06, -0.02, 0.14, 0.34] as const;

interface Lids {
  readonly upper: readonly Pt[];
  readonly lower: readonly Pt[];
  readonly open: number;
  readonly w: number;
  readonly h: number;
}

function lidsOf(figure: Figure, d: Drawing): Lids {
  const { w, h, tilt, narrow } = figure.anatomy.eye;
  const { face } = d;
  const happy = face.shut === 'happy';
  const open = clamp(face.open * (1 - d.blink), 0, 1.15) * (happy ? 0 : 1);
  const shut = happy ? SHUT_HAPPY : SHUT_CALM;
  const slant = (u: number): number => (u > 0.3 ? (tilt * (u - 0.3)) / 0.7 : 0) + (u === 1 ? tilt * 0.2 : 0);
  const upper = UPPER.map(
    ([u, v], i): Pt => [u * w, h * lerp((shut[i] ?? 0.4) + slant(u) * 0.7, v * (1 - narrow * 0.5) + slant(u), open)],
  );
  const lower = LOWER.map(([u, v], i): Pt => {
    const raised = (v - face.low * 0.24 * (1 - u * u)) * (1 - narrow * 0.12);
    // A lowered lid takes its corners along, or the eye tears open at the ends.
    const corner = (i === 0 || i === 6) && open < 0.98;
    return [u * w, corner ? at(upper, i)[1] : h * (raised + slant(u))];
  });
  return { upper: curve(upper, 6), lower: curve(lower, 6), open, w, h };
}

/** Both eyes with lashes; brows come later, over the hair. */
export function drawEyes(ctx: Ctx, figure: Figure, turn: Turn, d: Drawing): void {
  const spots = featuresOf(figure, turn);
  const lids = lidsOf(figure, d);
  const lookX = d.look[0] * turn.side + turn.t * 0.18;
  for (const [spot, out, width] of [
    [spots.near, -1, spots.nearWidth],
    [spots.far, 1, spots.farWidth],
  ] as const) {
    if (out === 1 && hidden(figure)) continue;
    ctx.save();
    ctx.translate(spot[0], spot[1]);
    ctx.scale(out * width, 1);
    if (lids.open > 0.12) drawBall(ctx, figure, d, lids, lookX * out, d.look[1], turn.key * out);
    drawLashes(ctx, figure, d, lids);
    if (d.detail !== 'wide') drawLidLines(ctx, figure, d, lids);
    ctx.restore();
  }
}

/** An eyepatch covers the far eye. */
const hidden = (figure: Figure): boolean => figure.dna.accessories.some((a) => a.kind === 'eyepatch');

function drawBall(ctx: Ctx, figure: Figure, d: Drawing, lids: Lids, lookX: number, lookY: number, key: number): void {
  const { eye } = figure.palette;
  const { w, h, upper, lower } = lids;
  const white = [...upper, ...[...lower].reverse()];
  fill(ctx, white, eye.white);
  clipped(ctx, white, () => {
    fill(ctx, [...upper, ...upper.map(([x, y]): Pt => [x, y + h * 0.15]).reverse()], eye.whiteShadow);
    const size = 0.8 + 0.2 * d.face.pupil;
    const iris = { x: lookX * w * 0.24 - w * 0.05, y: -h * 0.015 + lookY * h * 0.13, rx: w * 0.735 * size, ry: h * 0.575 * size };
    drawIris(ctx, figure, d, iris);
    drawHighlights(ctx, d, iris, key);
    if (d.face.mark === 'water') ellipse(ctx, 0, h * 0.4, w * 0.8, h * 0.1, 'rgba(235,248,255,.75)');
  });
}

interface Iris {
  readonly x: number;
  readonly y: number;
  readonly rx: number;
  readonly ry: number;
}

function drawIris(ctx: Ctx, figure: Figure, d: Drawing, { x, y, rx, ry }: Iris): void {
  const { eye } = figure.palette;
  ellipse(ctx, x, y, rx, ry, eye.ring);
  ctx.save();
  ctx.beginPath();
  ctx.ellipse(x, y, Math.max(0.1, rx - d.line * 0.55), Math.max(0.1, ry - d.line * 0.55), 0, 0, Math.PI * 2);
  ctx.clip();
  ctx.fillStyle = linear(ctx, 0, y - ry, 0, y + ry, [
    [0, eye.top],
    [0.42, eye.middle],
    [0.75, eye.base],
    [1, eye.bottom],
  ]);
  ctx.fillRect(x - rx, y - ry, 2 * rx, 2 * ry);
  ellipse(ctx, x, y + ry * 0.8, rx * 0.72, ry * 0.4, eye.crescent);
  ellipse(ctx, x, y + ry * 0.5, rx * 0.7, ry * 0.34, eye.base);
  ellipse(ctx, x, y - ry * 0.03, rx * 0.4 * d.face.pupil, ry * 0.4 * d.face.pupil, eye.pupil);
  ctx.fillStyle = linear(ctx, 0, y - ry, 0, y, [
    [0, 'rgba(14,8,40,.78)'],
    [0.45, 'rgba(14,8,40,.42)'],
    [1, 'rgba(14,8,40,0)'],
  ]);
  ctx.fillRect(x - rx, y - ry, 2 * rx, ry);
  if (d.detail === 'full') {
    const fibre = alpha(eye.fibre, 0.5);
    for (const q of [-4, -3, -2, -1, 1, 2, 3, 4]) {
      const a = Math.PI / 2 + q * 0.24;
      const [cx, cy] = [Math.cos(a), Math.sin(a)];
      ink(
        ctx,
        [
          [x + cx * rx * 0.5, y + cy * ry * 0.52],
          [x + cx * rx * 0.8, y + cy * ry * 0.82],
        ],
        d.line * 0.5,
        fibre,
        { from: 1, to: 0.1, smooth: true },
      );
    }
  }
  ctx.restore();
}

function drawHighlights(ctx: Ctx, d: Drawing, { x, y, rx, ry }: Iris, key: number): void {
  ellipse(ctx, x + key * rx * 0.4, y - ry * 0.42, rx * 0.34, ry * 0.25, '#ffffff', key * 0.35);
  if (d.detail === 'wide') return;
  ellipse(ctx, x - key * rx * 0.44, y + ry * 0.36, rx * 0.15, ry * 0.11, 'rgba(255,255,255,.92)');
  if (d.detail === 'full') ellipse(ctx, x + key * rx * 0.62, y - ry * 0.02, rx * 0.09, ry * 0.07, 'rgba(255,255,255,.8)');
}

/** Upper lash as one filled shape, thickest past the middle, its ends melting into the skin's line (ART §2). */
function drawLashes(ctx: Ctx, figure: Figure, d: Drawing, lids: Lids): void {
  const { upper, w, h, open } = lids;
  const { eye } = figure.palette;
  const soft = figure.anatomy.masculine || figure.anatomy.elder;
  const weight = (soft ? 6.4 : 8.2) * (h / 47) ** 0.4 * (open < 0.12 ? 0.72 : 1);
  const top = upper.map(([x, y]): Pt => {
    const u = x / w;
    const k =
      u < -0.6
        ? lerp(0.12, 0.75, (u + 1) / 0.4)
        : u < 0.55
          ? lerp(0.75, 1.15, (u + 0.6) / 1.15)
          : lerp(1.15, 0.55, (u - 0.55) / 0.45);
    return [x, y - weight * k];
  });
  const [ox, oy] = at(upper, upper.length - 1);
  const lift = open < 0.12 && d.face.shut === 'happy' ? 0.4 : 1;
  const spikes: Pt[] = soft
    ? [[ox + w * 0.1, oy - h * 0.05]]
    : [
        [ox + w * 0.15, oy - h * 0.13 * lift],
        [ox + w * 0.04, oy - h * 0.015],
        [ox + w * 0.19, oy + 1],
        [ox - w * 0.04, oy + h * 0.07],
      ];
  ctx.beginPath();
  addPolygon(ctx, [...top, ...spikes, ...[...upper].reverse()]);
  ctx.fillStyle = linear(ctx, -w, 0, w * 1.1, 0, [
    [0, eye.lashEnd],
    [0.3, eye.lash],
    [0.8, eye.lash],
    [1, eye.lashEnd],
  ]);
  ctx.fill();
}

function drawLidLines(ctx: Ctx, figure: Figure, d: Drawing, lids: Lids): void {
  const { upper, lower, w, h, open } = lids;
  const { eye, skin } = figure.palette;
  const soft = figure.anatomy.masculine;
  if (open > 0.12) {
    ink(ctx, part(lower, soft ? 0.52 : 0.42, 0.97), d.line * (soft ? 0.7 : 0.95), eye.lashEnd, {
      smooth: true,
      from: 0.05,
      to: 0.8,
      peak: 0.8,
    });
    ink(ctx, part(lower, 0.05, 0.3), d.line * 0.4, alpha(skin.line, 0.6), { smooth: true });
  }
  if (open > 0.3) {
    const weight = soft ? 8 : 11;
    const crease = part(upper, 0.16, 0.88).map(
      ([x, y], i, all): Pt => [x * 1.02 + 1, y - weight * 0.9 - h * 0.085 * (0.6 + 0.4 * Math.sin((i / all.length) * Math.PI))],
    );
    ink(ctx, crease, d.line * 0.55, skin.line, { smooth: true, from: 0.05, to: 0.1 });
  }
  if (figure.anatomy.elder) {
    for (const wrinkle of [
      [
        [w * 0.2, h * 0.62],
        [w * 0.7, h * 0.55],
        [w * 1.05, h * 0.3],
      ],
      [
        [w * 1.1, h * 0.1],
        [w * 1.4, h * 0.24],
      ],
      [
        [w * 1.1, -h * 0.05],
        [w * 1.42, -h * 0.1],
      ],
    ] as const) {
      ink(ctx, wrinkle, d.line * 0.6, skin.line);
    }
  }
  if (d.face.mark === 'bags') {
    ink(
      ctx,
      [
        [-w * 0.6, h * 0.64],
        [0, h * 0.74],
        [w * 0.7, h * 0.6],
      ],
      d.line * 0.55,
      alpha(skin.line, 0.7),
      { from: 0.05, to: 0.05 },
    );
  }
}

/** Brows lie over the hair at 88% (ART §1), so an expression reads through bangs. */
export function drawBrows(ctx: Ctx, figure: Figure, turn: Turn, d: Drawing): void {
  const { eye, brow, masculine } = figure.anatomy;
  const spots = featuresOf(figure, turn);
  const y = -eye.h * 0.5 - (masculine ? 13 : 15) + d.face.browY;
  // A woman's level brow reads as cross: neutral sits 5 degrees softer (ART §2).
  const bend = d.face.brow - (masculine ? 0 : 5);
  const tones = figure.palette.hair;
  const color = figure.anatomy.elder ? tones.shadow : tones.line;
  ctx.save();
  ctx.globalAlpha = 0.88;
  for (const [spot, out, width] of [
    [spots.near, -1, 1],
    [spots.far, 1, spots.farWidth],
  ] as const) {
    ctx.save();
    ctx.translate(spot[0], spot[1] + y);
    ctx.scale(out * width, 1);
    drawBrow(ctx, brow.w, brow.thick, bend, color);
    ctx.restore();
  }
  ctx.restore();
}

function drawBrow(ctx: Ctx, w: number, thick: number, bend: number, color: string): void {
  const spine = curve(
    [
      [-w, 2 + bend * 0.62],
      [-w * 0.1, -5 - bend * 0.06],
      [w * 0.5, -5.5 - bend * 0.3],
      [w * 1.06, 2 - bend * 0.5],
    ],
    6,
  );
  const top: Pt[] = [];
  const bottom: Pt[] = [];
  spine.forEach(([x, y], i) => {
    const t = i / (spine.length - 1);
    const k = t < 0.12 ? 0.55 + (t / 0.12) * 0.45 : 1 - Math.max(0, (t - 0.35) / 0.65) ** 1.3 * 0.9;
    top.push([x, y - thick * 0.5 * k]);
    bottom.push([x, y + thick * 0.5 * k]);
  });
  fill(ctx, [...top, ...bottom.reverse()], color);
}
