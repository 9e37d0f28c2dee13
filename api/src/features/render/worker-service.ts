import type { PrismaClient } from '@trashfire/prisma/client';
import { mintTicket } from '@trashfire/shared/access/tickets';
import type {
  BeatBody,
  ClaimBody,
  ClaimView,
  OutcomeBody,
  UploadBody,
  WatchTicketBody,
} from '@trashfire/shared/api/worker-contract';
import { parseDocumentName } from '@trashfire/shared/document/names';
import { AppError } from '@trashfire/shared/errors/app-error';
import { CutManifest, Manifest } from '@trashfire/shared/render/manifest';
import type { z } from 'zod';
import { attemptTimeout, beatTask, claimTask, type Settled, settleTask } from './attempts.ts';

interface Deps {
  prisma: PrismaClient;
  ticketSecret: string;
  /** Signs a GET of an asset, good for as long as an attempt may take. */
  signGet(teamId: string, hash: string): string;
  /** Signs one PUT of exactly these bytes. */
  signPut(teamId: string, upload: { hash: string; bytes: number; mime: string }): string;
  /** @returns the size of stored bytes, or null when the store does not have them. */
  storedSize(teamId: string, hash: string): Promise<number | null>;
  /** Told after a claim or an outcome was committed: rooms and queues have something new to show. */
  onChange(episodeId: string, what: 'claimed' | 'settled'): void;
  now(): number;
}

/** The worker's side of the api (DESIGN §7): claim, beat, upload, ticket, outcome. */
export function createWorkerService(deps: Deps) {
  const { prisma } = deps;

  /** The task behind a fence that still holds. @throws AppError conflict when another attempt has it. */
  const mine = async (taskId: string, fence: number) => {
    const task = await prisma.renderTask.findUnique({
      where: { id: taskId },
      select: { teamId: true, fence: true, state: true, episodeId: true },
    });
    if (!task) throw new AppError('not-found', 'There is no such task.');
    if (task.fence !== fence || task.state !== 'running')
      throw new AppError('conflict', 'This attempt is over; another one may have the task.');
    return task;
  };

  const inputsOf = async (teamId: string, manifest: Manifest): Promise<Extract<ClaimView, { state: 'claimed' }>['inputs']> => {
    if (manifest.kind !== 'scene' && manifest.kind !== 'episode') return [];
    const { shots } = CutManifest.parse(manifest);
    const revisions = [...new Set(shots.map((shot) => shot.shotRevision))];
    const tasks = await prisma.renderTask.findMany({
      where: { teamId, revision: { in: revisions }, state: 'done' },
      select: { revision: true, assets: true },
    });
    return tasks.map(({ revision, assets }) => {
      const hash = (role: string) => assets.find((asset) => asset.role === role)?.hash;
      const segment = hash('segment');
      const dialogue = hash('dialogue');
      if (!segment) throw new AppError('internal', 'A shot of this cut has no segment.');
      return {
        shotRevision: revision,
        segment: deps.signGet(teamId, segment),
        dialogue: dialogue ? deps.signGet(teamId, dialogue) : null,
      };
    });
  };

  return {
    async claim({ taskId, workerId }: z.infer<typeof ClaimBody>): Promise<ClaimView> {
      const claim = await claimTask(prisma, taskId, workerId);
      if ('state' in claim) {
        if (claim.ended !== undefined) deps.onChange(claim.ended, 'settled');
        return { state: claim.state, reason: claim.reason };
      }
      const { task, fence } = claim;
      const row = await prisma.renderTask.findUniqueOrThrow({ where: { id: taskId }, select: { manifest: true } });
      const manifest = Manifest.parse(row.manifest);
      const wants = await prisma.renderWant.findMany({
        where: { taskId, request: { state: 'open' } },
        select: { documentId: true, targetId: true },
      });
      const watchers = [
        ...new Map(wants.map((w) => [`${w.documentId} ${w.targetId}`, { document: w.documentId, target: w.targetId }])).values(),
      ];
      deps.onChange(task.episode_id, 'claimed');
      const inputs = await inputsOf(task.team_id, manifest);
      return {
        state: 'claimed',
        fence,
        revision: task.revision,
        manifest,
        inputs,
        watchers,
        timeoutMs: attemptTimeout(task.kind),
      };
    },

    async beat({ taskId, fence, percent }: z.infer<typeof BeatBody>) {
      return { answer: await beatTask(prisma, taskId, fence, percent) };
    },

    async upload({ taskId, fence, ...upload }: z.infer<typeof UploadBody>) {
      const { teamId } = await mine(taskId, fence);
      const stored = await deps.storedSize(teamId, upload.hash);
      return { url: stored === upload.bytes ? null : deps.signPut(teamId, upload) };
    },

    /** A ticket for a room that watches this task: it lets the worker be present there, and its writes go unused. */
    async ticket({ taskId, fence, document }: z.infer<typeof WatchTicketBody>) {
      const { teamId } = await mine(taskId, fence);
      const wanted = await prisma.renderWant.findFirst({ where: { taskId, documentId: document }, select: { id: true } });
      if (!wanted || parseDocumentName(document)?.kind !== 'renders')
        throw new AppError('not-allowed', 'This task has nothing to do with that document.');
      const actor = { kind: 'service' as const, id: `task-${taskId}`.slice(0, 64), name: 'Render', color: '#00ffea' };
      const claims = { doc: document, team: teamId, can: 'write' as const, actor, member: null, version: 0 };
      return { ticket: mintTicket(claims, deps.ticketSecret, Math.floor(deps.now() / 1000)) };
    },

    async outcome(body: OutcomeBody): Promise<{ answer: Settled['answer'] }> {
      const verify = async (teamId: string, hash: string, bytes: number) => {
        const stored = await deps.storedSize(teamId, hash);
        if (stored !== bytes)
          throw new AppError('conflict', `The store has no ${bytes} bytes under that hash. Upload them first.`);
      };
      const settled = await settleTask(prisma, body, verify);
      if (settled.task) deps.onChange(settled.task.episode_id, 'settled');
      return { answer: settled.answer };
    },
  };
}
export type WorkerService = ReturnType<typeof createWorkerService>;
