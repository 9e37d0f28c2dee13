import type { Ctx } from '../ink.ts';
import type { Tones } from '../tones.ts';

/** An object filling half the frame's width, around the origin, in view units (ART §8, insert). */
export type PropPainter = (ctx: Ctx, cloth: (hex: string) => Tones, line: number, seed: number) => void;

/** The first shape of a prop throws the shadow; what is painted on it does not. */
export const noShadow = (ctx: Ctx): void => {
  ctx.shadowColor = 'rgba(0,0,0,0)';
};
