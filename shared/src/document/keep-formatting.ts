import type * as Y from 'yjs';

/**
 * Keeps a document that is read from the log at what the log holds. After a change from elsewhere Yjs removes formatting without
 * effect by itself (yjs 13, YText), and which that is depends on how many rows came at once: a mark that two people set in the
 * same moment may be gone from a copy that took their rows one by one. What the server's own copy removed so are rows as well.
 */
export function keepFormatting(doc: Y.Doc): void {
  doc.on('afterTransaction', (transaction: Y.Transaction) => {
    transaction._needFormattingCleanup = false;
  });
}
