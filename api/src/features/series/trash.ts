import type { Db, PrismaClient } from '@trashfire/prisma/client';
import type { TrashView } from '@trashfire/shared/api/contract';
import { type DocumentName, documentName } from '@trashfire/shared/document/names';
import { AppError } from '@trashfire/shared/errors/app-error';
import type { Handlers } from '../../http/handler.ts';
import { KEPT_MS } from '../history/erasure.ts';
import { lockTeam } from '../render/team-lock.ts';
import { episodeDocuments } from './repo.ts';

interface Deps {
  prisma: PrismaClient;
  /** Told after a list of this team would read differently. */
  onChange(teamId: string, seriesId: string): void;
  /** Removes for good all there is of documents in the trash. */
  purge(documents: readonly DocumentName[]): Promise<void>;
}

/** What one list shows at most. */
const MOST = 200;
const GONE = 'That is not in the trash any more: it was given back, or removed for good.';

/**
 * What people deleted, for 30 days: hidden, its rooms closed, its renders stopped, and given back whole (SPEC H8). A series takes its
 * episodes along; one that was deleted before it stays deleted when the series comes back.
 */
export function createTrash({
  prisma,
  onChange,
  purge,
}: Deps): Handlers<'trash' | 'restoreSeries' | 'restoreEpisode' | 'purgeSeries' | 'purgeEpisode'> {
  return {
    trash: ({ viewer: { teamId } }) => listTrash(prisma, teamId),
    async restoreSeries({ params: { seriesId }, viewer: { teamId } }) {
      await restoreSeries(prisma, teamId, seriesId);
      onChange(teamId, seriesId);
      return { ok: true };
    },
    async restoreEpisode({ params: { episodeId }, viewer: { teamId } }) {
      onChange(teamId, await restoreEpisode(prisma, teamId, episodeId));
      return { ok: true };
    },
    async purgeSeries({ params: { seriesId }, viewer: { teamId } }) {
      await mustLie(prisma, teamId, documentName('series', seriesId));
      const episodes = await prisma.episode.findMany({ where: { seriesId, teamId }, select: { id: true } });
      await purge([...episodeDocuments(episodes.map(({ id }) => id)), documentName('series', seriesId)]);
      return { ok: true };
    },
    async purgeEpisode({ params: { episodeId }, viewer: { teamId } }) {
      await mustLie(prisma, teamId, documentName('episode', episodeId));
      await purge(episodeDocuments([episodeId]));
      return { ok: true };
    },
  };
}

async function listTrash(prisma: PrismaClient, teamId: string): Promise<TrashView> {
  const deleted = { teamId, deletedAt: { not: null } };
  const order = { deletedAt: 'desc' as const };
  const [series, episodes] = await Promise.all([
    prisma.series.findMany({
      where: deleted,
      orderBy: order,
      take: MOST,
      include: { episodes: { select: { deletedAt: true } } },
    }),
    // An episode of a deleted series comes back with it.
    prisma.episode.findMany({
      where: { ...deleted, series: { deletedAt: null } },
      orderBy: order,
      take: MOST,
      include: { series: true },
    }),
  ]);
  const names = [...series.map(({ id }) => documentName('series', id)), ...episodes.map(({ id }) => documentName('episode', id))];
  const lying = await prisma.document.findMany({ where: { id: { in: names }, teamId, purgedAt: null }, select: { id: true } });
  const isLying = new Set(lying.map(({ id }) => id));
  const items = [
    ...series.map(({ id, title, deletedAt, episodes: all }) => ({
      kind: 'series' as const,
      id,
      title,
      series: null,
      episodes: all.filter((episode) => episode.deletedAt?.getTime() === deletedAt?.getTime()).length,
      deletedAt,
    })),
    ...episodes.map(({ id, title, deletedAt, series: of }) => ({
      kind: 'episode' as const,
      id,
      title,
      series: of.title,
      episodes: 0,
      deletedAt,
    })),
  ];
  return {
    items: items
      .filter(({ kind, id }) => isLying.has(documentName(kind, id)))
      .flatMap(({ deletedAt, ...item }) => {
        if (deletedAt === null) return [];
        return [{ ...item, deletedAt: deletedAt.toISOString(), goesAt: new Date(deletedAt.getTime() + KEPT_MS).toISOString() }];
      })
      .sort((a, b) => b.deletedAt.localeCompare(a.deletedAt))
      .slice(0, MOST),
  };
}

/** @throws AppError not-found when a document of this team is not in the trash. */
async function mustLie(db: Db | PrismaClient, teamId: string, document: DocumentName): Promise<void> {
  const found = await db.document.count({ where: { id: document, teamId, deletedAt: { not: null }, purgedAt: null } });
  if (found === 0) throw new AppError('not-found', GONE);
}

async function restoreSeries(prisma: PrismaClient, teamId: string, id: string): Promise<void> {
  await prisma.$transaction(async (tx) => {
    await lockTeam(tx, teamId);
    const series = await tx.series.findFirst({ where: { id, teamId, deletedAt: { not: null } } });
    if (series === null) throw new AppError('not-found', GONE);
    await giveBack(tx, teamId, [documentName('series', id)]);
    await tx.series.update({ where: { id }, data: { deletedAt: null } });
    const along = { seriesId: id, teamId, deletedAt: series.deletedAt };
    const episodes = await tx.episode.findMany({ where: along, orderBy: { number: 'asc' }, select: { id: true, number: true } });
    for (const episode of episodes) await revive(tx, teamId, id, episode);
  });
}

/** @returns the series it is in. */
async function restoreEpisode(prisma: PrismaClient, teamId: string, id: string): Promise<string> {
  return await prisma.$transaction(async (tx) => {
    await lockTeam(tx, teamId);
    const episode = await tx.episode.findFirst({ where: { id, teamId, deletedAt: { not: null }, series: { deletedAt: null } } });
    if (episode === null) throw new AppError('not-found', GONE);
    await revive(tx, teamId, episode.seriesId, episode);
    return episode.seriesId;
  });
}

/** With its old number, or the next one where another episode has that by now. */
async function revive(tx: Db, teamId: string, seriesId: string, { id, number }: { id: string; number: number }): Promise<void> {
  await giveBack(tx, teamId, episodeDocuments([id]));
  const live = { seriesId, teamId, deletedAt: null };
  const taken = await tx.episode.count({ where: { ...live, number } });
  const last = taken === 0 ? null : await tx.episode.aggregate({ where: live, _max: { number: true } });
  await tx.episode.update({
    where: { id },
    data: { deletedAt: null, number: last === null ? number : (last._max.number ?? 0) + 1 },
  });
}

/** @throws AppError not-found when one of the documents is no longer whole. */
async function giveBack(tx: Db, teamId: string, documents: readonly DocumentName[]): Promise<void> {
  const where = { id: { in: [...documents] }, teamId, deletedAt: { not: null }, purgedAt: null };
  const { count } = await tx.document.updateMany({ where, data: { deletedAt: null } });
  if (count < documents.length) throw new AppError('not-found', GONE);
}
