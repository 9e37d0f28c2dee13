import { randomUUID } from 'node:crypto';
import { documentName } from '@trashfire/shared/document/names';
import { rendersRecords } from '@trashfire/shared/document/records';
import { StillManifest } from '@trashfire/shared/render/manifest';
import { revisionOf } from '@trashfire/shared/render/revision';
import { eventually } from '@trashfire/shared/testing/eventually';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { type BoardedEpisode, boardedEpisode } from '../support/boarded-episode.ts';
import { fakeWorker } from '../support/fake-worker.ts';
import { type Caller, type StudioApi, startStudioApi } from '../support/studio-api.ts';

/** A picture that could not be drawn: asked for again when there is hope, and not for ever. */
const REASON = 'Drawing this ran out of memory.';

let api: StudioApi;
let worker: ReturnType<typeof fakeWorker>;
let ada: Caller;
let episode: BoardedEpisode;
let bad = '';
beforeAll(async () => {
  api = await startStudioApi();
  worker = fakeWorker(api);
});
afterAll(() => api.stop());

/** An episode of two shots, one with its picture, the other's failed for good. */
beforeEach(async () => {
  ada = await api.person((await api.team()).teamId, 'owner', 'Ada');
  episode = await boardedEpisode(api, ada, 'INT. LAMP ROOM - NIGHT\n\nNao counts the panes.\n', [48, 48]);
  api.anotherNode();
  const [first = '', second = ''] = await worker.due(episode.id, 'still', 2);
  bad = first;
  await worker.fail(bad, REASON);
  await worker.make(second);
  await eventually('the board shows the other', async () => (await pictures()) === 1);
});

const pictures = async () => {
  const room = await api.core.reader.head(documentName('renders', episode.id));
  return room === null ? 0 : rendersRecords(room.doc).stills.length;
};
const stateOf = async (id: string) => await api.core.prisma.renderTask.findUniqueOrThrow({ where: { id } });

it('stays failed while nothing changed, however often the board is looked at', async () => {
  // The other's outcome made the board look again already, with the failure there.
  expect(await stateOf(bad)).toMatchObject({ state: 'failed', reason: REASON });
  expect(await api.core.prisma.outbox.count({ where: { payload: { path: ['taskId'], equals: bad } } })).toBe(1);
});

it('is asked for again by a service that starts, once, and then shown', async () => {
  api.anotherNode();
  expect(await worker.due(episode.id, 'still', 1)).toEqual([bad]);
  expect(await stateOf(bad)).toMatchObject({ state: 'queued', attempts: 0, reason: null });
  await worker.make(bad);
  await eventually('the board shows both', async () => (await pictures()) === 2);
});

it('is asked for again when a person renders the episode', async () => {
  const { preset, seq, price } = await ada.call('plan', { episodeId: episode.id }, { preset: 'LOW' });
  await ada.call('requestRender', { episodeId: episode.id }, { preset, seq, price, key: randomUUID() });
  expect(await worker.due(episode.id, 'still', 1)).toEqual([bad]);
});

it('is another picture under another version of the engine, whatever became of the one before (R9)', async () => {
  const { prisma } = api.core;
  const { manifest } = await stateOf(bad);
  const older = { ...StillManifest.parse(manifest), engineVersion: 'animatic-0' };
  await prisma.renderTask.update({ where: { id: bad }, data: { manifest: older, revision: revisionOf(older) } });
  api.anotherNode();
  const asked = await eventually('both are due', async () => {
    const due = await worker.due(episode.id, 'still', 1);
    return due.find((id) => id !== bad) ?? null;
  });
  expect(revisionOf(StillManifest.parse((await stateOf(asked)).manifest))).not.toBe(revisionOf(older));
  await worker.make(asked);
  await eventually('the board shows both', async () => (await pictures()) === 2);
});
