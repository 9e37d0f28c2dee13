import type { Db, PrismaClient } from '@trashfire/prisma/client';
import type { ClaimView, OutcomeBody } from '@trashfire/shared/api/worker-contract';
import { say } from '@trashfire/shared/errors/say';
import { JOBS } from '@trashfire/shared/jobs/catalog';
import { enqueue, JOB_OF, settleRequest } from './followups.ts';
import { charge } from './ledger.ts';
import { lockTeamOf } from './team-lock.ts';

/** What a person reads when the last attempt ended without an outcome, as a crash does. */
const lost = (attempts: number) =>
  say`The worker went away ${attempts} times before this was made: it was stopped, it crashed, or its machine ran out of memory. Look at the worker's log, then render it again.`;
const before = (end: string, reason: string | null) => (reason === null ? end : say`${end} Before that: ${reason}`);
/** While beats are younger than this the attempt lives, and a job delivered twice must not take its task away. */
const BEAT_FRESH_MS = 5_000;
/** Pause before attempt n+1, in ms. */
const RETRY_MS = [0, 500, 3_000, 10_000] as const;

export interface LockedTask {
  id: string;
  team_id: string;
  episode_id: string;
  kind: 'still' | 'shot' | 'scene' | 'episode';
  state: 'waiting' | 'queued' | 'running' | 'done' | 'failed' | 'cancelled';
  fence: number;
  attempts: number;
  price: bigint;
  label: string;
  payer_id: string | null;
  revision: string;
  beat_at: Date | null;
  reason: string | null;
}

async function lockTask(tx: Db, taskId: string): Promise<LockedTask | null> {
  const rows = await tx.$queryRaw<LockedTask[]>`
    SELECT id, team_id, episode_id, kind::text AS kind, state::text AS state, fence, attempts, price, label, payer_id, revision, beat_at, reason
    FROM render_task WHERE id = ${taskId}::uuid FOR UPDATE`;
  return rows[0] ?? null;
}

export type Claimed = { task: LockedTask; fence: number };
/** Nothing to do. `ended` is the task when this claim was the one too many and ended it: its room is to be told. */
type Gone = Extract<ClaimView, { state: 'gone' }> & { ended?: LockedTask };

/**
 * Gives a task to a worker and raises its fence, so that whoever had it before can change nothing any more (DESIGN §7).
 * @returns the claim, or the reason why there is nothing to do.
 */
export async function claimTask(prisma: PrismaClient, taskId: string, worker: string): Promise<Claimed | Gone> {
  return await prisma.$transaction(async (tx) => {
    await lockTeamOf(tx, taskId);
    const task = await lockTask(tx, taskId);
    if (!task) return { state: 'gone', reason: 'there is no such task' };
    if (task.state !== 'queued' && task.state !== 'running') return { state: 'gone', reason: `the task is ${task.state}` };
    if (task.state === 'running' && task.beat_at && Date.now() - task.beat_at.getTime() < BEAT_FRESH_MS) {
      return { state: 'gone', reason: 'another worker has it' };
    }
    const fence = task.fence + 1;
    await tx.renderAttempt.updateMany({ where: { taskId, outcome: null }, data: { outcome: 'lost', finishedAt: new Date() } });
    if (task.attempts >= maxAttempts(task.kind)) {
      await fail(tx, task, before(lost(task.attempts), task.reason));
      return { state: 'gone', reason: 'too many attempts', ended: task };
    }
    const beatAt = new Date();
    await tx.renderTask.update({
      where: { id: taskId },
      data: { state: 'running', fence, worker, beatAt, percent: 0, attempts: { increment: 1 } },
    });
    await tx.renderAttempt.create({ data: { taskId, fence, teamId: task.team_id, worker } });
    return { task, fence };
  });
}

/** @returns whether the attempt may go on; the answer a beat carries back. */
export async function beatTask(
  prisma: PrismaClient,
  taskId: string,
  fence: number,
  percent: number,
): Promise<'continue' | 'cancel' | 'lost'> {
  const { count } = await prisma.renderTask.updateMany({
    where: { id: taskId, fence, state: 'running' },
    data: { beatAt: new Date(), percent },
  });
  if (count > 0) return 'continue';
  const task = await prisma.renderTask.findUnique({ where: { id: taskId }, select: { state: true, fence: true } });
  return task?.state === 'cancelled' && task.fence === fence ? 'cancel' : 'lost';
}

export interface Settled {
  answer: 'committed' | 'stale';
  /** Set when the outcome was committed: whom to tell. */
  task: LockedTask | null;
}

/**
 * Commits what a worker made: asset rows, attempt, money and next work in one transaction, or nothing at all when the
 * fence has moved on (R4, R6).
 * @param verify throws when the store does not hold the bytes an outcome names.
 */
export async function settleTask(
  prisma: PrismaClient,
  body: OutcomeBody,
  verify: (teamId: string, hash: string, bytes: number) => Promise<void>,
): Promise<Settled> {
  const { taskId, fence, result } = body;
  if (result.state === 'done') {
    const owner = await prisma.renderTask.findUnique({ where: { id: taskId }, select: { teamId: true } });
    if (!owner) return { answer: 'stale', task: null };
    for (const asset of result.assets) await verify(owner.teamId, asset.hash, asset.bytes);
  }
  return await prisma.$transaction(
    async (tx) => {
      await lockTeamOf(tx, taskId);
      const task = await lockTask(tx, taskId);
      if (!task || task.fence !== fence || task.state !== 'running') {
        if (task?.fence === fence)
          await tx.renderAttempt.updateMany({ where: { taskId, fence, outcome: null }, data: ended('cancelled') });
        return { answer: 'stale', task: null };
      }
      if (result.state === 'done') await commitDone(tx, task, result);
      else if (result.state === 'failed') await commitFailed(tx, task, result);
      else await tx.renderTask.update({ where: { id: taskId }, data: { state: 'cancelled', finishedAt: new Date() } });
      const reason = result.state === 'failed' ? result.reason : null;
      const measured = result.state === 'done' ? { measured: result.measured } : {};
      await tx.renderAttempt.updateMany({ where: { taskId, fence }, data: { ...ended(result.state), reason, ...measured } });
      await settleWanting(tx, taskId);
      return { answer: 'committed', task };
    },
    { timeout: 20_000, maxWait: 10_000 },
  );
}

async function commitDone(tx: Db, task: LockedTask, result: Extract<OutcomeBody['result'], { state: 'done' }>): Promise<void> {
  const teamId = task.team_id;
  const rows = result.assets.map(({ hash, bytes, mime }) => ({ teamId, hash, size: BigInt(bytes), mime }));
  await tx.asset.createMany({ data: rows, skipDuplicates: true });
  await tx.taskAsset.deleteMany({ where: { taskId: task.id } });
  await tx.taskAsset.createMany({ data: result.assets.map(({ role, hash }) => ({ taskId: task.id, role, teamId, hash })) });
  const data = { state: 'done' as const, percent: 100, reason: null, finishedAt: new Date(), measured: result.measured };
  await tx.renderTask.update({ where: { id: task.id }, data });
  await charge(tx, { teamId, id: task.id, price: task.price, payerId: task.payer_id, label: task.label });
}

async function commitFailed(
  tx: Db,
  task: LockedTask,
  result: Extract<OutcomeBody['result'], { state: 'failed' }>,
): Promise<void> {
  const { reason } = result;
  const tried = task.attempts > 1 ? say`${reason} It was tried ${task.attempts} times.` : reason;
  if (!result.retryable || task.attempts >= maxAttempts(task.kind)) return await fail(tx, task, tried);
  await tx.renderTask.update({ where: { id: task.id }, data: { state: 'queued', percent: null, reason: result.reason } });
  const availableAt = new Date(Date.now() + (RETRY_MS[task.attempts] ?? 10_000));
  await enqueue(tx, { id: task.id, teamId: task.team_id, kind: task.kind }, task.kind === 'still' ? 0 : 1, availableAt);
}

async function fail(tx: Db, task: LockedTask, reason: string): Promise<void> {
  await tx.renderTask.update({
    where: { id: task.id },
    data: { state: 'failed', reason, finishedAt: new Date(), percent: null },
  });
  await settleWanting(tx, task.id);
}

async function settleWanting(tx: Db, taskId: string): Promise<void> {
  const wants = await tx.renderWant.findMany({ where: { taskId, request: { state: 'open' } }, select: { requestId: true } });
  for (const requestId of new Set(wants.map((want) => want.requestId))) await settleRequest(tx, requestId);
}

function ended(outcome: 'done' | 'failed' | 'cancelled') {
  return { outcome, finishedAt: new Date() };
}

/** A task fails for good after so many attempts; each is a claim. */
function maxAttempts(kind: LockedTask['kind']): number {
  return JOBS[JOB_OF[kind]].attempts;
}

/** How long one attempt of a kind of task may take, in ms. */
export function attemptTimeout(kind: LockedTask['kind']): number {
  return JOBS[JOB_OF[kind]].timeoutMs;
}
