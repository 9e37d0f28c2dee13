import type { DocumentName } from '@trashfire/shared/document/names';
import { parseDocumentName } from '@trashfire/shared/document/names';
import { AppError } from '@trashfire/shared/errors/app-error';
import { type DocumentSession, openDocument } from '@trashfire/shared/realtime/document-session';
import { call } from '../api/http.ts';
import { DocumentPool, type LiveDocument } from './document-pool.ts';
import { openKept } from './kept.ts';

/** Where a document is and who opens it. */
export interface DocumentPlace {
  readonly name: DocumentName;
  /** The api's word for where the collab-server is; empty means this page's own origin. */
  readonly collabUrl: string;
  readonly person: string;
}

const pool = new DocumentPool(open);
/** Opens a document, or joins the connection this window has to it already. Every call needs one {@link releaseDocument}. */
export const acquireDocument = (place: DocumentPlace): Promise<DocumentSession> => pool.acquire(place);
export const releaseDocument = (name: DocumentName): void => pool.release(name);
/** Writes into a document that perhaps nothing of this window shows any more: {@link DocumentPool.use}. */
export const writeTo = <T>(place: DocumentPlace, write: (session: DocumentSession) => T): Promise<T> => pool.use(place, write);
/** Resolves when all that was written in this window is saved, or after a moment: a studio that is away keeps nobody here. */
export const settleDocuments = (): Promise<void> => pool.settle();
/** Closes every document of this window at once, whoever still shows it: the person is leaving. */
export const closeDocuments = (): Promise<void> => pool.close();

async function open({ name, collabUrl, person }: DocumentPlace): Promise<LiveDocument<DocumentSession>> {
  const options = {
    url: collabOrigin(collabUrl),
    name,
    ticket: async () => (await call('mintTicket', { body: { document: name } })).ticket,
  };
  // Renders are written by the worker alone and made again from rows, so there is nothing of a person's to keep.
  if (parseDocumentName(name)?.kind === 'renders') {
    const session = openDocument(options);
    const stop = reconnectOnSigns(session);
    return {
      session,
      async close() {
        stop();
        session.destroy();
      },
    };
  }
  const kept = await openKept(person, name);
  const ticket = kept.outdated ? () => Promise.reject(new AppError('client-outdated')) : options.ticket;
  const { doc, unsaved, epoch } = kept;
  const session = openDocument({ ...options, ticket, doc, unsaved, ...(epoch === null ? {} : { epoch }) });
  kept.follow(session);
  const stop = reconnectOnSigns(session);
  return {
    session,
    async close() {
      stop();
      session.destroy();
      await kept.close();
    },
  };
}

/** A network that is back, or a person who looks again, is a better moment for the next attempt than the timer's. */
function reconnectOnSigns(session: DocumentSession): () => void {
  const ended = new AbortController();
  const { signal } = ended;
  window.addEventListener('online', () => session.reconnectNow(), { signal });
  document.addEventListener('visibilitychange', () => document.visibilityState === 'visible' && session.reconnectNow(), {
    signal,
  });
  return () => ended.abort();
}

export function collabOrigin(configured: string, page: Pick<Location, 'protocol' | 'host'> = window.location): string {
  if (configured !== '') return configured.replace(/\/$/, '');
  return `${page.protocol === 'https:' ? 'wss' : 'ws'}://${page.host}`;
}
