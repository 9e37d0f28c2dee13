import { type DocumentName, parseDocumentName } from '@trashfire/shared/document/names';
import { AppError } from '@trashfire/shared/errors/app-error';
import type { DocumentSession } from '@trashfire/shared/realtime/document-session';
import { clearDocument, IndexeddbPersistence } from 'y-indexeddb';
import * as Y from 'yjs';
import { CopyFollower, type NotedCopy } from './copy-follower.ts';
import { type CopyNotes, clearFlags, readNotes, savedState, WAIT_MS, within } from './copy-notes.ts';

/** What this browser has of a document from before, edits the server never got included. */
export interface Kept {
  readonly doc: Y.Doc;
  readonly epoch: number | null;
  /** Keeps the copy's notes true to the session, and throws the copy away when nothing in it is needed. */
  follow(session: DocumentSession): void;
  close(): Promise<void>;
}

/** The copies of this browser, by person; persons do not share them: what one wrote offline is theirs to send. */
export interface Copies {
  names(person: string): Promise<DocumentName[]>;
  notes(person: string, name: DocumentName): Promise<CopyNotes | null>;
  remove(person: string, name: DocumentName): Promise<void>;
}

const prefixOf = (person: string) => `trashfire/${person}/`;

const BROWSER: Copies = {
  async names(person) {
    const prefix = prefixOf(person);
    return (await listed()).flatMap(({ name }) => {
      const parsed = name?.startsWith(prefix) ? parseDocumentName(name.slice(prefix.length)) : null;
      return parsed === null ? [] : [parsed.name];
    });
  },
  notes: (person, name) => readNotes(prefixOf(person) + name),
  remove: (person, name) => clearDocument(prefixOf(person) + name),
};

/** Opens the copy that `person` has in this browser. */
export async function openKept(person: string, name: DocumentName): Promise<Kept> {
  const doc = new Y.Doc();
  const database = prefixOf(person) + name;
  // Before the content, so that what these flags stand for is in it.
  const before = await readNotes(database);
  const copy = new StoredCopy(database, doc);
  await within(WAIT_MS, null, copy.loaded);
  return {
    doc,
    epoch: before?.epoch ?? null,
    follow(session) {
      const follower = new CopyFollower(copy, before, session.status.pending);
      copy.follower = follower;
      void copy.loaded.then(() => {
        follower.loaded();
        follower.follow(session.status);
      });
      session.onStatus((status) => follower.follow(status));
    },
    async close() {
      await copy.close();
      doc.destroy();
    },
  };
}

/** A copy that goes on keeping when another window of the person deletes it, as one does that signs out. */
class StoredCopy implements NotedCopy {
  follower: CopyFollower | null = null;
  readonly loaded: Promise<unknown>;
  readonly #database: string;
  readonly #doc: Y.Doc;
  #store: IndexeddbPersistence;

  constructor(database: string, doc: Y.Doc) {
    this.#database = database;
    this.#doc = doc;
    this.#store = this.#open();
    this.loaded = this.#store.whenSynced;
  }

  note(key: string, value: number): void {
    void this.#store.set(key, value).catch(() => undefined);
  }

  clear(seen: CopyNotes['flags']): void {
    void this.#store._db.then((db) => clearFlags(db, seen)).catch(() => undefined);
  }

  read(): Promise<CopyNotes | null> {
    return readNotes(this.#database);
  }

  async remove(): Promise<void> {
    await within(WAIT_MS, undefined, this.#store.clearData());
  }

  async close(): Promise<void> {
    await within(WAIT_MS, undefined, this.#store.destroy());
  }

  #open(): IndexeddbPersistence {
    const store = new IndexeddbPersistence(this.#database, this.#doc);
    const lose = () => {
      // A connection that stays open would hold up the deletion, and writing on it afterwards would throw amid an edit.
      void store.destroy();
      if (this.follower?.needed === false) return;
      // Opens once the deletion is through and then writes all of the document.
      this.#store = this.#open();
      this.follower?.madeAgain();
    };
    store._db.then(
      (db) => db.addEventListener('versionchange', lose),
      () => undefined,
    );
    return store;
  }
}

/** Names of the documents of which `person` may have edits in this browser that the server has not got. */
export async function unsavedCopies(person: string, copies: Copies = BROWSER): Promise<DocumentName[]> {
  const unsaved: DocumentName[] = [];
  for (const name of await copies.names(person)) {
    if (savedState(await copies.notes(person, name)) !== 'saved') unsaved.push(name);
  }
  return unsaved;
}

/**
 * @returns the content of a copy that may have edits the server has not got, for the caller to destroy; null where there is none.
 * @throws AppError `unavailable` when there is one and the browser does not read it now.
 */
export async function readUnsaved(person: string, name: DocumentName): Promise<Y.Doc | null> {
  // Opening a copy that is not there would make one.
  if (!(await BROWSER.names(person)).includes(name)) return null;
  if (savedState(await BROWSER.notes(person, name)) === 'saved') return null;
  const doc = new Y.Doc();
  const store = new IndexeddbPersistence(prefixOf(person) + name, doc);
  const here = await within(WAIT_MS, null, store.whenSynced);
  await within(WAIT_MS, undefined, store.destroy());
  if (here !== null) return doc;
  doc.destroy();
  throw new AppError('unavailable', 'This browser has a script of yours and does not read it now. Reload the page to try again.');
}

/** Deletes what `person` has in this browser, except copies that are not known to be saved whole (R1). */
export async function forgetSaved(person: string, copies: Copies = BROWSER): Promise<void> {
  for (const name of await copies.names(person)) {
    // Read right before: another window may have written since.
    if (savedState(await copies.notes(person, name)) === 'saved') await copies.remove(person, name);
  }
}

export async function forgetCopy(person: string, name: DocumentName): Promise<void> {
  await BROWSER.remove(person, name);
}

/** A browser that keeps nothing refuses to list it, or has not even the list. */
async function listed(): Promise<IDBDatabaseInfo[]> {
  try {
    return await indexedDB.databases();
  } catch {
    return [];
  }
}
