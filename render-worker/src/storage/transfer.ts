import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { AppError } from '@trashfire/shared/errors/app-error';
import { say } from '@trashfire/shared/errors/say';
import { wordsOf } from '../steps/failure.ts';

/** A finished file of a task: named by the hash of its bytes from here on. */
export interface StoredFile {
  hash: string;
  bytes: number;
}

/** @returns sha256 (64 hex digits) and size of a file. */
export async function hashFile(path: string): Promise<StoredFile> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(path)) hash.update(chunk as Buffer);
  return { hash: hash.digest('hex'), bytes: (await stat(path)).size };
}

/** Sends a file to a signed URL; the receiver checks the hash again. */
export async function putFile(path: string, url: string, mime: string, bytes: number, signal: AbortSignal): Promise<void> {
  const response = await fetch(url, {
    method: 'PUT',
    headers: { 'content-type': mime, 'content-length': String(bytes) },
    body: Readable.toWeb(createReadStream(path)) as ReadableStream,
    duplex: 'half',
    signal,
  } as RequestInit);
  if (!response.ok)
    throw await refusal(response, (status, why) => say`The asset store would not take what was rendered (${status}). ${why}`);
}

/** Fetches a signed URL into `folder/name`, whole or not at all: a cut download never looks like an input. */
export async function download(url: string, folder: string, name: string, signal: AbortSignal): Promise<string> {
  const path = join(folder, name);
  const part = `${path}.part`;
  const response = await fetch(url, { signal });
  if (!response.ok || !response.body)
    throw await refusal(
      response,
      (status, why) => say`The asset store would not hand out what this is made from (${status}). ${why}`,
    );
  try {
    await pipeline(Readable.fromWeb(response.body as Parameters<typeof Readable.fromWeb>[0]), createWriteStream(part), {
      signal,
    });
    await rename(part, path);
  } finally {
    await rm(part, { force: true });
  }
  return path;
}

/** Always worth another try: the address is signed anew, and a full disk may have room by then. */
async function refusal(response: Response, words: (status: number, why: string) => string): Promise<AppError> {
  const { message } = wordsOf(response.status, await response.text().catch(() => ''));
  const why = message ?? say`Check that it runs and has room, then render it again.`;
  return new AppError('unavailable', words(response.status, why));
}
