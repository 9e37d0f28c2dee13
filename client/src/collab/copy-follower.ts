import { CLOSE } from '@trashfire/shared/realtime/close-codes';
import type { SessionStatus } from '@trashfire/shared/realtime/document-session';
import { type CopyNotes, EPOCH, type Flags, REPLACED, savedState, windowFlag } from './copy-notes.ts';
import { isForgotten, Unsaved } from './unsaved.ts';

type Status = Pick<SessionStatus, 'pending' | 'readOnly' | 'closeReason' | 'epoch'>;

/** A copy as what is noted beside it is written; all writes are in the order of the calls. */
export interface NotedCopy {
  note(key: string, value: number): void;
  /** Deletes those flags that are still as they were seen. */
  clear(seen: Flags): void;
  /** As it is now; null when it cannot be known. */
  read(): Promise<CopyNotes | null>;
  remove(): Promise<void>;
  /** Writes what is on its way and lets go: what other windows write is no longer read. */
  close(): Promise<void>;
}

/** Keeps what is noted beside a copy true to the session that edits it: its epoch, and whether all of it is saved (R1). */
export class CopyFollower {
  readonly #copy: NotedCopy;
  readonly #before: Flags;
  readonly #unsaved: Unsaved;
  readonly #flag = windowFlag();
  #epoch: number | null;
  #pending: number;
  #edits = 0;
  #loaded = false;
  #closed = false;
  #forgetting = false;
  #released = false;

  /** @param before read before the content was, so that whoever has the content has what these flags stand for. */
  constructor(copy: NotedCopy, before: CopyNotes | null, pending: number) {
    this.#copy = copy;
    this.#before = before?.flags ?? new Map();
    this.#epoch = before?.epoch ?? null;
    this.#unsaved = new Unsaved(savedState(before) !== 'saved', pending);
    this.#pending = pending;
  }

  /** Whether the copy may still be needed: while the session goes on, and after it for edits that nobody has. */
  get needed(): boolean {
    return !this.#forgetting && !this.#released && (!this.#closed || this.#unsaved.value);
  }

  /** The content of the copy is in the document; until then nothing the server says is about it. */
  loaded(): void {
    this.#loaded = true;
  }

  follow(status: Status): void {
    const edited = status.pending > this.#pending;
    this.#pending = status.pending;
    this.#closed = status.closeReason !== null;
    const changed = this.#unsaved.follow(status, this.#loaded);
    if (this.#unsaved.value && edited) this.#raise();
    else if (changed && !this.#unsaved.value) this.#copy.clear(new Map([...this.#before, [this.#flag, this.#edits]]));
    if (isForgotten(status, this.#unsaved.value || !this.#loaded)) void this.#forget();
    else if (this.#closed) this.#release(status);
    else if (status.epoch !== null && status.epoch !== this.#epoch) {
      this.#epoch = status.epoch;
      this.#copy.note(EPOCH, status.epoch);
    }
  }

  /** The copy was deleted by another window and made again: what was noted is gone with it. */
  madeAgain(): void {
    if (this.#unsaved.value) this.#raise();
    if (this.#epoch !== null) this.#copy.note(EPOCH, this.#epoch);
  }

  /** A new value at each edit: a window that read the flag before it does not take this edit for its own. */
  #raise(): void {
    this.#edits += 1;
    this.#copy.note(this.#flag, this.#edits);
  }

  async #forget(): Promise<void> {
    if (this.#forgetting) return;
    this.#forgetting = true;
    // Another window of the same person may have edits since this one read the flags.
    if (savedState(await this.#copy.read()) === 'saved') await this.#copy.remove();
    else this.#forgetting = false;
  }

  /** Of a replaced document the copy is set aside; one that a newer program writes now must not be read by this one any more. */
  #release({ closeReason }: Status): void {
    const replaced = closeReason?.code === CLOSE.epoch;
    if (this.#released || !(replaced || closeReason?.code === CLOSE.clientOutdated)) return;
    this.#released = true;
    if (replaced) this.#copy.note(REPLACED, 1);
    void this.#copy.close();
  }
}
