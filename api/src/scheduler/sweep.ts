import type { PrismaClient } from '@trashfire/prisma/client';
import { JOBS } from '@trashfire/shared/jobs/catalog';
import type { Queues } from '@trashfire/shared/jobs/queues';
import { enqueue, JOB_OF, type TaskKind } from '../features/render/followups.ts';
import { lockTasks } from '../features/render/task-lock.ts';
import { type LastJob, lastJobOf } from './outbox.ts';

/** A running task without a beat for this long has lost its worker (beats come twice a second). */
const BEAT_LOST_MS = 8_000;
/** A queued task without an outbox row or a claim for this long has lost its job (a flushed Redis, say). */
const QUEUED_LOST_MS = 60_000;

/**
 * Finds work whose worker or job is gone and queues it again: Postgres is the scheduler, the queue only carries
 * (DESIGN §7). A worker that was merely slow finds its fence passed and its outcome refused.
 * @returns the episodes concerned.
 */
export async function sweep(prisma: PrismaClient, queues: Pick<Queues, 'has'>, now: Date): Promise<string[]> {
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
    await lockTasks(
      tx,
      lost.map(({ id }) => id),
    );
    for (const task of lost) {
      // Touching the row (updated_at) gives the new job its own minute before the next sweep looks at it again.
      // Asked again with the row locked: its outcome or a cancel may have come in since, and must not be undone (R4).
      const { count } = await tx.renderTask.updateMany({
        where: { id: task.id, ...isLost },
        data: { state: 'queued', percent: null },
      });
      if (count === 0) continue;
      const last = await lastJobOf(tx, { taskId: task.id });
      if (await jobIsGone(queues, task.kind, last)) await enqueue(tx, task, last?.priority ?? 1);
    }
    return lost.map((task) => task.episodeId);
  });
}

/**
 * Whether a task may have another job. One that waits stays where it stands: with no worker there, jobs must not pile up (R7),
 * nor a long backlog be turned upside down.
 */
async function jobIsGone(queues: Pick<Queues, 'has'>, kind: TaskKind, last: LastJob | null): Promise<boolean> {
  if (last === null) return true;
  return last.sent && !(await queues.has(JOBS[JOB_OF[kind]].queue, last.jobId));
}
