import { EDIT_RATE } from '../document/vocabulary.ts';

/** Where in a shot its lines are spoken. */

/** Silence before the first line and between two, in frames at the edit rate: a third and a quarter of a second. */
const LEAD = 8;
const GAP = 6;
/** Seconds below which a caption cannot be read, for lines that are hardly or not at all spoken ("…"). */
const SHORTEST = 0.5;

export interface LineSlot {
  readonly startFrame: number;
  readonly endFrame: number;
}

export interface LineTiming {
  readonly slots: readonly LineSlot[];
  /** False when the shot is too short for its lines and the slots had to be made shorter than the speech. */
  readonly fits: boolean;
}

/**
 * Lines follow one another with a lead and gaps; where the shot is short, silence is given up first, and only then speech,
 * each line in proportion, so that every line still begins inside the shot and in order.
 * @param seconds length of each line as spoken. @param frames length of the shot at `fps`, at least 1.
 */
export function timeLines(seconds: readonly number[], frames: number, fps: number): LineTiming {
  const lengths = seconds.map((s) => Math.ceil(Math.max(s, SHORTEST) * fps));
  const speech = lengths.reduce((sum, length) => sum + length, 0);
  const silence = ((LEAD + GAP * (lengths.length - 1)) * fps) / EDIT_RATE;
  const spare = frames - speech;
  const quiet = Math.max(0, Math.min(1, spare / silence));
  const scale = spare >= 0 ? 1 : frames / speech;
  let at = (LEAD * fps * quiet) / EDIT_RATE;
  const slots = lengths.map((length) => {
    const startFrame = Math.min(frames - 1, Math.floor(at));
    const endFrame = Math.max(startFrame + 1, Math.min(frames, Math.floor(at + length * scale)));
    at += length * scale + (GAP * fps * quiet) / EDIT_RATE;
    return { startFrame, endFrame };
  });
  return { slots, fits: spare >= 0 };
}
