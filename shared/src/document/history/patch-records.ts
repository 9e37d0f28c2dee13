import * as Y from 'yjs';
import type { DocumentKind } from '../names.ts';
import { collectionMap } from '../ydoc.ts';
import { collectionsOf, type RecordFields, type RecordsContent, validFields } from './content.ts';
import { sameJson } from './same-json.ts';

/**
 * Makes the records say what `wanted` says, field by field, so that a field somebody else changes at the same moment is
 * touched only where it must change (SPEC H4). What fits no schema, now and then, is left as it is. Call it inside a transaction.
 */
export function patchRecords(doc: Y.Doc, kind: DocumentKind, wanted: RecordsContent): void {
  for (const collection of collectionsOf(kind)) {
    const target = wanted[collection] ?? {};
    const map = collectionMap(doc, collection);
    for (const [id, record] of [...map]) {
      const isRead = record instanceof Y.Map && validFields(collection, id, record.toJSON()) !== null;
      if (target[id] === undefined && isRead) map.delete(id);
    }
    for (const [id, fields] of Object.entries(target)) {
      const record: unknown = map.get(id);
      if (!(record instanceof Y.Map)) {
        map.set(id, new Y.Map(Object.entries(fields)));
        continue;
      }
      // A record stored by an older program that says the same stays as it is (SPEC D9).
      if (!sameJson(validFields(collection, id, record.toJSON()), fields)) patchFields(record, fields);
    }
  }
}

function patchFields(record: Y.Map<unknown>, fields: RecordFields): void {
  const stored = record.toJSON() as RecordFields;
  for (const key of Object.keys(stored)) if (fields[key] === undefined) record.delete(key);
  for (const [key, value] of Object.entries(fields)) if (!sameJson(stored[key], value)) record.set(key, value);
}
