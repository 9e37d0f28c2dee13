import type { CutRender } from '@trashfire/shared/document/schema';
import { EDIT_RATE } from '@trashfire/shared/document/vocabulary';
import type { EpisodeModel } from '../../studio/model/episode-model.ts';
import { sceneSpans } from './scene-spans.ts';

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
  const spans = sceneSpans(model);
  return model.scenes.flatMap(({ id }) => {
    const cut = byId.get(id);
    const span = spans.get(id);
    if (!cut?.asset || !span?.whole || Math.abs(lengthOf(cut) - (span.end - span.start)) > ROUNDING) return [];
    return [{ asset: cut.asset, start: span.start, end: span.end }];
  });
}

function lengthOf(cut: CutRender): number {
  return Math.round((cut.frames * EDIT_RATE) / cut.fps);
}

export function reelAt(reels: readonly Reel[], frame: number): Reel | null {
  return reels.find(({ start, end }) => frame >= start && frame < end) ?? null;
}
