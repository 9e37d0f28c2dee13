import { soleY } from './body/body.ts';
import { trailOf } from './body/rig.ts';
import { drawCharacter } from './character.ts';
import { alpha } from './color.ts';
import type { Drawing, Figure } from './figure.ts';
import { ellipse, type Surface } from './ink.ts';
import { type GroupLight, lightGroup } from './lighting.ts';
import { VIEW_H, VIEW_W } from './places/scene.ts';
import type { Placement } from './staging.ts';
import type { SurfacePool } from './surface-pool.ts';

/** The cast of one depth on its own canvas, with its light; redrawn on twos and moved on ones (ART §11). */
export interface CastLayer {
  readonly surface: Surface;
  readonly scratch: Surface;
  readonly scale: number;
  /** Pixels the last drawing may have touched; empty before the first. */
  box: PixelBox;
}

export interface PixelBox {
  readonly x: number;
  readonly y: number;
  readonly w: number;
  readonly h: number;
}

const NOTHING: PixelBox = { x: 0, y: 0, w: 0, h: 0 };

/** Margin beyond the frame for camera moves, view units. */
export const CAST_MARGIN = 104;

/** Two surfaces of the view and its margins. @param scale pixels a view unit. */
export function createCastLayer(scale: number, pool: SurfacePool): CastLayer {
  const [w, h] = [(VIEW_W + 2 * CAST_MARGIN) * scale, (VIEW_H + 2 * CAST_MARGIN) * scale];
  return { surface: pool.take(w, h), scratch: pool.take(w, h), scale, box: NOTHING };
}

export interface Performer {
  readonly figure: Figure;
  readonly placement: Placement;
  readonly drawing: Drawing;
  readonly travel: number;
}

export interface CastLight {
  /** Key light in view units of the frame. */
  readonly x: number;
  readonly y: number;
  readonly contact: string;
  readonly wet: boolean;
  /** Vertical stretch from camera height: seen from below people tower, from above they shorten. */
  readonly stretch: number;
}

/** Draws the performers into the layer, farthest first. Performers of one call share one light and one key side. */
export function drawCastLayer(layer: CastLayer, performers: readonly Performer[], light: CastLight): void {
  const { ctx, canvas } = layer.surface;
  ctx.setTransform(1, 0, 0, 1, 0, 0);
  ctx.globalCompositeOperation = 'source-over';
  ctx.clearRect(layer.box.x, layer.box.y, layer.box.w, layer.box.h);
  const first = performers[0];
  if (first === undefined) return;
  layer.box = boxOf(layer, performers, light, canvas.width, canvas.height);
  ctx.save();
  clipBox(ctx, layer.box);
  for (const p of performers) drawPerformer(layer, p, light);
  const { scale } = layer;
  const grade = first.figure.palette.grade;
  const rim = Math.max(1.1, Math.min(5, 2.6 * first.placement.scale * (first.placement.foreground ? 1.3 : 1))) * scale;
  const lit: GroupLight = {
    grade,
    x: (light.x + CAST_MARGIN) * scale,
    y: (light.y + CAST_MARGIN) * scale,
    key: first.placement.key,
    rim,
  };
  lightGroup(layer.surface, layer.scratch, lit, layer.box);
  if (performers.some((p) => p.placement.ground !== null)) drawContact(layer, performers, light);
  ctx.restore();
}

/** Restricts drawing to a box of pixels: every full-frame pass costs by its area. */
function clipBox(ctx: Surface['ctx'], box: PixelBox): void {
  ctx.beginPath();
  ctx.rect(box.x, box.y, box.w, box.h);
  ctx.clip();
}

/** A generous box round the performers: outstretched arms, blown hair, shadow and reflection. */
function boxOf(layer: CastLayer, performers: readonly Performer[], light: CastLight, width: number, height: number): PixelBox {
  let [x0, y0, x1, y1] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY, 0, 0];
  for (const p of performers) {
    const { scale, x, ground } = p.placement;
    const reach = (p.drawing.pose === 'point' ? 640 : 400) * scale + 24;
    const hair = 330 * Math.abs(p.drawing.wind) * scale;
    const y = headY(p, light);
    x0 = Math.min(x0, x + p.travel - reach - hair);
    x1 = Math.max(x1, x + p.travel + reach + hair);
    y0 = Math.min(y0, y - 230 * scale);
    y1 = Math.max(y1, ground === null ? VIEW_H + CAST_MARGIN : ground + (light.wet ? 260 : 40));
  }
  const px = (v: number): number => Math.floor((v + CAST_MARGIN) * layer.scale);
  const left = Math.max(0, px(x0));
  const top = Math.max(0, px(y0));
  return { x: left, y: top, w: Math.max(0, Math.min(width, px(x1)) - left), h: Math.max(0, Math.min(height, px(y1)) - top) };
}

function drawPerformer(layer: CastLayer, p: Performer, light: CastLight): void {
  const { ctx } = layer.surface;
  const { placement, figure, drawing } = p;
  const y = headY(p, light);
  ctx.save();
  ctx.scale(layer.scale, layer.scale);
  const trail = placement.ground === null ? 0 : trailOf(figure, drawing) * placement.scale;
  ctx.translate(CAST_MARGIN + placement.x + p.travel + trail, CAST_MARGIN + y);
  ctx.scale(placement.scale, placement.scale * light.stretch);
  drawCharacter(ctx, figure, drawing);
  ctx.restore();
}

/** Skull's centre: from the ground up where feet show, else as staged. */
function headY({ placement, figure, drawing }: Performer, light: CastLight): number {
  return placement.ground === null ? placement.y : placement.ground - soleY(figure, drawing) * placement.scale * light.stretch;
}

/** Contact shadows, and on wet ground the figures upside down at 22% (ART §8), all behind the cast. */
function drawContact(layer: CastLayer, performers: readonly Performer[], light: CastLight): void {
  const { ctx, canvas } = layer.surface;
  ctx.save();
  ctx.globalCompositeOperation = 'destination-over';
  ctx.setTransform(layer.scale, 0, 0, layer.scale, 0, 0);
  for (const { placement, figure, travel, drawing } of performers) {
    if (placement.ground === null) continue;
    const w = figure.anatomy.body.shoulder * figure.anatomy.body.scale * placement.scale;
    const seated = drawing.pose === 'sit' ? 1.7 : 1;
    const [x, y] = [CAST_MARGIN + placement.x + travel - placement.key * w * 0.35, CAST_MARGIN + placement.ground - 1];
    ellipse(ctx, x, y, w * 0.95 * seated, w * 0.15, alpha(light.contact, 0.34));
    ellipse(ctx, x - placement.key * w * 0.3, y, w * 1.5 * seated, w * 0.22, alpha(light.contact, 0.3));
  }
  if (light.wet) {
    const ground = performers.find((p) => p.placement.ground !== null)?.placement.ground ?? null;
    if (ground !== null) {
      const scratch = layer.scratch.ctx;
      scratch.globalCompositeOperation = 'copy';
      scratch.setTransform(1, 0, 0, 1, 0, 0);
      scratch.drawImage(canvas, 0, 0);
      scratch.globalCompositeOperation = 'source-over';
      ctx.setTransform(1, 0, 0, -1, 0, 2 * (CAST_MARGIN + ground) * layer.scale);
      ctx.globalAlpha = 0.22;
      ctx.drawImage(layer.scratch.canvas, 0, 0);
    }
  }
  ctx.restore();
}
