import type { PrismaClient } from '@trashfire/prisma/client';
import { can } from '@trashfire/shared/access/roles';
import { mintTicket, TICKET_TTL_SECONDS } from '@trashfire/shared/access/tickets';
import { parseDocumentName } from '@trashfire/shared/document/names';
import { AppError } from '@trashfire/shared/errors/app-error';
import type { Handlers } from '../../http/handler.ts';

interface Deps {
  prisma: PrismaClient;
  ticketSecret: string;
  now(): Date;
}

/** Tickets admit a person to one document for a minute (DESIGN §5.1). */
export function createTickets({ prisma, ticketSecret, now }: Deps): Handlers<'mintTicket'> {
  return {
    async mintTicket({ body, viewer }) {
      const name = parseDocumentName(body.document);
      const where = { id: name?.name ?? '', teamId: viewer.teamId, deletedAt: null };
      const document = name === null ? null : await prisma.document.findFirst({ where, select: { kind: true } });
      if (document === null) throw new AppError('not-found', 'That document does not exist, or is not yours to see.');
      // What the room sees of rendering is written by services alone (DESIGN §4).
      const writes = document.kind !== 'renders' && can(viewer.role, 'document.write');
      const seconds = Math.floor(now().getTime() / 1000);
      const claims = {
        doc: where.id,
        team: viewer.teamId,
        can: writes ? ('write' as const) : ('read' as const),
        actor: { kind: 'person' as const, id: viewer.personId, name: viewer.name, color: viewer.color },
        member: viewer.personId,
        version: viewer.version,
      };
      const expiresAt = new Date((seconds + TICKET_TTL_SECONDS) * 1000);
      return { ticket: mintTicket(claims, ticketSecret, seconds), expiresAt: expiresAt.toISOString() };
    },
  };
}
