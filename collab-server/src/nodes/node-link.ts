import { DOCUMENT_SCHEMA_VERSION } from '@trashfire/shared/document/schema';
import type { BusMessage } from '@trashfire/shared/realtime/bus-messages';
import type { Logger } from 'pino';
import type { CommittedRow } from '../commit-queue.ts';
import type { Bus } from '../ports/bus.ts';
import type { LogRow } from '../ports/update-log.ts';
import * as messages from './messages.ts';
import { NodeClock } from './node-clock.ts';
import { BEAT_MS, Peers } from './peers.ts';
import { PresenceExchange, type PresenceRoom } from './presence-exchange.ts';

/** What the other nodes' messages are for. */
export interface LinkedRoom extends PresenceRoom {
  readonly epoch: number;
  /** Rows another node committed, by ascending seq. */
  hearRows(rows: readonly LogRow[]): void;
}

export interface NodeLinkDeps {
  /** Names this process on the bus. */
  node: string;
  bus: Bus;
  logger: Logger;
  room(document: string): LinkedRoom | undefined;
  rooms(): Iterable<LinkedRoom>;
  /** The machine's clock when left out. */
  clock?: NodeClock;
  /** Layout version of this program. */
  schemaVersion?: number | undefined;
}

/**
 * The api works on a whole document at each ring, and each ring costs the database as much as a commit: no more than ten a
 * second. Other nodes get the rows themselves, at once.
 */
const BELL_MS = 100;
/** What a message says beside the row itself: names of the node and the document, numbers. */
const ROW_OVERHEAD = 256;

/**
 * This node's place among the others: who lives, what was committed and who is present (DESIGN §5.3, §5.4). Without it
 * everything still works: the log is polled, and everybody sees whom their own node serves.
 */
export class NodeLink {
  readonly node: string;
  readonly clock: NodeClock;
  private readonly peers = new Peers();
  private readonly presence: PresenceExchange;
  private readonly deps: NodeLinkDeps;
  private timer: NodeJS.Timeout | undefined;
  /** Heads nobody was told of yet: at most those of the documents we have. */
  private readonly unrung = new Map<string, number>();
  private bellTimer: NodeJS.Timeout | undefined;
  private lastRung = Number.NEGATIVE_INFINITY;
  private closed = false;

  constructor(deps: NodeLinkDeps) {
    this.deps = deps;
    this.node = deps.node;
    this.clock = deps.clock ?? new NodeClock();
    this.presence = new PresenceExchange({ ...deps, clock: this.clock });
  }

  /** How many other nodes are alive. */
  get others(): number {
    return this.peers.size;
  }

  /** A client of ours has moved, come or gone. Nobody is told while nobody is there: whoever comes asks. */
  changed(document: string, clientId: number, left: messages.NodeState | null): void {
    if (this.peers.any) this.presence.changed(document, clientId, left);
  }

  /** A room was loaded: who is in it elsewhere? */
  opened(document: string): void {
    if (this.peers.any) this.presence.ask(null, [document]);
  }

  /** Tells what was committed: its bytes to the other nodes, if there are any, and its head to everybody. */
  committed(rows: readonly CommittedRow[]): void {
    for (const { document, seq } of rows) this.unrung.set(document, seq);
    const { told, missing } = this.peers.any ? this.encodeRows(rows) : { told: [], missing: new Set<string>() };
    // A node that does not get the bytes has to read them: it is told at once.
    this.deps.bus.publish(
      [...missing].map((document) => this.bell(document)),
      told,
    );
    if (this.unrung.size === 0 || this.closed) return;
    this.bellTimer ??= setTimeout(() => this.ring(), Math.max(0, this.lastRung + BELL_MS - performance.now()));
  }

  /** The news of a document's head, which then nobody needs to be told again. */
  private bell(document: string): BusMessage {
    const seq = this.unrung.get(document) ?? 0;
    this.unrung.delete(document);
    const epoch = this.deps.room(document)?.epoch;
    return { kind: 'update', document, seq, node: this.node, ...(epoch !== undefined && { epoch }) };
  }

  private ring(): void {
    clearTimeout(this.bellTimer);
    this.bellTimer = undefined;
    this.lastRung = performance.now();
    const documents = [...this.unrung.keys()];
    this.deps.bus.publish(documents.map((document) => this.bell(document)));
  }

  /** @returns messages, and the documents of which they do not hold everything. */
  private encodeRows(rows: readonly CommittedRow[]): { told: Uint8Array[]; missing: Set<string> } {
    const entries = new Map<string, Uint8Array[]>();
    const missing = new Set<string>();
    const { nodeBytes } = this.deps.bus.limits;
    for (const [document, own] of Map.groupBy(rows, (row): string => row.document)) {
      const epoch = this.deps.room(document)?.epoch;
      const fits = own.every(({ bytes }) => bytes.length <= nodeBytes - ROW_OVERHEAD);
      if (epoch === undefined || !fits) missing.add(document);
      else
        entries.set(
          document,
          own.map(({ seq, bytes }) => messages.encodeRow({ epoch, schema: this.schema, seq, bytes })),
        );
    }
    return { told: messages.encodeEntries(this.sender, 'rows', entries, nodeBytes), missing };
  }

  /** The bus works, for the first time or again: what was said meanwhile is unknown, on both sides. */
  reconnected(): void {
    this.sign('beat');
    if (!this.peers.any) return;
    this.presence.tellAll();
    this.presence.ask(null, this.documents());
  }

  /** Begins to show that we live, and goes on with it until {@link close}: while it drains, a node is not dead. */
  start(): void {
    this.timer = setInterval(() => this.beat(), BEAT_MS);
  }

  private beat(): void {
    this.sign('beat');
    for (const node of this.peers.expire(performance.now())) {
      this.deps.logger.warn({ node }, 'another node is silent, its people are taken for gone');
      this.presence.forget(node);
    }
    if (this.peers.any) this.presence.beat();
  }

  /** Something came on the nodes' channel. */
  hear(bytes: Uint8Array): void {
    const message = messages.decodeNodeMessage(bytes);
    if (message === null || message.node === this.node || this.closed) return;
    const verdict = this.peers.heard(message.node, performance.now());
    if (verdict === 'ignore') return;
    this.clock.heard(message.clock);
    if (verdict === 'new' && message.kind !== 'bye') this.greet(message.node);
    this.act(message);
  }

  /** It may not have heard of us either, and each lacks what the other said before. */
  private greet(node: string): void {
    this.deps.logger.info({ node }, 'another node is here');
    this.sign('beat');
    this.presence.ask(node, this.documents());
  }

  private act(message: messages.NodeMessage): void {
    switch (message.kind) {
      case 'beat':
        return;
      case 'bye':
        this.peers.left(message.node);
        this.presence.forget(message.node);
        return;
      case 'ask':
        if (message.to === null || message.to === this.node) for (const name of message.documents) this.presence.answer(name);
        return;
      case 'rows':
        for (const part of message.parts) this.hearRows(part);
        return;
      case 'states':
        this.presence.heardStates(message.node, message.parts);
        return;
      case 'holds':
        this.presence.heardHolds(message.node, message.parts, message.clock);
    }
  }

  private hearRows(part: messages.Part): void {
    const room = this.deps.room(part.document);
    const rows = room === undefined ? null : messages.readRows(part);
    // Of another epoch: a document of the same name and other content, which must not be mixed into this one. Of a newer program:
    // what our clients would damage; the next poll hands them over to its nodes.
    if (rows !== null) room?.hearRows(rows.filter(({ epoch, schema }) => epoch === room.epoch && schema <= this.schema));
  }

  /** Says goodbye, so that nobody waits until we are taken for dead. */
  close(): void {
    clearInterval(this.timer);
    if (this.unrung.size > 0) this.ring();
    this.presence.close();
    this.sign('bye');
    this.closed = true;
  }

  private sign(kind: 'beat' | 'bye'): void {
    this.deps.bus.publish([], [messages.encodeSign(this.sender, kind)]);
  }

  private get schema(): number {
    return this.deps.schemaVersion ?? DOCUMENT_SCHEMA_VERSION;
  }

  private get sender(): messages.Sender {
    return { node: this.node, clock: this.clock.next() };
  }

  private *documents(): Iterable<string> {
    for (const room of this.deps.rooms()) yield room.name;
  }
}
