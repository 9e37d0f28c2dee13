import { useCallback } from 'react';
import { useNavigate } from 'react-router';
import type { ShotView } from '../../studio/model/episode-model.ts';
import { useSelection } from '../../studio/model/selection.ts';
import { useStudio } from '../../studio/model/studio-context.ts';

/** Plays the cut from a shot on, in the timeline, which has the player. A shot that is not in the cut stays where it is. */
export function usePlayFrom(view: Pick<ShotView, 'clip'> | undefined): () => void {
  const { episode } = useStudio();
  const navigate = useNavigate();
  const start = view?.clip?.start;
  return useCallback(() => {
    if (start === undefined) return;
    useSelection.getState().set({ frame: start, speed: 1 });
    void navigate(`/episodes/${episode.id}/timeline`);
  }, [start, navigate, episode.id]);
}
