import type { PictureView } from '@trashfire/shared/api/contract';
import { asAppError, type ErrorCode } from '@trashfire/shared/errors/app-error';
import { type FilePart, partsOf } from '@trashfire/shared/pictures/parts';

interface Upload {
  hash: string;
  parts: FilePart[];
}

export interface SendDeps {
  begin(upload: Upload, signal: AbortSignal): Promise<{ urls: readonly (string | null)[] }>;
  /** @param onBytes told how many of the piece are sent so far. */
  put(url: string, piece: Uint8Array, signal: AbortSignal, onBytes: (sent: number) => void): Promise<void>;
  finish(upload: Upload, signal: AbortSignal): Promise<PictureView>;
  drop(upload: Upload): Promise<unknown>;
  /** Waits before the next try. @param attempt from 1 on. */
  pause(attempt: number, signal: AbortSignal): Promise<void>;
}

/** Tries in a row that bring nothing further before a person is asked. */
const MOST_TRIES = 6;
/** What may be gone with the next try: a broken line, an address past its time, a part that another upload took. */
const GOES_ON: ReadonlySet<ErrorCode> = new Set(['unavailable', 'internal', 'too-many', 'conflict', 'not-allowed']);

/**
 * Sends a file part by part. After a broken line it asks what is there and goes on with the rest; what was given up is taken
 * away again.
 * @param onShare 0..1 of the bytes that are there.
 * @throws AppError why it cannot be a picture, or that the studio was not reached; the signal's reason when it was given up.
 */
export async function sendPicture(
  file: Uint8Array,
  deps: SendDeps,
  signal: AbortSignal,
  onShare: (share: number) => void,
): Promise<PictureView> {
  const { hash, parts, pieces } = await partsOf(file);
  const upload = { hash, parts };
  let best = 0;
  for (let attempt = 1; ; attempt += 1) {
    try {
      signal.throwIfAborted();
      const { urls } = await deps.begin(upload, signal);
      let there = pieces.reduce((sum, piece, i) => sum + (urls[i] == null ? piece.length : 0), 0);
      onShare(there / file.length);
      for (const [i, piece] of pieces.entries()) {
        const url = urls[i];
        if (url == null) continue;
        await deps.put(url, piece, signal, (sent) => onShare((there + sent) / file.length));
        there += piece.length;
        if (there > best) [best, attempt] = [there, 1];
      }
      return await deps.finish(upload, signal);
    } catch (error) {
      if (signal.aborted) {
        // What is left behind is in nobody's way; when this does not arrive either, that is all there is.
        await deps.drop(upload).catch(() => undefined);
        throw signal.reason;
      }
      if (attempt >= MOST_TRIES || !GOES_ON.has(asAppError(error).code)) throw error;
      await deps.pause(attempt, signal).catch(() => undefined);
    }
  }
}
