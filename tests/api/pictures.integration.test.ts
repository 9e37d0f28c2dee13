import { createHash } from 'node:crypto';
import { setMaxListeners } from 'node:events';
import { runCommand } from '@trashfire/shared/document/commands/command';
import { updateShot } from '@trashfire/shared/document/commands/update-shot';
import { documentName } from '@trashfire/shared/document/names';
import { readRecords } from '@trashfire/shared/document/ydoc';
import { PART_BYTES } from '@trashfire/shared/pictures/limits';
import { type FilePart, partsOf } from '@trashfire/shared/pictures/parts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { boardedEpisode } from '../support/boarded-episode.ts';
import { fakeWorker } from '../support/fake-worker.ts';
import { aPng } from '../support/png.ts';
import { type Caller, type StudioApi, startStudioApi } from '../support/studio-api.ts';

let api: StudioApi;
let teamId: string;
let owner: Caller;
let stranger: Caller;
beforeAll(async () => {
  setMaxListeners(0);
  api = await startStudioApi();
  ({ teamId } = await api.team());
  owner = await api.person(teamId, 'editor', 'Ada');
  stranger = await api.person((await api.team('Others')).teamId, 'owner');
});
afterAll(() => api.stop());

interface Cut {
  hash: string;
  parts: FilePart[];
  pieces: Uint8Array[];
}
const bodyOf = ({ hash, parts }: Cut) => ({ hash, parts });
const sizeIn = (key: string) => api.core.store.size({ teamId, hash: key });

/** Puts the parts that are asked for; at most `most` of them. @returns how many were. */
async function send(cut: Cut, most = Number.POSITIVE_INFINITY): Promise<number> {
  const { urls } = await owner.call('beginPicture', {}, bodyOf(cut));
  let sent = 0;
  for (const [i, url] of urls.entries()) {
    if (url === null || sent >= most) continue;
    const answer = await fetch(api.url + url, { method: 'PUT', body: Buffer.from(cut.pieces[i] ?? []) });
    expect(answer.status).toBe(204);
    sent += 1;
  }
  return sent;
}
const bring = async (file: Uint8Array) => {
  const cut = await partsOf(file);
  await send(cut);
  return await owner.raw('finishPicture', {}, bodyOf(cut));
};

describe('a picture that somebody brings', () => {
  it('arrives in parts, becomes one asset of the team, and its parts are gone', async () => {
    const file = aPng(900, 700, [200, 80, 20], 255);
    expect(file.length).toBeGreaterThan(2 * PART_BYTES);
    const cut = await partsOf(file);
    expect(await send(cut)).toBe(cut.parts.length);
    const picture = await owner.call('finishPicture', {}, bodyOf(cut));
    expect(picture).toEqual({ hash: cut.hash, mime: 'image/png', width: 900, height: 700 });
    for (const { hash } of cut.parts) expect(await sizeIn(hash)).toBeNull();
    const { urls } = await owner.call('signAssets', {}, { hashes: [cut.hash] });
    const answer = await fetch(api.url + urls[cut.hash]);
    expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'image/png']);
    const bytes = Buffer.from(await answer.arrayBuffer());
    expect(createHash('sha256').update(bytes).digest('hex')).toBe(cut.hash);
    expect((await stranger.call('signAssets', {}, { hashes: [cut.hash] })).urls).toEqual({});
  });

  it('goes on where a broken line stopped it', async () => {
    const cut = await partsOf(aPng(900, 700, [20, 80, 200], 254));
    expect(await send(cut, 1)).toBe(1);
    const early = await owner.raw('finishPicture', {}, bodyOf(cut));
    expect([early.status, await early.json()]).toEqual([409, expect.objectContaining({ code: 'conflict' })]);
    expect(await send(cut)).toBe(cut.parts.length - 1);
    expect((await owner.raw('finishPicture', {}, bodyOf(cut))).status).toBe(200);
  });

  it('of one part is brought twice by two people at once and is one asset', async () => {
    const file = aPng(80, 80, [1, 2, 3]);
    const answers = await Promise.all([bring(file), bring(file)]);
    expect(answers.map(({ status }) => status)).toEqual([200, 200]);
    expect((await bring(file)).status).toBe(200);
  });

  it('given up leaves nothing behind, and nothing else goes with it', async () => {
    const kept = aPng(64, 64, [9, 9, 9]);
    const { hash } = await partsOf(kept);
    expect((await bring(kept)).status).toBe(200);
    const cut = await partsOf(aPng(900, 700, [20, 200, 20], 253));
    await send(cut, 2);
    await owner.call('dropPicture', {}, { hash: cut.hash, parts: [...cut.parts, { hash, bytes: kept.length }] });
    for (const part of cut.parts) expect(await sizeIn(part.hash)).toBeNull();
    expect(await sizeIn(hash)).toBe(kept.length);
  });

  it('never ended is let go of after a day, and can be gone on with until then', async () => {
    const cut = await partsOf(aPng(900, 700, [20, 200, 200], 252));
    await send(cut, 2);
    const [first, second] = cut.parts;
    const begun = (hash: string, hours: number) =>
      api.core.prisma.uploadPart.update({
        where: { teamId_hash: { teamId, hash } },
        data: { createdAt: new Date(Date.now() - hours * 3_600_000) },
      });
    await begun(first?.hash ?? '', 25);
    await begun(second?.hash ?? '', 23);
    // Of what became an asset under a part's name the bytes stay.
    const whole = aPng(64, 64, [7, 7, 9]);
    const { hash } = await partsOf(whole);
    expect((await bring(whole)).status).toBe(200);
    await api.core.prisma.uploadPart.create({ data: { teamId, hash, createdAt: new Date(0) } });
    await api.core.uploads.sweep();
    expect(await sizeIn(first?.hash ?? '')).toBeNull();
    expect(await sizeIn(second?.hash ?? '')).toBe(second?.bytes);
    expect(await sizeIn(hash)).toBe(whole.length);
    expect(await send(cut)).toBe(cut.parts.length - 1);
    expect((await owner.raw('finishPicture', {}, bodyOf(cut))).status).toBe(200);
    expect(await api.core.prisma.uploadPart.count({ where: { teamId } })).toBe(0);
  });
});

describe('what is no picture is refused in words, and nothing of it stays', () => {
  const whole = aPng(200, 120, [90, 90, 90], 200);
  const changed = (at: number, file = whole) => {
    const copy = Buffer.from(file);
    copy[at] = (copy[at] ?? 0) ^ 0xff;
    return copy;
  };
  it.each<[string, () => Buffer, RegExp]>([
    [
      'SVG posing as PNG',
      () => Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'),
      /SVG drawing/,
    ],
    ['HTML posing as PNG', () => Buffer.from('<!doctype html><script>alert(1)</script>'), /web page/],
    ['a PNG cut in the middle', () => whole.subarray(0, whole.length / 2), /damaged or not whole/],
    ['a PNG with a wrong byte', () => changed(Math.floor(whole.length / 2)), /damaged or not whole/],
    ['a PNG that says it is larger than it is', () => aLargerHeader(whole), /damaged or not whole/],
    ['a JPEG that ends too soon', () => Buffer.from([...aJpegHead(640, 360), 0xff, 0xda, 0, 2, 1, 2, 3]), /damaged or not whole/],
    ['one pixel', () => aPng(1, 1, [0, 0, 0]), /1 by 1 pixels, too small/],
    ['20,000 pixels', () => aPng(20_000, 64, [0, 0, 0]), /20000 by 64 pixels, larger/],
  ])('%s', async (_, file, words) => {
    const bytes = file();
    const answer = await bring(bytes);
    expect(answer.status).toBe(400);
    expect(await answer.json()).toMatchObject({ code: 'bad-input', message: expect.stringMatching(words) });
    const { hash } = await partsOf(bytes);
    expect([await sizeIn(hash), await api.core.prisma.asset.count({ where: { hash } })]).toEqual([null, 0]);
  });

  it('parts that make another file than was announced', async () => {
    const cut = await partsOf(aPng(100, 100, [3, 3, 3]));
    await send(cut);
    const answer = await owner.raw('finishPicture', {}, { hash: 'a'.repeat(64), parts: cut.parts });
    expect([answer.status, await answer.json()]).toEqual([400, expect.objectContaining({ code: 'bad-input' })]);
  });

  it('more than 24 MB, before a byte of it is sent', async () => {
    const part = { hash: 'c'.repeat(64), bytes: PART_BYTES };
    const parts = Array.from({ length: 8192 }, () => part);
    const answer = await owner.raw('beginPicture', {}, { hash: 'd'.repeat(64), parts });
    expect([400, 413]).toContain(answer.status);
  });
});

/** The header says 4,000 rows, with its checksum right: the pixels are missing. */
function aLargerHeader(file: Buffer): Buffer {
  const large = aPng(200, 4000, [1, 1, 1]);
  return Buffer.concat([large.subarray(0, 33), file.subarray(33)]);
}
const aJpegHead = (width: number, height: number): number[] => [
  ...[0xff, 0xd8, 0xff, 0xc0, 0, 11, 8],
  ...[height >> 8, height & 255, width >> 8, width & 255, 1, 0, 0, 0],
];

describe('a shot with a picture of its own', () => {
  it('is rendered from it: the worker gets its address, and the pictures made before stay to pick from', async () => {
    const worker = fakeWorker(api);
    const episode = await boardedEpisode(api, owner, 'INT. LAMP ROOM - NIGHT\n\nNao counts the panes.\n', [48]);
    api.anotherNode();
    const [drawn = ''] = await worker.due(episode.id, 'still', 1);
    const first = await worker.claim(drawn);
    expect(first.picture).toBeNull();
    await worker.settle(drawn, first);
    const file = aPng(320, 180, [10, 120, 220]);
    expect((await bring(file)).status).toBe(200);
    const { hash } = await partsOf(file);
    const shot = await api.core.reader
      .head(documentName('episode', episode.id))
      .then((head) => head && readRecords(head.doc, 'shots')[0]);
    const seed = shot?.seed ?? 0;
    await api.core.writer.write(documentName('episode', episode.id), 'render', (doc) => {
      runCommand(doc, updateShot, { id: shot?.id ?? '', patch: { ownPicture: hash } }, 'test');
    });
    const [own = ''] = await worker.due(episode.id, 'still', 1);
    const second = await worker.claim(own);
    expect(second.manifest).toMatchObject({ kind: 'still', picture: { own: hash } });
    const bytes = await fetch(second.picture ?? '').then((answer) => answer.arrayBuffer());
    expect(Buffer.from(bytes).equals(file)).toBe(true);
    await worker.settle(own, second);
    const { takes } = await owner.call('takes', { episodeId: episode.id }, { seed });
    expect(takes.map(({ kind }) => kind)).toEqual(['still']);
    expect((await owner.call('takes', { episodeId: episode.id }, { seed: (seed + 1) % 1000 })).takes).toEqual([]);
  });
});
