import { type Db, isUniqueViolation, type PrismaClient } from '@trashfire/prisma/client';
import { documentRow } from '@trashfire/prisma/document-log';
import { type DocumentName, documentName } from '@trashfire/shared/document/names';
import { AppError } from '@trashfire/shared/errors/app-error';
import { newId } from '@trashfire/shared/ids';
import { cancelRendersOf } from '../render/request.ts';
import { lockTeam } from '../render/team-lock.ts';

const NO_SERIES = 'That series does not exist, or is not yours to see.';
const NO_EPISODE = 'That episode does not exist, or is not yours to see.';

/** What one list shows at most; a studio with more needs paging, which comes with it. */
const MOST_SERIES = 200;
const MOST_EPISODES = 200;

const EPISODES = { where: { deletedAt: null }, orderBy: { number: 'asc' as const }, take: MOST_EPISODES };

/** A team's series with their episodes, the row changed last first; at most 200 of each. */
export async function listSeries(prisma: PrismaClient, teamId: string) {
  return await prisma.series.findMany({
    where: { teamId, deletedAt: null },
    orderBy: { updatedAt: 'desc' },
    take: MOST_SERIES,
    include: { episodes: EPISODES },
  });
}
export type SeriesRow = Awaited<ReturnType<typeof listSeries>>[number];
export type EpisodeRow = SeriesRow['episodes'][number];

/** @throws AppError not-found for another team's series or a deleted one. */
export async function findSeries(prisma: PrismaClient, teamId: string, id: string): Promise<SeriesRow> {
  const series = await prisma.series.findFirst({ where: { id, teamId, deletedAt: null }, include: { episodes: EPISODES } });
  if (series === null) throw new AppError('not-found', NO_SERIES);
  return series;
}

/** @throws AppError not-found for another team's episode or a deleted one. */
export async function findEpisode(prisma: PrismaClient, teamId: string, id: string): Promise<EpisodeRow> {
  const episode = await prisma.episode.findFirst({ where: { id, teamId, deletedAt: null, series: { deletedAt: null } } });
  if (episode === null) throw new AppError('not-found', NO_EPISODE);
  return episode;
}

/** A series and its document, in one transaction. @returns its id. */
export async function insertSeries(
  prisma: PrismaClient,
  teamId: string,
  series: { title: string; logline: string },
  id = newId(),
): Promise<string> {
  await prisma.$transaction([
    prisma.series.create({ data: { id, teamId, ...series } }),
    prisma.document.create({ data: documentRow(documentName('series', id), teamId) }),
  ]);
  return id;
}

const NUMBER_ATTEMPTS = 5;

/** An episode with the next number and its two documents, in one transaction. @returns its id. */
export async function insertEpisode(
  prisma: PrismaClient,
  teamId: string,
  seriesId: string,
  title: string,
  id = newId(),
): Promise<string> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await prisma.$transaction(async (tx) => {
        const last = await tx.episode.aggregate({ where: { seriesId, deletedAt: null }, _max: { number: true } });
        await tx.episode.create({ data: { id, teamId, seriesId, title, number: (last._max.number ?? 0) + 1 } });
        await tx.document.createMany({
          data: [documentRow(documentName('episode', id), teamId), documentRow(documentName('renders', id), teamId)],
        });
        return id;
      });
    } catch (error) {
      // Somebody created an episode at the same moment and has the number; the next one is free.
      if (attempt >= NUMBER_ATTEMPTS || !isUniqueViolation(error)) throw error;
    }
  }
}

/** Hides a series with its episodes, closes their documents and stops their renders; what they held is removed after. @returns the episodes. */
export async function softDeleteSeries(prisma: PrismaClient, teamId: string, id: string): Promise<string[]> {
  const deletedAt = new Date();
  return await prisma.$transaction(async (tx) => {
    await lockTeam(tx, teamId);
    const { count } = await tx.series.updateMany({ where: { id, teamId, deletedAt: null }, data: { deletedAt } });
    if (count === 0) throw new AppError('not-found', NO_SERIES);
    const where = { seriesId: id, teamId, deletedAt: null };
    const episodes = await tx.episode.updateManyAndReturn({ where, data: { deletedAt }, select: { id: true } });
    const ids = episodes.map((episode) => episode.id);
    await closeEpisodes(tx, teamId, ids, deletedAt);
    await tx.document.updateMany({ where: { id: documentName('series', id), teamId }, data: { deletedAt } });
    return ids;
  }, DELETION);
}

/** Hides an episode with its documents and stops its renders; what they held is removed after. @throws AppError not-found for another team's or a deleted one. */
export async function softDeleteEpisode(prisma: PrismaClient, teamId: string, id: string): Promise<void> {
  const deletedAt = new Date();
  await prisma.$transaction(async (tx) => {
    await lockTeam(tx, teamId);
    const { count } = await tx.episode.updateMany({ where: { id, teamId, deletedAt: null }, data: { deletedAt } });
    if (count === 0) throw new AppError('not-found', NO_EPISODE);
    await closeEpisodes(tx, teamId, [id], deletedAt);
  }, DELETION);
}

/** A series of many episodes has many renders to stop. */
const DELETION = { timeout: 20_000, maxWait: 10_000 };

/** The documents of episodes. */
export function episodeDocuments(ids: readonly string[]): DocumentName[] {
  return ids.flatMap((id) => [documentName('episode', id), documentName('renders', id)]);
}

/** Nobody pays for what nobody can see any more (R4). */
async function closeEpisodes(tx: Db, teamId: string, ids: readonly string[], deletedAt: Date): Promise<void> {
  const names = episodeDocuments(ids);
  await tx.document.updateMany({ where: { id: { in: names }, teamId }, data: { deletedAt } });
  await cancelRendersOf(tx, teamId, ids);
}
