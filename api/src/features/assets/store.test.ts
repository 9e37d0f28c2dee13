import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
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

it('a folder store refuses a key that could climb out of its folder', async () => {
  await expect(folderStore.size({ teamId: '../../../../etc/passwd/aaaaaaaaaaaaaaa', hash: 'a'.repeat(64) })).rejects.toThrow(
    TypeError,
  );
});
