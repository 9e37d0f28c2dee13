import type { Ctx } from '../ink.ts';
import type { Pt } from '../math.ts';

/** Places are painted in a frame of 1280 x 720 units, whatever the pixels; layers reach over its edges so that the camera can move. */
export const VIEW_W = 1280;
export const VIEW_H = 720;
/** Overscan: how far layers reach beyond each side of the frame, as a share of it (ART §9). */
export const OVERSCAN = 0.18;

export interface Box {
  readonly x0: number;
  readonly y0: number;
  readonly x1: number;
  readonly y1: number;
}

export const LAYER_BOX: Box = {
  x0: -VIEW_W * OVERSCAN,
  y0: -VIEW_H * OVERSCAN,
  x1: VIEW_W * (1 + OVERSCAN),
  y1: VIEW_H * (1 + OVERSCAN),
};

export interface Layer {
  /** 0 is infinitely far, 1 where the cast stands, above 1 in front of them. */
  readonly depth: number;
  readonly paint: (ctx: Ctx, box: Box) => void;
}

/** A place at a time, under a weather: painters far to near, and what staging must know about it. */
export interface Scene {
  readonly layers: readonly Layer[];
  /** Where the key light comes from, in view units. */
  readonly light: Pt;
  /** Where soles of small, far figures stand, and of figures that fill the frame; `depth` is the ground layer's. */
  readonly ground: { readonly far: number; readonly near: number; readonly depth: number };
  /** Where someone in an extreme wide shot stands, x in view units. */
  readonly path: number;
  /** x of what the place is about, view units: an empty picture shows all of it. Null where the whole place is the subject. */
  readonly subject: number | null;
  /** Mirrors figures on the ground: wet stone. */
  readonly wet: boolean;
  /** Weather is seen behind this depth only: the window pane. */
  readonly glassDepth: number | null;
  /** Colour of shadows that figures throw on the ground. */
  readonly contact: string;
}
