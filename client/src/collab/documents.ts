import type { DocumentName } from '@trashfire/shared/document/names';
import { type DocumentSession, openDocument } from '@trashfire/shared/realtime/document-session';
import { call } from '../api/http.ts';

interface Opened {
  session: DocumentSession;
  users: number;
  closing: ReturnType<typeof setTimeout> | null;
}

/** Going from one room to the next lets go of a document and takes it again at once; it stays open this long for that. */
const LINGER_MS = 4_000;
const opened = new Map<DocumentName, Opened>();

/** Opens a document, or joins the connection this window has to it already. Every call needs one {@link releaseDocument}. */
export function acquireDocument(name: DocumentName, collabUrl: string): DocumentSession {
  let entry = opened.get(name);
  if (entry === undefined) {
    const session = openDocument({
      url: collabOrigin(collabUrl),
      name,
      ticket: async () => (await call('mintTicket', { body: { document: name } })).ticket,
    });
    entry = { session, users: 0, closing: null };
    opened.set(name, entry);
  }
  if (entry.closing !== null) clearTimeout(entry.closing);
  entry.closing = null;
  entry.users += 1;
  return entry.session;
}

export function releaseDocument(name: DocumentName): void {
  const entry = opened.get(name);
  if (entry === undefined) return;
  entry.users -= 1;
  if (entry.users > 0) return;
  entry.closing = setTimeout(() => {
    opened.delete(name);
    entry.session.destroy();
  }, LINGER_MS);
}

/** @param configured the api's word for where the collab-server is; empty means this page's own origin. */
export function collabOrigin(configured: string, page: Pick<Location, 'protocol' | 'host'> = window.location): string {
  if (configured !== '') return configured.replace(/\/$/, '');
  return `${page.protocol === 'https:' ? 'wss' : 'ws'}://${page.host}`;
}
