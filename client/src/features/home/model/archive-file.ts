import { t } from '@lingui/core/macro';
import { ARCHIVE_BYTES, ARCHIVES_PATH, archivePath, ImportedArchiveView } from '@trashfire/shared/api/home-contract';
import { AppError } from '@trashfire/shared/errors/app-error';
import { readBearer } from '../../../api/bearer.ts';
import { errorFrom } from '../../../api/http.ts';
import { saveBlob } from '../../../ui/save-file.ts';

/** Whether a file is to be read as an archive of a series: by its name alone, what is in it the studio says. */
export function isArchive({ name }: Pick<File, 'name'>): boolean {
  return /\.zip$/i.test(name);
}

/** Told 0..1 of the bytes that are there. */
type OnShare = (share: number) => void;

function headers(): Record<string, string> {
  const bearer = readBearer();
  return bearer === null ? {} : { authorization: `Bearer ${bearer}` };
}

const away = (cause?: unknown) =>
  new AppError('unavailable', t`The line broke before the whole archive was through. Nothing was changed; try again.`, { cause });

/** Pieces are handed to the browser, which keeps large ones on disk, before they fill the page's memory. */
const PIECE_BYTES = 16 * 1024 ** 2;

/**
 * Fetches a series as one file and gives it to the browser to save.
 * @throws AppError in words for the person; the signal's reason when it was given up.
 */
export async function saveArchive(seriesId: string, name: string, signal: AbortSignal, onShare: OnShare): Promise<void> {
  const response = await fetch(archivePath(seriesId), { signal, headers: headers() }).catch((cause: unknown) => {
    throw signal.aborted ? signal.reason : away(cause);
  });
  if (!response.ok || response.body === null) throw errorFrom(response.status, await response.json().catch(() => null));
  const total = Number(response.headers.get('content-length') ?? 0);
  let whole = new Blob([]);
  let pieces: BlobPart[] = [];
  let [held, got] = [0, 0];
  const reader = response.body.getReader();
  for (;;) {
    const { done, value } = await reader.read().catch((cause: unknown) => {
      throw signal.aborted ? signal.reason : away(cause);
    });
    if (done) break;
    pieces.push(value);
    held += value.length;
    got += value.length;
    if (held >= PIECE_BYTES) {
      whole = new Blob([whole, ...pieces]);
      [pieces, held] = [[], 0];
    }
    onShare(total === 0 ? 0 : got / total);
  }
  if (total > 0 && got !== total) throw away();
  saveBlob(`${name}.trashfire.zip`, new Blob([whole, ...pieces], { type: 'application/zip' }));
}

/**
 * Sends an archive, which becomes a series. XMLHttpRequest, because fetch does not tell how much of a body is sent.
 * @throws AppError why it was refused; the signal's reason when it was given up.
 */
export function sendArchive(file: File, signal: AbortSignal, onShare: OnShare): Promise<ImportedArchiveView> {
  return new Promise((resolve, reject) => {
    signal.throwIfAborted();
    // Hours of sending, for a refusal.
    if (file.size > ARCHIVE_BYTES) throw new AppError('too-large', t`That file is larger than an archive may be (2 GB).`);
    const request = new XMLHttpRequest();
    const abort = () => request.abort();
    signal.addEventListener('abort', abort, { once: true });
    request.upload.onprogress = ({ loaded }) => onShare(loaded / Math.max(1, file.size));
    request.onerror = () => reject(away());
    request.onabort = () => reject(signal.aborted ? signal.reason : away());
    request.onloadend = () => signal.removeEventListener('abort', abort);
    request.onload = () => {
      const json = jsonOf(request.responseText);
      const view = ImportedArchiveView.safeParse(json);
      if (request.status < 300 && view.success) resolve(view.data);
      else reject(errorFrom(request.status, json));
    };
    request.open('POST', ARCHIVES_PATH);
    for (const [name, value] of Object.entries(headers())) request.setRequestHeader(name, value);
    request.setRequestHeader('content-type', 'application/zip');
    request.send(file);
  });
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
