import type { DocumentName } from '@trashfire/shared/document/names';
import { parseDocumentName } from '@trashfire/shared/document/names';
import { type DocumentSession, openDocument } from '@trashfire/shared/realtime/document-session';
import { call } from '../api/http.ts';
import { openKept } from './kept.ts';

interface Live {
  readonly session: DocumentSession;
  close(): Promise<void>;
}

interface Opened {
  readonly live: Promise<Live>;
  users: number;
  closing: ReturnType<typeof setTimeout> | null;
}

/** Where a document is and who opens it. */
export interface DocumentPlace {
  readonly name: DocumentName;
  /** The api's word for where the collab-server is; empty means this page's own origin. */
  readonly collabUrl: string;
  readonly person: string;
}

/** Going from one room to the next lets go of a document and takes it again at once; it stays open this long for that. */
const LINGER_MS = 4_000;
const opened = new Map<DocumentName, Opened>();

/** Opens a document, or joins the connection this window has to it already. Every call needs one {@link releaseDocument}. */
export async function acquireDocument(place: DocumentPlace): Promise<DocumentSession> {
  const entry = opened.get(place.name) ?? { live: open(place), users: 0, closing: null };
  opened.set(place.name, entry);
  if (entry.closing !== null) clearTimeout(entry.closing);
  entry.closing = null;
  entry.users += 1;
  return (await entry.live).session;
}

export function releaseDocument(name: DocumentName): void {
  const entry = opened.get(name);
  if (entry === undefined) return;
  entry.users -= 1;
  if (entry.users > 0) return;
  entry.closing = setTimeout(() => {
    opened.delete(name);
    void entry.live.then((live) => live.close());
  }, LINGER_MS);
}

/** How long signing out waits for edits that are on their way. */
const SETTLE_MS = 1_500;

/** Resolves when all that was written in this window is saved, or after a moment: a studio that is away keeps nobody here. */
export async function settleDocuments(): Promise<void> {
  const saved = [...opened.values()].map(async ({ live }) => (await live).session.durable().catch(() => undefined));
  await Promise.race([Promise.all(saved), new Promise((resolve) => setTimeout(resolve, SETTLE_MS))]);
}

/** Closes every document of this window at once, whoever still shows it: the person is leaving. */
export async function closeDocuments(): Promise<void> {
  const entries = [...opened.values()];
  opened.clear();
  for (const { live, closing } of entries) {
    if (closing !== null) clearTimeout(closing);
    await live.then((one) => one.close());
  }
}

async function open({ name, collabUrl, person }: DocumentPlace): Promise<Live> {
  const options = {
    url: collabOrigin(collabUrl),
    name,
    ticket: async () => (await call('mintTicket', { body: { document: name } })).ticket,
  };
  // Renders are written by the worker alone and made again from rows, so there is nothing of a person's to keep.
  if (parseDocumentName(name)?.kind === 'renders') {
    const session = openDocument(options);
    return { session, close: async () => session.destroy() };
  }
  const kept = await openKept(person, name);
  const session = openDocument({ ...options, doc: kept.doc, ...(kept.epoch === null ? {} : { epoch: kept.epoch }) });
  kept.follow(session);
  return {
    session,
    async close() {
      session.destroy();
      await kept.close();
    },
  };
}

export function collabOrigin(configured: string, page: Pick<Location, 'protocol' | 'host'> = window.location): string {
  if (configured !== '') return configured.replace(/\/$/, '');
  return `${page.protocol === 'https:' ? 'wss' : 'ws'}://${page.host}`;
}
