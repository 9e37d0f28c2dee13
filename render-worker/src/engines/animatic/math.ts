/** Small plane geometry shared by every painter. Points are [x, y], y down. */
export type Pt = readonly [x: number, y: number];

export const DEG = Math.PI / 180;

/** `a` at t 0, `b` at t 1; goes on in a line beyond both. */
export const lerp = (a: number, b: number, t: number): number => a + (b - a) * t;
/** `x` held between `low` and `high`. */
export const clamp = (x: number, low = 0, high = 1): number => Math.max(low, Math.min(high, x));
/** {@link lerp} of both coordinates. */
export const lerpPt = (a: Pt, b: Pt, t: number): Pt => [lerp(a[0], b[0], t), lerp(a[1], b[1], t)];

/** 0 to 1 with flat ends: camera moves start and stop without a jerk. */
export function smoothstep(t: number): number {
  const u = clamp(t);
  return u * u * (3 - 2 * u);
}

/** Element i, held at both ends of the list. Throws RangeError on an empty list. */
export function at<T>(list: readonly T[], i: number): T {
  const item = list[clamp(Math.round(i), 0, list.length - 1)];
  if (item === undefined) throw new RangeError('at(): the list is empty');
  return item;
}

/**
 * Catmull-Rom spline through the points (uniform knots), `steps` samples per segment. A closed curve wraps; an open one
 * repeats its end points, so it starts and ends on them.
 */
export function curve(points: readonly Pt[], steps = 6, closed = false): Pt[] {
  const n = points.length;
  const point = (i: number): Pt => (closed ? at(points, ((i % n) + n) % n) : at(points, i));
  const out: Pt[] = [];
  const segments = closed ? n : n - 1;
  for (let i = 0; i < segments; i++) {
    const [a, b, c, d] = [point(i - 1), point(i), point(i + 1), point(i + 2)];
    for (let k = 0; k < steps; k++) {
      const t = k / steps;
      out.push([spline(a[0], b[0], c[0], d[0], t), spline(a[1], b[1], c[1], d[1], t)]);
    }
  }
  if (!closed) out.push(point(n - 1));
  return out;
}

function spline(a: number, b: number, c: number, d: number, t: number): number {
  return 0.5 * (2 * b + (c - a) * t + (2 * a - 5 * b + 4 * c - d) * t * t + (3 * b - a - 3 * c + d) * t * t * t);
}

/** The part of a polyline between two shares of its point count (0..1). */
export function part(points: readonly Pt[], from: number, to: number): Pt[] {
  return points.slice(Math.floor(points.length * from), Math.ceil(points.length * to));
}

/** Mirrored at x 0, in the same order. */
export const flipX = (points: readonly Pt[]): Pt[] => points.map(([x, y]) => [-x, y]);

/** Point at angle `a` (radians) and distance `r` from `from`. */
export const polar = (from: Pt, a: number, r: number): Pt => [from[0] + Math.cos(a) * r, from[1] + Math.sin(a) * r];
