import { EDIT_RATE } from '../document/vocabulary.ts';

/** Longest shot the engines take, in frames at the edit rate: five minutes (ShotManifest's limit at 30 frames a second). */
export const LONGEST_SHOT = 5 * 60 * EDIT_RATE;

/**
 * A position in the cut at another frame rate (SPEC T6). Positions are rounded, lengths are differences of positions, so
 * rounding never adds up over an episode.
 * @param frame absolute position in frames at the edit rate. @param fps frames a second of the preset.
 */
export function conform(frame: number, fps: number): number {
  return Math.round((frame * fps) / EDIT_RATE);
}
