import { EDIT_RATE } from '@trashfire/shared/document/vocabulary';

/** Frames to px and back. `zoom` is px per frame. */
export const MIN_ZOOM = 0.05;
export const MAX_ZOOM = 24;

/** Zoom that shows the whole cut in the given width, with a little air behind it. */
export function fitZoom(frames: number, width: number): number {
  return clampZoom(width / Math.max(EDIT_RATE, frames * 1.03));
}

export function clampZoom(zoom: number): number {
  return Math.min(MAX_ZOOM, Math.max(MIN_ZOOM, zoom));
}

/**
 * Zooms around a point: the frame under the pointer stays under it.
 * @param x of the pointer from the left of the visible part, px. @returns the new zoom and scroll position.
 */
export function zoomAround(zoom: number, scroll: number, x: number, factor: number): { zoom: number; scroll: number } {
  const next = clampZoom(zoom * factor);
  const frame = (scroll + x) / zoom;
  return { zoom: next, scroll: Math.max(0, frame * next - x) };
}

const STEPS = [1, 2, 6, 12, 24, 48, 120, 240, 480, 1440, 2880, 7200, 14400] as const;
const LABEL_PX = 86;

/** Frames between two labels of the ruler, so that labels never touch. */
export function rulerStep(zoom: number): number {
  return STEPS.find((step) => step * zoom >= LABEL_PX) ?? 28_800;
}
