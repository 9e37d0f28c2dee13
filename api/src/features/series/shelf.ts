import type { PrismaClient } from '@trashfire/prisma/client';
import type { Handlers } from '../../http/handler.ts';
import * as repo from './repo.ts';

interface Deps {
  prisma: PrismaClient;
  now(): Date;
  /** Told after a list of this team would read differently. */
  onChange(teamId: string, seriesId: string): void;
}

/**
 * Puts series and episodes aside and takes them back. What is put aside leaves the home page and is otherwise as it was: it
 * opens, can be edited and keeps its number. Doing it twice is doing it once.
 */
export function createShelf({
  prisma,
  now,
  onChange,
}: Deps): Handlers<'archiveSeries' | 'unarchiveSeries' | 'archiveEpisode' | 'unarchiveEpisode'> {
  const series = async (teamId: string, seriesId: string, archivedAt: Date | null) => {
    const { id, updatedAt } = await repo.findSeries(prisma, teamId, seriesId);
    // To put something aside is not to work on it: the list keeps its order.
    await prisma.series.update({ where: { id }, data: { archivedAt, updatedAt } });
    onChange(teamId, id);
    return { ok: true as const };
  };
  const episode = async (teamId: string, episodeId: string, archivedAt: Date | null) => {
    const { id, seriesId, updatedAt } = await repo.findEpisode(prisma, teamId, episodeId);
    await prisma.episode.update({ where: { id }, data: { archivedAt, updatedAt } });
    onChange(teamId, seriesId);
    return { ok: true as const };
  };
  return {
    archiveSeries: ({ params, viewer }) => series(viewer.teamId, params.seriesId, now()),
    unarchiveSeries: ({ params, viewer }) => series(viewer.teamId, params.seriesId, null),
    archiveEpisode: ({ params, viewer }) => episode(viewer.teamId, params.episodeId, now()),
    unarchiveEpisode: ({ params, viewer }) => episode(viewer.teamId, params.episodeId, null),
  };
}
