import { randomUUID } from 'node:crypto';
import { runCommand } from '@trashfire/shared/document/commands/command';
import { replaceBlockText } from '@trashfire/shared/document/commands/replace-block-text';
import { AppError } from '@trashfire/shared/errors/app-error';
import { Manifest } from '@trashfire/shared/render/manifest';
import { eventually } from '@trashfire/shared/testing/eventually';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { projectEpisode } from '../../api/src/features/render/projector.ts';
import { createRequest } from '../../api/src/features/render/request.ts';
import { createScheduler } from '../../api/src/scheduler/scheduler.ts';
import { type BoardedEpisode, boardedEpisode } from '../support/boarded-episode.ts';
import { fakeWorker } from '../support/fake-worker.ts';
import { type Caller, type StudioApi, startStudioApi } from '../support/studio-api.ts';

const TWO = 'INT. LAMP ROOM - NIGHT\n\nNAO\nForty-one.\n\nNAO\nForty-two.\n';

let api: StudioApi;
let worker: ReturnType<typeof fakeWorker>;
beforeAll(async () => {
  api = await startStudioApi();
  worker = fakeWorker(api);
});
afterAll(() => api.stop());

let teamId: string;
let ada: Caller;
let episode: BoardedEpisode;
beforeEach(async () => {
  ({ teamId } = await api.team());
  ada = await api.person(teamId, 'owner', 'Ada');
  episode = await boardedEpisode(api, ada, TWO, [48, 48]);
});

async function approve(assemble = true) {
  const { preset, seq, price } = await ada.call('plan', { episodeId: episode.id }, { preset: 'LOW' });
  return await ada.call('requestRender', { episodeId: episode.id }, { preset, seq, price, assemble, key: randomUUID() });
}
const credits = async () => BigInt((await ada.call('session')).credits);

describe('an episode deleted while it is rendered', () => {
  it('is not paid for: what waits and what runs is stopped, and what was reserved comes back (R4)', async () => {
    const before = await credits();
    const { id: renderId } = await approve();
    const [running = ''] = await worker.due(episode.id, 'shot', 2);
    const claimed = await worker.claim(running);
    expect(await credits()).toBeLessThan(before);
    await ada.call('deleteEpisode', { episodeId: episode.id });
    expect(await credits()).toBe(before);
    expect(await worker.client.beat({ taskId: running, fence: claimed.fence, percent: 50 })).toBe('cancel');
    const open = { episodeId: episode.id, kind: { not: 'still' as const }, state: { not: 'cancelled' as const } };
    expect(await api.core.prisma.renderTask.count({ where: open })).toBe(0);
    expect(await ada.call('queue')).toEqual({ renders: [], tasks: [] });
    expect((await ada.raw('resumeRender', { renderId })).status).toBe(404);
  });

  it('goes with its series just so', async () => {
    const before = await credits();
    await approve();
    const { seriesId } = await ada.call('episode', { episodeId: episode.id });
    await ada.call('deleteSeries', { seriesId });
    expect(await credits()).toBe(before);
    expect(await ada.call('queue')).toEqual({ renders: [], tasks: [] });
  });

  it('takes no request that was on its way when it went', async () => {
    await approve(false);
    const { prisma } = api.core;
    const task = await prisma.renderTask.findFirstOrThrow({ where: { episodeId: episode.id, kind: 'shot' } });
    await ada.call('deleteEpisode', { episodeId: episode.id });
    const { revision, price, label, estimateMs } = task;
    const wanted = { kind: 'shot' as const, targetId: episode.shots[0] ?? '', manifest: Manifest.parse(task.manifest) };
    const asked = createRequest(prisma, {
      teamId,
      episodeId: episode.id,
      sceneId: null,
      personId: ada.personId,
      preset: 'LOW',
      seq: 1n,
      ceiling: price,
      key: randomUUID(),
      tasks: [{ ...wanted, revision, price, label, estimateMs }],
      weight: 1,
    });
    await expect(asked).rejects.toMatchObject({ code: 'not-found' });
  });

  it('is left alone by those who show renders and draw stills, and holds up nobody', async () => {
    await approve();
    await ada.call('deleteEpisode', { episodeId: episode.id });
    const { prisma } = api.core;
    const gone = new AppError('not-found');
    await projectEpisode({ prisma, write: () => Promise.reject(gone) }, episode.id);

    // One that is deleted between being looked at and being read.
    const [first, second] = [await boardedEpisode(api, ada, TWO, []), await boardedEpisode(api, ada, TWO, [])];
    const read: string[] = [];
    const warned: string[] = [];
    const scheduler = createScheduler({
      prisma,
      queues: { add: () => Promise.resolve(), has: () => Promise.resolve(true), remove: () => Promise.resolve(false) } as never,
      read: (episodeId) => {
        read.push(episodeId);
        return Promise.reject(gone);
      },
      shown: () => Promise.resolve([]),
      write: () => Promise.reject(gone),
      announce: () => undefined,
      announcePictures: () => undefined,
      log: { warn: (_fields, text) => warned.push(text) },
    });
    scheduler.documentChanged(first.id);
    await eventually('the first is looked at', async () => read.includes(first.id));
    scheduler.documentChanged(second.id);
    await eventually('the second is looked at', async () => read.includes(second.id));
    await scheduler.stop();
    expect(read).toEqual([first.id, second.id]);
    expect(warned).toEqual([]);
  });
});

describe('what failed', () => {
  it('stands in the queue until the episode is asked for again', async () => {
    const failed = await approve(false);
    const [one = '', two = ''] = await worker.due(episode.id, 'shot', 2);
    await worker.fail(one, 'There is no such voice.');
    await worker.make(two);
    const now = await ada.call('queue');
    expect(now.renders).toMatchObject([{ id: failed.id, state: 'failed' }]);
    expect(now.tasks.map(({ id, state }) => [id, state])).toEqual([
      [one, 'failed'],
      [two, 'done'],
    ]);

    const changed = { blockId: episode.blocks[0] ?? '', text: 'Thirty-nine.' };
    await episode.edit((doc) => runCommand(doc, replaceBlockText, changed, 'test'));
    const next = await approve(false);
    const [again = ''] = await worker.due(episode.id, 'shot', 1);
    await worker.make(again);
    const later = await ada.call('queue');
    expect(later.renders).toMatchObject([{ id: next.id, state: 'done' }]);
    expect(later.tasks.map(({ id, state }) => [id, state]).sort()).toEqual(
      [
        [again, 'done'],
        [two, 'done'],
      ].sort(),
    );
  });

  it('of one scene stands until that scene, or the whole episode, is asked for again', async () => {
    const { prisma } = api.core;
    const asked = async (n: number, sceneId: string | null, state: 'open' | 'failed' | 'done') => {
      const base = { teamId, episodeId: episode.id, askedById: ada.personId, preset: 'LOW', seq: 1n, priceCeiling: 0n } as const;
      const createdAt = new Date(Date.UTC(2026, 0, 1) + n);
      const finishedAt = state === 'open' ? null : createdAt;
      await prisma.renderRequest.create({
        data: { ...base, key: randomUUID(), assemble: false, sceneId, state, createdAt, finishedAt },
      });
    };
    const seen = async () =>
      (await ada.call('queue')).renders.map((render) => Date.parse(render.createdAt) - Date.UTC(2026, 0, 1));
    await asked(1, 'one', 'failed');
    await asked(2, 'two', 'done');
    expect(await seen()).toEqual([2, 1]);
    await asked(3, 'one', 'done');
    expect(await seen()).toEqual([3, 2]);
    await asked(4, null, 'done');
    expect(await seen()).toEqual([4]);
    await asked(5, 'one', 'failed');
    expect(await seen()).toEqual([5, 4]);
  });

  it('never hides what is open, however much was asked for since', async () => {
    const { prisma } = api.core;
    const open = await approve(false);
    await prisma.renderRequest.createMany({
      data: Array.from({ length: 40 }, (_, n) => ({
        ...({ teamId, episodeId: episode.id, askedById: ada.personId, preset: 'LOW', seq: 1n, priceCeiling: 0n } as const),
        key: randomUUID(),
        assemble: false,
        sceneId: `scene ${n}`,
        state: 'done' as const,
        createdAt: new Date(Date.now() + 60_000 + n),
        finishedAt: new Date(),
      })),
    });
    const ids = (await ada.call('queue')).renders.map(({ id }) => id);
    expect(ids).toHaveLength(30);
    expect(ids).toContain(open.id);
  });

  it('open requests of one episode are all there, each to be stopped by itself', async () => {
    const first = await approve(false);
    const second = await approve();
    expect((await ada.call('queue')).renders.map(({ id }) => id)).toEqual([second.id, first.id]);
  });
});
