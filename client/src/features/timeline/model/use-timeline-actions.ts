import { useMemo } from 'react';
import type { EpisodeModel } from '../../studio/model/episode-model.ts';
import type { TimelineActions } from './actions.ts';
import { useEditActions } from './use-edit-actions.ts';
import { useMarkActions } from './use-mark-actions.ts';
import { useMarkers } from './use-markers.ts';
import { usePlayActions } from './use-play-actions.ts';
import type { Zoom } from './use-zoom.ts';

/** One step of the zoom keys and buttons. */
const ZOOM_STEP = 1.5;

interface Timeline {
  readonly model: EpisodeModel;
  /** End of what is played. */
  readonly frames: number;
  readonly seekTo: (frame: number) => void;
  readonly zoom: Zoom;
}

/** Everything the timeline can do: the same functions behind keys, buttons and menus. */
export function useTimelineActions({ model, frames, seekTo, zoom }: Timeline): TimelineActions {
  const markers = useMarkers();
  const points = useMemo(() => {
    const edges = [...model.timeline.clips.map(({ start }) => start), model.timeline.frames];
    return [...new Set([...edges, ...markers.map(({ frame }) => frame)])].sort((a, b) => a - b);
  }, [model.timeline, markers]);
  const play = usePlayActions({ frames, points, seekTo });
  const edit = useEditActions(model, seekTo);
  const mark = useMarkActions(markers);
  const { fit, zoomBy } = zoom;
  return useMemo(
    () => ({ ...play, ...edit, ...mark, fit, zoomIn: () => zoomBy(ZOOM_STEP), zoomOut: () => zoomBy(1 / ZOOM_STEP) }),
    [play, edit, mark, fit, zoomBy],
  );
}
