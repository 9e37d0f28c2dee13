import type { Series } from './use-series.ts';

/** The episodes of a series that were not put aside. */
export function standing({ episodes }: Pick<Series, 'episodes'>): Series['episodes'] {
  return episodes.filter(({ archivedAt }) => archivedAt === null);
}
