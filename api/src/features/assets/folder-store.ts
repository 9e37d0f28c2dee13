import { randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { AppError } from '@trashfire/shared/errors/app-error';
import type { AssetKey, AssetStore } from './store.ts';
import { verified } from './verified.ts';

const TEAM = /^[0-9a-f-]{36}$/;
const HASH = /^[0-9a-f]{64}$/;

/**
 * Assets in a folder of this machine: `<team>/<first two digits>/<hash>`. A file is written beside its place, flushed and
 * renamed, so what has a hash for a name is whole.
 */
export async function createFolderStore(root: string): Promise<AssetStore> {
  const unfinished = join(root, 'unfinished');
  await mkdir(unfinished, { recursive: true });
  // Of uploads that a killed process left: nothing refers to them.
  for (const name of await readdir(unfinished)) await rm(join(unfinished, name), { force: true });

  const pathOf = ({ teamId, hash }: AssetKey): string => {
    // The last fence before the disk: a name that is not exactly this could climb out of the folder.
    if (!TEAM.test(teamId) || !HASH.test(hash)) throw new TypeError('not an asset key');
    return join(root, teamId, hash.slice(0, 2), hash);
  };

  return {
    async put(key, bytes, size) {
      const path = pathOf(key);
      const temporary = join(unfinished, randomUUID());
      const file = await open(temporary, 'wx');
      try {
        // Not `write`, which stores as much of a piece as there is room for and calls that done.
        await file.writeFile(verified(bytes, key.hash, size));
        await file.sync();
        await file.close();
        await mkdir(dirname(path), { recursive: true });
        await rename(temporary, path);
        await syncFolder(dirname(path));
      } catch (error) {
        await file.close();
        await rm(temporary, { force: true });
        throw isFull(error) ? new AppError('unavailable', FULL, { cause: error }) : error;
      }
    },
    async size(key) {
      try {
        return (await stat(pathOf(key))).size;
      } catch (error) {
        return missing(error);
      }
    },
    async get(key, range) {
      try {
        const file = await open(pathOf(key), 'r');
        return createReadStream('', { fd: file, ...(range ?? {}) });
      } catch (error) {
        return missing(error);
      }
    },
    delete: (key) => rm(pathOf(key), { force: true }),
  };
}

const FULL = 'The disk of the asset store is full. Free some space there, then render again; what is done is kept.';

/** No room, none left of this user's share, or more than one file may hold. */
function isFull(error: unknown): boolean {
  return error instanceof Error && 'code' in error && ['ENOSPC', 'EDQUOT', 'EFBIG'].includes(String(error.code));
}

function missing(error: unknown): null {
  if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
  throw error;
}

/** A rename survives a power cut only when its folder was flushed too. */
async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
