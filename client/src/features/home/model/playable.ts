import type { Episode } from './use-series.ts';

type Piece = Pick<Episode, 'cut' | 'shotsDone' | 'updatedAt'>;

/** The newest piece that can be watched: a cut plays whole; before there is one, what has been rendered plays shot by shot. */
export function newestPlayable<E extends Piece>(episodes: readonly E[]): E | null {
  const newest = newestFirst(episodes);
  return newest.find(({ cut }) => cut !== null) ?? newest.find(({ shotsDone }) => shotsDone > 0) ?? null;
}

/** By when they were last worked on. */
export function newestFirst<E extends Pick<Episode, 'updatedAt'>>(episodes: readonly E[]): E[] {
  return [...episodes].sort((a, b) => b.updatedAt.localeCompare(a.updatedAt));
}
