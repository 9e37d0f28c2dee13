import { type Db, Prisma } from '@trashfire/prisma/client';
import { COMMENT_LIMITS, mentionedIn } from '@trashfire/shared/api/comments-contract';
import type { PersonView } from '@trashfire/shared/api/contract';
import { AppError } from '@trashfire/shared/errors/app-error';
import { presentPerson } from '../session/person.ts';
import type { ThreadRow } from './presenter.ts';

const PERSON = { select: { id: true, name: true, color: true } } as const;
export const WHOLE = {
  resolvedBy: PERSON,
  comments: { include: { author: PERSON }, orderBy: [{ createdAt: 'asc' }, { id: 'asc' }] },
} as const satisfies Prisma.CommentThreadInclude;

/** Most people of a team that are told of; nobody picks from a longer list. */
const PEOPLE = 1000;

/** Everybody of a team by name; who left is nobody of it. */
export async function peopleOf(db: Db, teamId: string): Promise<PersonView[]> {
  const orderBy = [{ person: { name: 'asc' as const } }, { personId: 'asc' as const }];
  const members = await db.membership.findMany({ where: { teamId }, select: { person: PERSON }, orderBy, take: PEOPLE });
  return members.map(({ person }) => presentPerson(person));
}

/** Those of a team that comments of threads mention, by id, and nobody else of it; who left is nobody. */
export async function mentionedOf(
  db: Db,
  teamId: string,
  threads: readonly Pick<ThreadRow, 'comments'>[],
): Promise<Map<string, PersonView>> {
  const ids = new Set(threads.flatMap(({ comments }) => comments.flatMap(({ text }) => mentionedIn(text))));
  if (ids.size === 0) return new Map();
  const where = { teamId, personId: { in: [...ids] } };
  const members = await db.membership.findMany({ where, select: { person: PERSON } });
  return new Map(members.map(({ person }) => [person.id, presentPerson(person)]));
}

/**
 * Takes an episode for a writer of comments: what is counted stays so, and it is not deleted meanwhile.
 * @throws AppError not-found for another team's or a deleted one.
 */
export async function holdEpisode(tx: Db, teamId: string, episodeId: string): Promise<void> {
  const held = await tx.$queryRaw<unknown[]>(
    Prisma.sql`SELECT 1 FROM episode WHERE id = ${episodeId} AND team_id = ${teamId}::uuid AND deleted_at IS NULL FOR NO KEY UPDATE`,
  );
  if (held.length === 0) throw new AppError('not-found', 'That episode does not exist, or is not yours to see.');
}

/** A thread of a living episode, whose episode is held from now on. @throws AppError not-found. */
export async function holdThread(tx: Db, teamId: string, id: string): Promise<ThreadRow> {
  const gone = (): AppError => new AppError('not-found', 'That thread is gone: its last comment was deleted, or its episode.');
  const found = await tx.commentThread.findFirst({ where: { id, teamId }, select: { episodeId: true } });
  if (found === null) throw gone();
  await holdEpisode(tx, teamId, found.episodeId);
  // Read under the lock: somebody may have deleted it in between.
  const thread = await tx.commentThread.findFirst({ where: { id, teamId }, include: WHOLE });
  if (thread === null) throw gone();
  return thread;
}

/** Checks what an episode may hold. Call it with the episode held. @throws AppError too-large. */
export async function mustFit(tx: Db, teamId: string, episodeId: string, opens: boolean): Promise<void> {
  const threads = opens ? await tx.commentThread.count({ where: { teamId, episodeId } }) : 0;
  const comments = await tx.comment.count({ where: { teamId, thread: { episodeId } } });
  if (threads >= COMMENT_LIMITS.threads || comments >= COMMENT_LIMITS.episode) {
    throw new AppError(
      'too-large',
      `An episode holds ${COMMENT_LIMITS.threads} threads and ${COMMENT_LIMITS.episode} comments. Delete those that are settled, then write this one.`,
    );
  }
}

/** Notes that a person has read that many comments of a thread; never fewer than they had. */
export async function markSeen(tx: Db, teamId: string, threadId: string, personId: string, count: number): Promise<void> {
  await tx.$executeRaw(
    Prisma.sql`INSERT INTO thread_seen (thread_id, person_id, team_id, count)
      VALUES (${threadId}::uuid, ${personId}::uuid, ${teamId}::uuid, ${count})
      ON CONFLICT (thread_id, person_id) DO UPDATE SET count = greatest(thread_seen.count, excluded.count)`,
  );
}
