import * as Y from 'yjs';

/**
 * Writes lists anew that took in an item whose neighbours never stood side by side. Where such an item stands depends on what a
 * replica took in first (yjs 13, Item.integrate), and so does all that is written beside it. What the server shows of the list is
 * written once more, each piece behind the one before, and everything there was is deleted, so that it does not matter where that
 * stands (R2).
 * @param misplaced ids of such items, applied already. @param origin of the transaction that does it. @returns how many lists.
 */
export function renewLists(doc: Y.Doc, misplaced: readonly Y.ID[], origin: unknown): number {
  const lists = new Set<Y.XmlText | Y.XmlElement>();
  for (const id of misplaced) {
    const item = id.clock < Y.getState(doc.store, id.client) ? Y.getItem(doc.store, id) : null;
    const parent: unknown = item instanceof Y.Item ? item.parent : null;
    if (parent instanceof Y.XmlText || parent instanceof Y.XmlElement) lists.add(parent);
  }
  if (lists.size === 0) return 0;
  Y.transact(
    doc,
    () => {
      for (const list of lists) {
        if (list._item?.deleted === true) continue;
        if (list instanceof Y.XmlText) renewText(list);
        else renewChildren(list);
      }
    },
    origin,
  );
  return lists.size;
}

function renewText(text: Y.XmlText): void {
  const words = text.toDelta() as Parameters<Y.XmlText['applyDelta']>[0];
  text.delete(0, text.length);
  text.applyDelta(words);
}

function renewChildren(element: Y.XmlElement): void {
  const children = element.toArray().flatMap((child: unknown) => {
    return child instanceof Y.XmlElement || child instanceof Y.XmlText ? [child.clone()] : [];
  });
  element.delete(0, element.length);
  element.insert(0, children);
}
