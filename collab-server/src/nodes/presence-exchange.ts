import type { AwarenessStore } from '../awareness.ts';
import type { Bus } from '../ports/bus.ts';
import * as messages from './messages.ts';
import type { NodeClock } from './node-clock.ts';
import { BEAT_MS } from './peers.ts';

/** What the exchange needs of a room. */
export interface PresenceRoom {
  readonly name: string;
  readonly awareness: AwarenessStore;
  /** Sends what changed to the members, soon. */
  scheduleAwareness(): void;
}

export interface PresenceExchangeDeps {
  node: string;
  clock: NodeClock;
  bus: Bus;
  room(document: string): PresenceRoom | undefined;
  rooms(): Iterable<PresenceRoom>;
}

/** Each room names its client ids once in so many beats, which heals whatever was lost. */
const HOLDS_EVERY = 10;
/** A node that has not spoken of a room for this long has nobody in it. ms. */
const SILENT_MS = 3.5 * HOLDS_EVERY * BEAT_MS;

/**
 * Presence between nodes: each tells the others the states of its own clients, last value wins, no more often than the bus
 * can bear. Whoever opens a room asks who is there. Nothing is promised: what is lost is found by comparing ids.
 */
export class PresenceExchange {
  private readonly deps: PresenceExchangeDeps;
  /** Client ids to tell, by document, with the goodbye of those that left. At most those of the connections we have. */
  private untold = new Map<string, Map<number, messages.NodeState | null>>();
  private unasked = new Map<string | null, Set<string>>();
  private timer: NodeJS.Timeout | undefined;
  private lastTold = Number.NEGATIVE_INFINITY;
  private beats = 0;
  private closed = false;

  constructor(deps: PresenceExchangeDeps) {
    this.deps = deps;
  }

  /** A client of ours has moved, come or gone. */
  changed(document: string, clientId: number, left: messages.NodeState | null): void {
    const ids = this.untold.get(document) ?? new Map<number, messages.NodeState | null>();
    this.untold.set(document, ids.set(clientId, left));
    this.tellSoon();
  }

  /** Asks who else is in these documents. @param to one node; null: all. */
  ask(to: string | null, documents: Iterable<string>): void {
    const asked = this.unasked.get(to) ?? new Set();
    for (const document of documents) asked.add(document);
    if (asked.size === 0) return;
    this.unasked.set(to, asked);
    this.tellSoon();
  }

  /** Tells everything of ours, as if all had changed. */
  tellAll(): void {
    for (const room of this.deps.rooms()) this.answer(room.name);
  }

  /** Another node asked for a document. */
  answer(document: string): void {
    const room = this.deps.room(document);
    if (room !== undefined) for (const { clientId } of room.awareness.held()) this.changed(document, clientId, null);
  }

  heardStates(node: string, parts: readonly messages.Part[]): void {
    for (const part of parts) {
      const room = this.deps.room(part.document);
      const states = room === undefined ? null : messages.readStates(part);
      if (states !== null && room?.awareness.receiveFrom(node, states)) room.scheduleAwareness();
    }
  }

  /** @param at the clock under which they were sent. */
  heardHolds(node: string, parts: readonly messages.Part[], at: number): void {
    for (const part of parts) {
      const room = this.deps.room(part.document);
      const holds = room === undefined ? null : messages.readHolds(part);
      if (room === undefined || holds === null) continue;
      if (room.awareness.compareWith(node, holds, at)) this.ask(node, [part.document]);
      if (room.awareness.pending) room.scheduleAwareness();
    }
  }

  /** A node ended or died. */
  forget(node: string): void {
    for (const room of this.deps.rooms()) if (room.awareness.forgetNode(node)) room.scheduleAwareness();
  }

  /** Once a second: names the client ids of a part of the rooms. */
  beat(): void {
    const holds = new Map<string, Uint8Array[]>();
    let i = this.beats++;
    for (const room of this.deps.rooms()) {
      if (i++ % HOLDS_EVERY !== 0) continue;
      holds.set(room.name, [messages.encodeHolds(room.awareness.held())]);
      if (room.awareness.forgetSilent(performance.now() - SILENT_MS)) room.scheduleAwareness();
    }
    this.send(messages.encodeEntries(this.sender, 'holds', holds, this.deps.bus.limits.nodeBytes));
  }

  /** Tells what is left to tell, now, and no more of it later. */
  close(): void {
    this.tell();
    this.closed = true;
  }

  private get sender(): messages.Sender {
    return { node: this.deps.node, clock: this.deps.clock.next() };
  }

  private tellSoon(): void {
    if (this.timer !== undefined || this.closed) return;
    const wait = Math.max(0, this.lastTold + this.deps.bus.limits.presenceMs - performance.now());
    this.timer = setTimeout(() => this.tell(), wait);
  }

  private tell(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    this.lastTold = performance.now();
    const [untold, unasked] = [this.untold, this.unasked];
    this.untold = new Map();
    this.unasked = new Map();
    const states = new Map<string, Uint8Array[]>();
    for (const [document, ids] of untold) states.set(document, this.encode(document, ids));
    const { nodeBytes } = this.deps.bus.limits;
    const asks = [...unasked].flatMap(([to, documents]) => messages.encodeAsk(this.sender, to, [...documents], nodeBytes));
    this.send([...asks, ...messages.encodeEntries(this.sender, 'states', states, nodeBytes)]);
  }

  private encode(document: string, ids: ReadonlyMap<number, messages.NodeState | null>): Uint8Array[] {
    const awareness = this.deps.room(document)?.awareness;
    const states = [...ids].map(([clientId, left]) => left ?? awareness?.ours(clientId) ?? null);
    return states.filter((state) => state !== null).map(messages.encodeState);
  }

  private send(forNodes: readonly Uint8Array[]): void {
    if (forNodes.length > 0) this.deps.bus.publish([], forNodes);
  }
}
