import { delMany, get, keys, promisifyRequest, set, type UseStore } from 'idb-keyval';
import { Drawing, EMPTY } from './drawing.ts';

/** Drawings that nobody finished go, the oldest first: a series has thousands of shots. */
const MOST_KEPT = 100;

const DATABASE = 'trashfire-drawings';
const STORE = 'drawings';

/** Opened for each thing that is done: a connection that stays would keep the database from being deleted. */
const drawings: UseStore = async (mode, callback) => {
  const opening = indexedDB.open(DATABASE);
  opening.onupgradeneeded = () => opening.result.createObjectStore(STORE);
  const database = await promisifyRequest(opening);
  try {
    return await callback(database.transaction(STORE, mode).objectStore(STORE));
  } finally {
    database.close();
  }
};

interface Kept {
  readonly at: number;
  readonly drawing: unknown;
}
const keyOf = (person: string, shotId: string) => `${person}/${shotId}`;

/** What this person drew for a shot in this browser; an empty paper where that is nothing, or cannot be read. */
export async function readDrawing(person: string, shotId: string): Promise<Drawing> {
  try {
    const kept = await get<Kept>(keyOf(person, shotId), drawings);
    const parsed = Drawing.safeParse(kept?.drawing);
    return parsed.success ? parsed.data : EMPTY;
  } catch {
    return EMPTY;
  }
}

/** Keeps a drawing through a reload. @returns whether it is kept: a browser may be full, or keep nothing. */
export async function keepDrawing(person: string, shotId: string, drawing: Drawing): Promise<boolean> {
  try {
    await set(keyOf(person, shotId), { at: Date.now(), drawing } satisfies Kept, drawings);
    await prune(person);
    return true;
  } catch {
    return false;
  }
}

async function ownKeys(person: string): Promise<string[]> {
  const all = await keys<string>(drawings);
  return all.filter((key) => key.startsWith(`${person}/`));
}

async function prune(person: string): Promise<void> {
  const own = await ownKeys(person);
  if (own.length <= MOST_KEPT) return;
  const dated = await Promise.all(own.map(async (key) => ({ key, at: (await get<Kept>(key, drawings))?.at ?? 0 })));
  const old = dated.toSorted((a, b) => a.at - b.at).slice(0, own.length - MOST_KEPT);
  await delMany(
    old.map(({ key }) => key),
    drawings,
  );
}

/** Forgets all that a person drew and did not use: at sign-out. Where nobody else drew here, nothing is left behind. */
export async function forgetDrawings(person: string): Promise<void> {
  try {
    const there = await indexedDB.databases();
    if (!there.some(({ name }) => name === DATABASE)) return;
    await delMany(await ownKeys(person), drawings);
    if ((await keys(drawings)).length === 0) await promisifyRequest(indexedDB.deleteDatabase(DATABASE));
  } catch {
    // A browser that keeps nothing has nothing to forget.
  }
}
