import { fitRecord } from '@trashfire/shared/document/fit-record';
import type { CollectionName } from '@trashfire/shared/document/schema';
import { collectionMap } from '@trashfire/shared/document/ydoc';
import * as Y from 'yjs';
import { logName } from './log-name.ts';
import type { Repaired } from './repaired.ts';

/** Fields an update changed, with what they held before; `undefined` for a field that is new. */
type ChangedFields = Map<string, unknown>;

/** Watches one collection and puts right what an update left invalid: fields go back to what they were, and a record that still does not fit goes. */
export class RecordRepair {
  private readonly collection: CollectionName;
  private readonly map: Y.Map<Y.Map<unknown>>;
  private touched = new Map<string, ChangedFields>();

  constructor(doc: Y.Doc, collection: CollectionName) {
    this.collection = collection;
    this.map = collectionMap(doc, collection);
    this.map.observeDeep((events) => {
      for (const event of events) this.note(event);
    });
  }

  forget(): void {
    this.touched = new Map();
  }

  /** Old values can only be read inside the event, before Yjs collects them. */
  private note(event: Y.YEvent<Y.AbstractType<unknown>>): void {
    const [id, field] = event.path;
    if (id === undefined) {
      for (const key of event.keys.keys()) this.fieldsOf(key);
      return;
    }
    const fields = this.fieldsOf(String(id));
    if (field === undefined) for (const [key, change] of event.keys) if (!fields.has(key)) fields.set(key, change.oldValue);
  }

  private fieldsOf(id: string): ChangedFields {
    let fields = this.touched.get(id);
    if (fields === undefined) {
      fields = new Map();
      this.touched.set(id, fields);
    }
    return fields;
  }

  /** Whether {@link run} would change anything. */
  isNeeded(): boolean {
    for (const id of this.touched.keys()) if (this.problem(id) !== null) return true;
    return false;
  }

  /** Call inside a transaction. Says which records it put right. */
  run(_transaction: Y.Transaction, repaired: Repaired): void {
    const touched = this.touched;
    this.touched = new Map();
    for (const [id, fields] of touched) {
      const reason = this.problem(id);
      if (reason === null) continue;
      // A record that is new has nothing to go back to.
      if (fields.size > 0) this.putBack(id, fields);
      if (fields.size === 0 || this.problem(id) !== null) this.map.delete(id);
      repaired.add(`${this.collection}/${logName(id)}: ${reason}`);
    }
  }

  private putBack(id: string, fields: ChangedFields): void {
    const record = this.map.get(id);
    if (!(record instanceof Y.Map)) return;
    for (const [field, before] of fields) {
      if (before === undefined) record.delete(field);
      else if (!(before instanceof Y.AbstractType)) record.set(field, before);
    }
  }

  private problem(id: string): string | null {
    // Content without a value reads as undefined; it stands there all the same.
    if (!this.map.has(id)) return null;
    const record: unknown = this.map.get(id);
    if (!(record instanceof Y.Map)) return 'not a record';
    // First what costs least: a hostile update may bring thousands of records.
    if (record.get('id') !== id) return 'id and key differ';
    // Fields are plain values (a field is replaced whole); a shared type inside one would merge in ways no schema sees.
    for (const value of record.values()) if (value instanceof Y.AbstractType) return 'a field is a shared type';
    const result = fitRecord(this.collection, record.toJSON());
    return result.success ? null : (result.error.issues[0]?.code ?? 'invalid');
  }
}
