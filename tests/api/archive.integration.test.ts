import { createHash, randomBytes } from 'node:crypto';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ARCHIVES_PATH, archivePath, ImportedArchiveView } from '@trashfire/shared/api/home-contract';
import { addCanonFact } from '@trashfire/shared/document/commands/add-canon-fact';
import { addCharacter } from '@trashfire/shared/document/commands/add-character';
import { addShot } from '@trashfire/shared/document/commands/add-shot';
import { runCommand } from '@trashfire/shared/document/commands/command';
import { updateShot } from '@trashfire/shared/document/commands/update-shot';
import { documentName } from '@trashfire/shared/document/names';
import { seriesRecords } from '@trashfire/shared/document/records';
import { sceneIdsOf } from '@trashfire/shared/document/script-blocks';
import { newId } from '@trashfire/shared/ids';
import { aNewShot } from '@trashfire/shared/testing/builders';
import { eventually } from '@trashfire/shared/testing/eventually';
import { seededRandom } from '@trashfire/shared/testing/random';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { ZipFile } from 'yazl';
import * as Y from 'yjs';
import { CHARACTERS } from '../../api/src/features/demo/bible.ts';
import { stateOf } from '../../api/src/features/documents/state.ts';
import { aPng } from '../support/png.ts';
import { type Caller, type StudioApi, startStudioApi } from '../support/studio-api.ts';
import { unzip, zipOf } from '../support/zip.ts';

const FOUNTAIN = 'INT. LAMP ROOM - NIGHT\n\nNao counts the panes.\n\nNAO\nForty-one.\n';
const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

/** Two studios: what one exports, the other never heard of. */
let here: StudioApi;
let there: StudioApi;
let owner: Caller;
let other: Caller;
let [teamHere, teamThere] = ['', ''];
/** Where archives are put down while they are read: a folder of this file's own, since a process killed elsewhere leaves its own behind. */
const scratchFolder = mkdtempSync(join(tmpdir(), 'archive-test-'));
beforeAll(async () => {
  vi.stubEnv('TMPDIR', scratchFolder);
  here = await startStudioApi();
  there = await startStudioApi();
  vi.unstubAllEnvs();
  ({ teamId: teamHere } = await here.team());
  ({ teamId: teamThere } = await there.team());
  owner = await here.person(teamHere, 'owner');
  other = await there.person(teamThere, 'owner');
});
afterAll(async () => {
  await here.stop();
  await there.stop();
  rmSync(scratchFolder, { recursive: true, force: true });
});

let shade = 0;
/** A series with words, a board, a bible and a picture of somebody's own. */
async function aSeries() {
  const series = await owner.call('createSeries', {}, { title: 'Harbour', logline: 'A light is left on.' });
  const episode = await owner.call('createEpisode', { seriesId: series.id }, { title: 'One', fountain: FOUNTAIN });
  const aside = await owner.call('createEpisode', { seriesId: series.id }, { title: 'Two' });
  await owner.call('archiveEpisode', { episodeId: aside.id });
  shade += 7;
  const picture = aPng(96, 64, [20, 90, shade % 256], 40);
  const hash = sha256(picture);
  await here.core.store.put({ teamId: teamHere, hash }, piecesOf(picture), picture.length);
  const row = { teamId: teamHere, hash, size: picture.length, mime: 'image/png' };
  await here.core.prisma.asset.createMany({ data: [row], skipDuplicates: true });
  const shot = aNewShot(seededRandom(1), { cast: [], lines: [] });
  await here.core.writer.write(documentName('episode', episode.id), 'test', (doc) => {
    runCommand(
      doc,
      addShot,
      { shot: { ...shot, sceneId: sceneIdsOf(doc)[0] ?? '' }, before: null, clip: { id: newId(), duration: 48 } },
      'test',
    );
    runCommand(doc, updateShot, { id: shot.id, patch: { ownPicture: hash } }, 'test');
  });
  await here.core.writer.write(documentName('series', series.id), 'test', (doc) => {
    const [first] = CHARACTERS;
    if (first !== undefined) {
      const { v: _, ...character } = first;
      runCommand(doc, addCharacter, { character }, 'test');
    }
    runCommand(doc, addCanonFact, { fact: { id: newId(), text: 'The lamp is out.', episodeId: episode.id } }, 'test');
  });
  return { series, episode, aside, hash };
}

async function* piecesOf(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}

async function exported(caller: Caller, api: StudioApi, seriesId: string): Promise<Buffer> {
  const answer = await fetch(`${api.url}${archivePath(seriesId)}`, { headers: { authorization: `Bearer ${caller.bearer}` } });
  expect(answer.status).toBe(200);
  const bytes = Buffer.from(await answer.arrayBuffer());
  expect(bytes.length).toBe(Number(answer.headers.get('content-length')));
  return bytes;
}

const bring = (caller: Caller, api: StudioApi, file: Uint8Array) =>
  fetch(`${api.url}${ARCHIVES_PATH}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${caller.bearer}`, 'content-type': 'application/zip' },
    body: Uint8Array.from(file),
  });

async function imported(caller: Caller, api: StudioApi, file: Uint8Array): Promise<ImportedArchiveView> {
  const answer = await bring(caller, api, file);
  expect(answer.status, await answer.clone().text()).toBe(200);
  return ImportedArchiveView.parse(await answer.json());
}

const bytesOf = async (api: StudioApi, name: string) => {
  const found = await api.core.reader.head(name);
  return found === null ? null : Buffer.from(Y.encodeStateAsUpdate(found.doc)).toString('hex');
};

describe('a series as one file', () => {
  it('is the same in another studio, byte for byte, with its pictures', async () => {
    const { series, episode, aside, hash } = await aSeries();
    const file = await exported(owner, here, series.id);
    const made = await imported(other, there, file);
    expect(made).toEqual({ seriesId: series.id, title: 'Harbour', episodes: 2 });
    for (const name of [documentName('series', series.id), documentName('episode', episode.id)]) {
      const read = await here.core.reader.head(name);
      const before = Buffer.from(stateOf((read as NonNullable<typeof read>).doc).bytes).toString('hex');
      expect(await bytesOf(there, name)).toBe(before);
    }
    const { series: list } = await other.call('listSeries');
    const found = list.find(({ id }) => id === series.id);
    expect(found).toMatchObject({ title: 'Harbour', logline: 'A light is left on.', archivedAt: null });
    expect(found?.episodes.map(({ id, number, title, archivedAt }) => [id, number, title, archivedAt !== null])).toEqual([
      [episode.id, 1, 'One', false],
      [aside.id, 2, 'Two', true],
    ]);
    const signed = await other.call('signAssets', {}, { hashes: [hash] });
    const picture = await fetch(`${there.url}${signed.urls[hash]}`);
    expect(sha256(new Uint8Array(await picture.arrayBuffer()))).toBe(hash);
    // Exported again from there, the documents have the hashes they had.
    const again = await unzip(await exported(other, there, series.id));
    const first = await unzip(file);
    const states = (files: Map<string, Buffer>) =>
      [...files].filter(([path]) => path !== 'manifest.json').map(([p, b]) => [p, sha256(b)]);
    expect(states(again)).toEqual(states(first));
  });

  it('comes in beside what is here under ids of its own, and its bible means its own episodes', async () => {
    const { series, episode } = await aSeries();
    const made = await imported(owner, here, await exported(owner, here, series.id));
    expect(made.seriesId).not.toBe(series.id);
    const { series: list } = await owner.call('listSeries');
    const copy = list.find(({ id }) => id === made.seriesId);
    const one = copy?.episodes.find(({ title }) => title === 'One');
    expect(one?.id).not.toBe(episode.id);
    expect(await bytesOf(here, documentName('episode', one?.id ?? ''))).toBe(
      await bytesOf(here, documentName('episode', episode.id)),
    );
    const bible = await here.core.reader.head(documentName('series', made.seriesId));
    expect(seriesRecords((bible as NonNullable<typeof bible>).doc).canon.map(({ episodeId }) => episodeId)).toEqual([one?.id]);
  });

  it('is given to nobody of another team, and taken from nobody who may not make episodes', async () => {
    const { series } = await aSeries();
    const stranger = await here.person((await here.team('Others')).teamId, 'owner');
    const answer = await fetch(`${here.url}${archivePath(series.id)}`, {
      headers: { authorization: `Bearer ${stranger.bearer}` },
    });
    expect(answer.status).toBe(404);
    const viewer = await here.person(teamHere, 'viewer');
    expect((await bring(viewer, here, Buffer.from('x'))).status).toBe(403);
    expect((await fetch(`${here.url}${ARCHIVES_PATH}`, { method: 'POST', body: 'x' })).status).toBe(401);
  });
});

describe('an archive that is broken or hostile', () => {
  const refusals: [string, (files: Map<string, Buffer>) => Promise<Buffer> | Buffer, RegExp][] = [
    ['no zip', () => Buffer.from('not a zip at all'), /not a whole archive/],
    ['nothing', () => Buffer.alloc(0), /not a whole archive/],
    ['a zip of something else', () => zipOf([]), /no archive of a series/],
    ['cut off', async (files) => (await zipOf([...files])).subarray(0, 900), /not a whole archive/],
    [
      'a name that climbs',
      async (files) => renamed(await zipOf([...files, ['evil/e.bin', Buffer.from('x')]]), 'evil/e.bin', '../../e.bin'),
      /no archive of a series has/,
    ],
    ['a name nobody knows', (files) => zipOf([...files, ['run.sh', Buffer.from('x')]]), /no archive of a series has/],
    [
      'a document twice',
      async (files) => {
        const [name = '', bytes = Buffer.alloc(0)] = [...files].find(([path]) => path.startsWith('documents/episode')) ?? [];
        return await zipOf([...files, [name, bytes]]);
      },
      /no archive of a series has/,
    ],
    [
      'a changed document',
      (files) => zipOf(changed(files, /^documents\/episode/, (bytes) => flipped(bytes))),
      /not a whole archive/,
    ],
    [
      'a document missing',
      (files) => zipOf([...files].filter(([path]) => !path.startsWith('documents/episode'))),
      /not what its manifest says/,
    ],
    ['a changed picture', (files) => zipOf(changed(files, /^assets/, flipped)), /not a whole archive/],
    [
      'a picture that is a web page',
      (files) => zipOf(withAsset(files, Buffer.from('<!DOCTYPE html><script>alert(1)</script>'))),
      /web page/,
    ],
    ['a document that is noise', (files) => zipOf(withState(files, randomBytes(400))), /cannot be read/],
    ['a document that builds on what is missing', (files) => zipOf(withState(files, halfState())), /cannot be read/],
    ['a record that is none', (files) => zipOf(withState(files, recordState())), /cannot be read/],
    ['a root nobody knows', (files) => zipOf(withState(files, rootState())), /cannot be read/],
    ['a newer layout', (files) => zipOf(withManifest(files, (manifest) => ({ ...manifest, version: 2 }))), /newer release/],
    [
      'newer documents',
      (files) => zipOf(withManifest(files, (manifest) => ({ ...manifest, schemaVersion: 99 }))),
      /newer release/,
    ],
    [
      'two episodes of one number',
      (files) =>
        zipOf(
          withManifest(files, (manifest) => ({
            ...manifest,
            episodes: (manifest.episodes as object[]).map((one) => ({ ...one, number: 1 })),
          })),
        ),
      /not what its manifest says/,
    ],
    [
      'more than it says',
      (files) => zipOf([...files], true).then((zip) => shrunk(zip)),
      /not a whole archive|not what its manifest says/,
    ],
    ['a bomb', () => bomb(), /larger than the studio takes/],
  ];

  it.each(refusals)('%s is refused in words and leaves nothing', async (_, make, words) => {
    const { series, hash } = await aSeries();
    const files = await unzip(await exported(owner, here, series.id));
    const before = await stateOfStudio();
    const answer = await bring(other, there, await make(files));
    const { message } = (await answer.json()) as { message: string };
    expect([answer.status, message]).toEqual([
      expect.toSatisfy((status) => status === 400 || status === 413),
      expect.stringMatching(words),
    ]);
    expect(await stateOfStudio()).toEqual(before);
    expect(await there.core.store.size({ teamId: teamThere, hash })).toBeNull();
  });

  it('one that breaks off on its way leaves nothing, and its turn is another one’s', async () => {
    const { series } = await aSeries();
    const file = await exported(owner, here, series.id);
    const before = await stateOfStudio();
    for (let time = 0; time < 5; time += 1) {
      const headers = { authorization: `Bearer ${other.bearer}`, 'content-length': file.length };
      const half = request(`${there.url}${ARCHIVES_PATH}`, { method: 'POST', headers });
      half.on('error', () => undefined);
      half.write(file.subarray(0, file.length >> 1));
      await eventually('it is being taken in', async () => scratch().length > 0);
      half.destroy();
      await eventually('its file is gone', async () => scratch().length === 0);
    }
    expect(await stateOfStudio()).toEqual(before);
    expect((await imported(other, there, file)).title).toBe('Harbour');
  });

  it('more than two of one team at once have to wait, and those of another team need not', async () => {
    const { series } = await aSeries();
    const file = await exported(owner, here, series.id);
    const headers = { authorization: `Bearer ${other.bearer}`, 'content-length': file.length };
    const held = [1, 2].map(() => request(`${there.url}${ARCHIVES_PATH}`, { method: 'POST', headers }));
    for (const one of held) one.on('error', () => undefined).write(file.subarray(0, 100));
    await eventually('both are being taken in', async () => scratch().length === 2);
    const third = await bring(other, there, file);
    expect([third.status, third.headers.get('retry-after')]).toEqual([429, '60']);
    const stranger = await there.person((await there.team('Others')).teamId, 'owner');
    expect((await imported(stranger, there, file)).title).toBe('Harbour');
    for (const one of held) one.destroy();
    await eventually('both are gone', async () => scratch().length === 0);
  });

  const scratch = () => readdirSync(scratchFolder).filter((name) => name.startsWith('trashfire-archive-'));

  async function stateOfStudio() {
    const { prisma } = there.core;
    const counts = [
      prisma.series.count(),
      prisma.episode.count(),
      prisma.document.count(),
      prisma.asset.count(),
      prisma.docUpdate.count(),
    ];
    return [await Promise.all(counts), scratch()];
  }
});

type Files = [string, Buffer][];

function changed(files: ReadonlyMap<string, Buffer>, path: RegExp, change: (bytes: Buffer) => Buffer): Files {
  return [...files].map(([name, bytes]) => [name, path.test(name) ? change(bytes) : bytes]);
}

function flipped(bytes: Buffer): Buffer {
  const copy = Buffer.from(bytes);
  const at = copy.length >> 1;
  copy[at] = (copy[at] ?? 0) ^ 1;
  return copy;
}

function withManifest(files: ReadonlyMap<string, Buffer>, change: (manifest: Record<string, unknown>) => object): Files {
  return changed(files, /^manifest/, (bytes) => Buffer.from(JSON.stringify(change(JSON.parse(bytes.toString('utf8'))))));
}

/** The first episode's document becomes these bytes, and the manifest says so. */
function withState(files: ReadonlyMap<string, Buffer>, state: Uint8Array): Files {
  const manifest = JSON.parse(files.get('manifest.json')?.toString('utf8') ?? '{}');
  const [first] = manifest.episodes;
  first.state = { bytes: state.length, sha256: sha256(state) };
  const next = new Map(files).set(`documents/episode-${first.id}.bin`, Buffer.from(state));
  return [...next.set('manifest.json', Buffer.from(JSON.stringify(manifest)))];
}

function withAsset(files: ReadonlyMap<string, Buffer>, asset: Buffer): Files {
  const manifest = JSON.parse(files.get('manifest.json')?.toString('utf8') ?? '{}');
  manifest.assets.push({ hash: sha256(asset), bytes: asset.length });
  const next = new Map(files).set(`assets/${sha256(asset)}`, asset);
  return [...next.set('manifest.json', Buffer.from(JSON.stringify(manifest)))];
}

function halfState(): Uint8Array {
  const doc = new Y.Doc();
  doc.getMap('shots').set('a', 1);
  const before = Y.encodeStateVector(doc);
  doc.getMap('shots').set('b', 2);
  return Y.encodeStateAsUpdate(doc, before);
}

function recordState(): Uint8Array {
  const doc = new Y.Doc();
  doc.getMap('shots').set('0000000000AA', new Y.Map([['title', new Y.XmlElement('script')]]));
  return Y.encodeStateAsUpdate(doc);
}

function rootState(): Uint8Array {
  const doc = new Y.Doc();
  doc.getMap('elsewhere').set('a', 1);
  return Y.encodeStateAsUpdate(doc);
}

/** Writes another name of the same length over one, in both places a zip has it. */
function renamed(zip: Buffer, from: string, to: string): Buffer {
  return Buffer.from(zip.toString('latin1').replaceAll(from, to.padEnd(from.length, 'x').slice(0, from.length)), 'latin1');
}

/** Says of the first entry that it is smaller than it is. */
function shrunk(zip: Buffer): Buffer {
  const copy = Buffer.from(zip);
  const at = copy.indexOf(Buffer.from('504b0102', 'hex'));
  copy.writeUInt32LE(10, at + 24);
  return copy;
}

/** A hundred names for gigabytes that unpack out of a few kilobytes: said, not written. */
async function bomb(): Promise<Buffer> {
  const zip = new ZipFile();
  for (let n = 0; n < 100; n += 1) zip.addBuffer(Buffer.alloc(1000), `assets/${sha256(Buffer.from([n]))}`, { compress: true });
  zip.end();
  const pieces: Buffer[] = [];
  for await (const piece of zip.outputStream) pieces.push(Buffer.from(piece));
  const bytes = Buffer.concat(pieces);
  for (
    let at = bytes.indexOf(Buffer.from('504b0102', 'hex'));
    at >= 0;
    at = bytes.indexOf(Buffer.from('504b0102', 'hex'), at + 4)
  )
    bytes.writeUInt32LE(1 << 30, at + 24);
  return bytes;
}
