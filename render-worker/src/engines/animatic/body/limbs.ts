import { type Ctx, ellipse, fill, ink } from '../ink.ts';
import { at, clamp, curve, lerp, type Pt, part, polar } from '../math.ts';
import type { Tones } from '../tones.ts';

export interface Limb {
  readonly left: readonly Pt[];
  readonly right: readonly Pt[];
}

/** Edges of a tube round a spine; radii are spread evenly along it. */
export function tube(spine: readonly Pt[], radii: readonly number[]): Limb {
  const line = curve(spine, 7);
  const n = line.length - 1;
  const left: Pt[] = [];
  const right: Pt[] = [];
  line.forEach(([x, y], i) => {
    const p = at(line, i - 1);
    const q = at(line, i + 1);
    const a = Math.atan2(q[1] - p[1], q[0] - p[0]);
    const f = (i / n) * (radii.length - 1);
    const k = Math.min(radii.length - 2, Math.floor(f));
    const r = lerp(at(radii, k), at(radii, k + 1), f - k);
    left.push(polar([x, y], a - Math.PI / 2, r));
    right.push(polar([x, y], a + Math.PI / 2, r));
  });
  return { left, right };
}

/** Fills a tube in two tones and outlines its long edges. `key` is the light's side. */
export function drawTube(ctx: Ctx, limb: Limb, tones: Tones, line: number, key: number): void {
  const { left, right } = limb;
  fill(ctx, [...left, ...[...right].reverse()], tones.base);
  const leftIsDark = (at(left, left.length >> 1)[0] - at(right, right.length >> 1)[0]) * key < 0;
  const [dark, other] = leftIsDark ? [left, right] : [right, left];
  const n = dark.length - 1;
  const inner = dark.map((p, i): Pt => {
    const k = 0.3 + 0.1 * Math.sin((i / n) * 9);
    const o = at(other, i);
    return [lerp(p[0], o[0], k), lerp(p[1], o[1], k)];
  });
  fill(ctx, [...dark, ...inner.reverse()], tones.shadow);
  ink(ctx, left, line, tones.line, { smooth: true, from: 0.45, to: 0.5 });
  ink(ctx, right, line, tones.line, { smooth: true, from: 0.45, to: 0.5 });
}

/** How sharply a joint bends, radians. */
export function bendOf(a: Pt, b: Pt, c: Pt): number {
  const first = Math.atan2(b[1] - a[1], b[0] - a[0]);
  const second = Math.atan2(c[1] - b[1], c[0] - b[0]);
  return Math.abs(Math.atan2(Math.sin(second - first), Math.cos(second - first)));
}

/**
 * Upper arm and forearm in cloth. A bend over 1.1 rad breaks a single tube, so it becomes two with a round elbow between
 * them (ART §5). Returns the lower tube, for cuffs.
 */
export function drawSleeve(
  ctx: Ctx,
  joints: readonly [Pt, Pt, Pt],
  radii: readonly [number, number, number],
  upper: Tones,
  lower: Tones,
  line: number,
  key: number,
): Limb {
  const [s, e, h] = joints;
  const [r0, r1, r2] = radii;
  const bent = bendOf(s, e, h) > 1.1 || upper !== lower;
  if (!bent) {
    const whole = tube(
      [
        s,
        [lerp(s[0], e[0], 0.55) + (e[0] - s[0]) * 0.06, lerp(s[1], e[1], 0.5)],
        e,
        [lerp(e[0], h[0], 0.5), lerp(e[1], h[1], 0.5)],
        h,
      ],
      [r0, r0 * 0.97, r1 * 1.06, r1, r2],
    );
    drawTube(ctx, whole, upper, line, key);
    drawElbowFolds(ctx, s, e, h, r1, upper, line);
    return whole;
  }
  drawTube(ctx, tube([s, [lerp(s[0], e[0], 0.5), lerp(s[1], e[1], 0.5)], e], [r0, r0 * 0.96, r1 * 1.05]), upper, line, key);
  ellipse(ctx, e[0], e[1], r1 * 1.04, r1 * 1.04, upper.base);
  const away = Math.atan2(e[1] - (s[1] + h[1]) / 2, e[0] - (s[0] + h[0]) / 2);
  const round: Pt[] = [];
  for (let i = 0; i <= 8; i++) round.push(polar(e, away - 1.15 + (2.3 * i) / 8, r1 * 1.04));
  ink(ctx, round, line, upper.line, { smooth: true, from: 0.5, to: 0.5 });
  const fore = tube(
    [[lerp(e[0], h[0], 0.03), lerp(e[1], h[1], 0.03)], [lerp(e[0], h[0], 0.5), lerp(e[1], h[1], 0.5)], h],
    [r1 * 1.02, r1 * 0.98, r2],
  );
  drawTube(ctx, fore, lower, line, key);
  if (upper === lower) drawElbowFolds(ctx, s, e, h, r1, upper, line);
  return fore;
}

/** Two creases on the inside of the elbow. */
function drawElbowFolds(ctx: Ctx, s: Pt, e: Pt, h: Pt, r: number, tones: Tones, line: number): void {
  const inside = Math.atan2((s[1] + h[1]) / 2 - e[1], (s[0] + h[0]) / 2 - e[0]);
  if (!Number.isFinite(inside)) return;
  const root = polar(e, inside, r * 0.95);
  for (const turn of [-0.55, 0.5])
    ink(ctx, [root, polar(root, inside + Math.PI + turn, r * 0.9)], line * 0.7, tones.line, { from: 0.8, to: 0.05 });
}

/** A band across the end of a limb: cuff or hem. */
export function drawCuff(ctx: Ctx, limb: Limb, share: number, tones: Tones, line: number): void {
  const n = limb.left.length - 1;
  const k = Math.floor(n * (1 - clamp(share)));
  const [a, b, c, e] = [at(limb.left, k), at(limb.left, n), at(limb.right, n), at(limb.right, k)];
  fill(ctx, [...limb.left.slice(k), ...limb.right.slice(k).reverse()], tones.base);
  ink(ctx, [a, e], line * 0.8, tones.line, { from: 0.9, to: 0.9 });
  ink(ctx, [b, c], line * 0.8, tones.line, { from: 0.9, to: 0.9 });
  ink(ctx, part(limb.left, k / (n + 1), 1), line, tones.line, { smooth: true, from: 0.6, to: 0.6 });
  ink(ctx, part(limb.right, k / (n + 1), 1), line, tones.line, { smooth: true, from: 0.6, to: 0.6 });
}
