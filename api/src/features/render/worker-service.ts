import type { PrismaClient } from '@trashfire/prisma/client';
import { mintTicket } from '@trashfire/shared/access/tickets';
import type {
  BeatBody,
  ClaimBody,
  ClaimView,
  InputBody,
  InputView,
  OutcomeBody,
  UploadBody,
  WatchTicketBody,
} from '@trashfire/shared/api/worker-contract';
import { parseDocumentName } from '@trashfire/shared/document/names';
import { AppError } from '@trashfire/shared/errors/app-error';
import { Manifest } from '@trashfire/shared/render/manifest';
import type { z } from 'zod';
import { attemptTimeout, beatTask, claimTask, type LockedTask, type Settled, settleTask } from './attempts.ts';

interface Deps {
  prisma: PrismaClient;
  ticketSecret: string;
  /** Signs a GET of an asset, good for minutes. */
  signGet(teamId: string, hash: string): string;
  /** Signs one PUT of exactly these bytes. */
  signPut(teamId: string, upload: { hash: string; bytes: number; mime: string }): string;
  /** @returns the size of stored bytes, or null when the store does not have them. */
  storedSize(teamId: string, hash: string): Promise<number | null>;
  /** Told after a claim or an outcome was committed: rooms and queues have something new to show. */
  onChange(task: Pick<LockedTask, 'kind' | 'episode_id'>, what: 'claimed' | 'settled'): void;
  now(): number;
}

/** The worker's side of the api (DESIGN §7): claim, beat, input, upload, ticket, outcome. */
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

  /** What is no picture of this team's is not handed out; the task then fails and says so. */
  const ownPicture = async (teamId: string, manifest: Manifest) => {
    const hash = 'picture' in manifest ? manifest.picture.own : undefined;
    if (hash === undefined) return null;
    const asset = await prisma.asset.findUnique({ where: { teamId_hash: { teamId, hash } }, select: { mime: true } });
    return asset?.mime.startsWith('image/') === true ? deps.signGet(teamId, hash) : null;
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
      deps.onChange(task, 'claimed');
      return {
        state: 'claimed',
        fence,
        revision: task.revision,
        manifest,
        watchers,
        picture: await ownPicture(task.team_id, manifest),
        timeoutMs: attemptTimeout(task.kind),
      };
    },

    async beat({ taskId, fence, percent }: z.infer<typeof BeatBody>) {
      return { answer: await beatTask(prisma, taskId, fence, percent) };
    },

    /** Addresses of one shot's files, for a cut that has the shot: asked for each as it is fetched, so that none outlives its signature. */
    async input({ taskId, fence, shotRevision }: z.infer<typeof InputBody>): Promise<InputView> {
      const { teamId } = await mine(taskId, fence);
      const files = await prisma.$queryRaw<{ role: string; hash: string }[]>`
        SELECT a.role, a.hash FROM render_task cut
        JOIN render_task shot ON shot.team_id = cut.team_id AND shot.revision = ${shotRevision} AND shot.state = 'done'
        JOIN task_asset a ON a.task_id = shot.id
        WHERE cut.id = ${taskId}::uuid AND cut.manifest -> 'shots' @> jsonb_build_array(jsonb_build_object('shotRevision', ${shotRevision}::text))`;
      const signed = (role: string) => {
        const file = files.find((asset) => asset.role === role);
        return file ? deps.signGet(teamId, file.hash) : null;
      };
      const segment = signed('segment');
      if (segment === null)
        throw new AppError(
          'conflict',
          'A shot of this cut is not there any more. Generate again: it is made anew, and the cut with it.',
        );
      return { segment, dialogue: signed('dialogue') };
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
      if (settled.task) deps.onChange(settled.task, 'settled');
      return { answer: settled.answer };
    },
  };
}
export type WorkerService = ReturnType<typeof createWorkerService>;
