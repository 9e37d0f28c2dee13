import type { Drawing, Figure } from '../figure.ts';
import { type Ctx, ellipse, ink, shapeCurve } from '../ink.ts';
import { DEG, lerp, type Pt } from '../math.ts';
import { drawStrand } from './hair.ts';
import type { Turn } from './turn.ts';

/** Length of a tied tail in head units by hair length. */
const TAIL = { crop: 90, short: 150, bob: 215, long: 320 } as const;

/** Ponytail, twin tails or bun. They hang behind the head, so they are drawn before it (after it from the back). */
export function drawTies(ctx: Ctx, figure: Figure, turn: Turn, d: Drawing): void {
  const { tie, length } = figure.dna.hair;
  const reach = TAIL[length];
  if (tie === 'twin') {
    for (const s of [-1, 1] as const) {
      const x = (turn.back ? 92 : 98) * Math.sin((s * 80 + (turn.back ? 0 : turn.hairYaw)) * DEG) * 1.02;
      drawTail(ctx, figure, turn, d, [x, -36], reach, s < 0 ? 152 : 28, 74);
      drawBand(ctx, figure, d, [x, -36]);
    }
  }
  if (tie === 'pony') {
    const root: Pt = turn.back ? [0, -52] : [lerp(-34, -66, turn.t), -62];
    drawTail(ctx, figure, turn, d, root, reach, turn.back ? 92 : lerp(112, 150, turn.t), 86);
    if (turn.back) drawBand(ctx, figure, d, root);
  }
  if (tie === 'bun') drawBun(ctx, figure, turn, d);
}

function drawTail(
  ctx: Ctx,
  figure: Figure,
  turn: Turn,
  d: Drawing,
  root: Pt,
  length: number,
  angle: number,
  width: number,
): void {
  const strands = 5;
  for (let k = 0; k < strands; k++) {
    const off = (k - 2) / 2;
    const a = angle + off * 13;
    const own = length * (1 - 0.22 * Math.abs(off) + 0.06 * Math.sin(figure.dna.seed + k * 2.7));
    const out = Math.cos(a * DEG);
    const spine: Pt[] = [];
    for (let i = 0; i <= 15; i++) {
      const t = i / 15;
      const swing = d.sway * Math.sin(d.phase - t * 2 + k * 0.3) * t * t * 22 + d.wind * turn.side * t * t * 74;
      const x =
        root[0] +
        out * own * Math.min(t, 0.5) * 0.5 +
        Math.sign(out) * own * 0.08 * Math.sin(t * 2.2) +
        off * width * 0.34 * Math.sin(Math.min(1, t * 1.6) * 1.57) +
        swing;
      const y = root[1] + t * own * 0.93 - Math.sin(t * Math.PI) * own * 0.05 - (1 - Math.abs(off)) * 2;
      spine.push([x, y]);
    }
    drawStrand(ctx, figure, d, spine, width * 0.3, turn.key);
  }
}

function drawBand(ctx: Ctx, figure: Figure, d: Drawing, [x, y]: Pt): void {
  const band = figure.palette.accent;
  ellipse(ctx, x, y, 15, 9, band.line);
  ellipse(ctx, x, y, 15 - d.line * 0.7, 9 - d.line * 0.7, band.base);
}

function drawBun(ctx: Ctx, figure: Figure, turn: Turn, d: Drawing): void {
  const { base, shadow, line } = figure.palette.hair;
  // Under a cap the bun sits at the nape: on top of it, it would be the cap's bobble.
  const capped = figure.dna.accessories.some((a) => a.kind === 'cap');
  const x = turn.back ? 0 : capped ? lerp(-40, -96, turn.t) : lerp(-10, -46, turn.t);
  const y = capped ? 62 : turn.back ? -86 : -112;
  const r = capped ? 38 : 44;
  const ring: Pt[] = [];
  for (let i = 0; i < 9; i++) {
    const a = (i / 9) * Math.PI * 2;
    const q = r * (1 + 0.05 * Math.sin(i * 4.3 + figure.dna.seed));
    ring.push([x + Math.cos(a) * q, y + Math.sin(a) * q * 0.88]);
  }
  shapeCurve(ctx, ring, base, d.line * 1.3, line);
  ellipse(ctx, x - turn.key * r * 0.26, y + r * 0.3, r * 0.62, r * 0.44, shadow, -turn.key * 0.4);
  ink(
    ctx,
    [
      [x - r * 0.7, y + r * 0.1],
      [x - r * 0.1, y - r * 0.42],
      [x + r * 0.55, y - r * 0.3],
    ],
    d.line * 0.8,
    line,
    { from: 0.1, to: 0.1 },
  );
  ink(
    ctx,
    [
      [x - r * 0.5, y + r * 0.5],
      [x + r * 0.1, y],
      [x + r * 0.7, y + r * 0.05],
    ],
    d.line * 0.7,
    line,
    { from: 0.1, to: 0.1 },
  );
}
