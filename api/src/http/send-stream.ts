import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Response } from 'express';

/**
 * Sends bytes to whoever asked. One who closes the line in the middle (a player that seeks, a download that is cancelled) is no
 * error; bytes that end before their time are, and the line is then cut so that nobody takes half for the whole.
 */
export async function sendStream(bytes: Readable, response: Response): Promise<void> {
  let failed = false;
  bytes.once('error', () => {
    failed = !response.destroyed;
  });
  await pipeline(bytes, response).catch((error: unknown) => {
    if (failed || !response.destroyed) throw error;
  });
}
