import type { PrismaClient } from '@trashfire/prisma/client';
import { enqueue } from '../features/render/followups.ts';
import { lockTasks } from '../features/render/task-lock.ts';

/** So many shots are in the queue or running at once at the least: fairness is decided here, so what has left must be little. */
const IN_FLIGHT_AT_LEAST = 8;
/** What workers are at work on tells how many places they have: as many again wait for them, so that no place is idle. */
const IN_FLIGHT_PER_RUNNING = 2;
/** At most so much of it one team's, so that another's first shot never waits for a place. */
const TEAM_SHARE = 3 / 4;
const LOCK = 0x7f1e_0001;

interface Waiting {
  id: string;
  teamId: string;
  kind: 'still' | 'shot' | 'scene' | 'episode';
}

/**
 * Which waiting tasks leave for the queue now: in order of their fair tags, up to the caps.
 * @param waiting in order of tag. @param busy tasks already queued or running, by team.
 */
function chooseReleases(
  waiting: readonly Waiting[],
  busy: readonly { teamId: string; state: string; _count: number }[],
): Waiting[] {
  const running = busy.reduce((sum, { state, _count }) => sum + (state === 'running' ? _count : 0), 0);
  const inFlight = Math.max(IN_FLIGHT_AT_LEAST, running * IN_FLIGHT_PER_RUNNING);
  const perTeam = Math.floor(inFlight * TEAM_SHARE);
  const counts = new Map<string, number>();
  for (const { teamId, _count } of busy) counts.set(teamId, (counts.get(teamId) ?? 0) + _count);
  let total = [...counts.values()].reduce((sum, n) => sum + n, 0);
  const chosen: Waiting[] = [];
  for (const task of waiting) {
    const mine = counts.get(task.teamId) ?? 0;
    if (total >= inFlight) break;
    if (mine >= perTeam) continue;
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
        by: ['teamId', 'state'],
        where: { state: { in: ['queued', 'running'] }, kind: 'shot' },
        _count: true,
      });
      const waiting = await tx.renderTask.findMany({
        where: { state: 'waiting', kind: 'shot' },
        orderBy: [{ priority: 'asc' }, { createdAt: 'asc' }, { id: 'asc' }],
        take: 200,
        select: { id: true, teamId: true, kind: true, episodeId: true },
      });
      const chosen = chooseReleases(waiting, busy);
      await lockTasks(
        tx,
        chosen.map(({ id }) => id),
      );
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
