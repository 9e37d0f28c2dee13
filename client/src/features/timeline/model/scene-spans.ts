import type { EpisodeModel } from '../../studio/model/episode-model.ts';

export interface SceneSpan {
  readonly start: number;
  readonly end: number;
  /** No shot of another scene stands between its own; gaps may. */
  readonly whole: boolean;
}

/** Where each scene stands in the cut, gaps between its shots included. */
export function sceneSpans({ timeline, shots }: Pick<EpisodeModel, 'timeline' | 'shots'>): Map<string, SceneSpan> {
  const spans = new Map<string, SceneSpan>();
  let last: string | null = null;
  for (const { shotId, start, end } of timeline.clips) {
    const sceneId = shotId === null ? undefined : shots.get(shotId)?.sceneId;
    if (sceneId === undefined) continue;
    const known = spans.get(sceneId);
    spans.set(
      sceneId,
      known === undefined ? { start, end, whole: true } : { ...known, end, whole: known.whole && last === sceneId },
    );
    last = sceneId;
  }
  return spans;
}
