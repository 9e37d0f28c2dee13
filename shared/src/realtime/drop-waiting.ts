import type * as Y from 'yjs';

/**
 * Forgets what came on an earlier connection without what it builds on, because that connection broke in between. If the server
 * has both it sends both again; if it has neither, they must not hold up what was written here.
 */
export function dropWaiting(doc: Y.Doc): void {
  doc.store.pendingStructs = null;
  doc.store.pendingDs = null;
}
