import type { DocumentName } from '@trashfire/shared/document/names';
import { CLOSE } from '@trashfire/shared/realtime/close-codes';
import type { DocumentSession } from '@trashfire/shared/realtime/document-session';
import { IndexeddbPersistence } from 'y-indexeddb';
import * as Y from 'yjs';

/** A browser that keeps nothing (a private window, a full disk) must not keep the document from opening. */
const WAIT_MS = 1_500;
const EPOCH = 'epoch';

/** What this browser has of a document from before, edits the server never got included. */
export interface Kept {
  readonly doc: Y.Doc;
  readonly epoch: number | null;
  /** Notes the epoch the content belongs to, and throws the content away when the server says it was replaced or deleted. */
  follow(session: DocumentSession): void;
  close(): Promise<void>;
}

/** Opens the copy that `person` has in this browser. Persons do not share copies: what one wrote offline is theirs to send. */
export async function openKept(person: string, name: DocumentName): Promise<Kept> {
  const doc = new Y.Doc();
  const store = new IndexeddbPersistence(`trashfire/${person}/${name}`, doc);
  const here = await Promise.race([
    store.whenSynced.then(
      () => true,
      () => false,
    ),
    new Promise<false>((resolve) => setTimeout(resolve, WAIT_MS, false)),
  ]);
  const epoch: unknown = here ? await store.get(EPOCH).catch(() => null) : null;
  return {
    doc,
    epoch: typeof epoch === 'number' ? epoch : null,
    follow(session) {
      session.onStatus((status) => {
        const code = status.closeReason?.code;
        if (code === CLOSE.epoch || code === CLOSE.notFound) void store.clearData();
        else if (status.epoch !== null && status.epoch !== epoch) void store.set(EPOCH, status.epoch);
      });
    },
    async close() {
      await store.destroy();
      doc.destroy();
    },
  };
}
