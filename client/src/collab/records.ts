import type { CollectionName, RecordOf } from '@trashfire/shared/document/schema';
import { collectionMap, readRecords } from '@trashfire/shared/document/ydoc';
import { useSyncExternalStore } from 'react';
import type * as Y from 'yjs';

/** One collection of one document, read once per change however many components look at it. */
class CollectionStore<C extends CollectionName> {
  readonly #doc: Y.Doc;
  readonly #name: C;
  readonly #listeners = new Set<() => void>();
  #records: readonly RecordOf<C>[] | null = null;

  constructor(doc: Y.Doc, name: C) {
    this.#doc = doc;
    this.#name = name;
    collectionMap(doc, name).observeDeep(() => {
      this.#records = null;
      for (const listener of this.#listeners) listener();
    });
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  readonly read = (): readonly RecordOf<C>[] => {
    this.#records ??= readRecords(this.#doc, this.#name);
    return this.#records;
  };
}

const stores = new WeakMap<Y.Doc, Map<CollectionName, unknown>>();

function storeOf<C extends CollectionName>(doc: Y.Doc, name: C): CollectionStore<C> {
  const byName = stores.get(doc) ?? new Map<CollectionName, unknown>();
  stores.set(doc, byName);
  const known = byName.get(name) ?? new CollectionStore(doc, name);
  byName.set(name, known);
  // The map is filled by this line alone, so what stands under a name is that name's store.
  return known as CollectionStore<C>;
}

/** The valid records of a collection, the same array until one of them changes. */
export function useRecords<C extends CollectionName>(doc: Y.Doc, name: C): readonly RecordOf<C>[] {
  const store = storeOf(doc, name);
  return useSyncExternalStore(store.subscribe, store.read);
}
