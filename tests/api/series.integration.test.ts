import { addShot } from '@trashfire/shared/document/commands/add-shot';
import { runCommand } from '@trashfire/shared/document/commands/command';
import { documentName } from '@trashfire/shared/document/names';
import { episodeRecords, seriesRecords } from '@trashfire/shared/document/records';
import { sceneIdsOf } from '@trashfire/shared/document/script-blocks';
import { newId } from '@trashfire/shared/ids';
import { aNewShot } from '@trashfire/shared/testing/builders';
import { seededRandom } from '@trashfire/shared/testing/random';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Caller, type StudioApi, startStudioApi } from '../support/studio-api.ts';

const FOUNTAIN = `Title: The Lamp
Credit: by the studio

INT. LAMP ROOM - NIGHT #1#

Nao counts the panes.   Two spaces stay.

NAO
(whispering)
Forty-one.

EXT. HARBOUR - DAY

> CUT TO:
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

async function newEpisode(fountain?: string) {
  const series = await owner.call('createSeries', {}, { title: 'Harbour', logline: 'A light is left on.' });
  const episode = await owner.call(
    'createEpisode',
    { seriesId: series.id },
    { title: 'One', ...(fountain === undefined ? {} : { fountain }) },
  );
  return { series, episode };
}

const fountainOf = async (episodeId: string, query = '') =>
  await fetch(`${api.url}/api/episodes/${episodeId}/fountain${query}`, { headers: { authorization: `Bearer ${owner.bearer}` } });

describe('series and episodes', () => {
  it('are rows and documents at once: created, listed, numbered, renamed', async () => {
    const { series, episode } = await newEpisode();
    const second = await owner.call('createEpisode', { seriesId: series.id }, { title: 'Two' });
    expect([episode.number, second.number]).toEqual([1, 2]);
    const bible = await api.core.reader.head(documentName('series', series.id));
    expect(seriesRecords((bible as NonNullable<typeof bible>).doc).meta).toMatchObject({
      title: 'Harbour',
      logline: 'A light is left on.',
    });
    await owner.call('renameEpisode', { episodeId: episode.id }, { title: 'The Lamp' });
    const read = await api.core.reader.head(documentName('episode', episode.id));
    expect(episodeRecords((read as NonNullable<typeof read>).doc).meta).toMatchObject({ title: 'The Lamp', editRate: 24 });
    await owner.call('renameSeries', { seriesId: series.id }, { title: 'Lights' });
    const { series: list } = await owner.call('listSeries');
    const found = list.find(({ id }) => id === series.id);
    expect([found?.title, found?.episodes.map(({ title }) => title)]).toEqual(['Lights', ['The Lamp', 'Two']]);
  });

  it('are listed as they were worked on, the last one first: an edit of a script counts', async () => {
    const [old, young] = [await newEpisode(FOUNTAIN), await newEpisode()];
    const order = async () => (await owner.call('listSeries')).series.map(({ id }) => id);
    expect((await order()).slice(0, 2)).toEqual([young.series.id, old.series.id]);
    await api.core.writer.write(documentName('episode', old.episode.id), 'test', (doc) => {
      const shot = aNewShot(seededRandom(3), { cast: [], lines: [], sceneId: sceneIdsOf(doc)[0] ?? '' });
      runCommand(doc, addShot, { shot, before: null, clip: { id: newId(), duration: 24 } }, 'test');
    });
    expect((await order()).slice(0, 2)).toEqual([old.series.id, young.series.id]);
  });

  it('two made at the same moment get two numbers', async () => {
    const { series } = await newEpisode();
    const made = await Promise.all([2, 3, 4].map(() => owner.call('createEpisode', { seriesId: series.id }, { title: 'x' })));
    expect(made.map(({ number }) => number).sort()).toEqual([2, 3, 4]);
  });

  it('counts what the document holds, as it changes', async () => {
    const { episode } = await newEpisode(FOUNTAIN);
    expect(episode).toMatchObject({ scenes: 2, shots: 0, shotsDone: 0, frames: 0, poster: null, cut: null });
    const shot = aNewShot(seededRandom(1), { cast: [], lines: [] });
    await api.core.writer.write(documentName('episode', episode.id), 'test', (doc) => {
      const sceneId = sceneIdsOf(doc)[0] ?? '';
      runCommand(doc, addShot, { shot: { ...shot, sceneId }, before: null, clip: { id: newId(), duration: 48 } }, 'test');
    });
    expect(await owner.call('episode', { episodeId: episode.id })).toMatchObject({ scenes: 2, shots: 1, frames: 48 });
  });

  it('are gone once deleted, and their documents open for nobody', async () => {
    const { series, episode } = await newEpisode(FOUNTAIN);
    await owner.call('deleteEpisode', { episodeId: episode.id });
    expect((await owner.raw('episode', { episodeId: episode.id })).status).toBe(404);
    expect((await owner.raw('mintTicket', {}, { document: documentName('episode', episode.id) })).status).toBe(404);
    expect(await api.core.reader.head(documentName('episode', episode.id))).toBeNull();
    await owner.call('deleteSeries', { seriesId: series.id });
    expect((await owner.raw('deleteSeries', { seriesId: series.id })).status).toBe(404);
    // The number of a deleted episode is free again.
    const { series: other, episode: first } = await newEpisode();
    await owner.call('deleteEpisode', { episodeId: first.id });
    expect((await owner.call('createEpisode', { seriesId: other.id }, { title: 'Again' })).number).toBe(1);
  });
});

describe('the trash', () => {
  const trash = async () => (await owner.call('trash', {})).items.map(({ kind, id, episodes }) => ({ kind, id, episodes }));

  it('gives an episode back as it was, with its words, to its place', async () => {
    const { episode } = await newEpisode(FOUNTAIN);
    await owner.call('deleteEpisode', { episodeId: episode.id });
    const { items } = await owner.call('trash', {});
    const item = items.find(({ id }) => id === episode.id);
    expect(item).toMatchObject({ kind: 'episode', title: episode.title });
    expect(Date.parse(item?.goesAt ?? '') - Date.parse(item?.deletedAt ?? '')).toBe(30 * 24 * 60 * 60 * 1000);
    await owner.call('restoreEpisode', { episodeId: episode.id });
    expect(await owner.call('episode', { episodeId: episode.id })).toMatchObject({ number: episode.number, scenes: 2 });
    expect(await (await fountainOf(episode.id)).text()).toBe(FOUNTAIN);
    expect((await owner.raw('mintTicket', {}, { document: documentName('episode', episode.id) })).status).toBe(200);
    expect((await trash()).some(({ id }) => id === episode.id)).toBe(false);
  });

  it('gives the next number where another episode has the old one', async () => {
    const { series, episode } = await newEpisode();
    await owner.call('deleteEpisode', { episodeId: episode.id });
    await owner.call('createEpisode', { seriesId: series.id }, { title: 'In its place' });
    await owner.call('restoreEpisode', { episodeId: episode.id });
    expect((await owner.call('episode', { episodeId: episode.id })).number).toBe(2);
  });

  it('gives a series back with the episodes that went with it, and leaves the one deleted before', async () => {
    const { series, episode } = await newEpisode(FOUNTAIN);
    const early = await owner.call('createEpisode', { seriesId: series.id }, { title: 'Early' });
    await owner.call('deleteEpisode', { episodeId: early.id });
    await owner.call('deleteSeries', { seriesId: series.id });
    const ofThis = (await trash()).filter(({ id }) => [series.id, episode.id, early.id].includes(id));
    expect(ofThis).toEqual([{ kind: 'series', id: series.id, episodes: 1 }]);
    expect((await owner.raw('restoreEpisode', { episodeId: episode.id })).status).toBe(404);
    await owner.call('restoreSeries', { seriesId: series.id });
    expect(await (await fountainOf(episode.id)).text()).toBe(FOUNTAIN);
    expect((await owner.raw('episode', { episodeId: early.id })).status).toBe(404);
    await owner.call('restoreEpisode', { episodeId: early.id });
    expect((await owner.call('episode', { episodeId: early.id })).title).toBe('Early');
  });

  it('gives back nothing that was removed for good, nor what was never deleted', async () => {
    const { series, episode } = await newEpisode(FOUNTAIN);
    await owner.call('postChat', { episodeId: episode.id }, { text: 'Hello', ask: false });
    for (const call of ['restoreEpisode', 'purgeEpisode'] as const) {
      expect((await owner.raw(call, { episodeId: episode.id })).status).toBe(404);
    }
    await owner.call('deleteEpisode', { episodeId: episode.id });
    await owner.call('purgeEpisode', { episodeId: episode.id });
    expect((await owner.raw('restoreEpisode', { episodeId: episode.id })).status).toBe(404);
    expect(await api.core.prisma.chatMessage.count({ where: { episodeId: episode.id } })).toBe(0);
    expect((await owner.raw('restoreSeries', { seriesId: series.id })).status).toBe(404);
  });
});

describe('a screenplay in and out', () => {
  it('comes out byte for byte, with a file name when asked for', async () => {
    const { episode } = await newEpisode(FOUNTAIN);
    const plain = await fountainOf(episode.id);
    expect([plain.headers.get('content-type'), await plain.text()]).toEqual(['text/plain; charset=utf-8', FOUNTAIN]);
    const named = await fountainOf(episode.id, '?download=1');
    expect(named.headers.get('content-disposition')).toContain('One.fountain');
  });

  it('is imported once, refused over other work, and refused when it is no text', async () => {
    const { episode } = await newEpisode();
    const into = (fountain: string) => owner.raw('importScript', { episodeId: episode.id }, { fountain });
    expect(await (await into(FOUNTAIN)).json()).toMatchObject({ scenes: 2 });
    expect((await into(FOUNTAIN)).status).toBe(200);
    expect((await into('INT. ELSEWHERE - DAY\n')).status).toBe(409);
    const binary = await into('PK\u0003\u0004\0\0');
    expect([binary.status, await binary.json()]).toEqual([
      400,
      expect.objectContaining({ message: expect.stringContaining('not a text file') }),
    ]);
    expect(await (await fountainOf(episode.id)).text()).toBe(FOUNTAIN);
  });

  it('an episode whose script is refused does not stay behind half made', async () => {
    const { series } = await newEpisode();
    const refused = await owner.raw('createEpisode', { seriesId: series.id }, { title: 'Bad', fountain: '\0\0\0' });
    expect(refused.status).toBe(400);
    const { series: list } = await owner.call('listSeries');
    expect(list.find(({ id }) => id === series.id)?.episodes.map(({ title }) => title)).toEqual(['One']);
  });

  it('is written in the log as the studio, with nobody shown in the room', async () => {
    const { episode } = await newEpisode(FOUNTAIN);
    const { rows } = await api.core.pool.query(
      'SELECT DISTINCT actor_kind, actor_id FROM doc_update WHERE document_id = $1 ORDER BY actor_id',
      [documentName('episode', episode.id)],
    );
    expect(rows).toEqual(expect.arrayContaining([{ actor_kind: 'service', actor_id: 'import' }]));
    expect(rows.every((row) => row.actor_kind === 'service')).toBe(true);
  });
});

describe('reading a document at a seq', () => {
  it('gives the state after that row, and refuses one that is not there', async () => {
    const { series, episode } = await newEpisode();
    const name = documentName('episode', episode.id);
    const before = await api.core.reader.head(name);
    const seq = before?.seq ?? 0;
    await owner.call('renameEpisode', { episodeId: episode.id }, { title: 'Later' });
    const then = await api.core.reader.at(name, seq);
    expect(episodeRecords((then as NonNullable<typeof then>).doc).meta?.title).toBe('One');
    await expect(api.core.reader.at(name, seq + 100)).rejects.toMatchObject({ code: 'conflict' });
    expect(await api.core.reader.at(documentName('episode', series.id), 1)).toBeNull();
  });
});
