import type { CameraMove, ShotSize } from '@trashfire/shared/document/vocabulary';
import { lerp, smoothstep } from './math.ts';

/** What the camera does on top of its staging: shift in view units at depth 1, and zoom at depth 1. */
export interface CameraState {
  readonly x: number;
  readonly y: number;
  readonly zoom: number;
}

export const STILL_CAMERA: CameraState = { x: 0, y: 0, zoom: 1 };

/** How far the picture travels, by the size of the shot: closer shots move less, or faces leave the frame. */
const REACH: Readonly<Record<ShotSize, number>> = {
  ECU: 26,
  CU: 40,
  MCU: 48,
  OTS: 42,
  TWO: 52,
  MS: 60,
  FS: 74,
  WS: 88,
  EWS: 96,
  INSERT: 46,
};
/** Zoom of a push: enough to be felt, not so much that a head leaves its range of the frame (ART §8). */
export const PUSH = 1.08;
/** Largest shift of any move, view units: what baked layers must reach beyond the frame. */
export const MAX_SHIFT = 96;

/** Hits of a camera shake, in drawings of two frames: three decaying steps. */
const SHAKE = [
  [-14, 9],
  [12, -8],
  [-9, 6],
  [7, -5],
  [-4, 3],
  [2, -1],
] as const;

/** The camera at a frame. Starts and ends are eased; a one-frame shot stands at its start. */
export function cameraAt(move: CameraMove, size: ShotSize, frame: number, frames: number, fps: number): CameraState {
  const t = frames > 1 ? frame / (frames - 1) : 0;
  const e = smoothstep(t);
  const reach = REACH[size];
  switch (move) {
    case 'hold':
      return STILL_CAMERA;
    case 'drift':
      return { x: lerp(-0.24, 0.24, t) * reach, y: 0, zoom: lerp(1, 1.02, t) };
    case 'push-in':
      return { x: 0, y: 0, zoom: lerp(1, PUSH, e) };
    case 'pull-out':
      return { x: 0, y: 0, zoom: lerp(PUSH, 1, e) };
    case 'pan-left':
      return { x: lerp(reach, -reach, e), y: 0, zoom: 1 };
    case 'pan-right':
      return { x: lerp(-reach, reach, e), y: 0, zoom: 1 };
    case 'tilt-up':
      return { x: 0, y: lerp(reach * 0.6, -reach * 0.6, e), zoom: 1 };
    case 'tilt-down':
      return { x: 0, y: lerp(-reach * 0.6, reach * 0.6, e), zoom: 1 };
    case 'shake': {
      const step = Math.max(1, Math.round(fps / 12));
      const hit = SHAKE[Math.floor((frame - step) / step)];
      return hit === undefined || frame < step ? STILL_CAMERA : { x: hit[0], y: hit[1], zoom: 1 };
    }
  }
}

/** Zoom of a layer: far ones grow less (ART §8). */
export const layerZoom = (zoom: number, depth: number): number => 1 + (zoom - 1) * (0.35 + 0.65 * Math.min(depth, 1.3));

/** Puts a layer of the given depth under the camera: the transform from view units to view units. */
export function layerTransform(
  camera: CameraState,
  depth: number,
  centreX: number,
  centreY: number,
): { readonly scale: number; readonly dx: number; readonly dy: number } {
  const scale = layerZoom(camera.zoom, depth);
  return { scale, dx: centreX * (1 - scale) - camera.x * depth, dy: centreY * (1 - scale) - camera.y * depth };
}
