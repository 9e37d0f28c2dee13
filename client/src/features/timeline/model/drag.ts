import { SHORTEST_CLIP, type TimelineClip } from '@trashfire/shared/document/timeline';
import { headTrimmed, rolled, tailTrimmed } from '@trashfire/shared/document/timeline-edits';
import type { PresenceDrag } from '@trashfire/shared/realtime/presence';

/** What a drag over the clips would do if the hand let go now. `tail` and `head` ripple, `roll` leaves the cut as long as it is. */
export type Drag =
  | { readonly kind: 'tail' | 'head'; readonly id: string; readonly duration: number }
  | { readonly kind: 'roll'; readonly left: string; readonly right: string; readonly duration: number }
  | { readonly kind: 'move'; readonly id: string; readonly before: string | null };

/** A place where two clips meet, or where the cut begins or ends. */
export interface Edge {
  readonly left: TimelineClip | null;
  readonly right: TimelineClip | null;
}

/**
 * What dragging an edge to a frame does: between two clips it rolls; with `ripple`, and where there is only one, it trims the
 * clip on the side that was taken hold of.
 */
export function edgeDrag({ left, right }: Edge, side: 'left' | 'right', frame: number, ripple: boolean): Drag | null {
  if (!ripple && left !== null && right !== null) {
    return { kind: 'roll', left: left.id, right: right.id, duration: rolled(left, right, frame - left.start).left };
  }
  if (left !== null && (side === 'left' || right === null))
    return { kind: 'tail', id: left.id, duration: tailTrimmed(left, frame) };
  return right === null ? null : { kind: 'head', id: right.id, duration: headTrimmed(right, frame) };
}

/** px of a handle that a finger takes hold of. */
const HANDLE_PX = 44;
/** px of it that lie over the clip itself, whose middle stays free to be tapped. */
const OVER_PX = 12;

/** Where the two handles of a chosen clip stand, in px of its lane: over its ends, mostly outside, so that a short clip has room between. */
export function handlesOf(
  { start, end }: Span,
  zoom: number,
): { readonly head: number; readonly tail: number; readonly width: number } {
  return { head: Math.max(0, start * zoom + OVER_PX - HANDLE_PX), tail: end * zoom - OVER_PX, width: HANDLE_PX };
}

/** How long a clip gets; never shorter than one may be, and one that is shorter already stays. */
export function lengthened({ duration }: Pick<TimelineClip, 'duration'>, by: number): number {
  return Math.max(Math.min(SHORTEST_CLIP, duration), duration + by);
}

/** Where a dragged clip would go: in front of the clip with this id, or at the end (null). */
export function dropTarget(clips: readonly TimelineClip[], dragged: string, frame: number): string | null {
  const others = clips.filter(({ id }) => id !== dragged);
  return others.find(({ start, end }) => frame < (start + end) / 2)?.id ?? null;
}

/** Whether letting go would change anything. */
export function changes(clips: readonly TimelineClip[], drag: Drag): boolean {
  const of = (wanted: string) => clips.findIndex(({ id }) => id === wanted);
  if (drag.kind === 'move') return of(drag.id) !== -1 && drag.before !== (clips[of(drag.id) + 1]?.id ?? null);
  const clip = clips[of(drag.kind === 'roll' ? drag.left : drag.id)];
  return clip !== undefined && clip.duration !== drag.duration;
}

/** Where a clip is drawn. */
export type Span = Pick<TimelineClip, 'start' | 'end'>;

/**
 * The clips as they are drawn while the hand holds one. A head is drawn where the pointer has it, with what is cut off left
 * open before it; everything else as it will stand.
 */
export function previewOf(clips: readonly TimelineClip[], drag: Drag | null): readonly Span[] {
  if (drag === null || drag.kind === 'move') return clips;
  if (drag.kind === 'head') {
    return clips.map(({ id, start, end }) => ({ start: id === drag.id ? end - drag.duration : start, end }));
  }
  const first = clips.findIndex(({ id }) => id === (drag.kind === 'roll' ? drag.left : drag.id));
  const shift = drag.duration - (clips[first]?.duration ?? drag.duration);
  return clips.map(({ start, end }, index) => {
    if (index < first) return { start, end };
    if (index === first) return { start, end: end + shift };
    if (drag.kind === 'tail') return { start: start + shift, end: end + shift };
    return index === first + 1 ? { start: start + shift, end } : { start, end };
  });
}

/** What the others are shown of a drag; null where it would change nothing any more. */
export function presenceOf(clips: readonly TimelineClip[], drag: Drag): PresenceDrag | null {
  const index = clips.findIndex(({ id }) => id === (drag.kind === 'roll' ? drag.left : drag.id));
  const clip = clips[index];
  if (clip === undefined) return null;
  if (drag.kind === 'move') {
    const start = clips.find(({ id }) => id === drag.before)?.start ?? clips.at(-1)?.end ?? 0;
    return { kind: 'move', start, end: start + clip.duration };
  }
  const span = previewOf(clips, drag)[index] ?? clip;
  return { kind: 'edge', start: span.start, end: span.end };
}
