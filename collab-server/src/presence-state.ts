import type { TicketClaims } from '@trashfire/shared/access/tickets';
import type { PresenceUser } from '@trashfire/shared/realtime/presence';

type Actor = TicketClaims['actor'];

/** @returns the state, or null for what is none: anybody may send anything. */
function parseState(json: string): Record<string, unknown> | null {
  try {
    const state: unknown = JSON.parse(json);
    return typeof state === 'object' && state !== null && !Array.isArray(state) ? { ...state } : null;
  } catch {
    return null;
  }
}

/** The state with `user` set from the ticket, whatever the client claimed (R3), as UTF-8. What is not a state becomes one with nothing but the identity. */
export function withIdentity(json: string, { kind, id, name, color }: Actor): Uint8Array {
  const user: PresenceUser = { kind, id, name, color };
  return Buffer.from(JSON.stringify({ ...(parseState(json) ?? {}), user }));
}

/** A client without a state of its own repeats what it hears; such a state carries somebody else's identity, set by us. */
export function isForeign(json: string, actor: Actor): boolean {
  const user = parseState(json)?.user;
  return typeof user === 'object' && user !== null && 'id' in user && user.id !== actor.id;
}

/** Whether a state names somebody as we do when we show it; what a client makes itself says no more than how it looks. */
export function isAsShown(json: string): boolean {
  const user = parseState(json)?.user;
  return typeof user === 'object' && user !== null && 'id' in user;
}

/** Whose state another node sent: names one actor like {@link actorKey}; empty when it does not say. */
export function actorKeyOf(json: Uint8Array): string {
  const user = parseState(Buffer.from(json.buffer, json.byteOffset, json.length).toString())?.user;
  if (typeof user !== 'object' || user === null || !('id' in user) || !('kind' in user)) return '';
  return `${String(user.kind)} ${String(user.id)}`;
}

export function actorKey({ kind, id }: Pick<Actor, 'kind' | 'id'>): string {
  return `${kind} ${id}`;
}
