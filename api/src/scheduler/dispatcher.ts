import type { PrismaClient } from '@trashfire/prisma/client';
import { enqueue } from '../features/render/followups.ts';

/** At most so many shots are in the queue or running at once: fairness is decided here, so what has left must be little. */
const IN_FLIGHT = 8;
/** At most so many of them one team's. */
const IN_FLIGHT_PER_TEAM = 6;
const LOCK = 0x7f1e_0001;

interface Waiting {
  id: string;
  teamId: string;
  kind: 'still' | 'shot' | 'scene' | 'episode';
}

/**
 * Which waiting tasks leave for the queue now: in order of their fair tags, up to the caps.
 * @param waiting in order of tag; `inFlight` counts tasks already queued or running, by team.
 */
export function chooseReleases(waiting: readonly Waiting[], inFlight: ReadonlyMap<string, number>): Waiting[] {
  const counts = new Map(inFlight);
  let total = [...counts.values()].reduce((sum, n) => sum + n, 0);
  const chosen: Waiting[] = [];
  for (const task of waiting) {
    const mine = counts.get(task.teamId) ?? 0;
    if (total >= IN_FLIGHT) break;
    if (mine >= IN_FLIGHT_PER_TEAM) continue;
    counts.set(task.teamId, mine + 1);
    total += 1;
    chosen.push(task);
  }
  return chosen;
}

/** Releases what is due. @returns episodes whose tasks moved. */
export async function dispatch(prisma: PrismaClient): Promise<string[]> {
  return await prisma.$transaction(
    async (tx) => {
      // One dispatcher at a time across all api nodes, or two would each fill the caps.
      await tx.$queryRaw`SELECT pg_advisory_xact_lock(${LOCK})::text`;
      const busy = await tx.renderTask.groupBy({
        by: ['teamId'],
        where: { state: { in: ['queued', 'running'] }, kind: 'shot' },
        _count: true,
      });
      const waiting = await tx.renderTask.findMany({
        where: { state: 'waiting', kind: 'shot' },
        orderBy: [{ priority: 'asc' }, { createdAt: 'asc' }, { id: 'asc' }],
        take: 200,
        select: { id: true, teamId: true, kind: true, episodeId: true },
      });
      const chosen = chooseReleases(waiting, new Map(busy.map((row) => [row.teamId, row._count])));
      for (const task of chosen) {
        // Somebody may have cancelled it since it was read; a released task that nobody pays for would be made all the same (R4).
        const still = { id: task.id, state: 'waiting' as const };
        const { count } = await tx.renderTask.updateMany({ where: still, data: { state: 'queued' } });
        if (count > 0) await enqueue(tx, task, 1);
      }
      const ids = new Set(chosen.map((task) => task.id));
      return [...new Set(waiting.filter((task) => ids.has(task.id)).map((task) => task.episodeId))];
    },
    { timeout: 20_000, maxWait: 10_000 },
  );
}
