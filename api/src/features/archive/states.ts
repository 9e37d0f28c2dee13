import type { DocumentKind } from '@trashfire/shared/document/names';
import { AppError, asAppError } from '@trashfire/shared/errors/app-error';
import type { RunJob } from '../history/threads.ts';

type Kind = Extract<DocumentKind, 'series' | 'episode'>;

/** What is worked out of whole documents; in threads, so that a large or hostile one holds up nobody (R7). */
export interface States {
  /** @returns the state in the form that stays the same, and what in it is written like the hash of an asset. */
  leaving(bytes: Uint8Array, kind: Kind): Promise<{ bytes: Uint8Array; clients: number[]; hashes: string[] }>;
  /**
   * Reads a state that came from outside. @param renamed old id -> new id of episodes.
   * @returns who wrote in it, and the edit that new ids make necessary. @throws AppError bad-input, too-large, too-many.
   */
  coming(bytes: Uint8Array, kind: Kind, renamed: [string, string][]): Promise<{ clients: number[]; edit: Edit | null }>;
}

export interface Edit {
  bytes: Uint8Array;
  clients: number[];
}

const TOO_LARGE = 'A document of this series is too large to be read at once. Nothing was changed.';
const BUSY = 'The studio is reading other documents right now. Nothing was changed; try again in a moment.';

/** @param run threads for computations on whole documents. */
export function createStates(run: RunJob): States {
  // The threads' own words are of looking at history.
  const inOurWords = (error: unknown): never => {
    const { code } = asAppError(error);
    const isThreads = code === 'too-large' || code === 'too-many';
    throw isThreads ? new AppError(code, code === 'too-large' ? TOO_LARGE : BUSY, { cause: error }) : error;
  };
  return {
    leaving: (bytes, kind) => run('leaving', { bytes, kind }).catch(inOurWords),
    coming: (bytes, kind, renamed) => run('coming', { bytes, kind, renamed }).catch(inOurWords),
  };
}
