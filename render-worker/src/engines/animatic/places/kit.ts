import { adjust, alpha, mix } from '../color.ts';
import { type Ctx, within as clipRect, createSurface, ellipse, fill, glow, linear, type Stop } from '../ink.ts';
import { at, lerp, type Pt } from '../math.ts';
import type { Random } from '../random.ts';
import type { Mood } from './mood.ts';
import { type Box, VIEW_H, VIEW_W } from './scene.ts';

/** Brushes the place painters share. All coordinates in view units. */

export interface DabOptions {
  readonly count?: number;
  readonly size?: number;
  /** Lightness jitter. */
  readonly spread?: number;
  readonly strength?: number;
  /** Height against width of a dab. */
  readonly aspect?: number;
  /** A second colour dabs lean to. */
  readonly towards?: string;
  readonly turn?: number;
}

/** Hundreds of faint flat ellipses over an area (clip first): kills flatness (ART §9). */
export function dabs(ctx: Ctx, area: Box, base: string, rnd: Random, options: DabOptions = {}): void {
  const { count = 200, size = 46, spread = 0.05, strength = 0.2, aspect = 0.3, towards, turn = 0 } = options;
  const colors: string[] = [];
  for (let k = 0; k < 9; k++)
    colors.push(
      towards !== undefined && k % 2 === 1
        ? mix(base, towards, rnd.next() * 0.6)
        : adjust(base, rnd.jitter(spread), 1 + rnd.jitter(0.15)),
    );
  ctx.save();
  ctx.globalAlpha = strength;
  for (let i = 0; i < count; i++) {
    const q = size * rnd.between(0.4, 1.4);
    ellipse(
      ctx,
      rnd.between(area.x0, area.x1),
      rnd.between(area.y0, area.y1),
      q,
      q * aspect * rnd.between(0.5, 1.5),
      at(colors, i % 9),
      turn + rnd.jitter(0.25),
    );
  }
  ctx.restore();
}

/** Fills from one corner to the opposite one, view units. */
export function rect(ctx: Ctx, x0: number, y0: number, x1: number, y1: number, paint: Parameters<typeof fill>[2]): void {
  ctx.fillStyle = paint;
  ctx.fillRect(x0, y0, x1 - x0, y1 - y0);
}

/** Sky from the top to the horizon (view y), with stars, sun or moon, and streaks of its own colours. */
export function paintSky(ctx: Ctx, box: Box, mood: Mood, horizon: number, rnd: Random): void {
  const stops: Stop[] = mood.sky.map(([o, c]) => [o * 0.94, c]);
  rect(ctx, box.x0, box.y0, box.x1, box.y1, linear(ctx, 0, box.y0, 0, horizon, stops));
  for (let k = 0; k < 36; k++) {
    ctx.globalAlpha = 0.06;
    const y = lerp(box.y0, horizon, rnd.next());
    ellipse(
      ctx,
      rnd.between(box.x0, box.x1),
      y,
      120 + rnd.next() * 240,
      8 + rnd.next() * 24,
      at(mood.sky, Math.floor(rnd.next() * mood.sky.length))[1],
      rnd.jitter(0.05),
    );
  }
  ctx.globalAlpha = 1;
  if (mood.stars > 0) {
    for (let i = 0; i < 90; i++) {
      ctx.globalAlpha = rnd.next() * 0.85 * mood.stars;
      const r = 0.6 + rnd.next() ** 4 * 1.3;
      ellipse(ctx, rnd.between(box.x0, box.x1), lerp(box.y0, horizon * (mood.night ? 0.8 : 0.35), rnd.next()), r, r, '#ffffff');
    }
    ctx.globalAlpha = 1;
  }
  if (mood.sun !== null) {
    const [x, y] = [mood.sun.x * VIEW_W, mood.sun.y * VIEW_H];
    glow(ctx, x, y, mood.night ? 260 : 420, mood.sun.glow, mood.night ? 0.45 : 0.9);
    if (mood.sun.r > 0) ellipse(ctx, x, y, mood.sun.r, mood.sun.r, mood.sun.color);
    if (mood.night)
      for (const [dx, dy, r] of [
        [-7, -5, 5],
        [6, 3, 6],
        [-3, 9, 3.5],
      ] as const)
        ellipse(ctx, x + dx, y + dy, r, r * 0.8, '#e2ddc2');
  }
}

/** A heap cloud: uneven puffs, lit from above, shaded below by two shifted copies, its base dissolved (ART §9). */
export function paintCloud(ctx: Ctx, cx: number, cy: number, w: number, h: number, mood: Mood, rnd: Random): void {
  const { lit, shade, edge } = mood.cloud;
  // Its own canvas, because the dissolve must not eat the sky; at half size, because clouds are soft anyway.
  const k = 0.75;
  const own = createSurface(w * 1.4 * k, h * 2.4 * k);
  const c = own.ctx;
  c.scale(k, k);
  c.translate(w * 0.7, h * 1.7);
  const puffs: { x: number; y: number; r: number }[] = [];
  const lobes = 1 + Math.floor(rnd.next() * 2.4);
  for (let l = 0; l < lobes; l++) {
    const mid = (l + 0.5 + rnd.jitter(0.3)) / lobes - 0.5;
    const tall = rnd.between(0.6, 1) * (1 - Math.abs(mid) * 0.8);
    for (let i = 0; i < 12; i++) {
      const u = ((i + rnd.next()) / 12) * 2 - 1;
      const lift = (1 - u * u) * tall;
      puffs.push({
        x: (mid + (u * 0.42) / lobes) * w * 0.86,
        y: -h * lift * rnd.between(0.35, 0.95),
        r: h * lerp(0.1, 0.3, lift) * rnd.between(0.7, 1.25),
      });
    }
  }
  for (let i = 0; i < 18; i++) {
    const u = (i + rnd.next()) / 18;
    puffs.push({
      x: (u - 0.5) * w * 0.72,
      y: -h * 0.06 * Math.sin(u * Math.PI),
      r: h * (0.13 + 0.1 * Math.sin(u * Math.PI)) * rnd.between(0.8, 1.2),
    });
  }
  const pass = (dx: number, dy: number, size: number, paint: Parameters<typeof fill>[2]): void => {
    c.beginPath();
    for (const p of puffs) {
      c.moveTo(p.x + dx + p.r * size, p.y + dy);
      c.arc(p.x + dx, p.y + dy, p.r * size, 0, Math.PI * 2);
    }
    c.fillStyle = paint;
    c.fill();
  };
  pass(
    0,
    0,
    1,
    linear(c, 0, -h, 0, 0, [
      [0, mix(lit, edge, 0.5)],
      [1, lit],
    ]),
  );
  c.globalCompositeOperation = 'source-atop';
  pass(w * 0.012, h * 0.26, 0.9, mix(lit, shade, 0.35));
  pass(w * 0.02, h * 0.52, 0.9, mix(lit, shade, 0.8));
  c.globalCompositeOperation = 'destination-out';
  c.fillStyle = linear(c, 0, -h * 0.14, 0, h * 0.3, [
    [0, 'rgba(0,0,0,0)'],
    [1, 'rgba(0,0,0,1)'],
  ]);
  c.fillRect(-w, -h * 0.14, w * 2, h * 2);
  ctx.drawImage(own.canvas, cx - w * 0.7, cy - h * 1.7, own.canvas.width / k, own.canvas.height / k);
}

/** A sky's worth of clouds; overcast weather covers more of it. */
export function paintClouds(ctx: Ctx, mood: Mood, rnd: Random, low: number): void {
  const covered = mood.sun === null;
  const count = covered ? 8 : 4;
  for (let i = 0; i < count; i++) {
    const u = (i + rnd.between(0.15, 0.85)) / count;
    const height = rnd.next();
    // Clouds near the horizon are far: smaller and flatter.
    const near = lerp(1, 0.34, height);
    const w = rnd.between(300, 560) * near;
    paintCloud(
      ctx,
      lerp(-0.12, 1.12, u) * VIEW_W,
      lerp(0.16, low, height) * VIEW_H,
      w,
      w * rnd.between(0.2, 0.3) * (covered ? 1.1 : 1),
      mood,
      rnd,
    );
  }
}

export interface Skyline {
  readonly base: number;
  readonly height: readonly [number, number];
  readonly width: readonly [number, number];
  readonly color: string;
  readonly depth: number;
  /** Share of windows with light behind them. */
  readonly windows: number;
}

/** A row of buildings. */
export function paintSkyline(ctx: Ctx, box: Box, mood: Mood, rnd: Random, s: Skyline): void {
  let x = box.x0;
  const top = mood.dark(s.color, s.depth);
  const foot = mood.lit(s.color, s.depth * 0.8);
  const window = mix('#ffdf96', mood.haze, 0.35 * (1 - s.depth));
  while (x < box.x1) {
    const w = rnd.between(...s.width);
    const h = lerp(s.height[0], s.height[1], rnd.next() * rnd.next());
    const y = s.base - h;
    rect(
      ctx,
      x,
      y,
      x + w + 1,
      s.base + 6,
      linear(ctx, 0, y, 0, s.base, [
        [0, top],
        [1, foot],
      ]),
    );
    if (rnd.chance(0.4)) rect(ctx, x + w * 0.3, y - 10, x + w * 0.6, y + 2, top);
    if (rnd.chance(0.25)) rect(ctx, x + w * 0.5, y - 28, x + w * 0.5 + 2, y + 2, top);
    rect(ctx, x, y, x + 3, s.base, alpha(mood.edge, 0.16));
    if (mood.snow) rect(ctx, x - 1, y - 3, x + w + 1, y + 1, mood.lit('#ffffff', s.depth));
    if (s.windows > 0)
      paintWindows(ctx, rnd, x, y, w, s.base, window, lerp(0.03, s.windows, mood.lamps), mood.dark('#56607a', s.depth));
    x += w + (rnd.chance(0.3) ? rnd.next() * 14 : 0);
  }
}

function paintWindows(
  ctx: Ctx,
  rnd: Random,
  x: number,
  y: number,
  w: number,
  base: number,
  lit: string,
  share: number,
  unlit: string,
): void {
  for (let yy = y + 8; yy < base - 8; yy += 9) {
    for (let xx = x + 5; xx < x + w - 6; xx += 8) {
      const on = rnd.chance(share);
      if (!on && !rnd.chance(0.25)) continue;
      ctx.globalAlpha = on ? rnd.between(0.45, 1) : 0.35;
      rect(ctx, xx, yy, xx + 3.4, yy + 4.4, on ? lit : unlit);
    }
  }
  ctx.globalAlpha = 1;
}

/** A ridge of hills or treetops from an irregular edge down to `bottom`. */
export function paintRidge(
  ctx: Ctx,
  box: Box,
  rnd: Random,
  base: number,
  swell: number,
  rough: number,
  bottom: number,
  color: string,
): void {
  const top: Pt[] = [];
  const phase = rnd.between(0, 6);
  for (let x = box.x0; x <= box.x1; x += 14)
    top.push([
      x,
      base - Math.max(0, Math.sin(x * 0.0042 + phase)) * swell - Math.sin(x * 0.013 + phase) * swell * 0.18 - rnd.next() * rough,
    ]);
  fill(ctx, [...top, [box.x1, bottom], [box.x0, bottom]], color);
}

/** Leaf clusters in three tones: dark behind, light in front and towards the light. */
export function paintLeaves(
  ctx: Ctx,
  cx: number,
  cy: number,
  radius: number,
  count: number,
  colors: readonly string[],
  rnd: Random,
): void {
  colors.forEach((color, k) => {
    ctx.fillStyle = color;
    for (let i = 0; i < count; i++) {
      const a = rnd.next() * Math.PI * 2;
      const q = Math.sqrt(rnd.next()) * radius * (1 - k * 0.14);
      const s = radius * rnd.between(0.05, 0.11);
      ctx.beginPath();
      ctx.ellipse(
        cx + Math.cos(a) * q * 1.5 - k * radius * 0.14,
        cy + Math.sin(a) * q * 0.72 - k * radius * 0.13,
        s * 1.3,
        s * 0.62,
        rnd.next() * 3,
        0,
        Math.PI * 2,
      );
      ctx.fill();
    }
  });
}

/** Broken bars of light on wet ground under a lamp. */
export function paintReflection(ctx: Ctx, x: number, y: number, scale: number, color: string, rnd: Random, strength = 1): void {
  ctx.save();
  ctx.globalCompositeOperation = 'screen';
  ctx.fillStyle = color;
  for (let k = 0; k < 24; k++) {
    ctx.globalAlpha = Math.max(0, 0.3 - 0.011 * k) * strength;
    const w = rnd.between(34, 76) * scale;
    ctx.fillRect(x - w / 2 + rnd.jitter(8) * scale, y + k * 7.5 * scale, w, 2.6);
  }
  ctx.restore();
  glow(ctx, x, y + 40 * scale, 140 * scale, color, 0.28 * strength);
}

/** Runs `draw` clipped to a box of the view. */
export function within(ctx: Ctx, box: Box, draw: () => void): void {
  clipRect(ctx, box.x0, box.y0, box.x1 - box.x0, box.y1 - box.y0, draw);
}

/** Soft shafts of light: drawn small and enlarged, so no edge slices a face (ART §7). */
export function softly(ctx: Ctx, box: Box, draw: (small: Ctx) => void): void {
  const k = 1 / 14;
  const small = createSurface((box.x1 - box.x0) * k, (box.y1 - box.y0) * k);
  small.ctx.scale(k, k);
  small.ctx.translate(-box.x0, -box.y0);
  draw(small.ctx);
  ctx.save();
  ctx.globalCompositeOperation = 'screen';
  ctx.imageSmoothingEnabled = true;
  ctx.imageSmoothingQuality = 'high';
  ctx.drawImage(small.canvas, box.x0, box.y0, box.x1 - box.x0, box.y1 - box.y0);
  ctx.restore();
}
