import type { Canvas } from '@napi-rs/canvas';
import { type CameraState, layerTransform } from './camera.ts';
import { type Ctx, createSurface, type Surface } from './ink.ts';
import { layerView, PLANE_MARGIN } from './lens.ts';
import { LAYER_BOX, type Scene, VIEW_H, VIEW_W } from './places/scene.ts';
import type { Backdrop } from './staging.ts';
import type { SurfacePool } from './surface-pool.ts';

/** A place painted once: one canvas per layer, overscan included. */
export interface PaintedPlace {
  readonly scene: Scene;
  readonly layers: readonly PaintedLayer[];
}

export interface PaintedLayer {
  readonly depth: number;
  readonly surface: Surface;
}

/** Paints every layer of a place at `scale` pixels per view unit. */
export function paintPlace(scene: Scene, scale: number, pool: SurfacePool): PaintedPlace {
  const layers = scene.layers.map((layer) => {
    const surface = pool.take((LAYER_BOX.x1 - LAYER_BOX.x0) * scale, (LAYER_BOX.y1 - LAYER_BOX.y0) * scale);
    const { ctx } = surface;
    ctx.scale(scale, scale);
    ctx.translate(-LAYER_BOX.x0, -LAYER_BOX.y0);
    layer.paint(ctx, LAYER_BOX);
    return { depth: layer.depth, surface };
  });
  return { scene, layers };
}

/** Layers of one depth range, seen through the shot's framing, blurred and ready to be moved as one. */
export interface Plane {
  readonly depth: number;
  readonly surface: Surface;
  /** Behind the window pane, where an indoor place keeps its weather. */
  readonly outside: boolean;
  /** The part of the canvas that is painted, pixels: near planes leave the sky empty. */
  readonly box: { readonly x: number; readonly y: number; readonly w: number; readonly h: number };
}

export interface BakedBackdrop {
  /** Far to near, behind the cast. */
  readonly behind: readonly Plane[];
  /** In front of the cast. */
  readonly before: readonly Plane[];
  readonly scale: number;
}

/**
 * Bakes framing zoom and blur into as few planes as the move allows (ART §11): a camera that stands still needs one plane
 * behind the cast, one that moves needs two where the backdrop is out of focus, three where it is sharp.
 */
export function bakeBackdrop(
  place: PaintedPlace,
  framing: Backdrop,
  moving: boolean,
  scale: number,
  pool: SurfacePool,
): BakedBackdrop {
  const glass = place.scene.glassDepth;
  const cuts = !moving ? (glass === null ? [1] : [glass, 1]) : framing.blur > 2 ? [glass ?? 0.45, 1] : [0.22, glass ?? 0.6, 1];
  const bins: PaintedLayer[][] = [...cuts.map(() => []), []];
  for (const layer of place.layers) {
    const found = cuts.findIndex((cut) => layer.depth <= cut);
    bins[found < 0 ? cuts.length : found]?.push(layer);
  }
  const planes = bins.map((bin, i) => ({ bin, outside: glass !== null && (cuts[i] ?? 9) <= glass, first: i === 0 }));
  const bake = ({ bin, outside, first }: (typeof planes)[number]): Plane => bakePlane(bin, framing, scale, outside, first, pool);
  return {
    behind: planes
      .slice(0, cuts.length)
      .filter((p) => p.bin.length > 0)
      .map(bake),
    before: planes
      .slice(cuts.length)
      .filter((p) => p.bin.length > 0)
      .map(bake),
    scale,
  };
}

function bakePlane(
  bin: readonly PaintedLayer[],
  framing: Backdrop,
  scale: number,
  outside: boolean,
  opaque: boolean,
  pool: SurfacePool,
): Plane {
  const width = Math.ceil((VIEW_W + 2 * PLANE_MARGIN) * scale);
  const height = Math.ceil((VIEW_H + 2 * PLANE_MARGIN) * scale);
  const surface = pool.take(width, height);
  const { canvas, ctx } = surface;
  let weight = 0;
  ctx.imageSmoothingEnabled = true;
  ctx.imageSmoothingQuality = 'medium';
  for (const layer of bin) {
    weight += layer.depth;
    const view = layerView(framing, layer.depth);
    const blur = framing.blur * scale * (layer.depth > 1 ? 1.4 : 0.45 + 0.55 * (1 - layer.depth));
    ctx.save();
    if (blur > 0.4) ctx.filter = `blur(${blur.toFixed(2)}px)`;
    ctx.translate((PLANE_MARGIN + VIEW_W / 2) * scale, (PLANE_MARGIN + VIEW_H / 2) * scale);
    ctx.translate(-view.x * view.zoom * scale, -view.y * view.zoom * scale);
    ctx.scale(view.zoom, view.zoom);
    ctx.drawImage(layer.surface.canvas, (LAYER_BOX.x0 - VIEW_W / 2) * scale, (LAYER_BOX.y0 - VIEW_H / 2) * scale);
    ctx.restore();
  }
  return {
    depth: weight / Math.max(1, bin.length),
    surface,
    outside,
    box: opaque ? { x: 0, y: 0, w: width, h: height } : paintedBox(canvas),
  };
}

/** Bounds of what is not transparent, found on a copy of an eighth the size. */
function paintedBox(canvas: Canvas): Plane['box'] {
  const k = 8;
  const [w, h] = [Math.ceil(canvas.width / k), Math.ceil(canvas.height / k)];
  const { ctx } = createSurface(w, h);
  ctx.imageSmoothingEnabled = true;
  ctx.imageSmoothingQuality = 'medium';
  ctx.drawImage(canvas, 0, 0, w, h);
  const { data } = ctx.getImageData(0, 0, w, h);
  let [x0, y0, x1, y1] = [w, h, -1, -1];
  for (let i = 0; i < w * h; i++) {
    if ((data[i * 4 + 3] ?? 0) === 0) continue;
    const [x, y] = [i % w, Math.floor(i / w)];
    [x0, y0, x1, y1] = [Math.min(x0, x), Math.min(y0, y), Math.max(x1, x), Math.max(y1, y)];
  }
  if (x1 < 0) return { x: 0, y: 0, w: 0, h: 0 };
  // One cell of margin, because the small copy may have lost a faint edge.
  const [left, top] = [Math.max(0, (x0 - 1) * k), Math.max(0, (y0 - 1) * k)];
  return { x: left, y: top, w: Math.min(canvas.width, (x1 + 2) * k) - left, h: Math.min(canvas.height, (y1 + 2) * k) - top };
}

/** Draws planes under the camera, in pixels of the frame. */
export function drawPlanes(ctx: Ctx, planes: readonly Plane[], camera: CameraState, scale: number): void {
  for (const { surface, depth, box } of planes) {
    if (box.w === 0) continue;
    const t = layerTransform(camera, depth, VIEW_W / 2, VIEW_H / 2);
    const x = (t.dx - PLANE_MARGIN * t.scale) * scale + box.x * t.scale;
    const y = (t.dy - PLANE_MARGIN * t.scale) * scale + box.y * t.scale;
    ctx.drawImage(surface.canvas, box.x, box.y, box.w, box.h, x, y, box.w * t.scale, box.h * t.scale);
  }
}
