import { t } from '@lingui/core/macro';
import { addMarker } from '@trashfire/shared/document/commands/add-marker';
import type { Marker } from '@trashfire/shared/document/schema';
import { MARKER_COLORS } from '@trashfire/shared/document/vocabulary';
import { newId } from '@trashfire/shared/ids';
import { useMemo } from 'react';
import { say } from '../../../ui/toast.ts';
import { useStudio } from '../../studio/model/studio-context.ts';
import { useCommand } from '../../studio/model/use-command.ts';
import type { TimelineActions } from './actions.ts';
import { shownFrame } from './use-play-actions.ts';
import { useLiveView, useTimelineView } from './view.ts';

/** Markers and what they catch. A second M at one place edits the marker that stands there. */
export function useMarkActions(markers: readonly Marker[]): Pick<TimelineActions, 'marker' | 'editMarker' | 'snap'> {
  const run = useCommand();
  const { writable } = useStudio();
  return useMemo(() => {
    const here = () => markers.find(({ frame }) => frame === shownFrame());
    const open = (marker: Marker) => useLiveView.getState().set({ editing: marker.id });
    return {
      marker: () => {
        const marker = here();
        if (marker !== undefined) open(marker);
        else if (writable) run(addMarker, { marker: { id: newId(), frame: shownFrame(), name: '', color: MARKER_COLORS[0] } });
      },
      editMarker: () => {
        const marker = here();
        if (marker === undefined) say(t`There is no marker at the playhead.`);
        else open(marker);
      },
      snap: () => useTimelineView.getState().set({ snapping: !useTimelineView.getState().snapping }),
    };
  }, [markers, run, writable]);
}
