import { CLOSE } from '@trashfire/shared/realtime/close-codes';
import type { SessionStatus } from '@trashfire/shared/realtime/document-session';

type Status = Pick<SessionStatus, 'pending' | 'readOnly' | 'closeReason'>;

/** Follows whether this browser's copy of a document holds edits that the server is not known to have (R1). */
export class Unsaved {
  #unsaved: boolean;
  /** A session counts the content it came with as pending until the first sync; that alone is no edit. */
  #baseline: number;

  /** @param before as it was noted when the copy was last open. @param pending of the session as it begins. */
  constructor(before: boolean, pending: number) {
    this.#unsaved = before;
    this.#baseline = pending;
  }

  get value(): boolean {
    return this.#unsaved;
  }

  /** @param loaded whether the copy is in the document: before, `pending` is not about it. @returns whether the answer changed. */
  follow({ pending, readOnly }: Pick<Status, 'pending' | 'readOnly'>, loaded: boolean): boolean {
    const before = this.#unsaved;
    if (pending > this.#baseline) this.#unsaved = true;
    else if (pending === 0) {
      this.#baseline = 0;
      // Whoever may only read has nothing pending, because nothing is taken: what was written before is still not there.
      if (!readOnly && loaded) this.#unsaved = false;
    }
    return before !== this.#unsaved;
  }
}

/**
 * Whether the browser's copy is thrown away: one of a deleted document, unless it is the only place where somebody's words are.
 * One of a replaced document is kept aside instead, or the new content would come to lie where other windows write the old.
 */
export function isForgotten({ closeReason }: Pick<Status, 'closeReason'>, unsaved: boolean): boolean {
  return closeReason?.code === CLOSE.notFound && !unsaved;
}
