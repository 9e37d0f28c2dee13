import * as Y from 'yjs';
import type { DocumentKind } from '../names.ts';
import type { CollectionName } from '../schema.ts';
import type { Author } from './author.ts';
import { IdRanges } from './id-ranges.ts';
import { type AnyType, eachDeleted, eachInserted, Places, plainValue } from './items.ts';

/** What a key of a map held before a run set it; no value means the key was not there. */
export interface Before {
  value: unknown;
}

/** What stays although the run made it: somebody built on it since (SPEC H5). */
export type Left =
  | { kind: 'block'; id: string | null }
  | { kind: 'record'; collection: CollectionName; id: string }
  | { kind: 'field'; collection: CollectionName; id: string; field: string };

/** What one run did to a document and what others made of it since, gathered row by row while the log is played. */
export class RunTrace {
  /** Inserted by the run. */
  readonly inserted = new IdRanges();
  /** Deleted by the run. */
  readonly lost = new IdRanges();
  /** Per map (a collection, a record, a block's attributes): what its keys held before the run, as far as nobody set them since. */
  readonly before = new Map<AnyType, Map<string, Before>>();
  /** Blocks the run changed anything in. */
  readonly touched = new Set<Y.XmlElement>();
  /** Blocks of the run whose attributes others set since. */
  readonly builtOn = new Set<Y.XmlElement>();
  readonly left = new Map<string, Left>();
  private readonly places: Places;
  private readonly collections: ReadonlyMap<unknown, CollectionName>;
  private readonly runId: string;

  constructor(doc: Y.Doc, kind: DocumentKind, runId: string, collections: ReadonlyMap<unknown, CollectionName>) {
    this.places = new Places(doc, kind);
    this.collections = collections;
    this.runId = runId;
  }

  /** Call for each transaction in the order of the log. */
  note(transaction: Y.Transaction, author: Author): void {
    if (author.runId === this.runId) this.noteOwn(transaction);
    else this.noteOthers(transaction);
  }

  /** The collection and id of a record's map. */
  recordOf(type: AnyType): { collection: CollectionName; id: string; parent: AnyType } | null {
    const parent = type._item?.parent as AnyType | undefined;
    const collection = this.collections.get(parent);
    const id = type._item?.parentSub;
    return parent === undefined || collection === undefined || typeof id !== 'string' ? null : { collection, id, parent };
  }

  private noteOwn(transaction: Y.Transaction): void {
    const touch = (item: Y.Item) => {
      const place = this.places.of(item);
      if (place?.kind === 'block') this.touched.add(place.block);
    };
    eachInserted(transaction, (item) => {
      this.inserted.add(item.id.client, item.id.clock, item.length);
      touch(item);
    });
    eachDeleted(transaction, (item) => {
      this.lost.add(item.id.client, item.id.clock, item.length);
      touch(item);
    });
    for (const [type, key] of changedKeys(transaction)) this.remember(type, key, transaction);
  }

  private remember(type: AnyType, key: string, transaction: Y.Transaction): void {
    const record = this.recordOf(type);
    // Of what the run made itself there is nothing to go back to.
    if (record !== null && this.before.get(record.parent)?.has(record.id) === true) return;
    if (type instanceof Y.XmlElement && type._item !== null && this.inserted.has(type._item.id)) return;
    if (record !== null) this.left.delete(keyOf({ kind: 'field', ...record, field: key }));
    const keys = this.before.get(type) ?? new Map<string, Before>();
    this.before.set(type, keys);
    if (!keys.has(key)) keys.set(key, { value: this.valueBefore(type, key, transaction) });
  }

  private noteOthers(transaction: Y.Transaction): void {
    for (const [type, key] of changedKeys(transaction)) {
      if (type instanceof Y.XmlElement) this.othersSetAttribute(type, key);
      else if (this.collections.has(type)) this.before.get(type)?.delete(key);
      else this.othersSetField(type, key);
    }
  }

  private othersSetAttribute(block: Y.XmlElement, key: string): void {
    const before: ReadonlyMap<unknown, Map<string, Before>> = this.before;
    if (block._item !== null && this.inserted.has(block._item.id)) this.builtOn.add(block);
    else before.get(block)?.delete(key);
  }

  private othersSetField(type: AnyType, field: string): void {
    const record = this.recordOf(type);
    if (record === null) return;
    const { collection, id, parent } = record;
    if (type._item?.deleted === true) return;
    if (this.before.get(parent)?.delete(id) === true) {
      this.leave({ kind: 'record', collection, id });
    } else if (this.before.get(type)?.delete(field) === true) this.leave({ kind: 'field', collection, id, field });
  }

  /** What a key of a map held when the transaction began; a record comes with its fields of before the run. */
  private valueBefore(type: AnyType, key: string, transaction: Y.Transaction): unknown {
    const item = itemBefore(type, key, transaction);
    if (item === null) return undefined;
    if (!(item.content instanceof Y.ContentType)) return plainValue(item);
    const record = item.content.type as AnyType;
    const earlier = this.before.get(record);
    return Object.fromEntries(
      [...record._map.keys()].flatMap((field) => {
        const known = earlier?.get(field);
        const value = known === undefined ? this.valueBefore(record, field, transaction) : known.value;
        return value === undefined ? [] : [[field, value]];
      }),
    );
  }

  leave(left: Left): void {
    this.left.set(keyOf(left), left);
  }
}

function keyOf(left: Left): string {
  if (left.kind === 'block') return JSON.stringify([left.kind, left.id]);
  return JSON.stringify([left.kind, left.collection, left.id, left.kind === 'field' ? left.field : null]);
}

function* changedKeys(transaction: Y.Transaction): Generator<[AnyType, string]> {
  for (const [type, keys] of transaction.changed) {
    for (const key of keys) if (key !== null) yield [type as AnyType, key];
  }
}

/** The entries of one key form a chain to the left; the last of before the transaction counts, unless it was gone already. */
function itemBefore(type: AnyType, key: string, transaction: Y.Transaction): Y.Item | null {
  let item = type._map.get(key) ?? null;
  while (item !== null && item.id.clock >= (transaction.beforeState.get(item.id.client) ?? 0)) item = item.left;
  if (item === null) return null;
  return !item.deleted || Y.isDeleted(transaction.deleteSet, item.id) ? item : null;
}
