import type { PrismaClient } from '@trashfire/prisma/client';
import { can } from '@trashfire/shared/access/roles';
import { documentName } from '@trashfire/shared/document/names';
import { AppError } from '@trashfire/shared/errors/app-error';
import { say } from '@trashfire/shared/errors/say';
import type { DocumentSession } from '@trashfire/shared/realtime/document-session';
import { readPresence } from '@trashfire/shared/realtime/presence';
import { askOf } from '../../features/chat/presenter.ts';
import { withDeadline } from '../../features/documents/deadline.ts';
import type { DocumentActor, DocumentWriter } from '../../features/documents/writer.ts';
import { type AskTarget, askTarget } from '../ask-target.ts';
import { AGENT } from '../identity.ts';
import type { RoomLine } from '../mind.ts';
import { pointableIn } from '../pointable.ts';
import { createWorld, type World } from '../world.ts';
import type { RunRow } from './repo.ts';

/** The episode and its series, open, with the agent in them for all to see. */
export interface Room {
  world: World;
  ask: AskTarget;
  /** What was said before the task. */
  talk: readonly RoomLine[];
  close(): void;
}

interface Deps {
  prisma: PrismaClient;
  open: DocumentWriter['open'];
  run: RunRow;
  signal: AbortSignal;
  /** A document was closed for good: the asker's rights are gone, or the document is. */
  onClosed(reason: string): void;
}

const READY_MS = 10_000;
const UNREACHABLE = say`The documents cannot be opened right now. Nothing was changed; ask again in a moment.`;
/** Messages of the room's conversation the agent is given. */
const TALK = 12;

/** @throws AppError not-allowed when the asker may not let the agent edit any more, unavailable when the documents stay shut. */
export async function openRoom({ prisma, open, run, signal, onClosed }: Deps): Promise<Room> {
  const { teamId, askedById: personId } = run;
  const member = await prisma.membership.findUnique({ where: { teamId_personId: { teamId, personId } } });
  if (member === null || !can(member.role, 'agent.run')) throw new AppError('not-allowed');
  const episode = await prisma.episode.findFirst({ where: { id: run.episodeId, teamId, deletedAt: null } });
  if (episode === null) throw new AppError('not-found', 'That episode was deleted.');
  const named = { seriesId: episode.seriesId, teamId, deletedAt: null };
  const episodes = await prisma.episode.findMany({ where: named, orderBy: { number: 'asc' }, take: 500 });

  const actor = { kind: 'agent' as const, id: run.id, name: AGENT.name, color: AGENT.color };
  // Its rights are the asker's: the collab-server watches that membership for as long as the agent is connected.
  const as: DocumentActor = { actor, member: personId, version: member.version };
  const sessions: DocumentSession[] = [];
  const enter = async (kind: 'episode' | 'series', id: string) => {
    const session = await open(documentName(kind, id), as, { name: AGENT.name, color: AGENT.color });
    sessions.push(session);
    session.onStatus(({ closeReason }) => closeReason !== null && onClosed(closeReason.text));
    return session;
  };
  const close = () => {
    for (const session of sessions) session.destroy();
  };
  try {
    const both = { episode: await enter('episode', episode.id), series: await enter('series', episode.seriesId) };
    await withDeadline(Promise.all([both.episode.ready, both.series.ready]), READY_MS, UNREACHABLE);
    signal.throwIfAborted();
    const world = createWorld({ runId: run.id, episode, episodes, seriesId: episode.seriesId, sessions: both, signal });
    const context = askOf(run.context);
    const here = /\b(?:this|current|my) scene\b/i.test(run.task) ? await placeOf(both.episode, personId) : null;
    const ask = askTarget(run.task, context, pointableIn(world), here);
    return { world, ask, talk: await talkBefore(prisma, run), close };
  } catch (error) {
    close();
    throw error;
  }
}

const PRESENCE_MS = 1_000;

/** @returns the scene on somebody's screen, from their presence; null when they show none. */
async function placeOf({ awareness }: DocumentSession, personId: string): Promise<string | null> {
  const look = () => {
    for (const state of awareness.getStates().values()) {
      const presence = readPresence(state);
      if (presence?.user.id === personId && presence.place?.sceneId) return presence.place.sceneId;
    }
    return null;
  };
  return await new Promise((resolve) => {
    const settle = () => {
      awareness.off('change', onChange);
      clearTimeout(timer);
      resolve(look());
    };
    const onChange = () => {
      if (look() !== null) settle();
    };
    const timer = setTimeout(settle, PRESENCE_MS);
    awareness.on('change', onChange);
    onChange();
  });
}

async function talkBefore(prisma: PrismaClient, run: RunRow): Promise<RoomLine[]> {
  const messages = await prisma.chatMessage.findMany({
    where: { teamId: run.teamId, episodeId: run.episodeId, createdAt: { lt: run.createdAt } },
    orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
    take: TALK,
    include: { author: true },
  });
  return messages.reverse().map(({ author, text }) => ({ who: author?.name ?? AGENT.name, text: text.slice(0, 1000) }));
}
