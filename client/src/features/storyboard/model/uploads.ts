import type { PictureView } from '@trashfire/shared/api/contract';
import { asAppError } from '@trashfire/shared/errors/app-error';
import { create } from 'zustand';
import { errorWords } from '../../../i18n/server-words.ts';
import { pictureWire } from './picture-wire.ts';
import { readPicture } from './read-picture.ts';
import { sendPicture } from './send-picture.ts';

/** A picture on its way into a shot. */
export interface Upload {
  /** Of the file here: what is shown until the studio has it. */
  readonly url: string;
  readonly state: 'sending' | 'done' | 'failed';
  /** 0..1 */
  readonly share: number;
  /** Why it failed, in words. */
  readonly reason: string | null;
  /** Whether another try may help: what is no picture will not be one. */
  readonly canRetry: boolean;
  readonly cancel: () => void;
  readonly retry: () => void;
}

interface Uploads {
  /** By shot. */
  readonly byShot: Readonly<Record<string, Upload>>;
  /** Sends a file for a shot, in the place of one that is under way. `keep` makes it the shot's picture once it is there. */
  start(shotId: string, file: Blob, keep: (picture: PictureView) => Promise<boolean>): void;
  /** The picture of the studio is shown by now, or nobody wants to see what failed. */
  forget(shotId: string): void;
}

/** Outlives the rooms: a picture goes on being sent while its card is out of sight. */
export const useUploads = create<Uploads>()((set, get) => {
  const change = (shotId: string, url: string, patch: Partial<Upload>) =>
    set(({ byShot }) => {
      const upload = byShot[shotId];
      return upload?.url === url ? { byShot: { ...byShot, [shotId]: { ...upload, ...patch } } } : {};
    });
  const forget = (shotId: string) => {
    const { [shotId]: upload, ...byShot } = get().byShot;
    if (upload === undefined) return;
    URL.revokeObjectURL(upload.url);
    set({ byShot });
  };
  const start: Uploads['start'] = (shotId, file, keep) => {
    get().byShot[shotId]?.cancel();
    const url = URL.createObjectURL(file);
    const given = new AbortController();
    const send = async () => {
      try {
        const bytes = await readPicture(file);
        const picture = await sendPicture(bytes, pictureWire, given.signal, (share) => change(shotId, url, { share }));
        if (await keep(picture)) change(shotId, url, { state: 'done', share: 1 });
        else forget(shotId);
      } catch (error) {
        const { code } = asAppError(error);
        const canRetry = code !== 'bad-input' && code !== 'too-large';
        if (!given.signal.aborted) change(shotId, url, { state: 'failed', reason: errorWords(error), canRetry });
      }
    };
    const cancel = () => {
      given.abort();
      forget(shotId);
    };
    const retry = () => {
      change(shotId, url, { state: 'sending', reason: null });
      void send();
    };
    set(({ byShot }) => ({
      byShot: { ...byShot, [shotId]: { url, state: 'sending', share: 0, reason: null, canRetry: true, cancel, retry } },
    }));
    void send();
  };
  return { byShot: {}, start, forget };
});
