import type { Db } from '@trashfire/prisma/client';
import { say } from '@trashfire/shared/errors/say';
import { JOBS } from '@trashfire/shared/jobs/catalog';
import { release } from './ledger.ts';

/** What a request is waiting for, as far as its next step depends on it. */
export interface RequestProgress {
  shots: readonly { state: TaskState }[];
  cut: { state: TaskState } | null;
}
type TaskState = 'waiting' | 'queued' | 'running' | 'done' | 'failed' | 'cancelled';

export type NextStep = 'wait' | 'queue-cut' | 'done' | 'failed';

/** The one place that decides what follows when a task of a request was settled. */
export function nextStep({ shots, cut }: RequestProgress): NextStep {
  const open = (state: TaskState) => state === 'waiting' || state === 'queued' || state === 'running';
  if (!shots.every((shot) => shot.state === 'done')) return shots.some((shot) => open(shot.state)) ? 'wait' : 'failed';
  if (cut === null || cut.state === 'done') return 'done';
  if (cut.state === 'waiting') return 'queue-cut';
  return open(cut.state) ? 'wait' : 'failed';
}

/** Nothing failed, but not all is there: somebody stopped what this request wanted as well. */
const STOPPED = say`A part of this was stopped before it was made. Resume makes what is missing.`;

/** Takes the next step of an open request, in the transaction that made it due. @returns the step. */
export async function settleRequest(tx: Db, requestId: string): Promise<NextStep> {
  const request = await tx.renderRequest.findUnique({ where: { id: requestId } });
  if (request?.state !== 'open') return 'wait';
  const wants = await tx.renderWant.findMany({ where: { requestId }, include: { task: { omit: { manifest: true } } } });
  const cut = wants.find((want) => want.task.kind === 'scene' || want.task.kind === 'episode')?.task ?? null;
  const shots = wants.filter((want) => want.task.kind === 'shot').map((want) => want.task);
  const step = nextStep({ shots, cut });
  if (step === 'queue-cut' && cut) {
    await tx.renderTask.update({ where: { id: cut.id }, data: { state: 'queued' } });
    await enqueue(tx, cut, 1);
  }
  if (step === 'done' || step === 'failed') {
    const failed = [...shots, ...(cut ? [cut] : [])].find((task) => task.state === 'failed');
    const reason = step === 'failed' ? (failed?.reason ?? STOPPED) : null;
    await tx.renderRequest.update({ where: { id: requestId }, data: { state: step, reason, finishedAt: new Date() } });
    if (step === 'failed' && cut?.state === 'waiting')
      await tx.renderTask.update({ where: { id: cut.id }, data: { state: 'cancelled', finishedAt: new Date() } });
    await release(tx, request);
  }
  return step;
}

export type TaskKind = keyof typeof JOB_OF;

/** A task that is to be made, for the first time or again. */
export const AGAIN = { state: 'waiting' as const, reason: null, attempts: 0, percent: null, finishedAt: null };

/** Which job makes a kind of task. */
export const JOB_OF = {
  still: 'render-asset',
  shot: 'render-shot',
  scene: 'assemble-scene',
  episode: 'assemble-episode',
} as const;

/** Puts a task into the outbox; the pump hands it to the queue after COMMIT. @param priority BullMQ's: 0 before all, else 1 soonest. */
export async function enqueue(
  tx: Db,
  task: { id: string; teamId: string; kind: keyof typeof JOB_OF },
  priority: number,
  availableAt: Date = new Date(),
): Promise<void> {
  const job = JOB_OF[task.kind];
  const { queue } = JOBS[job];
  await tx.outbox.create({ data: { teamId: task.teamId, queue, job, payload: { taskId: task.id }, priority, availableAt } });
}
