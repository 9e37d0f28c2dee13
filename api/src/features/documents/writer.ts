import type { PrismaClient } from '@trashfire/prisma/client';
import { mintTicket, type TicketClaims } from '@trashfire/shared/access/tickets';
import { parseDocumentName } from '@trashfire/shared/document/names';
import { AppError } from '@trashfire/shared/errors/app-error';
import { say } from '@trashfire/shared/errors/say';
import { type DocumentSession, openDocument } from '@trashfire/shared/realtime/document-session';
import type * as Y from 'yjs';
import { withDeadline } from './deadline.ts';

/** For whom a document is opened; `member` and `version` as in a ticket. */
export type DocumentActor = Pick<TicketClaims, 'actor' | 'member' | 'version'>;

export interface DocumentWriter {
  /**
   * Opens a document through the collab-server as somebody, as a browser would (DESIGN §1). The caller destroys the session.
   * @param user shown to the room; null stays unseen.
   * @throws AppError not-found when the document does not exist or was deleted.
   */
  open(name: string, as: DocumentActor, user: { name: string; color: string } | null): Promise<DocumentSession>;
  /** Makes one change as a service of the studio and resolves when it is durable. @returns what `change` returns. */
  write<T>(name: string, service: string, change: (doc: Y.Doc) => T): Promise<T>;
}

interface Deps {
  prisma: PrismaClient;
  /** `ws://host:port` of the collab-server. */
  collabUrl: string;
  ticketSecret: string;
  now(): Date;
}

const READY_MS = 10_000;
const DURABLE_MS = 20_000;
const UNREACHABLE = say`The document cannot be opened right now. Nothing was changed; try again in a moment.`;
const UNSAVED = say`The change was not confirmed in time. Look at the document before you repeat it.`;

/** Opens documents with tickets it mints itself, so it is for services the api trusts: rights are the caller's to check. */
export function createDocumentWriter({ prisma, collabUrl, ticketSecret, now }: Deps): DocumentWriter {
  const open: DocumentWriter['open'] = async (name, as, user) => {
    const parsed = parseDocumentName(name);
    const row = parsed === null ? null : await prisma.document.findFirst({ where: { id: parsed.name, deletedAt: null } });
    if (parsed === null || row === null) throw new AppError('not-found', 'That document does not exist, or was deleted.');
    const claims = { doc: parsed.name, team: row.teamId, can: 'write' as const, ...as };
    return openDocument({
      url: collabUrl,
      name: parsed.name,
      user,
      ticket: () => Promise.resolve(mintTicket(claims, ticketSecret, Math.floor(now().getTime() / 1000))),
    });
  };

  return {
    open,
    async write(name, service, change) {
      const actor = { kind: 'service' as const, id: service, name: 'Studio', color: '#00ffea' };
      const session = await open(name, { actor, member: null, version: 0 }, null);
      try {
        await withDeadline(session.ready, READY_MS, UNREACHABLE);
        const result = change(session.doc);
        await withDeadline(session.durable(), DURABLE_MS, UNSAVED);
        return result;
      } finally {
        session.destroy();
      }
    },
  };
}
