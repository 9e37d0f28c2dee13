import { SHORTEST_CLIP } from '@trashfire/shared/document/timeline';
import { linesBehind } from '@trashfire/shared/document/timeline-edits';
import { EDIT_RATE } from '@trashfire/shared/document/vocabulary';

interface Planned {
  /** Frames a second that the plan counts in. */
  readonly fps: number;
  /** The lines of the shot as the plan times them, in order. */
  readonly lines: readonly { readonly blockId: string; readonly startFrame: number; readonly endFrame: number }[];
}

export interface SplitPoint {
  /** Frames of the first half at the edit rate. */
  readonly at: number;
  /** What the second half speaks. */
  readonly lines: readonly string[];
}

/**
 * Where a shot is split on the board: behind a line, or in its middle.
 * @param duration of its clip, frames at the edit rate. @param lines the shot's own, in order. @param after the last line of the
 * first half; null: whatever begins in the second half goes with it.
 * @returns null where the clip is too short to be two.
 */
export function splitPoint(duration: number, lines: readonly string[], after: string | null, plan: Planned): SplitPoint | null {
  if (duration < 2 * SHORTEST_CLIP) return null;
  const within = (frame: number) => Math.min(duration - SHORTEST_CLIP, Math.max(SHORTEST_CLIP, Math.round(frame)));
  if (after === null) {
    const at = within(duration / 2);
    return { at, lines: linesBehind(plan.lines, at, { plan: plan.fps, edit: EDIT_RATE }) };
  }
  const last = lines.indexOf(after);
  const end = plan.lines.find(({ blockId }) => blockId === after)?.endFrame;
  const share = (last + 1) / lines.length;
  return { at: within(end === undefined ? duration * share : (end * EDIT_RATE) / plan.fps), lines: lines.slice(last + 1) };
}
