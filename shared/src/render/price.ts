import type { PresetName } from './presets.ts';

/**
 * What a shot costs and how long it takes, told before any click. The price follows from the plan alone, never from how
 * busy the machine was, so that the price a person approved is the price they pay (R4).
 */
export interface Estimate {
  /** Micro-dollars. */
  readonly price: bigint;
  /** Milliseconds of one CPU core (animatic) or one GPU. */
  readonly milliseconds: number;
}

/**
 * Micro-dollars for an hour of one CPU core: what general-purpose cloud machines ask for a vCPU, about four cents. On a
 * studio's own machine the credits are mock and stand for electricity and wear.
 */
export const CPU_CORE_HOUR = 40_000n;

/** CPU milliseconds per frame, drawing and x264 veryfast together, as measured on two shared vCPUs; voices are counted in. */
const FRAME_MS: Readonly<Record<PresetName, number>> = { LOW: 30, HIGH: 66 };
/** Start of the encoder and of the voices, once per shot. */
const SHOT_MS = 400;

const HOUR_MS = 3_600_000n;

/** @param shots length of each in frames at the preset's rate. Stills are free. */
export function estimateAnimatic(shots: readonly { readonly frames: number }[], preset: PresetName): Estimate {
  const milliseconds = shots.reduce((sum, { frames }) => sum + SHOT_MS + frames * FRAME_MS[preset], 0);
  const price = shots.reduce((sum, shot) => sum + priceOfShot(shot.frames, preset), 0n);
  return { price, milliseconds };
}

/** Rounded up for each shot, so that the prices of single shots add up to the price of the whole. */
export function priceOfShot(frames: number, preset: PresetName): bigint {
  const milliseconds = BigInt(SHOT_MS + frames * FRAME_MS[preset]);
  return (milliseconds * CPU_CORE_HOUR + HOUR_MS - 1n) / HOUR_MS;
}

/**
 * Seconds until all of it is there.
 * @param cores how many work on it at once; at least 1.
 */
export function secondsOf(estimate: Estimate, cores: number): number {
  return estimate.milliseconds / 1000 / Math.max(1, cores);
}
