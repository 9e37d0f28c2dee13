import { createHash, randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { ClaimView, OutcomeBody } from '@trashfire/shared/api/worker-contract';
import { eventually } from '@trashfire/shared/testing/eventually';
import { createWorkerApi } from '../../render-worker/src/api-client.ts';
import { type StudioApi, WORKER_TOKEN } from './studio-api.ts';

type Claimed = Extract<ClaimView, { state: 'claimed' }>;
const never = new AbortController().signal;
const ROLES = { still: 'still', shot: 'segment', scene: 'cut', episode: 'cut' } as const;

/** A worker that makes nothing but keeps to the protocol: it claims over the worker's routes, stores bytes and tells its outcome. */
export function fakeWorker(api: StudioApi) {
  const { prisma } = api.core;
  const workerId = randomUUID();
  const client = createWorkerApi({ apiUrl: api.url, token: WORKER_TOKEN, workerId, fetch, pause: async (ms) => await pause(ms) });
  const claim = async (taskId: string): Promise<Claimed> => {
    const claimed = await client.claim(taskId, never);
    if (claimed.state === 'gone') throw new Error(`not claimed: ${claimed.reason}`);
    return claimed;
  };
  const settle = async (taskId: string, { fence, manifest }: Claimed): Promise<'committed' | 'stale'> => {
    const bytes = Buffer.from(`made of ${taskId} at ${fence}`);
    const hash = createHash('sha256').update(bytes).digest('hex');
    const file = { hash, bytes: bytes.length, mime: 'video/mp4' };
    const url = await client.upload({ taskId, fence, ...file }, never);
    if (url !== null) await fetch(url, { method: 'PUT', body: bytes });
    const measured = { wallMs: 1, cpuMs: 1, frames: 1, uniqueFrames: 1, warnings: [] };
    const assets = [{ role: ROLES[manifest.kind], ...file }];
    return await client.outcome({ taskId, fence, result: { state: 'done', assets, measured } });
  };

  return {
    client,
    claim,
    settle,
    /** @returns the ids of tasks of an episode that are due, when there are so many. */
    async due(episodeId: string, kind: keyof typeof ROLES, count: number): Promise<string[]> {
      return await eventually(`${count} ${kind} tasks are due`, async () => {
        const where = { episodeId, kind, state: 'queued' as const };
        const tasks = await prisma.renderTask.findMany({ where, orderBy: { priority: 'asc' }, select: { id: true } });
        return tasks.length >= count ? tasks.map(({ id }) => id) : null;
      });
    },
    async make(taskId: string): Promise<'committed' | 'stale'> {
      return await settle(taskId, await claim(taskId));
    },
    async fail(taskId: string, reason: string): Promise<void> {
      const { fence } = await claim(taskId);
      const result: OutcomeBody['result'] = { state: 'failed', reason, retryable: false };
      await client.outcome({ taskId, fence, result });
    },
  };
}
