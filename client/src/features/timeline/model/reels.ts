import type { CutRender } from '@trashfire/shared/document/schema';
import { EDIT_RATE } from '@trashfire/shared/document/vocabulary';
import type { EpisodeModel, SceneView } from '../../studio/model/episode-model.ts';

/** A finished film of a part of the timeline; frames at the edit rate, `end` is the first frame after it. */
export interface Reel {
  readonly asset: string;
  readonly start: number;
  readonly end: number;
}

/** A cut made at another rate is as long as the clips it was made of to within this many frames. */
const ROUNDING = 2;

/**
 * What can be played as film: the episode's cut, else the cuts of its scenes. A scene's cut counts only while the scene
 * still stands in one piece and has its length, since anything else would play beside the clips.
 * @param whole whether the episode's own cut may be used.
 */
export function reelsOf(model: EpisodeModel, cuts: readonly CutRender[], episodeId: string, whole: boolean): Reel[] {
  const byId = new Map(cuts.map((cut) => [cut.id, cut]));
  const episode = byId.get(episodeId);
  if (whole && episode?.asset) return [{ asset: episode.asset, start: 0, end: lengthOf(episode) }];
  return model.scenes.flatMap((scene) => {
    const cut = byId.get(scene.id);
    const start = startOf(scene);
    if (!cut?.asset || start === null || Math.abs(lengthOf(cut) - scene.frames) > ROUNDING) return [];
    return [{ asset: cut.asset, start, end: start + scene.frames }];
  });
}

/** First frame of a scene whose clips follow one another without another scene's between them; else null. */
function startOf(scene: SceneView): number | null {
  const clips = scene.shots.flatMap(({ clip }) => (clip === null ? [] : [clip])).sort((a, b) => a.start - b.start);
  const [first] = clips;
  const last = clips.at(-1);
  return first && last && last.end - first.start === scene.frames ? first.start : null;
}

function lengthOf(cut: CutRender): number {
  return Math.round((cut.frames * EDIT_RATE) / cut.fps);
}

export function reelAt(reels: readonly Reel[], frame: number): Reel | null {
  return reels.find(({ start, end }) => frame >= start && frame < end) ?? null;
}
