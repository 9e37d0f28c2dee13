import * as Y from 'yjs';
import type { Piece } from '../sync/integration-work.ts';

/**
 * Writes lists anew that took in items whose neighbours never stood side by side. Where such an item stands depends on what a
 * replica had merged and what it took in first (yjs 13, Item.integrate), and so does all that is written beside it. The list is
 * written once more as its author saw it, each piece behind the one before, and everything there was is deleted, so that it does
 * not matter where that stands (R2).
 * @param lists the order of each, applied already. @param origin of the transaction that does it. @returns how many were written.
 */
export function renewLists(doc: Y.Doc, lists: readonly (readonly Piece[])[], origin: unknown): number {
  let count = 0;
  Y.transact(
    doc,
    () => {
      for (const order of lists) if (renew(doc, order)) count++;
    },
    origin,
  );
  return count;
}

function renew(doc: Y.Doc, order: readonly Piece[]): boolean {
  const live = [...itemsIn(doc, order)].filter(({ item }) => !item.deleted);
  const list = live[0]?.item.parent;
  if (list instanceof Y.XmlText) {
    const words = deltaOf(live.filter(({ item }) => item.parent === list));
    list.delete(0, list.length);
    list.applyDelta(words);
    return true;
  }
  if (!(list instanceof Y.XmlElement)) return false;
  const children = live.flatMap(({ item }) => childOf(item, list));
  list.delete(0, list.length);
  list.insert(0, children);
  return true;
}

interface Part {
  item: Y.Item;
  /** Of the item's characters. */
  from: number;
  to: number;
}

function* itemsIn(doc: Y.Doc, order: readonly Piece[]): Generator<Part> {
  for (const { id, length } of order) {
    const end = Math.min(id.clock + length, Y.getState(doc.store, id.client));
    for (let clock = id.clock; clock < end; ) {
      const item = Y.getItem(doc.store, Y.createID(id.client, clock));
      const from = clock - item.id.clock;
      const to = Math.min(item.length, from + end - clock);
      if (item instanceof Y.Item) yield { item, from, to };
      clock += to - from;
    }
  }
}

/** A text as insertions with the marks that stand on them. */
function deltaOf(parts: readonly Part[]): { insert: string; attributes: Record<string, unknown> }[] {
  const delta: { insert: string; attributes: Record<string, unknown> }[] = [];
  const marks = new Map<string, unknown>();
  for (const { item, from, to } of parts) {
    const { content } = item;
    if (content instanceof Y.ContentString) {
      delta.push({ insert: content.str.slice(from, to), attributes: Object.fromEntries(marks) });
    } else if (content instanceof Y.ContentFormat) {
      if (content.value === null) marks.delete(content.key);
      else marks.set(content.key, content.value);
    }
  }
  return delta;
}

function childOf({ content, parent }: Y.Item, list: Y.XmlElement): (Y.XmlElement | Y.XmlText)[] {
  if (parent !== list || !(content instanceof Y.ContentType)) return [];
  const { type } = content;
  return type instanceof Y.XmlElement || type instanceof Y.XmlText ? [type.clone()] : [];
}
