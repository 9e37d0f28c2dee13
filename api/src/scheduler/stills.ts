import type { Prisma, PrismaClient } from '@trashfire/prisma/client';
import { runCommand } from '@trashfire/shared/document/commands/command';
import { setShotStill } from '@trashfire/shared/document/commands/set-shot-still';
import { documentName } from '@trashfire/shared/document/names';
import type { ShotStill } from '@trashfire/shared/document/schema';
import { lengthOf } from '@trashfire/shared/render/length';
import { type BoardShot, planEpisode } from '@trashfire/shared/render/plan';
import type * as Y from 'yjs';
import { AGAIN, enqueue, type TaskKind } from '../features/render/followups.ts';
import type { EpisodeInput } from '../features/render/service.ts';

export interface StillDeps {
  prisma: PrismaClient;
  read(episodeId: string, seriesId: string, seq: null): Promise<EpisodeInput>;
  /** The stills an episode's room shows now. */
  shown(episodeId: string): Promise<readonly ShotStill[]>;
  write(document: string, change: (doc: Y.Doc) => void): Promise<void>;
}

/** A still costs a fraction of a second and nothing else, yet one episode must not flood the queue (R7). */
const STILLS_AT_ONCE = 300;

/**
 * Keeps a picture on every shot of an episode: asks for stills that are missing and shows those that are there. Free, in a
 * queue of their own, and safe to run again at any time.
 * @param failedBefore a still that failed for good before this is asked for once more. The caller names a moment that moves
 *   only when there is hope (a start of the service, a person's Retry), or a still that cannot be drawn would be for ever.
 * @returns how many stills were asked for, and how many the room sees anew.
 */
export async function refreshStills(
  deps: StillDeps,
  episodeId: string,
  failedBefore: Date,
): Promise<{ asked: number; shown: number }> {
  const { prisma, read, shown, write } = deps;
  const episode = await prisma.episode.findFirst({ where: { id: episodeId, deletedAt: null } });
  if (!episode) return { asked: 0, shown: 0 };
  const plan = planEpisode({ ...(await read(episodeId, episode.seriesId, null)), preset: 'LOW' });
  const board = [...plan.shots, ...plan.offCut];
  const revisions = [...new Set(board.map((shot) => shot.still.revision))];
  const tasks = await prisma.renderTask.findMany({
    where: { teamId: episode.teamId, revision: { in: revisions } },
    select: {
      id: true,
      teamId: true,
      kind: true,
      revision: true,
      state: true,
      finishedAt: true,
      assets: { select: { role: true, hash: true } },
    },
  });
  const known = new Map(tasks.map((task) => [task.revision, task]));
  const failed = tasks.filter(({ state, finishedAt }) => state === 'failed' && finishedAt !== null && finishedAt < failedBefore);
  const asked =
    (await askFor(prisma, episode, board, new Set(known.keys()))) + (await askAgain(prisma, failed.slice(0, STILLS_AT_ONCE)));
  const now = new Map((await shown(episodeId)).map((still) => [still.id, still]));
  const fresh = board.flatMap(({ shotId: id, still: { revision } }) => {
    const asset = known.get(revision)?.assets.find(({ role }) => role === 'still')?.hash;
    const same = now.get(id)?.revision === revision && now.get(id)?.asset === asset;
    return asset === undefined || same ? [] : [{ id, revision, asset }];
  });
  if (fresh.length > 0) {
    await write(documentName('renders', episodeId), (doc) => {
      for (const still of fresh) runCommand(doc, setShotStill, { still }, 'still');
    });
  }
  return { asked, shown: fresh.length };
}

/** Each one's place in the edit is its priority: a shot drawn anew by itself passes a whole board, and boards take turns. */
export async function askFor(
  prisma: PrismaClient,
  episode: { id: string; teamId: string },
  board: readonly Pick<BoardShot, 'shotId' | 'number' | 'still'>[],
  known: ReadonlySet<string>,
): Promise<number> {
  const missing = [
    ...new Map(board.filter((shot) => !known.has(shot.still.revision)).map((shot) => [shot.still.revision, shot])).values(),
  ].slice(0, STILLS_AT_ONCE);
  if (missing.length === 0) return 0;
  const { teamId } = episode;
  const places = new Map(missing.map(({ still }, place) => [still.revision, place]));
  return await prisma.$transaction(async (tx) => {
    const rows = missing.map(({ shotId, number, still }) => ({
      teamId,
      episodeId: episode.id,
      revision: still.revision,
      kind: 'still' as const,
      preset: 'LOW' as const,
      manifest: still.manifest as Prisma.InputJsonValue,
      ...lengthOf(still.manifest),
      label: `Still ${number}`,
      subjectId: shotId,
      state: 'queued' as const,
      price: 0n,
      estimateMs: 200,
    }));
    const created = await tx.renderTask.createManyAndReturn({
      data: rows,
      skipDuplicates: true,
      select: { id: true, teamId: true, kind: true, revision: true },
    });
    for (const task of created) await enqueue(tx, task, places.get(task.revision) ?? 0);
    return created.length;
  });
}

/** @returns how many of the failed are tried once more. */
export async function askAgain(
  prisma: PrismaClient,
  failed: readonly { id: string; teamId: string; kind: TaskKind }[],
): Promise<number> {
  if (failed.length === 0) return 0;
  return await prisma.$transaction(async (tx) => {
    let asked = 0;
    for (const task of failed) {
      // Another node may have asked since it was read; two jobs for one still would be one too many.
      const { count } = await tx.renderTask.updateMany({
        where: { id: task.id, state: 'failed' },
        data: { ...AGAIN, state: 'queued' },
      });
      if (count > 0) await enqueue(tx, task, asked);
      asked += count;
    }
    return asked;
  });
}
