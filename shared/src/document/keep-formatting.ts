import type * as Y from 'yjs';

/**
 * Keeps a document that is only read at what the log holds. After a change from elsewhere Yjs removes formatting without effect by
 * itself (yjs 13, YText), and which that is depends on how many rows came at once: a mark that two people set in the same moment
 * may be gone from a copy that took their rows one by one. What the server's own copy removed so are rows as well.
 * @param isOnlyRead whether it is only read at this moment.
 * @returns a function that ends it.
 */
export function keepFormatting(doc: Y.Doc, isOnlyRead: () => boolean = () => true): () => void {
  const keep = (transaction: Y.Transaction) => {
    if (isOnlyRead()) transaction._needFormattingCleanup = false;
  };
  doc.on('afterTransaction', keep);
  return () => doc.off('afterTransaction', keep);
}
