import { type DocumentName, parseDocumentName } from '@trashfire/shared/document/names';
import type { DocumentSession, SessionStatus } from '@trashfire/shared/realtime/document-session';
import { clearDocument, IndexeddbPersistence } from 'y-indexeddb';
import * as Y from 'yjs';
import { isForgotten, Unsaved } from './unsaved.ts';

/** A browser that keeps nothing (a private window, a full disk) must not keep the document from opening. */
const WAIT_MS = 1_500;
const EPOCH = 'epoch';
const UNSAVED = 'unsaved';

/** What this browser has of a document from before, edits the server never got included. */
export interface Kept {
  readonly doc: Y.Doc;
  readonly epoch: number | null;
  /** Notes the epoch the content belongs to and whether all of it is saved, and throws it away when {@link isForgotten}. */
  follow(session: DocumentSession): void;
  close(): Promise<void>;
}

/** Persons do not share copies: what one wrote offline is theirs to send. */
const prefixOf = (person: string) => `trashfire/${person}/`;

/** Opens the copy that `person` has in this browser. */
export async function openKept(person: string, name: DocumentName): Promise<Kept> {
  const doc = new Y.Doc();
  const store = new IndexeddbPersistence(prefixOf(person) + name, doc);
  const here = await isHere(store);
  // Signing out in another window deletes the copy; writing to it any further would throw in the middle of an edit.
  store.db?.addEventListener('versionchange', () => void store.destroy());
  const epoch: unknown = here ? await store.get(EPOCH).catch(() => null) : null;
  const before = here && (await isUnsaved(store));
  return {
    doc,
    epoch: typeof epoch === 'number' ? epoch : null,
    follow(session) {
      const unsaved = new Unsaved(before, session.status.pending);
      let noted: unknown = epoch;
      const note = (status: SessionStatus) => {
        if (unsaved.follow(status)) void store.set(UNSAVED, unsaved.value ? 1 : 0).catch(() => undefined);
        if (isForgotten(status, unsaved.value)) void store.clearData();
        else if (status.closeReason === null && status.epoch !== null && status.epoch !== noted) {
          noted = status.epoch;
          void store.set(EPOCH, status.epoch).catch(() => undefined);
        }
      };
      session.onStatus(note);
    },
    async close() {
      await store.destroy();
      doc.destroy();
    },
  };
}

/** Names of the documents of which `person` has edits in this browser that the server has not got. */
export async function unsavedCopies(person: string): Promise<DocumentName[]> {
  const unsaved: DocumentName[] = [];
  for (const name of await copiesOf(person)) {
    const copy = await readUnsaved(person, name);
    copy?.destroy();
    if (copy !== null) unsaved.push(name);
  }
  return unsaved;
}

/** @returns the content of a copy with edits the server has not got, for the caller to destroy; null where there is none. */
export async function readUnsaved(person: string, name: DocumentName): Promise<Y.Doc | null> {
  // Opening a copy that is not there would make one.
  if (!(await copiesOf(person)).includes(name)) return null;
  const doc = new Y.Doc();
  const store = new IndexeddbPersistence(prefixOf(person) + name, doc);
  const found = (await isHere(store)) && (await isUnsaved(store));
  await store.destroy();
  if (found) return doc;
  doc.destroy();
  return null;
}

/** Deletes what `person` has in this browser, except copies with edits the server has not got. */
export async function forgetSaved(person: string): Promise<void> {
  const unsaved = await unsavedCopies(person);
  for (const name of await copiesOf(person)) if (!unsaved.includes(name)) await forgetCopy(person, name);
}

export async function forgetCopy(person: string, name: DocumentName): Promise<void> {
  await clearDocument(prefixOf(person) + name);
}

async function copiesOf(person: string): Promise<DocumentName[]> {
  const prefix = prefixOf(person);
  const databases = await listed();
  return databases.flatMap(({ name }) => {
    const parsed = name?.startsWith(prefix) ? parseDocumentName(name.slice(prefix.length)) : null;
    return parsed === null ? [] : [parsed.name];
  });
}

/** A browser that keeps nothing refuses to list it, or has not even the list. */
async function listed(): Promise<IDBDatabaseInfo[]> {
  try {
    return await indexedDB.databases();
  } catch {
    return [];
  }
}

function isHere(store: IndexeddbPersistence): Promise<boolean> {
  return Promise.race([
    store.whenSynced.then(
      () => true,
      () => false,
    ),
    new Promise<false>((resolve) => setTimeout(resolve, WAIT_MS, false)),
  ]);
}

async function isUnsaved(store: IndexeddbPersistence): Promise<boolean> {
  return (await store.get(UNSAVED).catch(() => 0)) === 1;
}
