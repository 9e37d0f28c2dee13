import { randomBytes } from 'node:crypto';
import { open, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';

async function flush(path: string): Promise<void> {
  const handle = await open(path, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/**
 * Lets `write` make a file under a name of its own beside `path`, then puts it in place in one step. Whatever happens,
 * `path` holds either what it held before or the whole new file (R1): a killed process or a full disk leaves no half.
 * @param write creates the file at the path it is given and returns when it is complete
 */
export async function writeAtomically<T>(path: string, write: (temporary: string) => Promise<T>): Promise<T> {
  const folder = dirname(path);
  const temporary = join(folder, `.${basename(path)}.${randomBytes(6).toString('hex')}.part`);
  try {
    const result = await write(temporary);
    await flush(temporary);
    await rename(temporary, path);
    // The rename itself is only durable once the folder is; Windows cannot open one and does not need it.
    if (process.platform !== 'win32') await flush(folder);
    return result;
  } finally {
    await rm(temporary, { force: true });
  }
}
