import { alpha, mix } from '../color.ts';
import type { Drawing, Figure } from '../figure.ts';
import { type Ctx, clipped, fill, fillCurve, ink, linear } from '../ink.ts';
import { curve, type Pt, part } from '../math.ts';
import { featuresOf, type Turn } from './turn.ts';

/** Beard under the mouth: stubble is a tint, short follows the jaw, full stands off it. */
export function drawBeard(ctx: Ctx, figure: Figure, turn: Turn, d: Drawing, face: readonly Pt[]): void {
  const { kind } = figure.dna.beard;
  if (kind === 'none') return;
  const tones = figure.palette.beard;
  const { axis, t } = turn;
  const x = axis * 1.13;
  if (kind === 'stubble') {
    clipped(ctx, face, () => {
      ctx.fillStyle = linear(ctx, 0, 78, 0, 118, [
        [0, alpha(tones.shadow, 0)],
        [1, alpha(tones.shadow, 0.36)],
      ]);
      ctx.fillRect(-130, 70, 260, 120);
    });
    return;
  }
  const stand = kind === 'full' ? 15 : 4;
  const jawline = part(face, 0.2, 0.81);
  const outer = jawline.map(([px, py], i): Pt => {
    const k = Math.sin((i / (jawline.length - 1)) * Math.PI);
    const ragged = kind === 'full' ? ((i * 7) % 5 < 2 ? 5 : -1) * k : 0;
    return [px * (1 + 0.02 * k), py + stand * k + ragged];
  });
  const cheek = kind === 'full' ? 62 : 74;
  const inner = curve(
    [
      [axis + 76 - t * 24, cheek],
      [axis + 44 - t * 14, 92],
      [x + 27, 86],
      [x, 89],
      [x - 27, 86],
      [axis - 44, 92],
      [axis - 78 + t * 6, cheek + 4],
    ],
    6,
  );
  fill(ctx, [...outer, ...inner], tones.base);
  fill(
    ctx,
    [
      ...outer,
      ...curve(
        [
          [axis + 74 - t * 24, 84],
          [x + 34 - t * 8, 118],
          [x, 127],
          [x - 34, 118],
          [axis - 78, 84],
        ],
        6,
      ),
    ],
    tones.shadow,
  );
  ink(ctx, outer, d.line * 1.1, tones.line, { smooth: true, from: 0.3, to: 0.3 });
  if (d.detail === 'wide') return;
  for (const k of kind === 'full' ? [-44, -22, 0, 22, 44] : [-24, 0, 24]) {
    const q = k > 0 ? k * (1 - t * 0.5) : k;
    ink(
      ctx,
      [
        [x + q * 0.8, 119],
        [x + q * 0.95, 130],
        [x + q * 0.8, 132 + stand * 0.8],
      ],
      d.line * 0.6,
      tones.line,
      { from: 0.05, to: 0.1 },
    );
  }
}

/** Moustache over the upper lip, drawn after the mouth. */
export function drawMoustache(ctx: Ctx, figure: Figure, turn: Turn): void {
  const { kind } = figure.dna.beard;
  if (kind === 'none' || kind === 'stubble') return;
  const tones = figure.palette.beard;
  const [x, my] = featuresOf(figure, turn).mouth;
  const y = my - 20;
  const w = kind === 'full' ? 36 : 28;
  for (const s of [-1, 1]) {
    const k = s > 0 ? 1 - turn.t * 0.15 : 1;
    fillCurve(
      ctx,
      [
        [x, y + 4],
        [x + s * w * 0.55 * k, y + 3],
        [x + s * w * k, y + 17],
        [x + s * w * 0.78 * k, y + 18],
        [x + s * w * 0.35 * k, y + 13],
        [x, y + 11],
      ],
      mix(tones.base, tones.light, 0.35),
    );
  }
}
