import type { Canvas, SKRSContext2D } from '@napi-rs/canvas';
import { createCanvas } from '@napi-rs/canvas';
import { alpha } from './color.ts';
import { at, curve, type Pt } from './math.ts';

export type Ctx = SKRSContext2D;
export type Paint = string | CanvasGradient;
type CanvasGradient = ReturnType<SKRSContext2D['createLinearGradient']>;
export type Stop = readonly [offset: number, color: string];

export interface Surface {
  readonly canvas: Canvas;
  readonly ctx: Ctx;
}

/** A transparent canvas. */
export function createSurface(width: number, height: number): Surface {
  const canvas = createCanvas(Math.max(1, Math.ceil(width)), Math.max(1, Math.ceil(height)));
  return { canvas, ctx: canvas.getContext('2d') };
}

/** A canvas without transparency: what is not painted is black. */
export function createOpaqueSurface(width: number, height: number): Surface {
  const canvas = createCanvas(width, height);
  return { canvas, ctx: canvas.getContext('2d', { alpha: false }) };
}

/** Starts a path and lays the polygon into it. */
export function trace(ctx: Ctx, points: readonly Pt[], close = true): void {
  ctx.beginPath();
  addPolygon(ctx, points, close);
}

/** Adds a polygon to the path under way. */
export function addPolygon(ctx: Ctx, points: readonly Pt[], close = true): void {
  let first = true;
  for (const p of points) {
    if (first) ctx.moveTo(p[0], p[1]);
    else ctx.lineTo(p[0], p[1]);
    first = false;
  }
  if (close) ctx.closePath();
}

/** Fills the closed polygon. */
export function fill(ctx: Ctx, points: readonly Pt[], paint: Paint): void {
  trace(ctx, points);
  ctx.fillStyle = paint;
  ctx.fill();
}

/** Fills a closed curve through the points. */
export function fillCurve(ctx: Ctx, points: readonly Pt[], paint: Paint, steps = 6): void {
  fill(ctx, curve(points, steps, true), paint);
}

export interface Taper {
  /** Width at the start and at the end, as shares of the full width. */
  readonly from?: number;
  readonly to?: number;
  /** Where along the stroke it is widest, 0..1. */
  readonly peak?: number;
  /** The points are already a smooth polyline. */
  readonly smooth?: boolean;
}

/** A pen stroke as a filled shape, swelling towards its peak (ART §6): uniform lines look cheap. Width in the units of the context. */
export function ink(ctx: Ctx, points: readonly Pt[], width: number, color: string, taper: Taper = {}): void {
  const { from = 0.15, to = 0.15, peak = 0.5, smooth = false } = taper;
  const line = smooth ? points : curve(points, 6);
  const n = line.length;
  if (n < 2) return;
  const left: Pt[] = [];
  const right: Pt[] = [];
  for (let i = 0; i < n; i++) {
    const p = at(line, i - 1);
    const q = at(line, i + 1);
    const [x, y] = at(line, i);
    const [dx, dy] = [q[0] - p[0], q[1] - p[1]];
    const length = Math.hypot(dx, dy) || 1;
    const t = i / (n - 1);
    const swell =
      t < peak
        ? from + (1 - from) * Math.sin(((t / peak) * Math.PI) / 2)
        : to + (1 - to) * Math.sin((((1 - t) / (1 - peak)) * Math.PI) / 2);
    const h = (width * swell) / 2 / length;
    left.push([x - dy * h, y + dx * h]);
    right.push([x + dy * h, y - dx * h]);
  }
  fill(ctx, left.concat(right.reverse()), color);
}

/** A closed shape with an outline that keeps some weight all the way round. */
export function shape(ctx: Ctx, points: readonly Pt[], paint: Paint, width: number, line: string): void {
  fill(ctx, points, paint);
  ink(ctx, [...points, at(points, 0)], width, line, { smooth: true, from: 0.75, to: 0.75 });
}

/** `shape` through a closed curve. */
export function shapeCurve(ctx: Ctx, points: readonly Pt[], paint: Paint, width: number, line: string): void {
  shape(ctx, curve(points, 6, true), paint, width, line);
}

/** Fills an ellipse with radii `rx` and `ry`, turned by `turn` radians. */
export function ellipse(ctx: Ctx, x: number, y: number, rx: number, ry: number, paint: Paint, turn = 0): void {
  ctx.beginPath();
  ctx.ellipse(x, y, Math.max(0.01, rx), Math.max(0.01, ry), turn, 0, Math.PI * 2);
  ctx.fillStyle = paint;
  ctx.fill();
}

/** A gradient from one point to another; offsets 0..1. */
export function linear(ctx: Ctx, x0: number, y0: number, x1: number, y1: number, stops: readonly Stop[]): CanvasGradient {
  const g = ctx.createLinearGradient(x0, y0, x1, y1);
  for (const [o, c] of stops) g.addColorStop(o, c);
  return g;
}

/** A gradient from a point outwards to radius `r`; offsets 0..1. */
export function radial(ctx: Ctx, x: number, y: number, r: number, stops: readonly Stop[]): CanvasGradient {
  const g = ctx.createRadialGradient(x, y, 0, x, y, Math.max(0.01, r));
  for (const [o, c] of stops) g.addColorStop(o, c);
  return g;
}

/** Soft light around a point. */
export function glow(ctx: Ctx, x: number, y: number, r: number, color: string, strength = 1): void {
  ctx.save();
  ctx.globalCompositeOperation = 'screen';
  ctx.fillStyle = radial(ctx, x, y, r, [
    [0, alpha(color, strength)],
    [0.25, alpha(color, strength * 0.5)],
    [0.6, alpha(color, strength * 0.13)],
    [1, alpha(color, 0)],
  ]);
  ctx.fillRect(x - r, y - r, 2 * r, 2 * r);
  ctx.restore();
}

/** Runs `draw` clipped to the polygon. */
export function clipped(ctx: Ctx, points: readonly Pt[], draw: () => void): void {
  ctx.save();
  trace(ctx, points);
  ctx.clip();
  draw();
  ctx.restore();
}

/** Runs `draw` with its own transform and state. */
export function placed(ctx: Ctx, x: number, y: number, draw: () => void, sx = 1, sy = 1, turn = 0): void {
  ctx.save();
  ctx.translate(x, y);
  if (turn !== 0) ctx.rotate(turn);
  if (sx !== 1 || sy !== 1) ctx.scale(sx, sy);
  draw();
  ctx.restore();
}

/** Runs `draw` clipped to a rectangle. */
export function within(ctx: Ctx, x: number, y: number, w: number, h: number, draw: () => void): void {
  ctx.save();
  ctx.beginPath();
  ctx.rect(x, y, w, h);
  ctx.clip();
  draw();
  ctx.restore();
}
