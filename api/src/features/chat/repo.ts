import type { Db } from '@trashfire/prisma/client';
import { AppError } from '@trashfire/shared/errors/app-error';
import { MESSAGE_INCLUDE, type MessageRow } from './presenter.ts';

/** Messages of one page. */
export const PAGE = 60;

/** A message that is to be written once, whoever sends it how often. */
export interface OwnMessage {
  id: string;
  teamId: string;
  episodeId: string;
  authorId: string;
}

/**
 * @returns the message of that id, where this person wrote it in this episode: it was sent again because its answer was lost (R6).
 * @throws AppError conflict when the id is somebody else's, or of another episode.
 */
export async function sentBefore(db: Db, { id, teamId, episodeId, authorId }: OwnMessage): Promise<MessageRow | null> {
  const known = await db.chatMessage.findUnique({ where: { id }, include: MESSAGE_INCLUDE });
  if (known === null) return null;
  if (known.teamId === teamId && known.episodeId === episodeId && known.authorId === authorId) return known;
  throw new AppError('conflict', 'Another message has that id. Send it again as a new one.');
}

/** @returns those of the ids that are people of the team, each once. */
export async function membersAmong(db: Db, teamId: string, ids: readonly string[]): Promise<string[]> {
  if (ids.length === 0) return [];
  const found = await db.membership.findMany({ where: { teamId, personId: { in: [...ids] } }, select: { personId: true } });
  return found.map(({ personId }) => personId);
}

/**
 * One page of an episode's messages, oldest first. @param before the oldest message of the page behind it; null for the newest page.
 * @throws AppError not-found when that message is not of the episode.
 */
export async function messagePage(
  db: Db,
  where: { teamId: string; episodeId: string },
  before: string | null,
): Promise<{ rows: MessageRow[]; more: boolean }> {
  const edge = before === null ? null : await db.chatMessage.findFirst({ where: { ...where, id: before } });
  if (before !== null && edge === null) throw new AppError('not-found', 'That message is not there any more. Reload the chat.');
  const older =
    edge === null ? {} : { OR: [{ createdAt: { lt: edge.createdAt } }, { createdAt: edge.createdAt, id: { lt: edge.id } }] };
  const rows = await db.chatMessage.findMany({
    where: { ...where, ...older },
    orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
    take: PAGE + 1,
    include: MESSAGE_INCLUDE,
  });
  return { rows: rows.slice(0, PAGE).reverse(), more: rows.length > PAGE };
}
