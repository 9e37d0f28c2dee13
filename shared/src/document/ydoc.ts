import * as Y from 'yjs';
import { fitRecord } from './fit-record.ts';
import { COLLECTIONS, type CollectionName, type RecordOf } from './schema.ts';

/**
 * The only file that knows the keys inside a Y.Doc. A collection is a Y.Map keyed by record id whose values are one
 * Y.Map per record, so two people changing two fields of one record both win; the script is a Y.XmlFragment.
 */
const SCRIPT_KEY = 'script';

/** The screenplay's text; tiptap's collaboration extension binds to this fragment. */
export function scriptFragment(doc: Y.Doc): Y.XmlFragment {
  return doc.getXmlFragment(SCRIPT_KEY);
}

/** The raw collection, for observing and for undo scopes. Reading and writing go through the functions below. */
export function collectionMap(doc: Y.Doc, collection: CollectionName): Y.Map<Y.Map<unknown>> {
  return doc.getMap(collection);
}

/** @returns the record with pending migrations applied, or null when it is absent or does not fit its schema. */
export function readRecord<C extends CollectionName>(doc: Y.Doc, collection: C, id: string): RecordOf<C> | null {
  const map = collectionMap(doc, collection).get(id);
  return map instanceof Y.Map ? parseRecord(collection, map.toJSON()) : null;
}

/** @returns every valid record of a collection; what does not fit its schema is left out (and reported by {@link invalidRecords}). */
export function readRecords<C extends CollectionName>(doc: Y.Doc, collection: C): RecordOf<C>[] {
  const records: RecordOf<C>[] = [];
  for (const map of collectionMap(doc, collection).values()) {
    const record = map instanceof Y.Map ? parseRecord(collection, map.toJSON()) : null;
    if (record !== null) records.push(record);
  }
  return records;
}

/** Writes a whole record, replacing fields that differ. Call it inside a command's transaction. */
export function putRecord<C extends CollectionName>(doc: Y.Doc, collection: C, record: RecordOf<C>): void {
  const parsed = COLLECTIONS[collection].schema.parse(record);
  const collectionOf = collectionMap(doc, collection);
  let map = collectionOf.get(parsed.id);
  if (!(map instanceof Y.Map)) {
    map = new Y.Map<unknown>();
    collectionOf.set(parsed.id, map);
  }
  for (const [key, value] of Object.entries(parsed)) {
    if (JSON.stringify(map.get(key)) !== JSON.stringify(value)) map.set(key, value);
  }
}

/** Changes some fields of a record that exists. @returns false when there is no such record. @throws ZodError when the result does not fit. */
export function patchRecord<C extends CollectionName>(
  doc: Y.Doc,
  collection: C,
  id: string,
  patch: Partial<RecordOf<C>>,
): boolean {
  const current = readRecord(doc, collection, id);
  if (current === null) return false;
  putRecord(doc, collection, { ...current, ...patch, id });
  return true;
}

/** @returns false when there was nothing to remove. */
export function removeRecord(doc: Y.Doc, collection: CollectionName, id: string): boolean {
  const map = collectionMap(doc, collection);
  if (!map.has(id)) return false;
  map.delete(id);
  return true;
}

/** Ids of records that do not fit their schema, with the reason: what the server repairs and a person may be told. */
export function invalidRecords(doc: Y.Doc, collection: CollectionName): { id: string; reason: string }[] {
  const bad: { id: string; reason: string }[] = [];
  for (const [id, map] of collectionMap(doc, collection)) {
    if (!(map instanceof Y.Map)) {
      bad.push({ id, reason: 'not a record' });
      continue;
    }
    const result = fitRecord(collection, map.toJSON());
    if (!result.success) bad.push({ id, reason: result.error.issues[0]?.message ?? 'invalid' });
    else if (result.data.id !== id) bad.push({ id, reason: 'id and key differ' });
  }
  return bad;
}

function parseRecord<C extends CollectionName>(collection: C, json: unknown): RecordOf<C> | null {
  const result = fitRecord(collection, json);
  // The table's schema for C parses exactly RecordOf<C>; TypeScript cannot follow an indexed access on a generic key.
  return result.success ? (result.data as RecordOf<C>) : null;
}
