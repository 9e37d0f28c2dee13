import * as Y from 'yjs';
import { blockTypeOf } from '../editor-schema.ts';
import type { DocumentKind } from '../names.ts';
import type { CollectionName } from '../schema.ts';
import { collectionMap, scriptFragment } from '../ydoc.ts';
import { collectionsOf } from './content.ts';

/** What an item of the CRDT belongs to. `field` is null for a record as a whole. */
export type Place =
  | { kind: 'block'; block: Y.XmlElement }
  | { kind: 'record'; collection: CollectionName; id: string; record: Y.Map<unknown> | null; field: string | null };

/** Any shared type, as the CRDT sees it. */
export type AnyType = Y.AbstractType<unknown>;

/** Knows where in the document an item stands, deleted ones too. */
export class Places {
  private readonly script: Y.XmlFragment | null;
  private readonly collections = new Map<unknown, CollectionName>();

  constructor(doc: Y.Doc, kind: DocumentKind) {
    this.script = kind === 'episode' ? scriptFragment(doc) : null;
    for (const name of collectionsOf(kind)) this.collections.set(collectionMap(doc, name), name);
  }

  /** @returns null for what stands in no place of the schema. */
  of(item: Y.Item): Place | null {
    const path = [item];
    let parent = item.parent as AnyType;
    while (parent._item !== null) {
      path.unshift(parent._item);
      parent = parent._item.parent as AnyType;
    }
    const [top, inside] = path;
    if (top === undefined) return null;
    if (parent === this.script) {
      const block = elementOf(top);
      return block === null ? null : { kind: 'block', block };
    }
    const collection = this.collections.get(parent);
    if (collection === undefined || top.parentSub === null) return null;
    const record = top.content instanceof Y.ContentType && top.content.type instanceof Y.Map ? top.content.type : null;
    return { kind: 'record', collection, id: top.parentSub, record, field: inside?.parentSub ?? null };
  }
}

/** The block an item of the script's list is, or null. */
export function elementOf(item: Y.Item): Y.XmlElement | null {
  const type = typeOf(item);
  return type instanceof Y.XmlElement && blockTypeOf(type.nodeName) !== null ? type : null;
}

/** The shared type an item holds, or null. */
export function typeOf(item: Y.Item): unknown {
  return item.content instanceof Y.ContentType ? item.content.type : null;
}

/** The items of a list, deleted ones included. */
export function* itemsOf(type: AnyType): Generator<Y.Item> {
  for (let item = type._start; item !== null; item = item.right) yield item;
}

/** A map entry's plain value, also of a deleted one that still has its content. */
export function plainValue(item: Y.Item): unknown {
  return item.content.getContent().at(-1);
}

/** What a transaction inserted. */
export function eachInserted(transaction: Y.Transaction, visit: (item: Y.Item) => void): void {
  for (const [client, after] of transaction.afterState) {
    const before = transaction.beforeState.get(client) ?? 0;
    if (before === after) continue;
    const structs = transaction.doc.store.clients.get(client) ?? [];
    for (let i = Y.findIndexSS(structs, before); i < structs.length; i++) {
      const struct = structs[i];
      if (struct instanceof Y.Item) visit(struct);
    }
  }
}

/** What a transaction deleted. */
export function eachDeleted(transaction: Y.Transaction, visit: (item: Y.Item) => void): void {
  Y.iterateDeletedStructs(transaction, transaction.deleteSet, (struct) => {
    if (struct instanceof Y.Item) visit(struct);
  });
}
