import type { Db, PrismaClient } from '@trashfire/prisma/client';
import { JOBS, type JobName } from '@trashfire/shared/jobs/catalog';
import type { Queues } from '@trashfire/shared/jobs/queues';

/** Rows handed over at once, in one short transaction. */
export const OUTBOX_BATCH = 100;
/** Sent rows are kept for a day to answer "was this ever queued", then dropped. */
const KEEP_MS = 24 * 60 * 60 * 1000;

interface Deps {
  prisma: PrismaClient;
  queues: Queues;
}

interface Row {
  id: bigint;
  job: string;
  payload: unknown;
  priority: number;
}

/**
 * Hands committed decisions to BullMQ. A row is stamped only after the queue has the job: a crash in between sends it
 * again, and the job's id, made from the row's, makes that harmless (R6).
 * @returns how many were sent.
 */
export async function pumpOutbox({ prisma, queues }: Deps): Promise<number> {
  const sent = await prisma.$transaction(
    async (tx) => {
      const rows = await tx.$queryRaw<Row[]>`
        SELECT id, job, payload, priority FROM outbox
        WHERE sent_at IS NULL AND available_at <= now() ORDER BY id LIMIT ${OUTBOX_BATCH} FOR UPDATE SKIP LOCKED`;
      for (const row of rows) {
        const name = row.job as JobName;
        const priority = row.priority > 0 ? { priority: row.priority } : {};
        await queues.add({ name, payload: JOBS[name].payload.parse(row.payload), jobId: jobIdOf(row.id), ...priority });
      }
      if (rows.length > 0)
        await tx.outbox.updateMany({ where: { id: { in: rows.map((row) => row.id) } }, data: { sentAt: new Date() } });
      return rows.length;
    },
    { timeout: 30_000, maxWait: 10_000 },
  );
  return sent;
}

/** Deletes rows that were handed to the queue more than a day ago. */
export async function pruneOutbox(prisma: PrismaClient, now: Date): Promise<void> {
  await prisma.outbox.deleteMany({ where: { sentAt: { lt: new Date(now.getTime() - KEEP_MS) } } });
}

export interface LastJob {
  jobId: string;
  /** False while it stands in the outbox. */
  sent: boolean;
  priority: number;
}

/** @returns the newest job a task or run was given; null when none is known. */
export async function lastJobOf(db: Db, of: { taskId: string } | { runId: string }): Promise<LastJob | null> {
  const [key, id] = 'taskId' in of ? ['taskId', of.taskId] : ['runId', of.runId];
  const last = await db.outbox.findFirst({ where: { payload: { path: [key], equals: id } }, orderBy: { id: 'desc' } });
  return last && { jobId: jobIdOf(last.id), sent: last.sentAt !== null, priority: last.priority };
}

function jobIdOf(outboxId: bigint): string {
  return `outbox-${outboxId}`;
}
