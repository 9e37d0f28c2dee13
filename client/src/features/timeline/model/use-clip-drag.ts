import { t } from '@lingui/core/macro';
import { moveClip } from '@trashfire/shared/document/commands/move-clip';
import { rollEdit } from '@trashfire/shared/document/commands/roll-edit';
import { setClipDuration } from '@trashfire/shared/document/commands/set-clip-duration';
import type { TimelineClip } from '@trashfire/shared/document/timeline';
import { type PointerEvent, type RefObject, useCallback, useEffect, useRef, useState } from 'react';
import { say } from '../../../ui/toast.ts';
import { useStudio } from '../../studio/model/studio-context.ts';
import { useCommand } from '../../studio/model/use-command.ts';
import { changes, type Drag, dropTarget, edgeDrag } from './drag.ts';
import { Gesture } from './gesture.ts';
import { snap } from './snap.ts';
import { snapTargets } from './snap-targets.ts';
import { useDragPresence } from './use-drag-presence.ts';
import { useEscape } from './use-escape.ts';
import { useMarkers } from './use-markers.ts';
import { useCutLocked } from './use-tracks.ts';
import { useLiveView } from './view.ts';

/** What the hand took hold of: a clip, or the edge between two on one side of it. */
type Held =
  | { readonly kind: 'clip'; readonly id: string }
  | { readonly kind: 'edge'; readonly left: string | null; readonly right: string | null; readonly side: 'left' | 'right' };

/**
 * Drags over the picture track: an edge to roll (with Ctrl to ripple), a clip to another place. Shown to everybody while it
 * goes, written once when the hand lets go, so a drag is one undo step; Escape gives it up.
 * @param lane the element whose left edge is frame 0. @param zoom px per frame.
 */
export function useClipDrag(lane: RefObject<HTMLElement | null>, clips: readonly TimelineClip[], zoom: number) {
  const run = useCommand();
  const { writable } = useStudio();
  const locked = useCutLocked();
  const markers = useMarkers();
  const [gesture] = useState(() => new Gesture<Drag>());
  const held = useRef<Held | null>(null);
  const { set } = useLiveView.getState();
  const dragging = useLiveView((live) => live.drag !== null);
  const cancel = useCallback(() => {
    gesture.cancel();
    set({ drag: null, guide: null });
  }, [gesture, set]);
  useEscape(dragging, cancel);
  useEffect(() => cancel, [cancel]);
  useDragPresence(clips);

  const onPointerDown = (event: PointerEvent<HTMLElement>) => {
    if (event.button !== 0 || !writable || !(event.target instanceof Element)) return;
    const target = event.target.closest<HTMLElement>('[data-edge], [data-clip]');
    if (target === null) return;
    held.current = heldBy(target, event.clientX);
    // On the element itself: captured by the lane, a click would miss the clip.
    target.setPointerCapture(event.pointerId);
    gesture.begin(event.pointerId, event.clientX);
  };
  const onPointerMove = (event: PointerEvent<HTMLElement>) => {
    let guide: number | null = null;
    const drag = gesture.move(event.pointerId, event.clientX, (x) => {
      const pointed = (x - (lane.current?.getBoundingClientRect().left ?? 0)) / zoom;
      const hold = held.current;
      if (hold === null) return null;
      if (hold.kind === 'clip') return { kind: 'move', id: hold.id, before: dropTarget(clips, hold.id, pointed) };
      const edge = {
        left: clips.find(({ id }) => id === hold.left) ?? null,
        right: clips.find(({ id }) => id === hold.right) ?? null,
      };
      const own = edge.left?.end ?? edge.right?.start;
      const caught = snap(pointed, snapTargets({ clips, markers, inverted: event.shiftKey, without: own }), zoom);
      guide = caught.guide;
      // A finger has no Ctrl to hold, and what it wants is to make a clip shorter.
      return edgeDrag(edge, hold.side, caught.frame, event.ctrlKey || event.metaKey || event.pointerType === 'touch');
    });
    if (drag === null) return;
    if (locked) {
      cancel();
      say(t`The picture track is locked. Its lock opens it for edits.`);
    } else set({ drag, guide });
  };
  const onPointerUp = (event: PointerEvent<HTMLElement>) => {
    const drag = gesture.drop(event.pointerId);
    set({ drag: null, guide: null });
    if (drag === null || !changes(clips, drag)) return;
    if (drag.kind === 'move') run(moveClip, { id: drag.id, before: drag.before });
    else if (drag.kind === 'roll') run(rollEdit, { left: drag.left, right: drag.right, duration: drag.duration });
    else run(setClipDuration, { id: drag.id, duration: drag.duration });
  };
  return { onPointerDown, onPointerMove, onPointerUp, onPointerCancel: cancel };
}

function heldBy(target: HTMLElement, x: number): Held | null {
  const { clip, left, right } = target.dataset;
  if (clip !== undefined) return { kind: 'clip', id: clip };
  const box = target.getBoundingClientRect();
  return { kind: 'edge', left: left ?? null, right: right ?? null, side: x < box.left + box.width / 2 ? 'left' : 'right' };
}
