import { t } from '@lingui/core/macro';
import { useCallback, useEffect, useMemo } from 'react';
import { useLocation, useNavigate } from 'react-router';
import { say } from '../../../ui/toast.ts';
import { reveal } from '../../chat/model/reveal.ts';
import { landing } from '../../chat/model/use-jump.ts';
import { useLiveView } from '../../timeline/model/view.ts';
import { type DeepLink, readLink, roomOfLink, withoutLink } from './deep-link.ts';
import type { EpisodeModel } from './episode-model.ts';
import { useSelection } from './selection.ts';
import { useStudio } from './studio-context.ts';
import { useEpisodeModel } from './use-episode-model.ts';

/** The columns follow the document a moment later: what is not there by then is gone. ms. */
const GONE_AFTER_MS = 600;

/**
 * Goes to the place an address names, once: it is taken out of the address, so that a reload or Back does not go there again.
 * To be used where the documents have arrived.
 */
export function useDeepLink(): void {
  const { episode } = useStudio();
  const model = useEpisodeModel();
  const { search } = useLocation();
  const navigate = useNavigate();
  const link = useMemo(() => readLink(new URLSearchParams(search)), [search]);
  const leave = useCallback(
    (place: DeepLink | 'unreadable') => {
      const rest = withoutLink(new URLSearchParams(search)).toString();
      const room = place === 'unreadable' ? {} : { pathname: `/episodes/${episode.id}/${roomOfLink(place)}` };
      void navigate({ ...room, search: rest }, { replace: true });
    },
    [search, episode.id, navigate],
  );
  useEffect(() => {
    if (link !== null && link !== 'unreadable' && goTo(link, model)) leave(link);
  }, [link, model, leave]);
  // By itself: others who go on writing must not put it off.
  useEffect(() => {
    if (link === null) return;
    const timer = setTimeout(() => {
      say(goneWords(link));
      leave(link);
    }, GONE_AFTER_MS);
    return () => clearTimeout(timer);
  }, [link, leave]);
}

/** @returns whether it is there. */
function goTo(link: DeepLink, model: EpisodeModel): boolean {
  const { select, set } = useSelection.getState();
  if (link.kind === 'frame') {
    const { frames } = model.timeline;
    if (frames === 0) return false;
    if (link.frame > frames) say(t`The cut has become shorter than that. This is its end.`);
    set({ frame: Math.min(link.frame, frames), speed: 0 });
    useLiveView.getState().jumped();
    reveal('#canvas [data-playhead]');
    return true;
  }
  const to = landing({ kind: link.kind, id: link.id }, model, roomOfLink(link));
  if (to?.selector == null) return false;
  select(to.shotId, to.sceneId);
  reveal(to.selector);
  return true;
}

function goneWords(link: DeepLink | 'unreadable'): string {
  if (link === 'unreadable') return t`This link is not whole: it names no scene, shot or frame. This is the episode.`;
  if (link.kind === 'scene') return t`The scene of this link is no longer in the script.`;
  return link.kind === 'shot' ? t`The shot of this link is no longer on the board.` : t`Nothing is cut here any more.`;
}
