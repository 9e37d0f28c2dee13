import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Caller, type StudioApi, startStudioApi } from '../support/studio-api.ts';

const BYTES = Buffer.from('0123456789'.repeat(100));
const HASH = createHash('sha256').update(BYTES).digest('hex');

let api: StudioApi;
let teamId: string;
let owner: Caller;
let dist: string;
let now = new Date();

beforeAll(async () => {
  dist = await mkdtemp(join(tmpdir(), 'client-'));
  await mkdir(join(dist, 'assets'));
  await writeFile(join(dist, 'index.html'), '<!doctype html><title>studio</title>');
  await writeFile(join(dist, 'assets', 'index-abc123.js'), 'export {};');
  api = await startStudioApi({ clientDist: dist, now: () => now });
  ({ teamId } = await api.team());
  owner = await api.person(teamId, 'owner');
  const put = api.core.urls.signPut({ teamId, hash: HASH }, { bytes: BYTES.length, mime: 'video/mp4' });
  expect((await fetch(api.url + put, { method: 'PUT', body: BYTES })).status).toBe(204);
  await api.core.prisma.asset.create({ data: { teamId, hash: HASH, size: BYTES.length, mime: 'video/mp4' } });
});
afterAll(async () => {
  await api.stop();
  await rm(dist, { recursive: true });
});

const signed = async (): Promise<string> => {
  const { urls } = await owner.call('signAssets', {}, { hashes: [HASH, 'b'.repeat(64)] });
  expect(Object.keys(urls)).toEqual([HASH]);
  return api.url + urls[HASH];
};

describe('assets', () => {
  it('are served whole, kept by the browser for good, and shown as what they are', async () => {
    const answer = await fetch(await signed());
    expect(answer.status).toBe(200);
    expect(Buffer.from(await answer.arrayBuffer())).toEqual(BYTES);
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      'content-type': 'video/mp4',
      'content-length': '1000',
      'accept-ranges': 'bytes',
      'cache-control': 'private, max-age=31536000, immutable',
      'x-content-type-options': 'nosniff',
      'content-disposition': 'inline',
      etag: `"${HASH}"`,
    });
    const again = await fetch(await signed(), { headers: { 'if-none-match': `"${HASH}"` } });
    expect(again.status).toBe(304);
  });

  it('are sought in by ranges, as a player does', async () => {
    const url = await signed();
    const part = await fetch(url, { headers: { range: 'bytes=5-14' } });
    expect([part.status, part.headers.get('content-range'), await part.text()]).toEqual([206, 'bytes 5-14/1000', '5678901234']);
    const tail = await fetch(url, { headers: { range: 'bytes=-3' } });
    expect(await tail.text()).toBe('789');
    const beyond = await fetch(url, { headers: { range: 'bytes=1000-' } });
    expect([beyond.status, beyond.headers.get('content-range')]).toEqual([416, 'bytes */1000']);
    const head = await fetch(url, { method: 'HEAD' });
    expect([head.status, head.headers.get('content-length')]).toEqual([200, '1000']);
  });

  it('open with a signature of their own and nothing else (R3)', async () => {
    const url = new URL(await signed());
    const changed = new URL(url);
    changed.searchParams.set('expires', String(Number(url.searchParams.get('expires')) + 1));
    for (const wrong of [changed, `${url.origin}${url.pathname}`, url.href.replace(HASH, 'b'.repeat(64))]) {
      expect((await fetch(wrong)).status).toBe(403);
    }
    now = new Date(Date.now() + 301_000);
    expect((await fetch(url)).status).toBe(403);
    now = new Date();
    expect((await fetch(url)).status).toBe(200);
  });

  it('take exactly the bytes an upload was signed for', async () => {
    const hash = createHash('sha256').update('hello').digest('hex');
    const put = (bytes: number) => api.url + api.core.urls.signPut({ teamId, hash }, { bytes, mime: 'image/png' });
    const send = (url: string, body: string) => fetch(url, { method: 'PUT', body });
    expect((await send(put(5), 'hello, this is longer')).status).toBe(400);
    expect((await send(put(5), 'jello')).status).toBe(400);
    expect((await send(put(5).replace('bytes=5', 'bytes=6'), 'hello!')).status).toBe(403);
    expect(await api.core.store.size({ teamId, hash })).toBeNull();
    expect((await send(put(5), 'hello')).status).toBe(204);
    expect(await api.core.store.size({ teamId, hash })).toBe(5);
  });
});

describe('the built client', () => {
  it('is one page for every screen, with bundles that never change', async () => {
    const page = await fetch(`${api.url}/series/ABC/script`, { headers: { accept: 'text/html' } });
    expect([page.status, page.headers.get('cache-control'), await page.text()]).toEqual([
      200,
      'no-cache',
      expect.stringContaining('studio'),
    ]);
    const bundle = await fetch(`${api.url}/assets/index-abc123.js`);
    expect([bundle.status, bundle.headers.get('cache-control')]).toEqual([200, 'public, max-age=31536000, immutable']);
    expect((await fetch(`${api.url}/assets/gone.js`, { headers: { accept: '*/*' } })).status).toBe(404);
    expect((await fetch(`${api.url}/..%2f..%2fpackage.json`)).status).not.toBe(200);
  });

  it('stands beside probes that tell alive from ready', async () => {
    expect([(await fetch(`${api.url}/livez`)).status, (await fetch(`${api.url}/readyz`)).status]).toEqual([200, 200]);
  });
});
