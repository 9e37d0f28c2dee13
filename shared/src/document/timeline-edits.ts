import { SHORTEST_CLIP, type TimelineClip } from './timeline.ts';

/**
 * What an edit by hand makes of durations, as pure functions (SPEC T7-T9). Frames at the edit rate throughout. Start frames
 * are sums (T3), so no answer here can leave a gap or an overlap; what they promise is the length of the cut.
 */

type Length = Pick<TimelineClip, 'duration'>;
type Placed = Pick<TimelineClip, 'start' | 'end' | 'duration'>;

/** What a clip may be shortened to: the shortest length, or the one it has where an import or the agent made it shorter. */
const floorOf = ({ duration }: Length): number => Math.min(SHORTEST_CLIP, duration);

/** Lengths that the left of two clips may take while the edge between them is rolled. */
export function rollRange(left: Length, right: Length): { readonly least: number; readonly most: number } {
  return { least: floorOf(left), most: left.duration + right.duration - floorOf(right) };
}

/**
 * Rolls the edge between two clips: what one gains the other gives, so the cut stays as long as it is.
 * @param wanted length of the left clip; taken as near as the two allow. @returns both lengths.
 */
export function rolled(left: Length, right: Length, wanted: number): { readonly left: number; readonly right: number } {
  const { least, most } = rollRange(left, right);
  const length = Math.min(most, Math.max(least, Math.round(wanted)));
  return { left: length, right: left.duration + right.duration - length };
}

/** Ripple trim of a clip's end to a frame of the cut. @returns its new length. */
export function tailTrimmed(clip: Placed, frame: number): number {
  return Math.max(floorOf(clip), Math.round(frame) - clip.start);
}

/** Ripple trim of a clip's beginning to a frame of the cut: what stands behind moves up. @returns its new length. */
export function headTrimmed(clip: Placed, frame: number): number {
  return Math.max(floorOf(clip), clip.end - Math.round(frame));
}

/**
 * Trims the clip under the playhead to it: `head` cuts what is before, `tail` what is behind.
 * @returns the new length and where the playhead then shows the same moment; null where nothing would be cut or too little left.
 */
export function trimmedTo(clip: Placed, frame: number, side: 'head' | 'tail'): { duration: number; frame: number } | null {
  const duration = side === 'head' ? clip.end - frame : frame - clip.start;
  if (duration >= clip.duration || duration < SHORTEST_CLIP) return null;
  return { duration, frame: side === 'head' ? clip.start : frame };
}

/** @returns how long the first half is when a clip is split at a frame of the cut; null where a half would be too short. */
export function splitAt(clip: Placed, frame: number): number | null {
  const at = frame - clip.start;
  return at >= SHORTEST_CLIP && clip.end - frame >= SHORTEST_CLIP ? at : null;
}

/**
 * The lines that go with the second half of a split shot: those that begin at the cut or later. One that is being spoken at
 * the cut stays where it begins.
 * @param lines as the plan times them, counted from the shot's first frame at `fps`. @param at the cut, in frames at the edit rate.
 */
export function linesBehind(
  lines: readonly { readonly blockId: string; readonly startFrame: number }[],
  at: number,
  fps: { readonly plan: number; readonly edit: number },
): string[] {
  return lines.filter(({ startFrame }) => startFrame * fps.edit >= at * fps.plan).map(({ blockId }) => blockId);
}
