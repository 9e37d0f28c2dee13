import { layerZoom, MAX_SHIFT } from './camera.ts';
import { LAYER_BOX, VIEW_H, VIEW_W } from './places/scene.ts';
import type { Backdrop } from './staging.ts';

/** Margin of a plane beyond the frame, view units: the farthest a move can shift it. */
export const PLANE_MARGIN = MAX_SHIFT + 8;

/** How a layer of one depth is seen through a shot's framing: its zoom, and the layer's point in the frame's middle as an offset from the view's. */
export interface LayerView {
  readonly zoom: number;
  readonly x: number;
  readonly y: number;
}

/**
 * A camera that stands beside the middle (`truck`) sees near layers shifted farther than far ones; a layer must never run
 * out before the frame does.
 */
export function layerView(framing: Backdrop, depth: number): LayerView {
  const zoom = layerZoom(framing.zoom, depth);
  return {
    zoom,
    x: limitFocus(framing.x - VIEW_W / 2 + framing.truck * depth, zoom, VIEW_W, LAYER_BOX.x0),
    y: limitFocus(framing.y - VIEW_H / 2, zoom, VIEW_H, LAYER_BOX.y0),
  };
}

/** Where a point of the place at a depth lies in the frame, view units. */
export function screenPoint(framing: Backdrop, depth: number, x: number, y: number): readonly [x: number, y: number] {
  const view = layerView(framing, depth);
  return [(x - VIEW_W / 2 - view.x) * view.zoom + VIEW_W / 2, (y - VIEW_H / 2 - view.y) * view.zoom + VIEW_H / 2];
}

/** Keeps the plane's edge inside the painted layer: shift is cut where the overscan ends. */
function limitFocus(wanted: number, zoom: number, size: number, edge: number): number {
  const reach = size / 2 - edge - (size / 2 + PLANE_MARGIN * 0.8) / zoom;
  const room = Math.max(0, reach);
  return Math.max(-room, Math.min(room, wanted));
}
