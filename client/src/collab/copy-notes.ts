import { newId } from '@trashfire/shared/ids';

/** Where y-indexeddb keeps what is noted beside a document's content. */
const STORE = 'custom';
export const EPOCH = 'epoch';
/** Layout version of the newest program that had the copy open. */
export const SCHEMA = 'schema';
/** There, when the document was replaced: the copy is kept aside, and the new content has a copy of its own. */
export const REPLACED = 'replaced';
/** Older copies have one flag for all windows, 1 or 0; now each window has one of its own, which is there or not. */
const SHARED_FLAG = 'unsaved';
const FLAG_PREFIX = 'unsaved/';
/** A browser that keeps nothing (a private window, a full disk) must not keep the document from opening. */
export const WAIT_MS = 1_500;

/** Flags of windows with edits the server is not known to have, by key; each edit changes its window's value. */
export type Flags = ReadonlyMap<string, unknown>;

/** What a browser has noted beside its copy of a document. */
export interface CopyNotes {
  readonly epoch: number | null;
  /** Null in copies from before it was noted. */
  readonly schema: number | null;
  readonly replaced: boolean;
  readonly flags: Flags;
}

/** `unknown`: the browser refused or did not answer in time. Only `saved` ever allows a copy to be deleted (R1). */
export type SavedState = 'saved' | 'unsaved' | 'unknown';

export function savedState(notes: CopyNotes | null): SavedState {
  if (notes === null) return 'unknown';
  return notes.flags.size === 0 ? 'saved' : 'unsaved';
}

/** @returns the key of one window's flag: windows of one person must not clear each other's. */
export function windowFlag(): string {
  return FLAG_PREFIX + newId();
}

/** @param entries all that is noted beside a copy. */
export function notesOf(entries: Iterable<readonly [IDBValidKey, unknown]>): CopyNotes {
  const all = new Map(entries);
  const number = (key: string) => {
    const value = all.get(key);
    return typeof value === 'number' ? value : null;
  };
  const flags = [...all].flatMap(([key, value]): [string, unknown][] => {
    if (typeof key !== 'string') return [];
    return key.startsWith(FLAG_PREFIX) || (key === SHARED_FLAG && value === 1) ? [[key, value]] : [];
  });
  return { epoch: number(EPOCH), schema: number(SCHEMA), replaced: all.has(REPLACED), flags: new Map(flags) };
}

/** Reads the notes by themselves, without the content; empty where there is no copy. @returns null when they cannot be known now. */
export async function readNotes(database: string): Promise<CopyNotes | null> {
  return await within(WAIT_MS, null, awaitNotes(database));
}

/** Deletes the flags of `seen` whose windows have edited nothing since they were read. */
export function clearFlags(db: IDBDatabase, seen: Flags): void {
  const store = db.transaction(STORE, 'readwrite').objectStore(STORE);
  for (const [key, value] of seen) {
    const found = store.get(key);
    found.onsuccess = () => {
      if (found.result === value) store.delete(key);
    };
  }
}

/** @returns `otherwise` when `work` fails or takes longer than `ms`. */
export async function within<T, O>(ms: number, otherwise: O, work: Promise<T>): Promise<T | O> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<O>((resolve) => {
    timer = setTimeout(resolve, ms, otherwise);
  });
  return await Promise.race([work.catch(() => otherwise), late]).finally(() => clearTimeout(timer));
}

/** As {@link readNotes}, however long a browser takes that is slow or is deleting the copy. Rejects in one that keeps nothing. */
export async function awaitNotes(database: string): Promise<CopyNotes> {
  const db = await openExisting(database);
  if (db === null) return notesOf([]);
  try {
    const store = db.transaction(STORE, 'readonly').objectStore(STORE);
    const [keys, values] = await Promise.all([answer(store.getAllKeys()), answer<unknown[]>(store.getAll())]);
    return notesOf(keys.map((key, at) => [key, values[at]] as const));
  } finally {
    db.close();
  }
}

/** Opening a copy that is not there would make one; null then. */
function openExisting(database: string): Promise<IDBDatabase | null> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(database);
    let missing = false;
    request.onupgradeneeded = () => {
      missing = true;
      request.transaction?.abort();
    };
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => (missing ? resolve(null) : reject(request.error));
  });
}

function answer<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}
