import { useEffect } from 'react';
import { useLocation, useNavigate } from 'react-router';
import { type Peer, usePeers } from '../../../collab/presence.ts';
import { roomOf } from '../../studio/model/room.ts';
import { useSelection } from '../../studio/model/selection.ts';
import { useStudio } from '../../studio/model/studio-context.ts';

/** Goes where the followed person goes, until this person does anything of their own. @returns who is followed. */
export function useFollow(): Peer | null {
  const { episode, episodeDoc } = useStudio();
  const { pathname } = useLocation();
  const following = useSelection((state) => state.following);
  const set = useSelection((state) => state.set);
  const select = useSelection((state) => state.select);
  const navigate = useNavigate();
  const peer = usePeers(episodeDoc.awareness).find(({ user }) => user.id === following) ?? null;
  const place = peer?.place ?? null;

  useEffect(() => {
    if (following !== null && peer === null) set({ following: null });
  }, [following, peer, set]);

  useEffect(() => {
    if (place === null) return;
    if (place.room !== 'home' && place.room !== roomOf(pathname)) void navigate(`/episodes/${episode.id}/${place.room}`);
    select(place.shotId, place.sceneId);
    if (place.frame !== null) set({ frame: place.frame });
  }, [place, pathname, navigate, episode.id, select, set]);

  useEffect(() => {
    if (following === null) return;
    const stop = (event: Event) => {
      // A press of the avatar itself toggles, so it must not end following before it does.
      const press =
        event.type === 'pointerdown' || (event instanceof KeyboardEvent && (event.key === 'Enter' || event.key === ' '));
      if (press && event.target instanceof Element && event.target.closest('[data-follow]')) return;
      set({ following: null });
    };
    const kinds = ['pointerdown', 'keydown', 'wheel'] as const;
    for (const kind of kinds) window.addEventListener(kind, stop, { capture: true, passive: true });
    return () => {
      for (const kind of kinds) window.removeEventListener(kind, stop, { capture: true });
    };
  }, [following, set]);

  return peer;
}
