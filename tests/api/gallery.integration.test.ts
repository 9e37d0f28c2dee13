import { createHash, randomUUID } from 'node:crypto';
import { addCharacter } from '@trashfire/shared/document/commands/add-character';
import { addProps } from '@trashfire/shared/document/commands/add-props';
import { addShot } from '@trashfire/shared/document/commands/add-shot';
import { runCommand } from '@trashfire/shared/document/commands/command';
import { removeEntries } from '@trashfire/shared/document/commands/remove-entries';
import { updateShot } from '@trashfire/shared/document/commands/update-shot';
import { documentName } from '@trashfire/shared/document/names';
import { sceneIdsOf } from '@trashfire/shared/document/script-blocks';
import { newId } from '@trashfire/shared/ids';
import { candidateSeeds } from '@trashfire/shared/render/drawings';
import { aCastMember, aCharacter, aNewShot } from '@trashfire/shared/testing/builders';
import { seededRandom } from '@trashfire/shared/testing/random';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type BoardedEpisode, boardedEpisode } from '../support/boarded-episode.ts';
import { fakeWorker } from '../support/fake-worker.ts';
import { type Caller, type StudioApi, startStudioApi } from '../support/studio-api.ts';

let api: StudioApi;
let worker: ReturnType<typeof fakeWorker>;
let teamId: string;
let ada: Caller;
let viewer: Caller;
let stranger: Caller;
let episode: BoardedEpisode;
const character = aCharacter(seededRandom(8), { name: 'NAO' });

beforeAll(async () => {
  api = await startStudioApi();
  worker = fakeWorker(api);
  ({ teamId } = await api.team());
  ada = await api.person(teamId, 'owner', 'Ada');
  viewer = await api.person(teamId, 'viewer', 'Vi');
  stranger = await api.person((await api.team('Others')).teamId, 'owner');
});
afterAll(() => api.stop());
beforeEach(async () => {
  episode = await boardedEpisode(api, ada, 'INT. LAMP ROOM - NIGHT\n\nNao counts the panes.\n', [48, 24]);
});

const seriesOf = async () =>
  (await api.core.prisma.episode.findUniqueOrThrow({ where: { id: episode.id }, select: { seriesId: true } })).seriesId;
const inBible = async (change: Parameters<BoardedEpisode['edit']>[0]) =>
  await api.core.writer.write(documentName('series', await seriesOf()), 'test', change);
const drawings = (who: Caller, subject: object, route: 'drawings' | 'requestDrawings' = 'drawings') =>
  who.call(route, { episodeId: episode.id }, { subject });
const states = ({ drawings: all }: Awaited<ReturnType<typeof drawings>>) => all.map(({ state }) => state);
/** Drawings of the gallery that are due; the board's own stills are left out. */
const due = async (revisions: readonly string[]) =>
  (
    await api.core.prisma.renderTask.findMany({
      where: { teamId, revision: { in: [...revisions] }, state: 'queued' },
      select: { id: true },
    })
  ).map(({ id }) => id);

describe('what the gallery has drawn', () => {
  beforeEach(() => inBible((doc) => runCommand(doc, addCharacter, { character }, 'test')));
  const subject = { kind: 'character', id: character.id };

  it('costs what the button says, is asked for once by however many, and is there for all when it is drawn', async () => {
    // The same looks may be drawn by an earlier test: that is the point of a revision.
    await api.core.prisma.renderTask.deleteMany({ where: { teamId } });
    const before = await drawings(ada, subject);
    expect(before.price).toBe('0');
    expect(new Set(states(before))).toEqual(new Set(['none']));
    await Promise.all([drawings(ada, subject, 'requestDrawings'), drawings(ada, subject, 'requestDrawings')]);
    const revisions = before.drawings.map(({ revision }) => revision);
    const ids = await due(revisions);
    expect(ids).toHaveLength(10);

    // Nobody draws: however often it is asked, nothing is finished. One that is claimed is under way, and no more.
    expect(new Set(states(await drawings(viewer, subject)))).toEqual(new Set(['queued']));
    const [first = '', ...rest] = ids;
    const claimed = await worker.claim(first);
    const running = states(await drawings(viewer, subject));
    expect([running.filter((one) => one === 'running').length, running.filter((one) => one === 'done').length]).toEqual([1, 0]);
    await worker.settle(first, claimed);
    for (const id of rest.slice(0, 8)) await worker.make(id);
    await worker.fail(rest[8] ?? '', 'Drawing this ran out of memory.');
    const after = await drawings(viewer, subject);
    expect(after.drawings.filter(({ state, hash }) => state === 'done' && hash !== null)).toHaveLength(9);
    expect(after.drawings.find(({ state }) => state === 'failed')?.reason).toBe('Drawing this ran out of memory.');

    // Asked again: what failed is tried once more, what is there is left.
    const again = await drawings(ada, subject, 'requestDrawings');
    expect(states(again).filter((one) => one === 'done')).toHaveLength(9);
    expect(await due(revisions)).toHaveLength(1);
  });

  it('of what was removed, of another team and without the right to ask is refused with its reason', async () => {
    const answer = await viewer.raw('requestDrawings', { episodeId: episode.id }, { subject });
    expect(answer.status).toBe(403);
    expect((await stranger.raw('drawings', { episodeId: episode.id }, { subject })).status).toBe(404);
    await inBible((doc) => runCommand(doc, removeEntries, { ids: [character.id] }, 'test'));
    const gone = await ada.raw('drawings', { episodeId: episode.id }, { subject });
    expect([gone.status, await gone.json()]).toEqual([404, expect.objectContaining({ code: 'not-found' })]);
    const tooMany = { kind: 'looks', id: character.id, seeds: Array.from({ length: 9 }, (_, i) => i) };
    expect((await ada.raw('drawings', { episodeId: episode.id }, { subject: tooMany })).status).toBe(400);
  });

  it('is no picture of the episode: its poster is of a shot', async () => {
    const shown = async () => {
      const { series } = await ada.call('listSeries');
      return series.flatMap(({ episodes }) => episodes).find(({ id }) => id === episode.id)?.poster;
    };
    const { drawings: wanted } = await drawings(ada, subject, 'requestDrawings');
    for (const id of await due(wanted.map(({ revision }) => revision))) await worker.make(id);
    expect(await shown()).toBeNull();
    api.anotherNode();
    const [still = ''] = await worker.due(episode.id, 'still', 2);
    await worker.make(still);
    const { hash } = await api.core.prisma.taskAsset.findFirstOrThrow({ where: { taskId: still, role: 'still' } });
    expect(await shown()).toContain(hash);
  });

  it('of props and of other looks is of their own manifests', async () => {
    const prop = { id: newId(), name: 'Letter', kind: 'letter' as const, description: '' };
    await inBible((doc) => runCommand(doc, addProps, { props: [prop] }, 'test'));
    const seeds = candidateSeeds(character.id, 0);
    const sets = await Promise.all([
      drawings(ada, { kind: 'prop', id: prop.id }),
      drawings(ada, { kind: 'looks', id: character.id, seeds }),
      drawings(ada, subject),
    ]);
    const revisions = sets.flatMap((set) => set.drawings.map(({ revision }) => revision));
    expect([sets.map((set) => set.drawings.length), new Set(revisions).size]).toEqual([[1, 4, 10], 15]);
  });
});

describe('candidates of a shot', () => {
  it('are the board’s picture once their seed is the shot’s: nothing is drawn twice', async () => {
    const [shotId = ''] = episode.shots;
    const seeds = candidateSeeds(shotId, 0);
    const candidates = await drawings(ada, { kind: 'shot', id: shotId, seeds }, 'requestDrawings');
    expect(candidates.drawings.map(({ view }) => view)).toEqual(seeds.map(String));
    const [, second] = candidates.drawings;
    const ids = await due(candidates.drawings.map(({ revision }) => revision));
    expect(ids).toHaveLength(4);
    for (const id of ids) await worker.make(id);
    await episode.edit((doc) => runCommand(doc, updateShot, { id: shotId, patch: { seed: seeds[1] ?? 0 } }, 'test'));
    const tasks = () => api.core.prisma.renderTask.count({ where: { teamId, revision: second?.revision ?? '' } });
    expect(await tasks()).toBe(1);
    // A picture of somebody's own hides the drawn one and is not what candidates are of.
    await episode.edit((doc) => runCommand(doc, updateShot, { id: shotId, patch: { ownPicture: 'a'.repeat(64) } }, 'test'));
    const same = await drawings(ada, { kind: 'shot', id: shotId, seeds });
    expect(same.drawings.map(({ revision }) => revision)).toEqual(candidates.drawings.map(({ revision }) => revision));
  });
});

describe('takes of an episode', () => {
  it('are stills and films with revision, preset, price and who asked, the newest first, of this team alone', async () => {
    // A node that starts looks at what was edited lately.
    api.anotherNode();
    for (const id of await worker.due(episode.id, 'still', 2)) await worker.make(id);
    const { preset, seq, price, shots } = await ada.call('plan', { episodeId: episode.id }, { preset: 'LOW' });
    await ada.call('requestRender', { episodeId: episode.id }, { preset, seq, price, assemble: false, key: randomUUID() });
    const [film = ''] = await worker.due(episode.id, 'shot', 2);
    await worker.make(film);
    // The worker of the tests makes a segment and no poster, which is what stands for a film here.
    const made = await api.core.prisma.taskAsset.findFirstOrThrow({ where: { taskId: film, role: 'segment' } });
    await api.core.prisma.taskAsset.create({ data: { ...made, role: 'poster' } });

    const { takes, older } = await viewer.call('episodeTakes', { episodeId: episode.id });
    expect([takes.map(({ kind }) => kind), older]).toEqual([['shot', 'still', 'still'], null]);
    const [first, still] = takes;
    const planned = shots.find(({ revision }) => revision === first?.revision);
    expect(first).toMatchObject({
      preset: 'LOW',
      price: planned?.price,
      shotId: planned?.shotId,
      segment: made.hash,
      by: { id: ada.personId, name: 'Ada' },
    });
    expect(episode.shots).toContain(still?.shotId);
    expect(still).toMatchObject({ price: '0', segment: null, by: null, seed: expect.any(Number) });
    expect((await stranger.raw('episodeTakes', { episodeId: episode.id })).status).toBe(404);
  });
});

describe('more takes than a page holds', () => {
  const COUNT = 1_203;
  const task = (n: number) => `00000000-0000-4000-8000-${n.toString(16).padStart(12, '0')}`;
  const hash = (n: number) => createHash('sha256').update(`take ${n}`).digest('hex');
  /** Three of each moment, so that a page also ends between some of one. */
  const madeAt = (n: number) => new Date(Date.UTC(2026, 0, 1) + Math.floor(n / 3) * 1000);

  it('are gone through to the end, each once and in order, while newer ones are made; bounded, and of this episode alone', async () => {
    const all = Array.from({ length: COUNT }, (_, n) => n);
    const own = { teamId, episodeId: episode.id, kind: 'still', preset: 'LOW', label: '', price: 0n, state: 'done' } as const;
    const finishedAt = madeAt(0);
    const make = async (numbers: readonly number[]) => {
      await api.core.prisma.asset.createMany({
        data: numbers.map((n) => ({ teamId, hash: hash(n), size: 1, mime: 'image/png' })),
      });
      await api.core.prisma.renderTask.createMany({
        data: numbers.map((n) => ({ ...own, finishedAt, id: task(n), revision: hash(n), manifest: { picture: { seed: n } } })),
      });
      await api.core.prisma.taskAsset.createMany({
        data: numbers.map((n) => ({ teamId, taskId: task(n), role: 'still', hash: hash(n), createdAt: madeAt(n) })),
      });
    };
    await make(all);
    const first = await viewer.call('episodeTakes', { episodeId: episode.id });
    const pages = [first.takes];
    await make([COUNT, COUNT + 1]);
    for (let cursor = first.older; cursor !== null; ) {
      const page = await viewer.call('olderTakes', { episodeId: episode.id, cursor });
      pages.push(page.takes);
      cursor = page.older;
    }
    expect(pages.map((page) => page.length)).toEqual([500, 500, 203]);
    const sorted = all.toSorted((a, b) => madeAt(b).getTime() - madeAt(a).getTime() || a - b);
    expect(pages.flat().map((take) => take.seed)).toEqual(sorted);

    const cursor = first.older ?? '';
    const other = await boardedEpisode(api, ada, 'INT. PIER - DAY\n\nGulls.\n', [24]);
    expect(await ada.call('olderTakes', { episodeId: other.id, cursor })).toEqual({ takes: [], older: null });
    expect((await stranger.raw('olderTakes', { episodeId: episode.id, cursor })).status).toBe(404);
    for (const bad of ['1', `99999999999999-${task(1)}`, "1-' OR true --", `x${cursor}`])
      expect((await viewer.raw('olderTakes', { episodeId: episode.id, cursor: bad })).status, bad).toBe(404);
  });
});

describe('shots of an entry of the bible', () => {
  it('are told of every episode of the series, by place, cast and thing, and of no other team’s', async () => {
    const seriesId = await seriesOf();
    const other = await ada.call(
      'createEpisode',
      { seriesId },
      { title: 'Two', fountain: 'INT. PIER - DAY\n\nGulls.\n\nINT. LAMP ROOM - DAWN\n\nNao.\n' },
    );
    await inBible((doc) => runCommand(doc, addCharacter, { character }, 'test'));
    const cast = [aCastMember(seededRandom(4), character.id)];
    const [first = ''] = episode.shots;
    await episode.edit((doc) => runCommand(doc, updateShot, { id: first, patch: { cast } }, 'test'));
    const shotId = newId();
    await api.core.writer.write(documentName('episode', other.id), 'test', (doc) => {
      const [, sceneId = ''] = sceneIdsOf(doc);
      runCommand(
        doc,
        addShot,
        { shot: { ...aNewShot(seededRandom(5), { cast, title: 'At the lamp' }), id: shotId, sceneId }, before: null, clip: null },
        'test',
      );
    });
    const told = await viewer.call('entryShots', { seriesId, entryId: character.id });
    expect(told).toEqual({
      episodes: [
        { id: episode.id, number: 1, title: expect.any(String), shots: [{ id: first, number: '1A', title: expect.any(String) }] },
        { id: other.id, number: 2, title: 'Two', shots: [{ id: shotId, number: '2A', title: 'At the lamp' }] },
      ],
      total: 2,
    });
    expect((await stranger.raw('entryShots', { seriesId, entryId: character.id })).status).toBe(404);
    expect((await viewer.call('entryShots', { seriesId, entryId: newId() })).episodes).toEqual([]);
  });
});
