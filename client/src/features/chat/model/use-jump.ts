import type { RefKind } from '@trashfire/shared/api/ask-context';
import { useNavigate } from 'react-router';
import { useUi } from '../../../app/ui-store.ts';
import { PHONE, useMedia } from '../../../ui/use-media.ts';
import type { EpisodeModel } from '../../studio/model/episode-model.ts';
import { type StudioRoom, useRoom } from '../../studio/model/room.ts';
import { useSelection } from '../../studio/model/selection.ts';
import { useStudio } from '../../studio/model/studio-context.ts';
import { useEpisodeModel } from '../../studio/model/use-episode-model.ts';
import { reveal } from './reveal.ts';

export interface Goal {
  readonly kind: RefKind;
  readonly id: string;
}

/** Where to go for something, and what is selected and lit there. */
export interface Landing {
  readonly room: StudioRoom;
  readonly shotId: string | null;
  readonly sceneId: string | null;
  /** First frame of the shot in the cut, for the playhead. */
  readonly frame: number | null;
  readonly selector: string | null;
}

/** Stays in the room one is in where that shows the thing; null when it is gone. */
export function landing({ kind, id }: Goal, model: EpisodeModel, room: StudioRoom | null): Landing | null {
  const at = (attribute: string, value: string) => `#canvas [data-${attribute}="${value}"]`;
  if (kind === 'character' || kind === 'place') {
    return { room: 'gallery', shotId: null, sceneId: null, frame: null, selector: null };
  }
  if (kind === 'line') {
    return model.lines.has(id) ? { room: 'script', shotId: null, sceneId: null, frame: null, selector: at('id', id) } : null;
  }
  if (kind === 'scene') {
    const scene = model.scenes.find((one) => one.id === id);
    if (scene === undefined) return null;
    const first = scene.shots[0];
    if (room === 'storyboard' && first !== undefined) return shotLanding(first.id, model, room);
    return scene.placed ? { room: 'script', shotId: null, sceneId: id, frame: null, selector: at('id', id) } : null;
  }
  const shotId = kind === 'shot' ? id : [...model.shots.values()].find(({ clip }) => clip?.id === id)?.id;
  return shotId === undefined ? null : shotLanding(shotId, model, kind === 'clip' ? 'timeline' : room);
}

function shotLanding(shotId: string, model: EpisodeModel, room: StudioRoom | null): Landing | null {
  const view = model.shots.get(shotId);
  if (view === undefined) return null;
  const { sceneId, clip } = view;
  if (room === 'timeline' && clip !== null) {
    return { room, shotId, sceneId, frame: clip.start, selector: `#canvas [data-clip="${clip.id}"]` };
  }
  return { room: 'storyboard', shotId, sceneId, frame: null, selector: `#canvas [data-shot="${shotId}"]` };
}

/** The page of somebody or a place in the gallery; nothing for what has no page there. */
function entryPage({ kind, id }: Goal): string {
  if (kind !== 'character' && kind !== 'place') return '';
  return `?tab=${kind === 'character' ? 'characters' : 'locations'}&item=${id}`;
}

/** @returns goes to a scene, a shot or a line and lights it; does nothing for what is gone. */
export function useJump(): (goal: Goal) => void {
  const { episode } = useStudio();
  const model = useEpisodeModel();
  const room = useRoom();
  const navigate = useNavigate();
  const phone = useMedia(PHONE);
  const togglePanel = useUi((ui) => ui.togglePanel);
  const { select, set } = useSelection();
  return (goal) => {
    const to = landing(goal, model, room);
    if (to === null) return;
    // On a phone the chat lies over the room.
    if (phone) togglePanel('chat', false);
    const page = entryPage(goal);
    if (to.room !== room || page !== '') void navigate(`/episodes/${episode.id}/${to.room}${page}`);
    if (to.shotId !== null || to.sceneId !== null) select(to.shotId, to.sceneId);
    if (to.frame !== null) set({ frame: to.frame });
    if (to.selector !== null) reveal(to.selector);
  };
}
