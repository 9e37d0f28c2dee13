import { t } from '@lingui/core/macro';
import { clipsInCut } from '@trashfire/shared/document/board';
import { sceneIdsOf } from '@trashfire/shared/document/script-blocks';
import { readRecord } from '@trashfire/shared/document/ydoc';
import { useCallback, useEffect, useMemo, useRef } from 'react';
import { useLocation, useNavigate } from 'react-router';
import type * as Y from 'yjs';
import { say } from '../../../ui/toast.ts';
import { reveal } from '../../chat/model/reveal.ts';
import { landing } from '../../chat/model/use-jump.ts';
import { useLiveView } from '../../timeline/model/view.ts';
import { type DeepLink, readLink, roomOfLink, withoutLink } from './deep-link.ts';
import type { EpisodeModel } from './episode-model.ts';
import { useRoom } from './room.ts';
import { useSelection } from './selection.ts';
import { useStudio } from './studio-context.ts';
import { useEpisodeModel } from './use-episode-model.ts';

/** What the address says, as {@link readLink} reads it. */
export function useAddressLink(): DeepLink | 'unreadable' | null {
  const { search } = useLocation();
  return useMemo(() => readLink(new URLSearchParams(search)), [search]);
}

/**
 * Goes to the place an address names, once: it is taken out of the address, so that a reload or Back does not go there again.
 * To be used where the documents have arrived.
 */
export function useGoToLink(link: DeepLink | 'unreadable'): void {
  const { episode, episodeDoc } = useStudio();
  const told = useRef(false);
  const model = useEpisodeModel();
  const { search } = useLocation();
  const at = useRoom();
  const navigate = useNavigate();
  const leave = useCallback(
    (place: DeepLink | 'unreadable') => {
      const rest = withoutLink(new URLSearchParams(search)).toString();
      const room = place === 'unreadable' ? {} : { pathname: `/episodes/${episode.id}/${roomOfLink(place)}` };
      void navigate({ ...room, search: rest }, { replace: true });
    },
    [search, episode.id, navigate],
  );
  useEffect(() => {
    const giveUp = () => {
      if (told.current) return;
      told.current = true;
      say(goneWords(link));
      leave(link);
    };
    if (link === 'unreadable') return giveUp();
    // To its room first: what is lit is what that room shows.
    const room = roomOfLink(link);
    if (at !== room) void navigate({ pathname: `/episodes/${episode.id}/${room}`, search }, { replace: true });
    else if (goTo(link, model)) leave(link);
    // What the document has and the columns do not show yet comes with their next look.
    else if (!isInDocument(link, episodeDoc.doc)) giveUp();
  }, [link, at, model, leave, navigate, episode.id, episodeDoc, search]);
}

function isInDocument(link: DeepLink, doc: Y.Doc): boolean {
  if (link.kind === 'frame') return clipsInCut(doc).length > 0;
  return link.kind === 'scene' ? sceneIdsOf(doc).includes(link.id) : readRecord(doc, 'shots', link.id) !== null;
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
    reveal('#canvas [data-playhead]', true);
    return true;
  }
  const to = landing({ kind: link.kind, id: link.id }, model, roomOfLink(link));
  if (to?.selector == null) return false;
  select(to.shotId, to.sceneId);
  reveal(to.selector, true);
  return true;
}

function goneWords(link: DeepLink | 'unreadable'): string {
  if (link === 'unreadable') return t`This link is not whole: it names no scene, shot or frame. This is the episode.`;
  if (link.kind === 'scene') return t`The scene of this link is no longer in the script.`;
  return link.kind === 'shot' ? t`The shot of this link is no longer on the board.` : t`Nothing is cut here any more.`;
}
