import type { TimelineClip } from '@trashfire/shared/document/timeline';
import { useSelection } from '../../studio/model/selection.ts';

interface Chosen {
  readonly shotId: string | null;
  readonly gapId: string | null;
}

/** The clip of the shot that is chosen, or the gap that is; null where neither stands in the cut. */
export function chosenClip(clips: readonly TimelineClip[], { shotId, gapId }: Chosen): TimelineClip | null {
  if (gapId !== null) return clips.find((clip) => clip.id === gapId && clip.shotId === null) ?? null;
  return shotId === null ? null : (clips.find((clip) => clip.shotId === shotId) ?? null);
}

/** Chooses a clip: its shot, or the gap it is. Nothing where there is none. */
export function chooseClip(clip: TimelineClip | undefined): void {
  const { select, selectGap } = useSelection.getState();
  if (clip !== undefined && clip.shotId === null) selectGap(clip.id);
  else select(clip?.shotId ?? null);
}
