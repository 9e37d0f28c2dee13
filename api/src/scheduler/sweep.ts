import type { Db, PrismaClient } from '@trashfire/prisma/client';
import { JOBS } from '@trashfire/shared/jobs/catalog';
import type { Queues } from '@trashfire/shared/jobs/queues';
import { enqueue, JOB_OF } from '../features/render/followups.ts';
import { lastJobOf } from './outbox.ts';

/** A running task without a beat for this long has lost its worker (beats come twice a second). */
const BEAT_LOST_MS = 8_000;
/** A queued task without an outbox row or a claim for this long has lost its job (a flushed Redis, say). */
const QUEUED_LOST_MS = 60_000;

/**
 * Finds work whose worker or job is gone and queues it again: Postgres is the scheduler, the queue only carries
 * (DESIGN §7). A worker that was merely slow finds its fence passed and its outcome refused.
 * @returns the episodes concerned.
 */
export async function sweep(prisma: PrismaClient, queues: Pick<Queues, 'has' | 'remove'>, now: Date): Promise<string[]> {
  return await prisma.$transaction(async (tx) => {
    const isLost = {
      OR: [
        { state: 'running' as const, beatAt: { lt: new Date(now.getTime() - BEAT_LOST_MS) } },
        { state: 'queued' as const, updatedAt: { lt: new Date(now.getTime() - QUEUED_LOST_MS) } },
      ],
    };
    const lost = await tx.renderTask.findMany({
      where: isLost,
      take: 100,
      select: { id: true, teamId: true, kind: true, episodeId: true },
    });
    for (const task of lost) {
      // Touching the row (updated_at) gives the new job its own minute before the next sweep looks at it again.
      // Asked again with the row locked: its outcome or a cancel may have come in since, and must not be undone (R4).
      const { count } = await tx.renderTask.updateMany({
        where: { id: task.id, ...isLost },
        data: { state: 'queued', percent: null },
      });
      if (count > 0 && (await jobIsGone(tx, queues, task))) await enqueue(tx, task, task.kind === 'still' ? 0 : 1);
    }
    return lost.map((task) => task.episodeId);
  });
}

/**
 * Whether a task may have another job. One that still waits is taken out first (the new one stands where it belongs now); one
 * that was not handed over yet, or is being worked on, stays the only one: with no worker there, jobs must not pile up (R7).
 */
async function jobIsGone(
  tx: Db,
  queues: Pick<Queues, 'has' | 'remove'>,
  { id, kind }: { id: string; kind: keyof typeof JOB_OF },
): Promise<boolean> {
  const job = await lastJobOf(tx, { taskId: id });
  if (job === null) return true;
  if (job === 'unsent') return false;
  const { queue } = JOBS[JOB_OF[kind]];
  return (await queues.remove(queue, job)) || !(await queues.has(queue, job));
}
