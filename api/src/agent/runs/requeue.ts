import type { PrismaClient } from '@trashfire/prisma/client';
import { JOBS } from '@trashfire/shared/jobs/catalog';
import type { Queues } from '@trashfire/shared/jobs/queues';
import { lastJobOf } from '../../scheduler/outbox.ts';

interface Deps {
  prisma: PrismaClient;
  queues: Pick<Queues, 'has'>;
}

/** Runs looked at in one turn; the rest have theirs in the next. */
const AT_ONCE = 100;

/**
 * Puts runs that wait for a job the queue does not have (a flushed Redis, say) into the outbox again. One that merely waits
 * its turn keeps its place, and one that is queued twice runs once: the first job claims it (R6).
 * @param lostMs how long a run waits before its job is asked for, and again after each time.
 * @returns how many were queued again.
 */
export async function requeueLostRuns({ prisma, queues }: Deps, lostMs: number): Promise<number> {
  const { queue } = JOBS['agent-run'];
  return await prisma.$transaction(async (tx) => {
    // Touching the row gives each its time before it is looked at again; a second api node skips what the first one holds.
    const waiting = await tx.$queryRaw<{ id: string; team_id: string }[]>`
      UPDATE agent_run SET updated_at = now() WHERE id IN (
        SELECT id FROM agent_run
        WHERE state = 'queued' AND updated_at < now() - make_interval(secs => ${lostMs / 1000}::double precision)
        ORDER BY updated_at LIMIT ${AT_ONCE} FOR UPDATE SKIP LOCKED)
      RETURNING id, team_id`;
    let lost = 0;
    for (const { id: runId, team_id: teamId } of waiting) {
      const last = await lastJobOf(tx, { runId });
      if (last !== null && (!last.sent || (await queues.has(queue, last.jobId)))) continue;
      await tx.outbox.create({ data: { teamId, queue, job: 'agent-run', payload: { runId } } });
      lost += 1;
    }
    return lost;
  });
}
