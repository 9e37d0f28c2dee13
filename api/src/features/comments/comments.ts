import { type Db, isUniqueViolation, type PrismaClient } from '@trashfire/prisma/client';
import { COMMENT_LIMITS, mentionedIn, type ThreadView } from '@trashfire/shared/api/comments-contract';
import { AppError } from '@trashfire/shared/errors/app-error';
import type { Handlers, Viewer } from '../../http/handler.ts';
import type { Emit } from '../../realtime/rooms.ts';
import { findEpisode } from '../series/repo.ts';
import { presentThread, type ThreadRow } from './presenter.ts';
import { holdEpisode, holdThread, markSeen, mentionedOf, mustFit, peopleOf, WHOLE } from './repo.ts';

interface Deps {
  prisma: PrismaClient;
  emit: Emit;
  now(): Date;
}

type CommentRoute =
  | 'people'
  | 'listThreads'
  | 'openThread'
  | 'reply'
  | 'resolveThread'
  | 'seeThread'
  | 'editComment'
  | 'deleteComment';

const NO_COMMENT = 'That comment is gone, or is not yours. Only who wrote a comment changes it.';

/** Comment threads of an episode: in Postgres, beside the documents (DESIGN §4). First the rows, then the event. */
export function createComments({ prisma, emit, now }: Deps): Handlers<CommentRoute> {
  /** Shows a thread to whoever watches its episode, as it is after a change. */
  const show = async (teamId: string, row: ThreadRow): Promise<ThreadView> => {
    const thread = presentThread(row, await mentionedOf(prisma, teamId, [row]));
    emit({ episode: row.episodeId }, 'thread.changed', { thread });
    return thread;
  };

  return {
    async people({ viewer: { teamId } }) {
      return { people: await peopleOf(prisma, teamId) };
    },

    async listThreads({ params: { episodeId }, viewer: { teamId, personId } }) {
      await findEpisode(prisma, teamId, episodeId);
      const where = { teamId, episodeId };
      const [rows, seen] = await Promise.all([
        prisma.commentThread.findMany({ where, include: WHOLE, orderBy: [{ createdAt: 'asc' }, { id: 'asc' }] }),
        prisma.threadSeen.findMany({ where: { personId, thread: where }, select: { threadId: true, count: true } }),
      ]);
      const people = await mentionedOf(prisma, teamId, rows);
      return {
        threads: rows.map((row) => presentThread(row, people)),
        seen: Object.fromEntries(seen.map(({ threadId, count }) => [threadId, count])),
      };
    },

    async openThread({ params: { episodeId }, body: { id, anchor, text }, viewer }) {
      const row = await once(async () =>
        prisma.$transaction(async (tx) => {
          await holdEpisode(tx, viewer.teamId, episodeId);
          const sent = await sentBefore(tx, viewer, id);
          if (sent !== null) return sent;
          await mustFit(tx, viewer.teamId, episodeId, true);
          mustNameFew(text);
          const { teamId, personId } = viewer;
          const thread = await tx.commentThread.create({ data: { teamId, episodeId, anchor, createdById: personId } });
          return await addComment(tx, viewer, thread.id, { id, text });
        }),
      );
      return await show(viewer.teamId, row);
    },

    async reply({ params: { threadId }, body: { id, text }, viewer }) {
      const row = await once(async () =>
        prisma.$transaction(async (tx) => {
          const { episodeId, comments } = await holdThread(tx, viewer.teamId, threadId);
          const sent = await sentBefore(tx, viewer, id);
          if (sent !== null) return sent;
          await mustFit(tx, viewer.teamId, episodeId, false);
          if (comments.length >= COMMENT_LIMITS.comments) {
            throw new AppError('too-large', `A thread holds ${COMMENT_LIMITS.comments} comments. Resolve it and open another.`);
          }
          mustNameFew(text);
          await tx.commentThread.update({ where: { id: threadId }, data: { version: { increment: 1 } } });
          return await addComment(tx, viewer, threadId, { id, text });
        }),
      );
      return await show(viewer.teamId, row);
    },

    async resolveThread({ params: { threadId }, body: { resolved }, viewer: { teamId, personId } }) {
      const row = await prisma.$transaction(async (tx) => {
        const thread = await holdThread(tx, teamId, threadId);
        // Somebody was faster: who resolved it first did.
        if ((thread.resolvedAt !== null) === resolved) return thread;
        const data = resolved ? { resolvedAt: now(), resolvedById: personId } : { resolvedAt: null, resolvedById: null };
        return await tx.commentThread.update({
          where: { id: threadId },
          data: { ...data, version: { increment: 1 } },
          include: WHOLE,
        });
      });
      return await show(teamId, row);
    },

    async seeThread({ params: { threadId }, body: { count }, viewer: { teamId, personId } }) {
      const where = { id: threadId, teamId, episode: { deletedAt: null } };
      const thread = await prisma.commentThread.findFirst({ where, select: { _count: { select: { comments: true } } } });
      if (thread === null) throw new AppError('not-found', 'That thread is gone: its last comment was deleted, or its episode.');
      await markSeen(prisma, teamId, threadId, personId, Math.min(count, thread._count.comments));
      return { ok: true };
    },

    async editComment({ params: { commentId }, body: { text }, viewer }) {
      const row = await prisma.$transaction(async (tx) => {
        const thread = await holdOwn(tx, viewer, commentId);
        mustNameFew(text);
        await tx.comment.update({ where: { id: commentId }, data: { text, editedAt: now() } });
        return await changed(tx, thread.id);
      });
      return await show(viewer.teamId, row);
    },

    async deleteComment({ params: { commentId }, viewer }) {
      const row = await prisma.$transaction(async (tx) => {
        const thread = await holdOwn(tx, viewer, commentId);
        const left = thread.comments.some(({ id, deletedAt }) => id !== commentId && deletedAt === null);
        if (!left) {
          await tx.commentThread.delete({ where: { id: thread.id } });
          return { gone: thread };
        }
        await tx.comment.update({ where: { id: commentId }, data: { text: '', deletedAt: now() } });
        return await changed(tx, thread.id);
      });
      if (!('gone' in row)) return { thread: await show(viewer.teamId, row) };
      const { episodeId, id: threadId } = row.gone;
      emit({ episode: episodeId }, 'thread.removed', { episodeId, threadId });
      return { thread: null };
    },
  };
}

/** A comment's id is minted by who writes it, so one sent again, after an answer got lost, is the same. */
async function sentBefore(tx: Db, { teamId, personId }: Viewer, id: string): Promise<ThreadRow | null> {
  const where = { teamId, comments: { some: { id, authorId: personId } } };
  return await tx.commentThread.findFirst({ where, include: WHOLE });
}

/** @throws AppError conflict where the id is another comment's. */
async function once<T>(write: () => Promise<T>): Promise<T> {
  try {
    return await write();
  } catch (error) {
    if (isUniqueViolation(error)) throw new AppError('conflict', 'Another comment has that id. Send it again as a new one.');
    throw error;
  }
}

async function addComment(tx: Db, { teamId, personId }: Viewer, threadId: string, comment: { id: string; text: string }) {
  await tx.comment.create({ data: { ...comment, teamId, threadId, authorId: personId } });
  const row = await tx.commentThread.findUniqueOrThrow({ where: { id: threadId }, include: WHOLE });
  await markSeen(tx, teamId, threadId, personId, row.comments.length);
  return row;
}

async function changed(tx: Db, id: string) {
  return await tx.commentThread.update({ where: { id }, data: { version: { increment: 1 } }, include: WHOLE });
}

/** The thread of one's own comment, held. @throws AppError not-found where it is another's, deleted or not there (R3). */
async function holdOwn(tx: Db, { teamId, personId }: Viewer, commentId: string): Promise<ThreadRow> {
  const where = { id: commentId, teamId, authorId: personId, deletedAt: null };
  const own = await tx.comment.findFirst({ where, select: { threadId: true } });
  if (own === null) throw new AppError('not-found', NO_COMMENT);
  const thread = await holdThread(tx, teamId, own.threadId);
  // Deleted in another window while this one waited.
  if (thread.comments.find(({ id }) => id === commentId)?.deletedAt !== null) throw new AppError('not-found', NO_COMMENT);
  return thread;
}

function mustNameFew(text: string): void {
  if (mentionedIn(text).length <= COMMENT_LIMITS.mentions) return;
  throw new AppError('bad-input', `A comment mentions ${COMMENT_LIMITS.mentions} people at most. Leave some out.`);
}
