import { t } from '@lingui/core/macro';
import { useEffect, useRef } from 'react';
import { useLocation, useNavigate } from 'react-router';
import { type Peer, usePeers } from '../../../collab/presence.ts';
import { say } from '../../../ui/toast.ts';
import { roomOf } from '../../studio/model/room.ts';
import { useSelection } from '../../studio/model/selection.ts';
import { useStudio } from '../../studio/model/studio-context.ts';

/** How long a followed person may be away before one is no longer with them: reloading a window takes less. */
const AWAY_MS = 15_000;

export interface Followed {
  readonly user: Peer['user'];
  /** Their window is gone for a moment. */
  readonly away: boolean;
}

/** Goes where the followed person goes, until this person does anything of their own. @returns who is followed. */
export function useFollow(): Followed | null {
  const { episodeDoc } = useStudio();
  const following = useSelection((state) => state.following);
  const peer = usePeers(episodeDoc.awareness).find(({ user }) => user.id === following) ?? null;
  const last = useRef<Peer['user'] | null>(null);
  if (peer !== null) last.current = peer.user;
  useEndOfFollowing(following, peer);
  useGoAlong(peer);
  if (following === null || last.current?.id !== following) return null;
  return { user: peer?.user ?? last.current, away: peer === null };
}

/** Goes to the room, the scene or shot, and the frame where they are. */
function useGoAlong(peer: Peer | null): void {
  const { episode } = useStudio();
  const { pathname } = useLocation();
  const navigate = useNavigate();
  const set = useSelection((state) => state.set);
  const select = useSelection((state) => state.select);
  const place = peer?.place ?? null;
  useEffect(() => {
    if (place === null || place.alone) return;
    if (place.room !== 'home' && place.room !== roomOf(pathname)) void navigate(`/episodes/${episode.id}/${place.room}`);
    select(place.shotId, place.sceneId);
    if (place.frame !== null) set({ frame: place.frame });
    if (place.room === 'storyboard' && place.shotId !== null)
      document.querySelector(`[data-shot="${CSS.escape(place.shotId)}"]`)?.scrollIntoView({ block: 'nearest' });
    if (place.room === 'script' && place.blockId)
      document.querySelector(`.screenplay > [data-id="${CSS.escape(place.blockId)}"]`)?.scrollIntoView({ block: 'start' });
  }, [place, pathname, navigate, episode.id, select, set]);
}

/** Own input ends it, and so does a person who stays away or does not want it. */
function useEndOfFollowing(following: string | null, peer: Peer | null): void {
  const set = useSelection((state) => state.set);
  const away = following !== null && peer === null;
  useEffect(() => {
    if (!away) return;
    const timer = setTimeout(() => set({ following: null }), AWAY_MS);
    return () => clearTimeout(timer);
  }, [away, set]);

  const refuses = peer?.place?.alone === true ? peer.user.name : null;
  useEffect(() => {
    if (refuses === null) return;
    set({ following: null });
    say(t`${refuses} works without followers for now.`);
  }, [refuses, set]);

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
}
