import { randomUUID } from 'node:crypto';
import { createPrisma, type PrismaClient } from '@trashfire/prisma/client';
import { seedStudio } from '@trashfire/prisma/seed';
import type { OutcomeBody } from '@trashfire/shared/api/worker-contract';
import { eventually } from '@trashfire/shared/testing/eventually';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type TestDatabase, testDatabase } from '../../../../tests/support/postgres.ts';
import { dispatch } from '../../scheduler/dispatcher.ts';
import { sweep } from '../../scheduler/sweep.ts';
import { beatTask, claimTask, settleTask } from './attempts.ts';
import { cancelRequest, createRequest, resumeRequest, type WantedTask } from './request.ts';
import { renderView } from './views.ts';

const EPISODE = '0EPS00000001';
const hash = (n: number) => n.toString(16).padStart(64, '0');
let unique = 0;

/** A queue that was flushed: no job is there any more. */
const empty = { has: async () => false };

describe('the render thread in Postgres', () => {
  let database: TestDatabase;
  let prisma: PrismaClient;
  let teamId = '';
  let personId = '';

  beforeAll(async () => {
    database = await testDatabase();
    prisma = createPrisma(database.url, 8);
    const studio = await seedStudio(prisma);
    ({ teamId } = studio);
    personId = studio.ownerId;
    await prisma.series.create({ data: { id: '0SER00000001', teamId, title: 'A series' } });
    await prisma.episode.create({ data: { id: EPISODE, teamId, seriesId: '0SER00000001', number: 1, title: 'One' } });
  });
  afterAll(async () => {
    await prisma.$disconnect();
    await database.drop();
  });

  const shot = (revision = hash(++unique + 1_000_000), price = 1000n): WantedTask => ({
    kind: 'shot',
    targetId: '0SHT00000001',
    label: 'Shot 1A',
    revision,
    manifest: { kind: 'shot', frames: 24, fps: 24 } as unknown as WantedTask['manifest'],
    price,
    estimateMs: 1000,
  });
  const cut = (): WantedTask => ({ ...shot(), kind: 'episode', targetId: EPISODE, price: 0n });
  const ask = (tasks: WantedTask[], over: { key?: string; ceiling?: bigint } = {}) =>
    createRequest(prisma, {
      teamId,
      personId,
      episodeId: EPISODE,
      sceneId: null,
      preset: 'LOW',
      seq: 1n,
      ceiling: over.ceiling ?? 1_000_000n,
      key: over.key ?? randomUUID(),
      tasks,
      weight: 6,
    });
  const taskOf = async (revision: string) =>
    await prisma.renderTask.findUniqueOrThrow({ where: { teamId_revision: { teamId, revision } }, include: { assets: true } });
  const balance = async (kind: 'credits' | 'held' | 'spent') =>
    (await prisma.ledgerAccount.findUnique({ where: { teamId_kind: { teamId, kind } } }))?.balance ?? 0n;
  const outcome = (taskId: string, fence: number, n = ++unique): OutcomeBody => ({
    taskId,
    fence,
    result: {
      state: 'done',
      assets: [{ role: 'segment', hash: hash(n + 5_000_000), bytes: 10, mime: 'video/mp4' }],
      measured: { wallMs: 1, cpuMs: 1, frames: 24, uniqueFrames: 24, warnings: [] },
    },
  });
  const settle = (body: OutcomeBody) => settleTask(prisma, body, async () => undefined);
  const start = async (revision: string) => {
    await dispatch(prisma);
    const { id } = await taskOf(revision);
    const claim = await claimTask(prisma, id, 'w1');
    if ('state' in claim) throw new Error(`not claimed: ${claim.reason}`);
    return { id, fence: claim.fence };
  };
  const make = async (wanted: WantedTask) => {
    const { id, fence } = await start(wanted.revision);
    return await settle(outcome(id, fence));
  };
  const stateOf = async (id: string) => (await prisma.renderRequest.findUniqueOrThrow({ where: { id } })).state;

  test('asked, made, paid once: hold, charge, and the rest comes back', async () => {
    const before = await balance('credits');
    const [a, b] = [shot(), shot()];
    const id = await ask([a, b]);
    expect(await balance('held')).toBe(2000n);
    await make(a);
    await make(b);
    expect(await stateOf(id)).toBe('done');
    expect([before - (await balance('credits')), await balance('held')]).toEqual([2000n, 0n]);
  });

  test('the same key is the same request, however often it is pressed (R4)', async () => {
    const wanted = shot();
    const key = randomUUID();
    const ids = await Promise.all([1, 2, 3, 4].map(() => ask([wanted], { key })));
    expect(new Set(ids).size).toBe(1);
    expect(await balance('held')).toBe(1000n);
    await make(wanted);
  });

  test('two requests at once for one shot wait for each other, and one of them pays (R4)', async () => {
    const wanted = shot();
    const other = new pg.Client({ connectionString: database.url });
    await other.connect();
    try {
      await other.query('BEGIN');
      // Weaker than the lock asked for, stronger than what a foreign key takes: whoever locks the team waits, nobody else.
      await other.query('SELECT id FROM team WHERE id = $1 FOR NO KEY UPDATE', [teamId]);
      const both = Promise.all([ask([wanted]), ask([wanted])]);
      await eventually('both wait', async () => {
        const waiting = "SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'";
        // On a connection of its own: one transaction sees the server's activity as it was when it first looked.
        return (await prisma.$queryRawUnsafe<unknown[]>(waiting)).length === 2;
      });
      await other.query('COMMIT');
      await both;
    } finally {
      await other.end();
    }
    expect(await balance('held')).toBe(1000n);
    await make(wanted);
    expect(await balance('held')).toBe(0n);
  });

  test('a revision that is there costs nothing and is done at once (R9)', async () => {
    const wanted = shot();
    await ask([wanted]);
    await make(wanted);
    const before = await balance('credits');
    const again = await ask([wanted]);
    expect(await stateOf(again)).toBe('done');
    expect(await balance('credits')).toBe(before);
  });

  test('who attaches to work under way pays nothing; when the first one cancels, the work goes on and the second pays', async () => {
    const wanted = shot();
    const first = await ask([wanted]);
    const held = await balance('held');
    const second = await ask([wanted]);
    expect(await balance('held')).toBe(held);
    expect(await cancelRequest(prisma, teamId, first)).toEqual([]);
    expect(await balance('held')).toBe(held);
    await make(wanted);
    expect([await stateOf(first), await stateOf(second)]).toEqual(['cancelled', 'done']);
    expect(await balance('held')).toBe(0n);
  });

  test('a request that would cost more than was shown is refused and leaves nothing', async () => {
    const wanted = shot();
    await expect(ask([wanted], { ceiling: 999n })).rejects.toMatchObject({ code: 'conflict' });
    expect(await prisma.renderTask.count({ where: { revision: wanted.revision } })).toBe(0);
    expect(await balance('held')).toBe(0n);
  });

  test('without credits it is refused, and nothing is spent', async () => {
    const credits = await balance('credits');
    await expect(ask([shot(undefined, credits + 1n)], { ceiling: credits * 2n })).rejects.toMatchObject({
      code: 'no-credits',
      // In credits, as everywhere people see prices.
      message: expect.stringMatching(/^This needs [\d.]+ credits and the team has [\d.]+\./),
    });
    expect(await balance('credits')).toBe(credits);
  });

  test('a late outcome of an attempt that was overtaken changes nothing (R4)', async () => {
    const wanted = shot();
    await ask([wanted]);
    const late = await start(wanted.revision);
    await prisma.renderTask.update({ where: { id: late.id }, data: { beatAt: new Date(0) } });
    const again = await claimTask(prisma, late.id, 'w2');
    if ('state' in again) throw new Error('the second worker got nothing');
    expect(await beatTask(prisma, late.id, late.fence, 50)).toBe('lost');
    expect((await settle(outcome(late.id, late.fence))).answer).toBe('stale');
    expect((await taskOf(wanted.revision)).state).toBe('running');
    expect((await settle(outcome(late.id, again.fence))).answer).toBe('committed');
    expect((await taskOf(wanted.revision)).assets).toHaveLength(1);
  });

  test('a job delivered twice does not take a task from a worker that beats', async () => {
    const wanted = shot();
    await ask([wanted]);
    const { id, fence } = await start(wanted.revision);
    expect(await claimTask(prisma, id, 'w2')).toMatchObject({ state: 'gone' });
    expect((await settle(outcome(id, fence))).answer).toBe('committed');
  });

  test('cancel: the worker hears it at its next beat, what was held comes back, and resuming makes only what is missing', async () => {
    const before = await balance('credits');
    const [a, b] = [shot(), shot()];
    const id = await ask([a, b]);
    await make(a);
    const running = await start(b.revision);
    await cancelRequest(prisma, teamId, id);
    expect(await beatTask(prisma, running.id, running.fence, 10)).toBe('cancel');
    expect(await balance('held')).toBe(0n);
    expect(before - (await balance('credits'))).toBe(1000n);
    expect((await settle(outcome(running.id, running.fence))).answer).toBe('stale');
    await resumeRequest(prisma, teamId, id, 6);
    expect(await stateOf(id)).toBe('open');
    expect(await balance('held')).toBe(1000n);
    await make(b);
    expect(await stateOf(id)).toBe('done');
    expect(before - (await balance('credits'))).toBe(2000n);
  });

  test('the cut is queued by the outcome that completes its shots, and completes the request', async () => {
    const [a, whole] = [shot(), cut()];
    const id = await ask([a, whole]);
    await dispatch(prisma);
    expect((await taskOf(whole.revision)).state).toBe('waiting');
    await make(a);
    expect((await taskOf(whole.revision)).state).toBe('queued');
    expect(await stateOf(id)).toBe('open');
    await make(whole);
    expect(await stateOf(id)).toBe('done');
  });

  test('a failure that may pass is tried again, one that may not ends the request with the reason and the money back', async () => {
    const before = await balance('credits');
    const wanted = shot();
    const id = await ask([wanted]);
    const first = await start(wanted.revision);
    await settle({
      taskId: first.id,
      fence: first.fence,
      result: { state: 'failed', reason: 'the disk was busy', retryable: true },
    });
    expect((await taskOf(wanted.revision)).state).toBe('queued');
    const second = await start(wanted.revision);
    await settle({
      taskId: second.id,
      fence: second.fence,
      result: { state: 'failed', reason: 'There is no such voice.', retryable: false },
    });
    expect(await prisma.renderRequest.findUnique({ where: { id } })).toMatchObject({
      state: 'failed',
      reason: 'There is no such voice. It was tried 2 times.',
    });
    expect(await balance('credits')).toBe(before);
  });

  test('however long no worker comes, a task has one job: the sweep adds none beside it (R7)', async () => {
    const wanted = shot();
    await ask([wanted]);
    await dispatch(prisma);
    const { id } = await taskOf(wanted.revision);
    const jobs = async () => await prisma.outbox.count({ where: { payload: { path: ['taskId'], equals: id } } });
    const later = () => new Date(Date.now() + 120_000);
    await sweep(prisma, empty, later());
    expect(await jobs()).toBe(1);
    await prisma.outbox.updateMany({ data: { sentAt: new Date() } });
    await sweep(prisma, { has: async () => true }, later());
    expect(await jobs()).toBe(1);
    await prisma.outbox.updateMany({ where: { payload: { path: ['taskId'], equals: id } }, data: { priority: 7 } });
    await sweep(prisma, empty, later());
    expect(await jobs()).toBe(2);
    // The new one stands where the lost one stood: at the head, the sweep would turn a long backlog upside down.
    const newest = await prisma.outbox.findFirst({
      where: { payload: { path: ['taskId'], equals: id } },
      orderBy: { id: 'desc' },
    });
    expect(newest).toMatchObject({ priority: 7 });
    await prisma.renderTask.update({ where: { id }, data: { state: 'cancelled', finishedAt: new Date() } });
  });

  test('a task whose worker fell silent is queued again by the sweep (R6)', async () => {
    const wanted = shot();
    await ask([wanted]);
    const { id } = await start(wanted.revision);
    await prisma.outbox.updateMany({ data: { sentAt: new Date() } });
    const sent = await prisma.outbox.count();
    await sweep(prisma, empty, new Date(Date.now() + 9_000));
    expect((await taskOf(wanted.revision)).state).toBe('queued');
    expect(await prisma.outbox.count()).toBe(sent + 1);
    expect(await claimTask(prisma, id, 'w2')).toMatchObject({ fence: 2 });
  });

  test('the last two outcomes at once, one of them a failure, still end the request', async () => {
    const [a, b] = [shot(undefined, 0n), shot(undefined, 0n)];
    const id = await ask([a, b]);
    const [good, bad] = [await start(a.revision), await start(b.revision)];
    const reason = 'no such voice';
    const failed: OutcomeBody = { taskId: bad.id, fence: bad.fence, result: { state: 'failed', reason, retryable: false } };
    const other = new pg.Client({ connectionString: database.url });
    await other.connect();
    try {
      // As in asking: each waits for the team, or neither would see that the other was the last.
      await other.query('BEGIN');
      await other.query('SELECT id FROM team WHERE id = $1 FOR NO KEY UPDATE', [teamId]);
      const both = Promise.all([settle(outcome(good.id, good.fence)), settle(failed)]);
      await eventually('both wait', async () => {
        const waiting = "SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'";
        // On a connection of its own: one transaction sees the server's activity as it was when it first looked.
        return (await prisma.$queryRawUnsafe<unknown[]>(waiting)).length === 2;
      });
      await other.query('COMMIT');
      await both;
    } finally {
      await other.end();
    }
    expect(await prisma.renderRequest.findUnique({ where: { id } })).toMatchObject({ state: 'failed', reason });
  });

  test('one claim too many ends the task and says whose room is to be told', async () => {
    const wanted = shot();
    const before = await balance('held');
    const id = await ask([wanted]);
    const { id: taskId } = await start(wanted.revision);
    await prisma.renderTask.update({ where: { id: taskId }, data: { attempts: 4, beatAt: new Date(0) } });
    expect(await claimTask(prisma, taskId, 'w2')).toMatchObject({ state: 'gone', ended: { episode_id: EPISODE } });
    expect(await prisma.renderRequest.findUnique({ where: { id } })).toMatchObject({
      state: 'failed',
      // What happened, why, and what to do (R5).
      reason: expect.stringMatching(/^The worker went away 4 times .*: it was stopped, it crashed, .* then render it again\.$/),
    });
    expect(await balance('held')).toBe(before);
  });

  test.each(['dispatch', 'sweep'] as const)('%s does not bring back what was cancelled while it looked (R4)', async (part) => {
    const wanted = shot();
    const id = await ask([wanted]);
    if (part === 'sweep') await start(wanted.revision);
    const { id: taskId } = await taskOf(wanted.revision);
    const other = new pg.Client({ connectionString: database.url });
    await other.connect();
    try {
      await other.query('BEGIN');
      await other.query("UPDATE render_task SET state = 'cancelled', finished_at = now() WHERE id = $1", [taskId]);
      const looking = part === 'sweep' ? sweep(prisma, empty, new Date(Date.now() + 9_000)) : dispatch(prisma);
      await eventually('it waits for the row', async () => {
        const waiting = "SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'";
        return (await other.query(waiting)).rowCount === 1;
      });
      await other.query('COMMIT');
      await looking;
    } finally {
      await other.end();
    }
    expect((await taskOf(wanted.revision)).state).toBe('cancelled');
    await cancelRequest(prisma, teamId, id);
  });

  test.each(['dispatch', 'sweep', 'cancel'] as const)(
    '%s locks tasks in the order of their ids, or two would wait for each other',
    async (part) => {
      const wanted = [shot(), shot()];
      const id = await ask(wanted);
      const tasks = await Promise.all(wanted.map(({ revision }) => taskOf(revision)));
      const [low = '', high = ''] = tasks.map((task) => task.id).sort();
      const state = part === 'sweep' ? ('running' as const) : ('waiting' as const);
      const beatAt = part === 'sweep' ? new Date(0) : null;
      // By its turn, and where it lies in the table, the higher id comes first.
      await prisma.renderTask.update({ where: { id: high }, data: { state, beatAt, priority: -2n } });
      await prisma.renderTask.update({ where: { id: low }, data: { state, beatAt, priority: -1n } });
      const other = new pg.Client({ connectionString: database.url });
      await other.connect();
      try {
        await other.query('BEGIN');
        await other.query('SELECT id FROM render_task WHERE id = $1 FOR UPDATE', [low]);
        const works = {
          dispatch: () => dispatch(prisma),
          sweep: () => sweep(prisma, empty, new Date()),
          cancel: () => cancelRequest(prisma, teamId, id),
        };
        const working = works[part]();
        await eventually('it waits for the row', async () => {
          const waiting = "SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'";
          return (await prisma.$queryRawUnsafe<unknown[]>(waiting)).length === 1;
        });
        const free = await other.query('SELECT id FROM render_task WHERE id = $1 FOR UPDATE NOWAIT', [high]);
        expect(free.rowCount).toBe(1);
        await other.query('COMMIT');
        await working;
      } finally {
        await other.end();
      }
      await cancelRequest(prisma, teamId, id);
    },
  );

  test('done and total count shots; the cut that joins them is none', async () => {
    const [a, whole] = [shot(), cut()];
    const id = await ask([a, whole]);
    expect(await renderView(prisma, teamId, id)).toMatchObject({ done: 0, total: 1 });
    await make(a);
    expect(await renderView(prisma, teamId, id)).toMatchObject({ state: 'open', done: 1, total: 1 });
    await make(whole);
    expect(await renderView(prisma, teamId, id)).toMatchObject({ state: 'done', done: 1, total: 1 });
  });
});
