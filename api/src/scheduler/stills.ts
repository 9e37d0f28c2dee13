import type { Prisma, PrismaClient } from '@trashfire/prisma/client';
import { runCommand } from '@trashfire/shared/document/commands/command';
import { setShotStill } from '@trashfire/shared/document/commands/set-shot-still';
import { documentName } from '@trashfire/shared/document/names';
import { lengthOf } from '@trashfire/shared/render/length';
import { type BoardShot, planEpisode } from '@trashfire/shared/render/plan';
import type * as Y from 'yjs';
import { enqueue } from '../features/render/followups.ts';
import type { EpisodeInput } from '../features/render/service.ts';

interface Deps {
  prisma: PrismaClient;
  read(episodeId: string, seriesId: string, seq: null): Promise<EpisodeInput>;
  write(document: string, change: (doc: Y.Doc) => void): Promise<void>;
}

/** A still costs a fraction of a second and nothing else, yet one episode must not flood the queue (R7). */
const NEW_STILLS_AT_ONCE = 300;
/** So many stills of one edit go ahead of everything: a board without pictures is no board, and a board's worth takes two or three seconds. */
const URGENT_STILLS = 60;
/** What is more than a board's worth comes behind shots somebody asked and pays for (1); the sweep moves up what waits for a minute. */
const BULK_PRIORITY = 2;

/**
 * Keeps a picture on every shot of an episode: asks for stills that are missing and shows those that are there. Free, a
 * handful ahead of paid work in the queue and the rest of a board behind it, and safe to run again at any time.
 * @returns how many stills were asked for.
 */
export async function refreshStills({ prisma, read, write }: Deps, episodeId: string): Promise<number> {
  const episode = await prisma.episode.findFirst({ where: { id: episodeId, deletedAt: null } });
  if (!episode) return 0;
  const plan = planEpisode({ ...(await read(episodeId, episode.seriesId, null)), preset: 'LOW' });
  const board = [...plan.shots, ...plan.offCut];
  const revisions = [...new Set(board.map((shot) => shot.still.revision))];
  const tasks = await prisma.renderTask.findMany({
    where: { teamId: episode.teamId, revision: { in: revisions } },
    select: { revision: true, state: true, assets: { select: { role: true, hash: true } } },
  });
  const known = new Map(tasks.map((task) => [task.revision, task]));
  const asked = await askFor(prisma, episode, board, new Set(known.keys()));
  const ready = board.flatMap((shot) => {
    const asset = known.get(shot.still.revision)?.assets.find(({ role }) => role === 'still')?.hash;
    return asset ? [{ id: shot.shotId, revision: shot.still.revision, asset }] : [];
  });
  if (ready.length > 0) {
    await write(documentName('renders', episodeId), (doc) => {
      for (const still of ready) runCommand(doc, setShotStill, { still }, 'still');
    });
  }
  return asked;
}

async function askFor(
  prisma: PrismaClient,
  episode: { id: string; teamId: string },
  board: readonly BoardShot[],
  known: ReadonlySet<string>,
): Promise<number> {
  const missing = [
    ...new Map(board.filter((shot) => !known.has(shot.still.revision)).map((shot) => [shot.still.revision, shot])).values(),
  ];
  if (missing.length === 0) return 0;
  const { teamId } = episode;
  return await prisma.$transaction(async (tx) => {
    const rows = missing.slice(0, NEW_STILLS_AT_ONCE).map(({ number, still }) => ({
      teamId,
      episodeId: episode.id,
      revision: still.revision,
      kind: 'still' as const,
      preset: 'LOW' as const,
      manifest: still.manifest as Prisma.InputJsonValue,
      ...lengthOf(still.manifest),
      label: `Still ${number}`,
      state: 'queued' as const,
      price: 0n,
      estimateMs: 200,
    }));
    const created = await tx.renderTask.createManyAndReturn({
      data: rows,
      skipDuplicates: true,
      select: { id: true, teamId: true, kind: true },
    });
    for (const [i, task] of created.entries()) await enqueue(tx, task, i < URGENT_STILLS ? 0 : BULK_PRIORITY);
    return created.length;
  });
}
