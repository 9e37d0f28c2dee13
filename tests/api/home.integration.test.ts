import { documentName } from '@trashfire/shared/document/names';
import { episodeRecords, seriesRecords } from '@trashfire/shared/document/records';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { type Caller, type StudioApi, startStudioApi } from '../support/studio-api.ts';

const FOUNTAIN = `Title: The Lamp

INT. LAMP ROOM - NIGHT

NAO HARA (16) counts the panes.

NAO
Forty-one.

KITE
Forty-two.

NAO
No.

EXT. HARBOUR - DAY

KITE
It is out.

INT. LAMP ROOM - DAWN

NAO
It is on.
`;

let api: StudioApi;
let teamId: string;
let owner: Caller;
beforeAll(async () => {
  api = await startStudioApi();
  ({ teamId } = await api.team());
  owner = await api.person(teamId, 'owner');
});
afterAll(() => api.stop());

const aSeries = () => owner.call('createSeries', {}, { title: 'Harbour', logline: '' });
const bible = async (seriesId: string) => {
  const found = await api.core.reader.head(documentName('series', seriesId));
  return seriesRecords((found as NonNullable<typeof found>).doc);
};
const board = async (episodeId: string) => {
  const found = await api.core.reader.head(documentName('episode', episodeId));
  return episodeRecords((found as NonNullable<typeof found>).doc);
};
const one = (name: string, known: string | null = null, from = [name]) => ({ name, from, known });

describe('a script before it is an episode', () => {
  it('is read: who speaks how often, where it plays how often, and nothing is made of it', async () => {
    const { id: seriesId } = await aSeries();
    const read = await owner.call('readScript', {}, { seriesId, fountain: FOUNTAIN });
    expect([read.scenes, read.pages]).toEqual([3, 1]);
    expect(read.minutes).toBeGreaterThan(0.3);
    expect(read.people.map(({ name, lines, known }) => ({ name, lines, known }))).toEqual([
      { name: 'NAO', lines: 3, known: null },
      { name: 'KITE', lines: 2, known: null },
    ]);
    expect(read.places.map(({ name, scenes, interior, known }) => ({ name, scenes, interior, known }))).toEqual([
      { name: 'LAMP ROOM', scenes: 2, interior: true, known: null },
      { name: 'HARBOUR', scenes: 1, interior: false, known: null },
    ]);
    expect((await bible(seriesId)).characters).toEqual([]);
    const alone = await owner.call('readScript', {}, { seriesId: null, fountain: FOUNTAIN });
    expect(alone).toEqual({ ...read, bible: { people: [], places: [] } });
    expect((await owner.call('listSeries')).series.find(({ id }) => id === seriesId)?.episodes).toEqual([]);
  });

  it('brings whom was confirmed into the bible, under the names they got, and boards the first scene with them', async () => {
    const { id: seriesId } = await aSeries();
    const cast = { people: [one('Nao Hara', null, ['NAO'])], places: [one('LAMP ROOM')] };
    const made = await owner.call('createEpisode', { seriesId }, { title: 'One', fountain: FOUNTAIN, cast });
    const { characters, locations } = await bible(seriesId);
    expect(characters.map(({ name, aliases }) => [name, aliases.includes('NAO')])).toEqual([['Nao Hara', true]]);
    expect(locations.map(({ name }) => name)).toEqual(['LAMP ROOM']);
    const { shots, scenes } = await board(made.id);
    expect(made.shots).toBe(shots.length);
    expect(shots.length).toBeGreaterThan(1);
    expect(new Set(shots.map(({ sceneId }) => sceneId)).size).toBe(1);
    // KITE speaks in that scene, but was left out.
    expect(new Set(shots.flatMap(({ cast: there }) => there.map(({ characterId }) => characterId)))).toEqual(
      new Set([characters[0]?.id]),
    );
    expect(scenes.find(({ id }) => id === shots[0]?.sceneId)?.locationId).toBe(locations[0]?.id);
  });

  it('knows whom the series knows: they are matched, get the new name, and are not made twice', async () => {
    const { id: seriesId } = await aSeries();
    const cast = { people: [one('NAO'), one('KITE')], places: [one('LAMP ROOM')] };
    await owner.call('createEpisode', { seriesId }, { title: 'One', fountain: FOUNTAIN, cast });
    const { characters } = await bible(seriesId);
    const nao = characters.find(({ name }) => name === 'NAO')?.id ?? '';
    const next = 'INT. LAMP ROOM - DAY\n\nNAO\nAgain.\n\nTHE KEEPER\nAgain what?\n';
    const read = await owner.call('readScript', {}, { seriesId, fountain: next });
    expect(read.people.map(({ name, known }) => [name, known?.name ?? null])).toEqual(
      expect.arrayContaining([
        ['NAO', 'NAO'],
        [expect.stringContaining('KEEPER'), null],
      ]),
    );
    expect(read.places[0]?.known?.name).toBe('LAMP ROOM');
    const keeper = read.people.find(({ known }) => known === null)?.name ?? '';
    // The keeper turns out to be Nao.
    const merged = {
      people: [{ name: 'NAO', from: ['NAO', keeper], known: nao }],
      places: [one('LAMP ROOM', read.places[0]?.known?.id)],
    };
    await owner.call('createEpisode', { seriesId }, { title: 'Two', fountain: next, cast: merged });
    const after = await bible(seriesId);
    expect(after.characters.map(({ id }) => id).sort()).toEqual(characters.map(({ id }) => id).sort());
    expect(after.characters.find(({ id }) => id === nao)?.aliases).toContain(keeper);
    expect(after.locations).toHaveLength(1);
    expect((await owner.call('readScript', {}, { seriesId, fountain: next })).people.map(({ known }) => known?.id)).toEqual([
      nao,
    ]);
  });
});

describe('a copy of an episode', () => {
  it('is the same work under a number of its own, and goes its own way from there', async () => {
    const { id: seriesId } = await aSeries();
    const cast = { people: [one('NAO')], places: [] };
    const episode = await owner.call('createEpisode', { seriesId }, { title: 'One', fountain: FOUNTAIN, cast });
    const copy = await owner.call('duplicateEpisode', { episodeId: episode.id }, { title: 'One (copy)' });
    expect(copy).toMatchObject({ number: 2, title: 'One (copy)', scenes: 3, shots: episode.shots, frames: episode.frames });
    expect((await board(copy.id)).shots).toEqual((await board(episode.id)).shots);
    expect((await board(copy.id)).meta?.title).toBe('One (copy)');
    expect((await board(episode.id)).meta?.title).toBe('One');
    const { entries } = await owner
      .call('history', { document: documentName('episode', copy.id) }, {})
      .then((view) => ({ entries: view }));
    expect(entries).toBeDefined();
    const rows = await api.core.prisma.docUpdate.findMany({
      where: { documentId: documentName('episode', copy.id) },
      orderBy: { seq: 'asc' },
    });
    expect([rows[0]?.actorKind, rows[0]?.actorId]).toEqual(['person', owner.personId]);
    const doc = new Y.Doc();
    Y.applyUpdate(doc, rows[0]?.bytes ?? new Uint8Array());
    expect(episodeRecords(doc).shots).toEqual((await board(episode.id)).shots);
    // What was drawn for the first one is found for the second: the plan asks for nothing that is known.
    const [a, b] = await Promise.all([episode, copy].map(({ id }) => owner.call('plan', { episodeId: id }, { preset: 'LOW' })));
    expect(b?.shots.map(({ revision }) => revision)).toEqual(a?.shots.map(({ revision }) => revision));
  });

  it('is made for nobody of another team', async () => {
    const { id: seriesId } = await aSeries();
    const episode = await owner.call('createEpisode', { seriesId }, { title: 'One' });
    const stranger = await api.person((await api.team('Others')).teamId, 'owner');
    expect((await stranger.raw('duplicateEpisode', { episodeId: episode.id }, { title: 'x' })).status).toBe(404);
    expect((await stranger.raw('archiveEpisode', { episodeId: episode.id })).status).toBe(404);
    expect((await stranger.raw('archiveSeries', { seriesId })).status).toBe(404);
    expect((await stranger.raw('readScript', {}, { seriesId, fountain: FOUNTAIN })).status).toBe(404);
  });
});

describe('what is put aside', () => {
  it('is marked, keeps its words and its number, and comes back', async () => {
    const { id: seriesId } = await aSeries();
    const episode = await owner.call('createEpisode', { seriesId }, { title: 'One', fountain: FOUNTAIN });
    const found = async () => (await owner.call('listSeries')).series.find(({ id }) => id === seriesId);
    await owner.call('archiveEpisode', { episodeId: episode.id });
    await owner.call('archiveEpisode', { episodeId: episode.id });
    expect((await found())?.episodes[0]?.archivedAt).not.toBeNull();
    expect((await owner.call('episode', { episodeId: episode.id })).scenes).toBe(3);
    expect((await owner.raw('mintTicket', {}, { document: documentName('episode', episode.id) })).status).toBe(200);
    expect((await owner.call('createEpisode', { seriesId }, { title: 'Two' })).number).toBe(2);
    await owner.call('unarchiveEpisode', { episodeId: episode.id });
    expect((await found())?.episodes.map(({ number, archivedAt }) => [number, archivedAt])).toEqual([
      [1, null],
      [2, null],
    ]);
    await owner.call('archiveSeries', { seriesId });
    expect((await found())?.archivedAt).not.toBeNull();
    await owner.call('unarchiveSeries', { seriesId });
    expect((await found())?.archivedAt).toBeNull();
  });

  it('does not move a series up in the list', async () => {
    const [first, second] = [await aSeries(), await aSeries()];
    await owner.call('archiveSeries', { seriesId: first.id });
    await owner.call('unarchiveSeries', { seriesId: first.id });
    const order = (await owner.call('listSeries')).series.map(({ id }) => id);
    expect(order.indexOf(second.id)).toBeLessThan(order.indexOf(first.id));
  });
});
