/** What of the cut is played round and round. Frames at the edit rate; `out` is the first frame after it. */
export interface PlayRange {
  readonly in: number | null;
  readonly out: number | null;
}

export const NO_RANGE: PlayRange = { in: null, out: null };

/** In at a frame; an out point that is not behind it goes. */
export function withIn(range: PlayRange, frame: number): PlayRange {
  return { in: frame, out: range.out !== null && range.out > frame ? range.out : null };
}

/** Out behind the frame that is shown, which is the last one played; an in point that is not before it goes. */
export function withOut(range: PlayRange, frame: number): PlayRange {
  return { in: range.in !== null && range.in <= frame ? range.in : null, out: frame + 1 };
}

/** The part that is played: up to the ends of the cut where a point is missing. @returns null where there is no part of it. */
export function spanOf(range: PlayRange, frames: number): { start: number; end: number } | null {
  if (range.in === null && range.out === null) return null;
  const start = range.in ?? 0;
  const end = Math.min(range.out ?? frames, frames);
  return start < end ? { start, end } : null;
}
