import { t } from '@lingui/core/macro';
import { AppError } from '@trashfire/shared/errors/app-error';
import { call, errorFrom } from '../../../api/http.ts';
import type { SendDeps } from './send-picture.ts';

const LONGEST_PAUSE_MS = 15_000;

/** The api as {@link sendPicture} uses it. */
export const pictureWire: SendDeps = {
  begin: (body, signal) => call('beginPicture', { body, signal }),
  finish: (body, signal) => call('finishPicture', { body, signal }),
  drop: (body) => call('dropPicture', { body }),
  put,
  pause,
};

/** XMLHttpRequest, because fetch does not tell how much of a body is sent. */
function put(url: string, piece: Uint8Array, signal: AbortSignal, onBytes: (sent: number) => void): Promise<void> {
  return new Promise((resolve, reject) => {
    signal.throwIfAborted();
    const request = new XMLHttpRequest();
    const abort = () => request.abort();
    const away = () => reject(new AppError('unavailable', t`The line broke while the picture was sent.`));
    signal.addEventListener('abort', abort, { once: true });
    request.upload.onprogress = ({ loaded }) => onBytes(Math.min(loaded, piece.length));
    request.onerror = away;
    request.onabort = away;
    request.ontimeout = away;
    request.onloadend = () => signal.removeEventListener('abort', abort);
    request.onload = () => {
      if (request.status < 300) resolve();
      else reject(errorFrom(request.status, jsonOf(request.responseText)));
    };
    request.timeout = 60_000;
    request.open('PUT', url);
    // A copy: the piece is a view into the whole file.
    request.send(new Blob([Uint8Array.from(piece)]));
  });
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** Until the browser has a line again, at most as long as the next try would wait anyway. */
function pause(attempt: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const wait = setTimeout(end, Math.min(LONGEST_PAUSE_MS, 500 * 2 ** attempt));
    function end(): void {
      clearTimeout(wait);
      window.removeEventListener('online', end);
      signal.removeEventListener('abort', end);
      resolve();
    }
    window.addEventListener('online', end);
    signal.addEventListener('abort', end);
  });
}
