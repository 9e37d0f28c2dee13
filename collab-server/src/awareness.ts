import type { TicketClaims } from '@trashfire/shared/access/tickets';
import type { PresenceUser } from '@trashfire/shared/realtime/presence';
import type { AwarenessEntry } from './sync/decode.ts';
import { encodeAwareness, encodeAwarenessEntry } from './sync/encode.ts';

/** One connection's place in the room's presence. */
export interface AwarenessPeer {
  readonly actor: TicketClaims['actor'];
  send(frame: Uint8Array): void;
}

interface State {
  owner: AwarenessPeer;
  /** Last clock the owner sent; a state that is not newer is stale. */
  clock: number;
  /** As the owner sent it; parsed only when it goes out, so a flood costs one parse per flush. */
  json: string;
  /** Encoded entry with the server's identity and clock, once flushed. */
  entry: Uint8Array | null;
}

const LEFT = 'null';

/**
 * Presence of one room: who is here and where, last value wins, nothing stored. y-protocols' Awareness is not used: it has a
 * timer per document, never forgets a client and parses every state both ways (facts: sync §5.1).
 *
 * Clocks that go out are the server's own, in milliseconds: a client that reconnects with the clock it had is otherwise
 * ignored by its peers for up to 15 s, since they remember the clock under which it left.
 */
export class AwarenessStore {
  private readonly states = new Map<number, State>();
  private readonly idOf = new Map<AwarenessPeer, number>();
  private readonly dirty = new Set<number>();
  private lastClock = 0;
  private readonly now: () => number;
  private readonly maxBytes: number;

  constructor(now: () => number, maxBytes: number) {
    this.now = now;
    this.maxBytes = maxBytes;
  }

  /** @returns whether something is to be flushed. Foreign, stale and oversized states are dropped: stock clients echo what they hear. */
  receive(peer: AwarenessPeer, entries: readonly AwarenessEntry[]): boolean {
    for (const entry of entries) this.receiveOne(peer, entry);
    return this.dirty.size > 0;
  }

  private receiveOne(peer: AwarenessPeer, { clientId, clock, json }: AwarenessEntry): void {
    if (json.length > this.maxBytes) return;
    const known = this.states.get(clientId);
    if (known === undefined) {
      if (json === LEFT || this.idOf.has(peer) || isEcho(json, peer)) return;
      this.idOf.set(peer, clientId);
      this.states.set(clientId, { owner: peer, clock, json, entry: null });
      this.dirty.add(clientId);
      return;
    }
    if (known.owner !== peer) return;
    if (json === LEFT) {
      this.leave(peer);
    } else if (clock > known.clock) {
      known.clock = clock;
      known.json = json;
      this.dirty.add(clientId);
    }
  }

  /** The connection closed, or its client took its state away. @returns whether something is to be flushed. */
  leave(peer: AwarenessPeer): boolean {
    const clientId = this.idOf.get(peer);
    if (clientId === undefined) return false;
    this.idOf.delete(peer);
    this.states.delete(clientId);
    this.dirty.add(clientId);
    return true;
  }

  /** Sends what changed since the last flush to everyone; a peer never hears of itself, or it would take our copy for newer than its own. */
  flush(peers: Iterable<AwarenessPeer>): void {
    const changed = new Map<number, Uint8Array>();
    for (const clientId of this.dirty) changed.set(clientId, this.encode(clientId));
    this.dirty.clear();
    if (changed.size === 0) return;
    const shared = encodeAwareness([...changed.values()]);
    for (const peer of peers) {
      const own = this.idOf.get(peer);
      if (own === undefined || !changed.has(own)) peer.send(shared);
      else if (changed.size > 1) peer.send(encodeAwareness([...changed].filter(([id]) => id !== own).map(([, entry]) => entry)));
    }
  }

  /** A frame with everybody but the peer itself, for a newcomer; null when nobody else is here. */
  snapshotFor(peer: AwarenessPeer): Uint8Array | null {
    const own = this.idOf.get(peer);
    const entries: Uint8Array[] = [];
    for (const [clientId, state] of this.states) {
      if (clientId !== own) entries.push(state.entry ?? this.encode(clientId));
    }
    return entries.length === 0 ? null : encodeAwareness(entries);
  }

  private encode(clientId: number): Uint8Array {
    this.lastClock = Math.max(this.lastClock + 1, this.now());
    const state = this.states.get(clientId);
    const json = state === undefined ? LEFT : withIdentity(state.json, state.owner.actor);
    const entry = encodeAwarenessEntry(clientId, this.lastClock, json);
    if (state !== undefined) state.entry = entry;
    return entry;
  }
}

function parseState(json: string): Record<string, unknown> | null {
  try {
    const state: unknown = JSON.parse(json);
    return typeof state === 'object' && state !== null && !Array.isArray(state) ? { ...state } : null;
  } catch {
    return null;
  }
}

/** The state with `user` set from the ticket, whatever the client claimed (R3). What is not a state becomes one with nothing but the identity. */
function withIdentity(json: string, { kind, id, name, color }: TicketClaims['actor']): string {
  const user: PresenceUser = { kind, id, name, color };
  return JSON.stringify({ ...(parseState(json) ?? {}), user });
}

/** A client without a state of its own repeats what it hears; such a state carries somebody else's identity, set by us. */
function isEcho(json: string, peer: AwarenessPeer): boolean {
  const user = parseState(json)?.user;
  return typeof user === 'object' && user !== null && 'id' in user && user.id !== peer.actor.id;
}
