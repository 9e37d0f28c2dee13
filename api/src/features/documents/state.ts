import { keepFormatting } from '@trashfire/shared/document/keep-formatting';
import { AppError } from '@trashfire/shared/errors/app-error';
import * as Y from 'yjs';

/** A whole document as one Yjs update. */
export interface DocumentState {
  bytes: Uint8Array;
  /** Yjs clients whose edits are in it. */
  clients: number[];
}

/** Yjs joins neighbours when it reads what it has written; one more pass finds nothing left to join. */
const MOST_PASSES = 4;

/**
 * The state of a document in the form that reading and writing it again does not change, so that what is made of it can be
 * compared byte by byte.
 */
export function stateOf(doc: Y.Doc): DocumentState {
  let bytes = Y.encodeStateAsUpdate(doc);
  for (let pass = 0; pass < MOST_PASSES; pass += 1) {
    const copy = loadState(bytes);
    const again = Y.encodeStateAsUpdate(copy);
    const clients = [...copy.store.clients.keys()];
    copy.destroy();
    if (Buffer.compare(bytes, again) === 0) return { bytes, clients };
    bytes = again;
  }
  throw new AppError('internal', 'That document could not be copied. Nothing was changed; tell whoever runs the studio.');
}

/** A document made of one update. @throws Error for what is no update. */
export function loadState(bytes: Uint8Array): Y.Doc {
  const doc = new Y.Doc();
  keepFormatting(doc);
  Y.applyUpdate(doc, bytes);
  return doc;
}
