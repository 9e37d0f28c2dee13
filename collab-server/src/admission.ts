import { can } from '@trashfire/shared/access/roles';
import { readTicket, type TicketClaims } from '@trashfire/shared/access/tickets';
import { type DocumentName, parseDocumentName } from '@trashfire/shared/document/names';
import type { MembershipNow } from './ports/access.ts';

/** What a client asks for with its upgrade request. */
export interface UpgradeRequest {
  document: DocumentName;
  ticket: string;
  /** Document layout version the client knows; 0 when it did not say. */
  schema: number;
  /** Epoch of the copy the client holds, or null when it holds none. */
  epoch: number | null;
  acks: boolean;
  origin: string | null;
}

/** @returns null when the URL names no document. @param url path and query as sent. */
export function parseUpgrade(url: string, origin: string | undefined): UpgradeRequest | null {
  const parsed = URL.parse(url, 'http://collab');
  const match = parsed === null ? null : /^\/collab\/([^/]+)$/.exec(parsed.pathname);
  const name = match?.[1] === undefined ? null : parseDocumentName(safeDecode(match[1]));
  if (parsed === null || name === null) return null;
  const query = parsed.searchParams;
  return {
    document: name.name,
    ticket: query.get('ticket') ?? '',
    schema: count(query.get('schema')) ?? 0,
    epoch: count(query.get('epoch')),
    acks: (query.get('caps') ?? '').split(',').includes('ack'),
    origin: origin ?? null,
  };
}

function safeDecode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return '';
  }
}

function count(text: string | null): number | null {
  return text !== null && /^\d{1,9}$/.test(text) ? Number(text) : null;
}

export type TicketVerdict =
  | { state: 'valid'; claims: TicketClaims }
  | { state: 'refused'; status: 401 | 403 | 404; reason: string };

/**
 * Everything that is decided from the request alone, before any document or database is touched (R3).
 * @param allowedOrigins browsers' origins; `null` allows all, which only a server on a loopback address may be given.
 * @param now unix seconds.
 */
export function checkTicket(
  request: UpgradeRequest,
  secret: string,
  allowedOrigins: readonly string[] | null,
  now: number,
): TicketVerdict {
  const claims = readTicket(request.ticket, secret, now);
  if (claims === null) return { state: 'refused', status: 401, reason: 'ticket' };
  // Browsers do not apply CORS to WebSockets, so a foreign page could connect; programs of ours send no Origin.
  const foreign = request.origin === null ? claims.actor.kind === 'person' : !(allowedOrigins?.includes(request.origin) ?? true);
  if (foreign) return { state: 'refused', status: 403, reason: 'origin' };
  if (claims.doc !== request.document) return { state: 'refused', status: 403, reason: 'document' };
  if ((claims.actor.kind === 'service') !== (claims.member === null)) return { state: 'refused', status: 403, reason: 'actor' };
  return { state: 'valid', claims };
}

/** Whether the ticket's holder may write: the worker and the api alone write what the room sees of rendering (DESIGN §4). */
export function mayWrite(claims: TicketClaims): boolean {
  if (claims.can !== 'write') return false;
  return parseDocumentName(claims.doc)?.kind !== 'renders' || claims.actor.kind === 'service';
}

/**
 * What a membership as it is now means for a connection admitted with these claims: `revoked` for good, `changed` to come
 * back with a new ticket and its new rights.
 */
export function checkMembership(claims: TicketClaims, now: MembershipNow | null): 'valid' | 'revoked' | 'changed' {
  if (claims.member === null) return 'valid';
  if (now === null || !can(now.role, 'document.read')) return 'revoked';
  return now.version === claims.version ? 'valid' : 'changed';
}
