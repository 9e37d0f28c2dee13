import type { Anchor, ThreadView } from '@trashfire/shared/api/comments-contract';
import { useCallback } from 'react';
import { useNavigate } from 'react-router';
import { useUi } from '../../../app/ui-store.ts';
import { useRoom } from '../../studio/model/room.ts';
import { useSelection } from '../../studio/model/selection.ts';
import { useStudio } from '../../studio/model/studio-context.ts';
import { useEpisodeModel } from '../../studio/model/use-episode-model.ts';
import { anchorHere } from './anchor-here.ts';
import { useComments } from './comments-store.ts';
import type { ThreadPlace } from './threads.ts';

/** Begins a thread about what is selected, or about what is given; its panel opens. */
export function useBeginThread(): (about?: Anchor) => void {
  const { episode } = useStudio();
  const room = useRoom();
  const model = useEpisodeModel();
  const togglePanel = useUi((ui) => ui.togglePanel);
  return useCallback(
    (about) => {
      const { source, set } = useComments.getState();
      const { sceneId, shotId } = useSelection.getState();
      const anchor = about ?? anchorHere({ room, sceneId, shotId, selected: source?.() ?? null }, model);
      set({ pending: { episodeId: episode.id, anchor }, active: null });
      togglePanel('comments', true);
    },
    [episode.id, room, model, togglePanel],
  );
}

/** Shows a thread with what it is about: in its room, or in this one where that is there too. */
export function useGoToThread(): (thread: Pick<ThreadView, 'id' | 'anchor'>, place: ThreadPlace | undefined) => void {
  const { episode } = useStudio();
  const room = useRoom();
  const model = useEpisodeModel();
  const navigate = useNavigate();
  return useCallback(
    ({ id, anchor }, place) => {
      useComments.getState().show(id);
      if (place === undefined || place.gone || anchor.kind === 'episode') return;
      const { select, set } = useSelection.getState();
      select(place.shotId, place.sceneId);
      const wanted = anchor.kind === 'clip' ? 'timeline' : anchor.kind === 'shot' ? 'storyboard' : 'script';
      const clip = anchor.kind === 'clip' ? model.timeline.clips.find((other) => other.id === anchor.id) : undefined;
      if (clip !== undefined) set({ frame: clip.start });
      const isHere = room === wanted || (anchor.kind === 'shot' && room === 'timeline');
      if (!isHere) void navigate(`/episodes/${episode.id}/${wanted}`);
    },
    [episode.id, room, model, navigate],
  );
}
