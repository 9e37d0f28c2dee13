import { t } from '@lingui/core/macro';
import { type DocumentName, parseDocumentName } from '@trashfire/shared/document/names';
import { AppError } from '@trashfire/shared/errors/app-error';
import { clearDocument, IndexeddbPersistence } from 'y-indexeddb';
import * as Y from 'yjs';
import { type CopyNotes, readNotes, savedState, WAIT_MS, within } from './copy-notes.ts';

/**
 * One of a person's copies in this browser. Each time a document was replaced (another epoch) its content went into a new copy, so
 * that no window ever writes old content to where new content is kept; copies before the newest are kept aside.
 */
export interface Copy {
  readonly name: DocumentName;
  /** 0, or how often the document was replaced under this person. */
  readonly turn: number;
}

/** The copies of this browser, by person; persons do not share them: what one wrote offline is theirs to send. */
export interface Copies {
  list(person: string): Promise<Copy[]>;
  notes(person: string, copy: Copy): Promise<CopyNotes | null>;
  remove(person: string, copy: Copy): Promise<void>;
}

/** A copy's content, for the caller to destroy. */
export interface KeptContent {
  readonly doc: Y.Doc;
  /** Deletes the copy: the person has what is in it, or does not want it. */
  forget(): Promise<void>;
}

const TURN = '~';
const prefixOf = (person: string) => `trashfire/${person}/`;

/** @returns the name of a copy's database. */
export function databaseOf(person: string, { name, turn }: Copy): string {
  return prefixOf(person) + name + (turn === 0 ? '' : TURN + turn);
}

/** @returns the copy that a database of this person is, or null when it is none. */
export function copyOf(person: string, database: string): Copy | null {
  const prefix = prefixOf(person);
  if (!database.startsWith(prefix)) return null;
  const [name = '', turn = '0', ...rest] = database.slice(prefix.length).split(TURN);
  const parsed = parseDocumentName(name);
  return parsed === null || rest.length > 0 || !/^\d{1,6}$/.test(turn) ? null : { name: parsed.name, turn: Number(turn) };
}

export const BROWSER: Copies = {
  list: async (person) => (await listed()).flatMap(({ name }) => (name === undefined ? [] : (copyOf(person, name) ?? []))),
  notes: (person, copy) => readNotes(databaseOf(person, copy)),
  remove: (person, copy) => clearDocument(databaseOf(person, copy)),
};

/** Copies of one document, the newest first. */
async function turnsOf(person: string, name: DocumentName, copies: Copies): Promise<Copy[]> {
  return (await copies.list(person)).filter((copy) => copy.name === name).toSorted((a, b) => b.turn - a.turn);
}

/** @returns the copy that `person` works in now; the next one when the newest is of content that was replaced. */
export async function currentCopy(person: string, name: DocumentName, copies: Copies = BROWSER): Promise<Copy> {
  const [newest, ...aside] = await turnsOf(person, name, copies);
  // What nobody misses goes; right before, because another window may have written since.
  for (const copy of aside) if (savedState(await copies.notes(person, copy)) === 'saved') await copies.remove(person, copy);
  if (newest === undefined) return { name, turn: 0 };
  const notes = await copies.notes(person, newest);
  return notes?.replaced === true ? { name, turn: newest.turn + 1 } : newest;
}

/** Names of the documents of which `person` may have edits in this browser that the server has not got. */
export async function unsavedCopies(person: string, copies: Copies = BROWSER): Promise<DocumentName[]> {
  const unsaved = new Set<DocumentName>();
  for (const copy of await copies.list(person)) {
    if (savedState(await copies.notes(person, copy)) !== 'saved') unsaved.add(copy.name);
  }
  return [...unsaved];
}

/** Deletes what `person` has in this browser, except copies that are not known to be saved whole (R1). */
export async function forgetSaved(person: string, copies: Copies = BROWSER): Promise<void> {
  for (const copy of await copies.list(person)) {
    // Read right before: another window may have written since.
    if (savedState(await copies.notes(person, copy)) === 'saved') await copies.remove(person, copy);
  }
}

/**
 * The newest copy of a document that may have edits the server has not got; null where there is none.
 * @param which `aside`: only of content that was replaced since; the other is being sent, and is not offered.
 * @throws AppError `unavailable` when there is one and the browser does not read it now.
 */
export async function readUnsaved(
  person: string,
  name: DocumentName,
  which: 'any' | 'aside' = 'any',
): Promise<KeptContent | null> {
  for (const copy of await turnsOf(person, name, BROWSER)) {
    const notes = await BROWSER.notes(person, copy);
    if (savedState(notes) === 'saved' || (which === 'aside' && notes?.replaced !== true)) continue;
    const doc = await contentOf(databaseOf(person, copy));
    return { doc, forget: () => BROWSER.remove(person, copy) };
  }
  return null;
}

async function contentOf(database: string): Promise<Y.Doc> {
  const doc = new Y.Doc();
  const store = new IndexeddbPersistence(database, doc);
  const here = await within(WAIT_MS, null, store.whenSynced);
  await within(WAIT_MS, undefined, store.destroy());
  if (here !== null) return doc;
  doc.destroy();
  throw new AppError(
    'unavailable',
    t`This browser has a script of yours and does not read it now. Reload the page to try again.`,
  );
}

/** A browser that keeps nothing refuses to list it, or has not even the list. */
async function listed(): Promise<IDBDatabaseInfo[]> {
  try {
    return await indexedDB.databases();
  } catch {
    return [];
  }
}
