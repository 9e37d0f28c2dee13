import type { Anchor } from '@trashfire/shared/api/comments-contract';
import type { EpisodeModel } from '../../studio/model/episode-model.ts';
import type { StudioRoom } from '../../studio/model/room.ts';

interface Here {
  readonly room: StudioRoom | null;
  readonly sceneId: string | null;
  readonly shotId: string | null;
  /** Of the script, where that is the room. */
  readonly selected: Anchor | null;
}

/** What a comment written now is about: what is selected in the script, else the shot, its clip in the timeline, the scene, or all of the episode. */
export function anchorHere({ room, sceneId, shotId, selected }: Here, model: Pick<EpisodeModel, 'shots' | 'scenes'>): Anchor {
  if (room === 'script' && selected !== null) return selected;
  const shot = room === 'storyboard' || room === 'timeline' ? model.shots.get(shotId ?? '') : undefined;
  if (shot !== undefined) {
    return room === 'timeline' && shot.clip !== null ? { kind: 'clip', id: shot.clip.id } : { kind: 'shot', id: shot.id };
  }
  if (room !== 'gallery' && room !== 'queue' && model.scenes.some(({ id }) => id === sceneId) && sceneId !== null) {
    return { kind: 'scene', id: sceneId };
  }
  return { kind: 'episode' };
}
