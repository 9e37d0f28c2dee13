import { isUniqueViolation, type PrismaClient } from '@trashfire/prisma/client';
import { can } from '@trashfire/shared/access/roles';
import type { AskContext } from '@trashfire/shared/api/ask-context';
import type { ChatListView, ChatMessageView, RunView } from '@trashfire/shared/api/contract';
import { AppError } from '@trashfire/shared/errors/app-error';
import type { Handlers, Viewer } from '../../http/handler.ts';
import type { Emit } from '../../realtime/rooms.ts';
import { MESSAGE_INCLUDE, presentMessage } from './presenter.ts';
import { membersAmong, messagePage, sentBefore } from './repo.ts';

/** A message that is handed to the agent as well. */
export interface Ask {
  viewer: Viewer;
  episodeId: string;
  text: string;
  context: AskContext;
  mentions: readonly string[];
  /** The message's own id; the database's when left out. */
  id?: string | undefined;
}

/** Hands a message to the agent, and knows its runs. */
export interface RunStarter {
  /**
   * Writes the message and a run for it in one transaction, shows both, and answers with the run as queued. A message that was
   * sent before is answered with what it began then.
   * @throws AppError when the asker may not, or has too many.
   */
  start(ask: Ask): Promise<{ message: ChatMessageView; run: RunView }>;
  /** @returns the runs with these ids, oldest first. */
  withIds(teamId: string, runIds: readonly string[]): Promise<RunView[]>;
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
  id?: string;
  authorId?: string;
  runId?: string;
  mentions?: string[];
}) => Promise<ChatMessageView>;

/** First the row, then the event; who may write is the caller's question. */
export function createSay({ prisma, emit }: { prisma: PrismaClient; emit: Emit }): Say {
  return async (data) => {
    const message = presentMessage(await prisma.chatMessage.create({ data, include: MESSAGE_INCLUDE }));
    emit({ episode: data.episodeId }, 'chat.message', { message });
    return message;
  };
}

/** Chat of an episode: people and the agent in one list (DESIGN §8). */
export function createChat({ prisma, runs, say }: Deps): Handlers<'listChat' | 'olderChat' | 'postChat'> {
  const mustSee = async (teamId: string, id: string): Promise<void> => {
    const episode = await prisma.episode.findFirst({ where: { id, teamId, deletedAt: null }, select: { id: true } });
    if (episode === null) throw new AppError('not-found', 'That episode does not exist, or is not yours to see.');
  };
  const page = async (teamId: string, episodeId: string, before: string | null): Promise<ChatListView> => {
    await mustSee(teamId, episodeId);
    const { rows, more } = await messagePage(prisma, { teamId, episodeId }, before);
    const messages = rows.map(presentMessage);
    const runIds = [...new Set(messages.flatMap(({ runId }) => (runId === null ? [] : [runId])))];
    return { messages, runs: await runs.withIds(teamId, runIds), more };
  };
  /** What only the room hears; sent twice under one id it stands once. */
  const tell = async (viewer: Viewer, episodeId: string, text: string, mentions: string[], id: string | undefined) => {
    const { teamId, personId: authorId } = viewer;
    if (id === undefined) return await say({ teamId, episodeId, text, authorId, mentions });
    const own = { id, teamId, episodeId, authorId };
    const before = await sentBefore(prisma, own);
    if (before !== null) return presentMessage(before);
    try {
      return await say({ ...own, text, mentions });
    } catch (error) {
      // The same message came in the same moment, by another way.
      const won = isUniqueViolation(error) ? await sentBefore(prisma, own) : null;
      if (won === null) throw error;
      return presentMessage(won);
    }
  };

  return {
    listChat: ({ params: { episodeId }, viewer: { teamId } }) => page(teamId, episodeId, null),
    olderChat: ({ params: { episodeId, messageId }, viewer: { teamId } }) => page(teamId, episodeId, messageId),
    async postChat({ params: { episodeId }, body, viewer }) {
      await mustSee(viewer.teamId, episodeId);
      const { text, id, context } = body;
      const mentions = await membersAmong(prisma, viewer.teamId, body.mentions);
      // Who may only comment talks to the room; the agent would write on their behalf (R3).
      if (body.ask && can(viewer.role, 'agent.run')) return await runs.start({ viewer, episodeId, text, context, mentions, id });
      return { message: await tell(viewer, episodeId, text, mentions, id), run: null };
    },
  };
}
