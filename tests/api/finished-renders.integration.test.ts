import { CutManifest } from '@trashfire/shared/render/manifest';
import { revisionOf } from '@trashfire/shared/render/revision';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Caller, type StudioApi, startStudioApi } from '../support/studio-api.ts';

const FILM = 'c'.repeat(64);
const SHOT = 'd'.repeat(64);
const MANIFEST = CutManifest.parse({
  v: 1,
  kind: 'scene',
  engineVersion: '1',
  title: 'One',
  fps: 30,
  shots: [{ shotRevision: 'e'.repeat(64), frames: 90, ambience: { place: 'harbour', timeOfDay: 'night', weather: 'rain' } }],
  captions: [{ startFrame: 3, endFrame: 60, speaker: 'NAO', text: 'Forty-one.' }],
});

let api: StudioApi;
let owner: Caller;
let stranger: Caller;
beforeAll(async () => {
  api = await startStudioApi();
  const { teamId } = await api.team();
  owner = await api.person(teamId, 'owner');
  stranger = await api.person((await api.team('Others')).teamId, 'owner');
  const series = await owner.call('createSeries', {}, { title: 'Harbour' });
  const { id: episodeId } = await owner.call('createEpisode', { seriesId: series.id }, { title: 'One' });
  const { prisma } = api.core;
  for (const [kind, hash] of [
    ['scene', FILM],
    ['shot', SHOT],
  ] as const) {
    await prisma.asset.create({ data: { teamId, hash, size: 1, mime: 'video/mp4' } });
    const task = { kind, episodeId, teamId, preset: 'HIGH', label: kind, price: 0, manifest: MANIFEST } as const;
    const { id: taskId } = await prisma.renderTask.create({
      data: {
        ...task,
        state: 'done',
        finishedAt: new Date(Date.now() + (kind === 'shot' ? 1000 : 0)),
        revision: revisionOf({ ...MANIFEST, title: kind }),
      },
    });
    await prisma.taskAsset.create({ data: { taskId, role: 'film', teamId, hash } });
  }
});
afterAll(() => api.stop());

it('a cut is captioned with what it was made with, in frames of its own', async () => {
  expect(await owner.call('captions', { hash: FILM })).toEqual({ fps: 30, captions: MANIFEST.captions });
});

it('what is no cut has none, and another team’s cut is not there (R3)', async () => {
  expect((await owner.raw('captions', { hash: SHOT })).status).toBe(404);
  expect((await owner.raw('captions', { hash: 'f'.repeat(64) })).status).toBe(404);
  expect((await stranger.raw('captions', { hash: FILM })).status).toBe(404);
});

it('what is made stays in the queue: done, without a place in line or a time to wait', async () => {
  const { tasks } = await owner.call('queue');
  expect(tasks.map(({ kind, state, position, seconds }) => [kind, state, position, seconds])).toEqual([
    ['shot', 'done', null, null],
    ['scene', 'done', null, null],
  ]);
  expect((await stranger.call('queue')).tasks).toEqual([]);
});
