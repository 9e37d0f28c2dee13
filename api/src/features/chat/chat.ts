import type { PrismaClient } from '@trashfire/prisma/client';
import { can } from '@trashfire/shared/access/roles';
import type { ChatMessageView, RunView } from '@trashfire/shared/api/contract';
import { AppError } from '@trashfire/shared/errors/app-error';
import type { Handlers, Viewer } from '../../http/handler.ts';
import type { Emit } from '../../realtime/rooms.ts';
import { presentMessage } from './presenter.ts';

/** Hands a message to the agent. */
export interface RunStarter {
  /**
   * Writes the message and a run for it in one transaction, shows both, and answers with the run as queued.
   * @throws AppError when the asker may not, or has too many.
   */
  start(ask: { viewer: Viewer; episodeId: string; text: string }): Promise<{ message: ChatMessageView; run: RunView }>;
}

interface Deps {
  prisma: PrismaClient;
  runs: RunStarter;
  say: Say;
}

/** Writes a message and shows it to whoever watches the episode. Without an author it is the agent speaking, inside a run. */
export type Say = (message: {
  teamId: string;
  episodeId: string;
  text: string;
  authorId?: string;
  runId?: string;
}) => Promise<ChatMessageView>;

/** The newest messages of an episode that a window shows; older ones are not read yet. */
const SHOWN = 200;
const WITH_AUTHOR = { author: { select: { id: true, name: true, color: true } } };

/** First the row, then the event; who may write is the caller's question. */
export function createSay({ prisma, emit }: { prisma: PrismaClient; emit: Emit }): Say {
  return async (data) => {
    const message = presentMessage(await prisma.chatMessage.create({ data, include: WITH_AUTHOR }));
    emit({ episode: data.episodeId }, 'chat.message', { message });
    return message;
  };
}

/** Chat of an episode: people and the agent in one list (DESIGN §8). */
export function createChat({ prisma, runs, say }: Deps): Handlers<'listChat' | 'postChat'> {
  const mustSee = async (teamId: string, id: string): Promise<void> => {
    const episode = await prisma.episode.findFirst({ where: { id, teamId, deletedAt: null }, select: { id: true } });
    if (episode === null) throw new AppError('not-found', 'That episode does not exist, or is not yours to see.');
  };

  return {
    async listChat({ params: { episodeId }, viewer: { teamId } }) {
      await mustSee(teamId, episodeId);
      const newest = await prisma.chatMessage.findMany({
        where: { teamId, episodeId },
        orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
        take: SHOWN,
        include: WITH_AUTHOR,
      });
      return { messages: newest.reverse().map(presentMessage) };
    },
    async postChat({ params: { episodeId }, body, viewer }) {
      await mustSee(viewer.teamId, episodeId);
      // Who may only comment talks to the room; the agent would write on their behalf (R3).
      if (body.ask && can(viewer.role, 'agent.run')) return await runs.start({ viewer, episodeId, text: body.text });
      const { teamId, personId: authorId } = viewer;
      return { message: await say({ teamId, episodeId, text: body.text, authorId }), run: null };
    },
  };
}
