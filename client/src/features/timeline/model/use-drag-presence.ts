import type { TimelineClip } from '@trashfire/shared/document/timeline';
import { useEffect } from 'react';
import { useStudio } from '../../studio/model/studio-context.ts';
import { presenceOf } from './drag.ts';
import { useLiveView } from './view.ts';

/** Shows the others what this hand drags, for as long as it does. */
export function useDragPresence(clips: readonly TimelineClip[]): void {
  const { episodeDoc } = useStudio();
  const drag = useLiveView((live) => live.drag);
  const shown = drag === null ? null : JSON.stringify(presenceOf(clips, drag));
  useEffect(() => {
    if (shown === null) return;
    episodeDoc.awareness.setLocalStateField('drag', JSON.parse(shown));
  }, [episodeDoc, shown]);
  const dragging = drag !== null;
  useEffect(() => {
    if (!dragging) return;
    return () => episodeDoc.awareness.setLocalStateField('drag', null);
  }, [episodeDoc, dragging]);
}
