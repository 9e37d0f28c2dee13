import type { Marker } from '@trashfire/shared/document/schema';
import type { TimelineClip } from '@trashfire/shared/document/timeline';
import { shownFrame } from './use-play-actions.ts';
import { useTimelineView, useWindowView } from './view.ts';

interface Around {
  readonly clips: readonly TimelineClip[];
  readonly markers: readonly Marker[];
  /** Shift is held: snapping is off where it is on, and on where it is off. */
  readonly inverted: boolean;
  /** The frame of what is dragged itself, which must not catch it. */
  readonly without: number | undefined;
}

/** The frames that catch a drag right now: the playhead, edges, markers, in and out; none while snapping is off. */
export function snapTargets({ clips, markers, inverted, without }: Around): number[] {
  if (useTimelineView.getState().snapping === inverted) return [];
  const { range } = useWindowView.getState();
  const edges = clips.flatMap(({ start, end }) => [start, end]);
  const points = [shownFrame(), ...edges, ...markers.map(({ frame }) => frame), range.in, range.out];
  return points.filter((frame): frame is number => frame !== null && frame !== without);
}
