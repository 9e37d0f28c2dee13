import type { Canvas } from '@napi-rs/canvas';
import { type CameraState, layerTransform, layerZoom, MAX_SHIFT } from './camera.ts';
import { type Ctx, createOpaqueSurface, createSurface } from './ink.ts';
import { LAYER_BOX, type Scene, VIEW_H, VIEW_W } from './places/scene.ts';
import type { Backdrop } from './staging.ts';

/** A place painted once: one canvas per layer, overscan included. */
export interface PaintedPlace {
  readonly scene: Scene;
  readonly layers: readonly { readonly depth: number; readonly canvas: Canvas }[];
}

/** Paints every layer of a place at `scale` pixels per view unit. */
export function paintPlace(scene: Scene, scale: number): PaintedPlace {
  const layers = scene.layers.map((layer) => {
    const { canvas, ctx } = createSurface((LAYER_BOX.x1 - LAYER_BOX.x0) * scale, (LAYER_BOX.y1 - LAYER_BOX.y0) * scale);
    ctx.scale(scale, scale);
    ctx.translate(-LAYER_BOX.x0, -LAYER_BOX.y0);
    layer.paint(ctx, LAYER_BOX);
    return { depth: layer.depth, canvas };
  });
  return { scene, layers };
}

/** Layers of one depth range, seen through the shot's framing, blurred and ready to be moved as one. */
export interface Plane {
  readonly depth: number;
  readonly canvas: Canvas;
  /** Behind the window pane, where an indoor place keeps its weather. */
  readonly outside: boolean;
  /** Covers the frame whatever the camera does. */
  readonly opaque: boolean;
}

export interface BakedBackdrop {
  /** Far to near, behind the cast. */
  readonly behind: readonly Plane[];
  /** In front of the cast. */
  readonly before: readonly Plane[];
  readonly scale: number;
}

/** Margin of a plane beyond the frame, view units: the farthest a move can shift it. */
export const PLANE_MARGIN = MAX_SHIFT + 8;

/**
 * Bakes framing zoom and blur into as few planes as the move allows (ART §11): a camera that stands still needs one plane
 * behind the cast, one that moves needs two where the backdrop is out of focus, three where it is sharp.
 */
export function bakeBackdrop(place: PaintedPlace, framing: Backdrop, moving: boolean, scale: number): BakedBackdrop {
  const glass = place.scene.glassDepth;
  const cuts = !moving ? (glass === null ? [1] : [glass, 1]) : framing.blur > 2 ? [glass ?? 0.45, 1] : [0.22, glass ?? 0.6, 1];
  const bins: { depth: number; canvas: Canvas }[][] = [...cuts.map(() => []), []];
  for (const layer of place.layers) {
    const found = cuts.findIndex((cut) => layer.depth <= cut);
    bins[found < 0 ? cuts.length : found]?.push(layer);
  }
  const planes = bins.map((bin, i) => ({ bin, outside: glass !== null && (cuts[i] ?? 9) <= glass, first: i === 0 }));
  const bake = ({ bin, outside, first }: (typeof planes)[number]): Plane => bakePlane(bin, framing, scale, outside, first);
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
  bin: readonly { depth: number; canvas: Canvas }[],
  framing: Backdrop,
  scale: number,
  outside: boolean,
  opaque: boolean,
): Plane {
  const width = Math.ceil((VIEW_W + 2 * PLANE_MARGIN) * scale);
  const height = Math.ceil((VIEW_H + 2 * PLANE_MARGIN) * scale);
  const { canvas, ctx } = opaque ? createOpaqueSurface(width, height) : createSurface(width, height);
  let weight = 0;
  ctx.imageSmoothingEnabled = true;
  ctx.imageSmoothingQuality = 'medium';
  for (const layer of bin) {
    weight += layer.depth;
    const zoom = layerZoom(framing.zoom, layer.depth);
    const blur = framing.blur * scale * (layer.depth > 1 ? 1.4 : 0.45 + 0.55 * (1 - layer.depth));
    ctx.save();
    if (blur > 0.4) ctx.filter = `blur(${blur.toFixed(2)}px)`;
    ctx.translate((PLANE_MARGIN + VIEW_W / 2) * scale, (PLANE_MARGIN + VIEW_H / 2) * scale);
    // The framing's centre counts by depth: what is far hardly shifts, but a layer must never run out before the frame does.
    const focusX = limitFocus(framing.x - VIEW_W / 2, zoom, VIEW_W, LAYER_BOX.x0) * zoom;
    const focusY = limitFocus(framing.y - VIEW_H / 2, zoom, VIEW_H, LAYER_BOX.y0) * zoom;
    ctx.translate(-focusX * scale, -focusY * scale);
    ctx.scale(zoom, zoom);
    ctx.drawImage(layer.canvas, (LAYER_BOX.x0 - VIEW_W / 2) * scale, (LAYER_BOX.y0 - VIEW_H / 2) * scale);
    ctx.restore();
  }
  return { depth: weight / Math.max(1, bin.length), canvas, outside, opaque };
}

/** Keeps the plane's edge inside the painted layer: shift is cut where the overscan ends. */
function limitFocus(wanted: number, zoom: number, size: number, edge: number): number {
  const reach = size / 2 - edge - (size / 2 + PLANE_MARGIN * 0.8) / zoom;
  const room = Math.max(0, reach);
  return Math.max(-room, Math.min(room, wanted));
}

/** Draws planes under the camera, in pixels of the frame. */
export function drawPlanes(ctx: Ctx, planes: readonly Plane[], camera: CameraState, scale: number): void {
  for (const plane of planes) {
    const t = layerTransform(camera, plane.depth, VIEW_W / 2, VIEW_H / 2);
    const [x, y] = [(t.dx - PLANE_MARGIN * t.scale) * scale, (t.dy - PLANE_MARGIN * t.scale) * scale];
    if (t.scale === 1) ctx.drawImage(plane.canvas, x, y);
    else ctx.drawImage(plane.canvas, x, y, plane.canvas.width * t.scale, plane.canvas.height * t.scale);
  }
}
