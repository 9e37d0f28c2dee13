import { IndexeddbPersistence } from 'y-indexeddb';
import * as Y from 'yjs';
import type { CopyFollower, NotedCopy } from './copy-follower.ts';
import { type CopyNotes, clearFlags, readNotes, SCHEMA, WAIT_MS, within } from './copy-notes.ts';

/** Where y-indexeddb keeps a document's updates; it merges them when they are many. */
const UPDATES = 'updates';
const HEAL_FIRST_MS = 2000;
const HEAL_MAX_MS = 60_000;

export interface StoredCopyDeps {
  readonly database: string;
  readonly doc: Y.Doc;
  /** Layout version of this program. */
  readonly schemaVersion: number;
  /** The browser stopped keeping edits (its storage is full), or keeps all of them again. */
  readonly onTrouble: (trouble: boolean) => void;
}

/**
 * A document's copy in this browser. It goes on keeping when another window of the person deletes it, as one does that signs
 * out, and when the browser refused some edits: it writes all of the document until that is through, so nothing is missing.
 */
export class StoredCopy implements NotedCopy {
  follower: CopyFollower | null = null;
  readonly loaded: Promise<unknown>;
  readonly #deps: StoredCopyDeps;
  #store: IndexeddbPersistence;
  #healing: ReturnType<typeof setTimeout> | undefined;
  #healAfter = HEAL_FIRST_MS;
  /** Since the last attempt to write all. */
  #rolledBack = false;
  #closed = false;

  constructor(deps: StoredCopyDeps) {
    this.#deps = deps;
    this.#store = this.#open();
    this.loaded = this.#store.whenSynced;
    this.note(SCHEMA, deps.schemaVersion);
  }

  note(key: string, value: number): void {
    void this.#store.set(key, value).catch(() => undefined);
  }

  clear(seen: CopyNotes['flags']): void {
    void this.#store._db.then((db) => clearFlags(db, seen)).catch(() => undefined);
  }

  read(): Promise<CopyNotes | null> {
    return readNotes(this.#deps.database);
  }

  async remove(): Promise<void> {
    this.#stop();
    await within(WAIT_MS, undefined, this.#store.clearData());
  }

  async close(): Promise<void> {
    this.#stop();
    await within(WAIT_MS, undefined, this.#store.destroy());
  }

  #stop(): void {
    this.#closed = true;
    clearTimeout(this.#healing);
    this.#deps.onTrouble(false);
  }

  #open(): IndexeddbPersistence {
    const store = new IndexeddbPersistence(this.#deps.database, this.#deps.doc);
    const lose = () => {
      // A connection that stays open would hold up the deletion, and writing on it afterwards would throw amid an edit.
      void store.destroy();
      if (this.#closed || this.follower?.needed === false) return;
      // Opens once the deletion is through and then writes all of the document.
      this.#store = this.#open();
      this.note(SCHEMA, this.#deps.schemaVersion);
      this.follower?.madeAgain();
    };
    store._db.then(
      (db) => {
        db.addEventListener('versionchange', lose);
        // The browser closes it when a person clears the site's data, or when its disk failed.
        db.addEventListener('close', lose);
        db.addEventListener('abort', () => this.#lost());
      },
      () => undefined,
    );
    return store;
  }

  /** A transaction was rolled back: an edit is missing in the copy, and what builds on it could not be read without it. */
  #lost(): void {
    this.#rolledBack = true;
    if (this.#closed) return;
    this.#deps.onTrouble(true);
    this.#healing ??= setTimeout(() => void this.#heal(), this.#healAfter);
  }

  async #heal(): Promise<void> {
    this.#rolledBack = false;
    await this.#writeAll().catch(() => this.#lost());
    this.#healing = undefined;
    this.#healAfter = this.#rolledBack ? Math.min(HEAL_MAX_MS, this.#healAfter * 2) : HEAL_FIRST_MS;
    if (this.#rolledBack) this.#lost();
    else if (!this.#closed) this.#deps.onTrouble(false);
  }

  async #writeAll(): Promise<void> {
    const db = await this.#store._db;
    await new Promise<void>((resolve, reject) => {
      const writing = db.transaction(UPDATES, 'readwrite');
      writing.oncomplete = () => resolve();
      writing.onabort = () => reject(writing.error);
      writing.objectStore(UPDATES).add(Y.encodeStateAsUpdate(this.#deps.doc));
    });
  }
}
