import { isUtf8 } from 'node:buffer';
import type { TicketClaims } from '@trashfire/shared/access/tickets';
import { LIMITS } from '@trashfire/shared/realtime/limits';
import type { NodeState, StateVersion } from './nodes/messages.ts';
import type { NodeClock } from './nodes/node-clock.ts';
import { actorKey, actorKeyOf, isAsShown, isForeign, withIdentity } from './presence-state.ts';
import type { AwarenessEntry } from './sync/decode.ts';
import type { Sendable } from './sync/outgoing.ts';
import { PresencePack, type ShownState } from './sync/presence-frame.ts';

/** One connection's place in the room's presence. */
export interface AwarenessPeer {
  readonly actor: TicketClaims['actor'];
  sendPresence(outgoing: Sendable): void;
}

export interface AwarenessDeps {
  /** Shared by all rooms of this node. */
  clock: NodeClock;
  /** Our name among the nodes. */
  node: string;
  /** Something the other nodes are to hear has changed. @param left what to tell them when it is a goodbye: the room may be gone by then. */
  changed(clientId: number, left: NodeState | null): void;
  /** A state that is not shown: of somebody else's client id, older than what is shown, or larger than the limit. */
  dropped?(reason: PresenceDrop): void;
}

export type PresenceDrop = 'foreign' | 'stale' | 'tooLarge';

/** Who holds a client id: one of our connections, or another node for one of its own. */
type Owner = { peer: AwarenessPeer; node: null } | { peer: null; node: string };

/** The clocks under which our members have heard of a client id: what they repeat carries one of these. */
interface Stamps {
  first: number;
  last: number;
}

interface State extends StateVersion {
  owner: Owner;
  /** As its client sent it; turned into what is shown only when it goes out, so a flood costs one parse per flush. */
  raw: string;
  shown: Uint8Array | null;
  stamps: Stamps;
}

/** Kept for a while after a client id left, so that what comes late does not bring it back. */
interface Left extends StateVersion {
  node: string;
  actor: string;
  stamps: Stamps;
  at: number;
}

const LEFT_JSON = new TextEncoder().encode('null');
const KEEP_LEFT_MS = 60_000;
const MOST_LEFT = 1000;
/** Longest wait of a newcomer for the states of its own actor: by then it has told its client id, or has none. */
const HELD_BACK_MS = 2000;

/**
 * Presence of one room: who is here and where, last value wins, nothing stored. y-protocols' Awareness is not used: it has a
 * timer per document, never forgets a client and parses every state both ways (facts: sync §5.1).
 *
 * Clocks that go out are the server's own: a client that reconnects with the clock it had is otherwise ignored by its peers
 * for up to 15 s, since they remember the clock under which it left. What the nodes tell each other is ordered by
 * (`since`, `clock`): a person who comes back through another node is theirs from then on, and the goodbye of the first,
 * however late, is older.
 */
export class AwarenessStore {
  private readonly states = new Map<number, State>();
  private readonly lately = new Map<number, Left>();
  /** The client id of each connection that told one, and the last clock it sent. */
  private readonly ids = new Map<AwarenessPeer, { clientId: number; clock: number }>();
  /** Newcomers that have not told their client id, and what they were not shown meanwhile because it may be theirs. */
  private readonly heldBack = new Map<AwarenessPeer, number>();
  private readonly dirty = new Set<number>();
  /** When each other node last spoke of this room. */
  private readonly spoke = new Map<string, number>();
  private readonly deps: AwarenessDeps;
  private foreign = 0;

  constructor(deps: AwarenessDeps) {
    this.deps = deps;
  }

  /** @returns whether something is to be flushed. Foreign, stale and oversized states are dropped: stock clients echo what they hear. */
  receive(peer: AwarenessPeer, entries: readonly AwarenessEntry[]): boolean {
    for (const entry of entries) this.receiveOne(peer, entry);
    return this.dirty.size > 0;
  }

  private receiveOne(peer: AwarenessPeer, { clientId, clock, json }: AwarenessEntry): void {
    const mine = this.ids.get(peer);
    // Nearly all that comes in is of this kind, so it is looked at before anything is decoded.
    if (mine !== undefined && (mine.clientId !== clientId || clock <= mine.clock)) {
      this.deps.dropped?.(mine.clientId === clientId ? 'stale' : 'foreign');
      return;
    }
    if (json.length > LIMITS.awarenessBytes || !isUtf8(json)) {
      this.deps.dropped?.('tooLarge');
      return;
    }
    const text = Buffer.from(json.buffer, json.byteOffset, json.length).toString();
    if (mine === undefined) {
      if (text === 'null') return;
      if (!this.mayTake(peer, clientId, clock, text)) {
        this.deps.dropped?.('foreign');
        return;
      }
      this.ids.set(peer, { clientId, clock });
      this.take(peer, clientId, text);
      this.showHeldBack(peer);
    } else if (text === 'null') {
      this.leave(peer);
    } else {
      mine.clock = clock;
      this.take(peer, clientId, text);
    }
  }

  /** Whether a connection without a client id may have this one: it is free, or its own actor's, who came back another way. */
  private mayTake(peer: AwarenessPeer, clientId: number, clock: number, text: string): boolean {
    if (isForeign(text, peer.actor)) return false;
    const known = this.states.get(clientId);
    const before = known ?? this.lately.get(clientId);
    if (before === undefined) return true;
    const { first, last } = before.stamps;
    // By its clock alone it could be the client itself: one that was told it had left goes on from the clock it was told that under.
    const isEcho = first <= clock && clock <= last && isAsShown(text);
    const actor = known === undefined ? this.lately.get(clientId)?.actor : actorOf(known);
    return !isEcho && (actor === '' || actor === actorKey(peer.actor));
  }

  private take(peer: AwarenessPeer, clientId: number, raw: string): void {
    const known = this.states.get(clientId);
    const clock = this.deps.clock.next();
    if (known?.owner.peer === peer) {
      Object.assign(known, { raw, shown: null, clock });
    } else {
      if (known?.owner.peer === null) this.foreign--;
      const stamps = known?.stamps ?? this.lately.get(clientId)?.stamps ?? { first: clock, last: clock };
      const owner: Owner = { peer, node: null };
      this.states.set(clientId, { clientId, since: clock, clock, owner, raw, shown: null, stamps });
      this.lately.delete(clientId);
    }
    this.dirty.add(clientId);
    this.deps.changed(clientId, null);
  }

  /** The connection closed, or its client took its state away. @returns whether something is to be flushed. */
  leave(peer: AwarenessPeer): boolean {
    const mine = this.ids.get(peer);
    this.ids.delete(peer);
    this.heldBack.delete(peer);
    const state = mine === undefined ? undefined : this.states.get(mine.clientId);
    if (state?.owner.peer !== peer) return false;
    const { clientId, since } = state;
    const clock = this.deps.clock.next();
    this.remove(state, { since, clock, node: this.deps.node });
    this.deps.changed(clientId, { clientId, since, clock, json: null });
    return true;
  }

  private remove(state: State, version: { since: number; clock: number; node: string }): void {
    const { clientId, stamps } = state;
    this.states.delete(clientId);
    if (state.owner.peer === null) this.foreign--;
    this.keepLeft({ clientId, ...version, actor: actorOf(state), stamps, at: performance.now() });
    this.dirty.add(clientId);
  }

  private keepLeft(left: Left): void {
    this.lately.delete(left.clientId);
    this.lately.set(left.clientId, left);
    for (const [clientId, { at }] of this.lately) {
      if (this.lately.size <= MOST_LEFT && left.at - at < KEEP_LEFT_MS) return;
      this.lately.delete(clientId);
    }
  }

  /** What another node's clients said. @returns whether something is to be flushed. */
  receiveFrom(node: string, states: readonly NodeState[]): boolean {
    this.spoke.set(node, performance.now());
    for (const state of states) this.receiveOneFrom(node, state);
    return this.dirty.size > 0;
  }

  private receiveOneFrom(node: string, { clientId, since, clock, json }: NodeState): void {
    const known = this.states.get(clientId);
    const before = known ?? this.lately.get(clientId);
    const nodeBefore = known === undefined ? this.lately.get(clientId)?.node : (known.owner.node ?? this.deps.node);
    if (before !== undefined && !isNewer({ since, clock, node }, { ...before, node: nodeBefore ?? '' })) return;
    const version = { since, clock, node };
    if (json === null) {
      if (known !== undefined && known.owner.peer !== null) this.insist(known, version);
      else if (known !== undefined) this.remove(known, version);
      else {
        const stamps = before?.stamps ?? { first: Number.POSITIVE_INFINITY, last: 0 };
        this.keepLeft({ clientId, ...version, actor: '', stamps, at: performance.now() });
      }
      return;
    }
    const isNew = known?.owner.peer !== null;
    if (isNew && this.foreign >= LIMITS.remoteStates) return;
    if (isNew) this.foreign++;
    const stamps = before?.stamps ?? { first: since, last: since };
    this.states.set(clientId, { clientId, since, clock, owner: { peer: null, node }, raw: '', shown: json, stamps });
    this.lately.delete(clientId);
    this.dirty.add(clientId);
  }

  /**
   * Another node says goodbye for a client that is connected here. Its clock was ahead of ours when the client came from there,
   * and we had not heard it: from now on the client is newer here.
   */
  private insist(state: State, than: Version): void {
    this.deps.clock.heard(Math.max(than.since, than.clock));
    state.since = this.deps.clock.next();
    state.clock = state.since;
    this.deps.changed(state.clientId, null);
  }

  /** Another node ended, or went silent: its clients are gone for us. @returns whether something is to be flushed. */
  forgetNode(node: string): boolean {
    this.spoke.delete(node);
    for (const state of this.states.values()) {
      // Under version 0: should that node be heard again, its states are newer.
      if (state.owner.node === node) this.remove(state, { since: 0, clock: 0, node });
    }
    return this.dirty.size > 0;
  }

  /** A node that lives but has not named this room for long has nobody in it any more, and its goodbye was lost. @param longAgo as of performance.now(). */
  forgetSilent(longAgo: number): boolean {
    for (const [node, at] of this.spoke) if (at < longAgo) this.forgetNode(node);
    return this.dirty.size > 0;
  }

  /**
   * Another node named all its clients here, at this time of its clock: what it held before and does not name is gone.
   * @returns whether it names something we lack, so that it has to be asked.
   */
  compareWith(node: string, holds: readonly StateVersion[], at: number): boolean {
    this.spoke.set(node, performance.now());
    const named = new Set(holds.map((hold) => hold.clientId));
    for (const state of this.states.values()) {
      const isGone = state.owner.node === node && state.clock < at && !named.has(state.clientId);
      if (isGone) this.remove(state, { since: state.since, clock: state.clock, node });
    }
    let lacks = false;
    for (const hold of holds) {
      const { clientId } = hold;
      const left = this.lately.get(clientId);
      const known = this.states.get(clientId) ?? left;
      if (known === undefined || isNewer({ ...hold, node }, { ...known, node })) lacks = true;
      // Here its last goodbye came from a node whose clock was ahead: the holder has to hear it, to be newer from then on.
      else if (left !== undefined && left.node !== node)
        this.deps.changed(clientId, { clientId, since: left.since, clock: left.clock, json: null });
    }
    return lacks;
  }

  /** Whether anything is to go out, be it only a goodbye. */
  get pending(): boolean {
    return this.dirty.size > 0;
  }

  /** What the other nodes are to know of a client id; null when it is with none of our connections. */
  ours(clientId: number): NodeState | null {
    const state = this.states.get(clientId);
    if (state === undefined || state.owner.peer === null) return null;
    return { clientId, since: state.since, clock: state.clock, json: shownOf(state) };
  }

  /** Who shows itself under a client id, here or on another node, as {@link actorKey}; null when nobody does. */
  holderOf(clientId: number): string | null {
    const state = this.states.get(clientId);
    return state === undefined ? null : actorOf(state) || null;
  }

  /** Client ids of our own connections. */
  *held(): Iterable<StateVersion> {
    for (const state of this.states.values()) if (state.owner.peer !== null) yield state;
  }

  /** Sends what changed since the last flush to everyone; a peer never hears of itself, or it would take our copy for newer than its own. @returns how many states. */
  flush(peers: Iterable<AwarenessPeer>): number {
    const pack = new PresencePack([...this.dirty].map((clientId) => this.show(clientId)));
    const count = this.dirty.size;
    this.dirty.clear();
    const longAgo = performance.now() - HELD_BACK_MS;
    for (const peer of peers) {
      const frame = pack.frameFor(this.ids.get(peer)?.clientId ?? null);
      if (frame !== null) peer.sendPresence(frame);
      if ((this.heldBack.get(peer) ?? Number.POSITIVE_INFINITY) < longAgo) this.showHeldBack(peer);
    }
    return count;
  }

  /**
   * A frame with everybody but the peer itself, for a newcomer; null when nobody else is here. Every state has a new clock:
   * a client that was here a moment ago remembers the last, and would not take the same again.
   */
  snapshotFor(peer: AwarenessPeer): Sendable | null {
    const own = this.ids.get(peer)?.clientId;
    const actor = own === undefined ? actorKey(peer.actor) : null;
    const shown: ShownState[] = [];
    for (const state of this.states.values()) {
      if (state.clientId === own) continue;
      // It may be the newcomer's own state, from a connection that has not ended yet.
      if (actor !== null && actorOf(state) === actor) this.heldBack.set(peer, performance.now());
      else shown.push(this.show(state.clientId));
    }
    // A slow reader may have missed that they left.
    for (const { clientId, actor: of } of this.lately.values()) if (of !== actor) shown.push(this.show(clientId));
    return new PresencePack(shown).frameFor(own ?? null);
  }

  private showHeldBack(peer: AwarenessPeer): void {
    if (!this.heldBack.delete(peer)) return;
    const actor = actorKey(peer.actor);
    const states = [...this.states.values()].filter((state) => actorOf(state) === actor);
    const frame = new PresencePack(states.map((state) => this.show(state.clientId))).frameFor(
      this.ids.get(peer)?.clientId ?? null,
    );
    if (frame !== null) peer.sendPresence(frame);
  }

  private show(clientId: number): ShownState {
    const clock = this.deps.clock.next();
    const state = this.states.get(clientId);
    const stamps = (state ?? this.lately.get(clientId))?.stamps;
    if (stamps !== undefined) stamps.last = clock;
    return { clientId, clock, json: state === undefined ? LEFT_JSON : shownOf(state) };
  }
}

function shownOf(state: State): Uint8Array {
  if (state.shown === null && state.owner.peer !== null) state.shown = withIdentity(state.raw, state.owner.peer.actor);
  return state.shown ?? LEFT_JSON;
}

function actorOf(state: State): string {
  return state.owner.peer === null ? actorKeyOf(state.shown ?? LEFT_JSON) : actorKey(state.owner.peer.actor);
}

interface Version {
  since: number;
  clock: number;
  node: string;
}

function isNewer(a: Version, b: Version): boolean {
  if (a.since !== b.since) return a.since > b.since;
  if (a.clock !== b.clock) return a.clock > b.clock;
  return a.node > b.node;
}
