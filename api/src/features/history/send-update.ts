import type { DocumentName } from '@trashfire/shared/document/names';
import { AppError } from '@trashfire/shared/errors/app-error';
import { say } from '@trashfire/shared/errors/say';
import { openDocument } from '@trashfire/shared/realtime/document-session';
import * as Y from 'yjs';
import { withDeadline } from '../documents/deadline.ts';

const READY_MS = 10_000;
const DURABLE_MS = 15_000;
const UNREACHABLE = say`The document cannot be opened right now. Nothing was changed; try again in a moment.`;
const UNSAVED = say`The change was not confirmed in time. Repeat it: it is made once.`;

interface Sent {
  /** Of the collab-server, `ws://host:port`. */
  url: string;
  /** The studio's, which a browser would send. */
  origin: string;
  name: DocumentName;
  /** Admits the person; good for longer than this takes. */
  ticket: string;
  update: Uint8Array;
}

/**
 * Makes one edit as the ticket's person, through the same door as every edit (DESIGN §1), in one transaction. What the
 * document has already of it is not sent again.
 * @throws AppError not-allowed, not-found, unavailable; conflict when the document does not have what the edit builds on.
 */
export async function sendUpdate({ url, origin, name, ticket, update }: Sent): Promise<void> {
  // Unsaved: an earlier try may have brought the room all of it and not the log, and then this one makes no edit to be answered (R1).
  const session = openDocument({ url, name, origin, user: null, ticket: () => Promise.resolve(ticket), unsaved: true });
  try {
    await withDeadline(session.ready, READY_MS, UNREACHABLE);
    session.transact('history', () => Y.applyUpdate(session.doc, update, 'history'));
    if (session.doc.store.pendingStructs !== null || session.doc.store.pendingDs !== null) throw new AppError('conflict');
    await withDeadline(session.durable(), DURABLE_MS, UNSAVED);
  } finally {
    session.destroy();
  }
}
