import { spawn } from 'node:child_process';
import { createHash, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { eventually } from '@trashfire/shared/testing/eventually';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createFolderStore } from './folder-store.ts';
import { createS3Store } from './s3-store.ts';
import type { AssetStore } from './store.ts';
import { startS3Server } from './testing/s3-server.ts';
import { storeAcceptance } from './testing/store-acceptance.ts';

let folder: string;
let folderStore: AssetStore;
let s3Store: ReturnType<typeof createS3Store>;
let server: Awaited<ReturnType<typeof startS3Server>>;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'assets-'));
  folderStore = await createFolderStore(folder);
  server = await startS3Server();
  const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
  s3Store = createS3Store({ bucket: 'studio', region: 'us-east-1', endpoint: server.endpoint, ...credentials });
});
afterAll(async () => {
  s3Store.close();
  await server.close();
  await rm(folder, { recursive: true });
});

storeAcceptance('a folder', () => folderStore);
storeAcceptance('an S3-compatible bucket', () => s3Store);

it('a folder store that starts again clears away uploads that a killed process left', async () => {
  await writeFile(join(folder, 'unfinished', 'half'), 'half a file');
  await createFolderStore(folder);
  expect(await readdir(join(folder, 'unfinished'))).toEqual([]);
});

describe('a folder store in a process of its own', () => {
  const script = fileURLToPath(new URL('./testing/put-process.ts', import.meta.url));
  const asset = (length: number) => {
    const bytes = Buffer.alloc(length, 'a lamp in a window, seen from the harbour. ');
    return { bytes, key: { teamId: randomUUID(), hash: createHash('sha256').update(bytes).digest('hex') } };
  };
  const start = (root: string, { bytes, key }: ReturnType<typeof asset>, shell = 'exec') => {
    const words = [process.execPath, script, root, key.teamId, key.hash, `${bytes.length}`];
    const child = spawn('sh', ['-c', `${shell} "$0" "$@"`, ...words]);
    // It may be gone before it has read everything.
    child.stdin.on('error', () => undefined);
    return child;
  };
  const said = async (child: ReturnType<typeof start>) => {
    let text = '';
    for await (const part of child.stdout) text += String(part);
    return text;
  };

  it('killed in the middle of an upload shows no half of it, and takes it whole afterwards (R1)', async () => {
    const root = await mkdtemp(join(tmpdir(), 'assets-'));
    // More than a pipe holds, so that it comes in several pieces.
    const film = asset(430_000);
    const child = start(root, film);
    child.stdin.write(film.bytes.subarray(0, 300_000));
    await eventually('half of it is on the disk', async () => {
      const [name] = await readdir(join(root, 'unfinished')).catch(() => []);
      return name !== undefined && (await stat(join(root, 'unfinished', name))).size > 0;
    });
    child.kill('SIGKILL');
    await once(child, 'close');
    const store = await createFolderStore(root);
    expect([await store.size(film.key), await store.get(film.key)]).toEqual([null, null]);
    expect(await readdir(root, { recursive: true })).toEqual(['unfinished']);
    await store.put(film.key, Readable.from([film.bytes]), film.bytes.length);
    expect(await store.size(film.key)).toBe(film.bytes.length);
    await rm(root, { recursive: true });
  });

  it('whose disk ends in the middle of the last piece says so, keeps no half, and goes on once there is room (R5)', async () => {
    const root = await mkdtemp(join(tmpdir(), 'assets-'));
    const still = asset(5000);
    // Four blocks are two or four kilobytes, as the shell counts them: the piece is stored in part, without an error.
    const child = start(root, still, 'ulimit -f 4; exec');
    child.stdin.end(still.bytes);
    expect(await said(child)).toMatch(/disk of the asset store is full. Free some space/);
    expect(await readdir(root, { recursive: true })).toEqual(['unfinished']);
    const again = start(root, still);
    again.stdin.end(still.bytes);
    expect(await said(again)).toBe('stored');
    expect(await (await createFolderStore(root)).size(still.key)).toBe(still.bytes.length);
    await rm(root, { recursive: true });
  });
});

it('a folder store refuses a key that could climb out of its folder', async () => {
  await expect(folderStore.size({ teamId: '../../../../etc/passwd/aaaaaaaaaaaaaaa', hash: 'a'.repeat(64) })).rejects.toThrow(
    TypeError,
  );
});
