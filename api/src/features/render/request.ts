import type { Db, Prisma, PrismaClient } from '@trashfire/prisma/client';
import { AppError } from '@trashfire/shared/errors/app-error';
import { lengthOf } from '@trashfire/shared/render/length';
import type { Manifest } from '@trashfire/shared/render/manifest';
import type { PresetName } from '@trashfire/shared/render/presets';
import { fairTags } from '../../scheduler/fair-tag.ts';
import { AGAIN, settleRequest } from './followups.ts';
import { hold, release } from './ledger.ts';
import { lockTasks } from './task-lock.ts';
import { lockTeam } from './team-lock.ts';

/** A task somebody wants done: its manifest resolved at one seq, priced. A cut waits until its shots are done. */
export interface WantedTask {
  kind: 'shot' | 'scene' | 'episode';
  /** The record in the `renders:` document it is for: a shot's, scene's or episode's id. */
  targetId: string;
  label: string;
  revision: string;
  manifest: Manifest;
  price: bigint;
  estimateMs: number;
}

export interface NewRequest {
  teamId: string;
  episodeId: string;
  sceneId: string | null;
  personId: string;
  preset: PresetName;
  seq: bigint;
  /** The most the person agreed to, in micro-dollars. */
  ceiling: bigint;
  key: string;
  /** Shots first; at most one cut. */
  tasks: readonly WantedTask[];
  /** Share of the machine by plan. */
  weight: number;
}

/**
 * Records what a person approved: one request, one task per revision the team does not have, one want per shot. One
 * transaction, idempotent by `key`: a double click is one request (R4).
 * @returns the request's id.
 * @throws AppError conflict when it would cost more than was shown; no-credits.
 */
export async function createRequest(prisma: PrismaClient, request: NewRequest): Promise<string> {
  if (request.tasks.length === 0)
    throw new AppError('bad-input', 'There are no shots to render. Break the script down first, or add a shot.');
  return await prisma.$transaction(
    async (tx) => {
      // Two requests of one team would otherwise both see a revision as missing, and both would pay for it.
      await lockTeam(tx, request.teamId);
      const known = await tx.renderRequest.findUnique({ where: { teamId_key: { teamId: request.teamId, key: request.key } } });
      if (known) return known.id;
      const { teamId, episodeId, sceneId, preset, seq, key } = request;
      // Asked again here: it may have been deleted since the plan was made, and nobody could stop or see this request.
      if ((await tx.episode.count({ where: { id: episodeId, teamId, deletedAt: null } })) === 0)
        throw new AppError('not-found', 'That episode was deleted meanwhile. Nothing was spent.');
      const assemble = request.tasks.some((task) => task.kind !== 'shot');
      const row = await tx.renderRequest.create({
        data: {
          teamId,
          episodeId,
          sceneId,
          preset,
          seq,
          key,
          assemble,
          priceCeiling: request.ceiling,
          askedById: request.personId,
        },
      });
      const cost = await attach(tx, row, request.tasks, request.weight);
      if (cost > request.ceiling) {
        throw new AppError(
          'conflict',
          'The script changed and this would now cost more than you were shown. Look at the new price.',
        );
      }
      await hold(tx, row, 0, cost);
      await settleRequest(tx, row.id);
      return row.id;
    },
    { timeout: 20_000, maxWait: 10_000 },
  );
}

/** Adds a want for each shot, making or reviving the tasks behind them. @returns what is newly to be paid. */
async function attach(
  tx: Db,
  request: { id: string; teamId: string; episodeId: string; preset: PresetName },
  wanted: readonly WantedTask[],
  weight: number,
): Promise<bigint> {
  const { teamId, episodeId, preset } = request;
  const revisions = wanted.map((task) => task.revision);
  const select = { id: true, revision: true, state: true } as const;
  const rows = await tx.renderTask.findMany({ where: { teamId, revision: { in: revisions } }, select });
  const existing = new Map(rows.map((task) => [task.revision, task]));
  const fresh = dedupe(wanted.filter((task) => isOpenWork(existing.get(task.revision)?.state)));
  const clock = await fairClock(tx, teamId);
  const tags = fairTags(
    clock,
    fresh.map((task) => task.estimateMs / 1000),
    weight,
  );
  let cost = 0n;
  for (const [i, want] of fresh.entries()) {
    const { revision, kind, label, price, estimateMs } = want;
    const again = { ...AGAIN, payerId: request.id };
    const data = { ...again, priority: tags[i] ?? clock.started, price, estimateMs, label };
    const made = { kind, manifest: want.manifest as Prisma.InputJsonValue, ...lengthOf(want.manifest) };
    const create = { ...data, ...made, teamId, episodeId, preset, revision };
    const task = await tx.renderTask.upsert({ where: { teamId_revision: { teamId, revision } }, create, update: data, select });
    existing.set(revision, task);
    cost += price;
  }
  const wants = wanted.flatMap(({ revision, targetId }) => {
    const task = existing.get(revision);
    const base = { teamId, requestId: request.id, documentId: `renders:${episodeId}`, targetId };
    return task ? [{ ...base, taskId: task.id, cached: task.state === 'done' }] : [];
  });
  await tx.renderWant.createMany({ data: wants, skipDuplicates: true });
  return cost;
}

/** Takes a cancelled or failed request up again: only what is not done is made, and paid, again. */
export async function resumeRequest(prisma: PrismaClient, teamId: string, requestId: string, weight: number): Promise<void> {
  await prisma.$transaction(
    async (tx) => {
      await lockTeam(tx, teamId);
      const request = await tx.renderRequest.findFirst({ where: { id: requestId, teamId, episode: { deletedAt: null } } });
      if (!request) throw new AppError('not-found', 'That render does not exist.');
      if (request.state !== 'cancelled' && request.state !== 'failed') return;
      const wants = await tx.renderWant.findMany({ where: { requestId }, select: { task: { omit: { manifest: true } } } });
      const open = wants.filter((want) => isOpenWork(want.task.state) && want.task.kind !== 'still').map((want) => want.task);
      const tasks = [...new Map(open.map((task) => [task.id, task])).values()];
      const tags = fairTags(
        await fairClock(tx, teamId),
        tasks.map((t) => t.estimateMs / 1000),
        weight,
      );
      for (const [i, task] of tasks.entries()) {
        const data = { ...AGAIN, priority: tags[i] ?? 0n, payerId: requestId };
        await tx.renderTask.update({ where: { id: task.id }, data });
      }
      await tx.renderRequest.update({ where: { id: requestId }, data: { state: 'open', reason: null, finishedAt: null } });
      const round = await tx.ledgerTransaction.count({ where: { teamId, requestId, kind: 'hold' } });
      await hold(
        tx,
        request,
        round,
        tasks.reduce((sum, task) => sum + task.price, 0n),
      );
      await settleRequest(tx, requestId);
    },
    { timeout: 20_000, maxWait: 10_000 },
  );
}

/**
 * Stops a request: what no other open request wants is cancelled, a running worker hears of it at its next beat, and
 * what was reserved comes back.
 * @returns tasks that were waiting in the queue, to be taken out of it.
 */
export async function cancelRequest(prisma: PrismaClient, teamId: string, requestId: string): Promise<string[]> {
  return await prisma.$transaction(
    async (tx) => {
      await lockTeam(tx, teamId);
      const request = await tx.renderRequest.findFirst({ where: { id: requestId, teamId } });
      if (!request) throw new AppError('not-found', 'That render does not exist.');
      if (request.state !== 'open') return [];
      await lockWanted(tx, [request.id]);
      return await cancelOpen(tx, request);
    },
    { timeout: 20_000, maxWait: 10_000 },
  );
}

/** Stops whatever is asked of episodes that go, in the transaction that deletes them; it takes the team's lock first (R4). */
export async function cancelRendersOf(tx: Db, teamId: string, episodeIds: readonly string[]): Promise<void> {
  const open = { teamId, episodeId: { in: [...episodeIds] }, state: 'open' as const };
  const requests = await tx.renderRequest.findMany({ where: open, orderBy: { createdAt: 'asc' } });
  await lockWanted(
    tx,
    requests.map(({ id }) => id),
  );
  // One after the other: what two of them share is kept by the first and goes with the last.
  for (const request of requests) await cancelOpen(tx, request);
}

async function lockWanted(tx: Db, requestIds: string[]): Promise<void> {
  const wants = await tx.renderWant.findMany({ where: { requestId: { in: requestIds } }, select: { taskId: true } });
  await lockTasks(
    tx,
    wants.map(({ taskId }) => taskId),
  );
}

async function cancelOpen(tx: Db, request: { id: string; teamId: string }): Promise<string[]> {
  const { id: requestId, teamId } = request;
  const wants = await tx.renderWant.findMany({ where: { requestId }, select: { taskId: true } });
  const taskIds = [...new Set(wants.map((want) => want.taskId))];
  const shared = await tx.renderWant.findMany({
    where: { taskId: { in: taskIds }, requestId: { not: requestId }, request: { state: 'open' } },
    select: { taskId: true, requestId: true },
  });
  const kept = new Map(shared.map((want) => [want.taskId, want.requestId]));
  const cancelled = taskIds.filter((id) => !kept.has(id));
  await tx.renderTask.updateMany({
    where: { id: { in: cancelled }, state: { in: ['waiting', 'queued', 'running'] } },
    data: { state: 'cancelled', finishedAt: new Date(), percent: null },
  });
  await tx.renderRequest.update({ where: { id: requestId }, data: { state: 'cancelled', finishedAt: new Date() } });
  await release(tx, request);
  await passOn(tx, teamId, requestId, kept);
  return cancelled;
}

/** Shared tasks the cancelled request was paying for get another payer, who reserves their price: what was released a moment ago covers it. */
async function passOn(tx: Db, teamId: string, requestId: string, kept: ReadonlyMap<string, string>): Promise<void> {
  for (const [taskId, heir] of kept) {
    const task = await tx.renderTask.findFirst({
      where: { id: taskId, payerId: requestId, state: { in: ['waiting', 'queued', 'running'] } },
    });
    if (!task) continue;
    await tx.renderTask.update({ where: { id: taskId }, data: { payerId: heir } });
    const round = await tx.ledgerTransaction.count({ where: { teamId, requestId: heir, kind: 'hold' } });
    await hold(tx, { teamId, id: heir }, round, task.price);
  }
}

async function fairClock(tx: Db, teamId: string): Promise<{ started: bigint; team: bigint }> {
  const started = await tx.renderTask.aggregate({
    where: { state: { in: ['queued', 'running', 'done'] } },
    _max: { priority: true },
  });
  const team = await tx.renderTask.aggregate({ where: { teamId }, _max: { priority: true } });
  return { started: started._max.priority ?? 0n, team: team._max.priority ?? 0n };
}

function isOpenWork(state: string | undefined): boolean {
  return state === undefined || state === 'failed' || state === 'cancelled';
}

function dedupe(tasks: readonly WantedTask[]): WantedTask[] {
  return [...new Map(tasks.map((task) => [task.revision, task])).values()];
}
