import type { TimelineClip } from '@trashfire/shared/document/timeline';

/** Where a dragged clip would go: in front of the clip with this id, or at the end (null). */
export function dropTarget(clips: readonly TimelineClip[], dragged: string, frame: number): string | null {
  const others = clips.filter(({ id }) => id !== dragged);
  return others.find(({ start, end }) => frame < (start + end) / 2)?.id ?? null;
}

/** Whether dropping there changes anything. */
export function isMove(clips: readonly TimelineClip[], dragged: string, before: string | null): boolean {
  const at = clips.findIndex(({ id }) => id === dragged);
  return before !== (clips[at + 1]?.id ?? null);
}

/** A clip keeps at least this many frames when it is trimmed. */
export const SHORTEST = 4;
