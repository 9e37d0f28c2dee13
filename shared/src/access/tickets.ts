import { createHmac, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';

/**
 * A ticket admits one connection to one document with one capability for 60 s (DESIGN §5.1). It is minted by the api
 * and checked by the collab-server, which share the secret: `base64url(JSON claims).base64url(HMAC-SHA256)`.
 */
export const TICKET_TTL_SECONDS = 60;

export const ActorKind = z.enum(['person', 'agent', 'service']);
export type ActorKind = z.infer<typeof ActorKind>;

export const TicketClaims = z.strictObject({
  doc: z.string(),
  team: z.string(),
  can: z.enum(['read', 'write']),
  actor: z.strictObject({
    kind: ActorKind,
    /** Person id, agent run id or service name: what the log row says. */
    id: z.string().max(64),
    name: z.string().max(80),
    /** Colour of the caret and avatar, `#rrggbb`. */
    color: z.string().regex(/^#[0-9a-f]{6}$/),
  }),
  /** The person whose membership is checked while connected; an agent acts for its asker, a service for nobody. */
  member: z.string().nullable(),
  /** Membership version at minting; a newer one in the database ends the connection. */
  version: z.number().int(),
  exp: z.number().int(),
});
export type TicketClaims = z.infer<typeof TicketClaims>;

function sign(payload: string, secret: string): string {
  return createHmac('sha256', secret).update(payload).digest('base64url');
}

/** @param now unix seconds. */
export function mintTicket(claims: Omit<TicketClaims, 'exp'>, secret: string, now: number): string {
  const payload = Buffer.from(JSON.stringify({ ...claims, exp: now + TICKET_TTL_SECONDS })).toString('base64url');
  return `${payload}.${sign(payload, secret)}`;
}

/** @returns the claims, or null when the ticket is forged, malformed or past its time. Never throws. */
export function readTicket(ticket: string, secret: string, now: number): TicketClaims | null {
  const [payload, signature, ...rest] = ticket.split('.');
  if (!payload || !signature || rest.length > 0) return null;
  const expected = Buffer.from(sign(payload, secret));
  const given = Buffer.from(signature);
  if (expected.length !== given.length || !timingSafeEqual(expected, given)) return null;
  try {
    const claims = TicketClaims.safeParse(JSON.parse(Buffer.from(payload, 'base64url').toString('utf8')));
    return claims.success && claims.data.exp >= now ? claims.data : null;
  } catch {
    return null;
  }
}
