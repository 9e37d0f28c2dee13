import { EventEmitter } from 'node:events';
import type { TicketClaims } from '@trashfire/shared/access/tickets';
import { type DocumentKind, type DocumentName, documentName } from '@trashfire/shared/document/names';
import * as decoding from 'lib0/decoding';
import { pino } from 'pino';
import type { WebSocket } from 'ws';
import * as Y from 'yjs';
import { CollabNode, NODE_DEFAULTS } from '../collab-node.ts';
import type { CommitQueue } from '../commit-queue.ts';
import type { MembershipSource } from '../ports/access.ts';
import { silentBus } from '../ports/bus.ts';
import { decodeFrame } from '../sync/decode.ts';
import { encodeStep1, encodeStep2, encodeUpdate } from '../sync/encode.ts';
import { encodeMarker } from './client-frames.ts';
import { createMemoryLog } from './memory-log.ts';
import { MemoryStore, type StoredRow } from './memory-store.ts';

const TEAM = 'team';

/** What a room and a connection need of a socket, without a network: frames go in by {@link FakeSocket.say} and come out in `heard`. */
export class FakeSocket extends EventEmitter {
  readonly OPEN = 1;
  readyState = 1;
  bufferedAmount = 0;
  /** Whether its peer takes what it is sent. */
  reads = true;
  heard: Uint8Array[] = [];
  closedWith: number | null = null;

  send(frame: Uint8Array): void {
    if (this.closedWith !== null) return;
    this.heard.push(Uint8Array.from(frame));
    if (!this.reads) this.bufferedAmount += frame.length;
  }

  say(frame: Uint8Array): void {
    if (this.closedWith === null) this.emit('message', Buffer.from(frame), true);
  }

  close(code: number): void {
    this.closedWith ??= code;
    this.readyState = 3;
  }

  terminate(): void {
    if (this.closedWith !== null) return;
    this.close(1006);
    this.emit('close');
  }

  ping(): void {}
}

/** The real node, rooms and connections on {@link FakeSocket}s and a log in memory. */
export class InProcessNode {
  readonly store = new MemoryStore();
  readonly log = createMemoryLog(this.store);
  readonly node: CollabNode;

  constructor() {
    const logger = pino({ level: process.env.TEST_LOG ?? 'silent' });
    const membership: MembershipSource = { current: async () => ({ version: 1, role: 'editor' }), changed: async () => [] };
    this.node = new CollabNode(
      { log: this.log, membership, bus: silentBus, logger, node: 'one' },
      { ...NODE_DEFAULTS, pace: () => 0 },
    );
  }

  document(id: string, kind: DocumentKind = 'episode'): DocumentName {
    const name = documentName(kind, id);
    this.store.create(name, { team: TEAM });
    return name;
  }

  async admit(document: DocumentName, id: string, claims: Partial<TicketClaims> = {}): Promise<FakeSocket> {
    const opened = await this.node.registry.open(document);
    if (opened.state !== 'open') throw new Error(`no document ${document}`);
    const socket = new FakeSocket();
    const actor = { kind: 'person' as const, id, name: id, color: '#00ffea' };
    const all = { doc: document, team: TEAM, can: 'write' as const, actor, member: id, version: 1, exp: 0, ...claims };
    const { room } = opened;
    this.node.admit({ socket: socket as unknown as WebSocket, room, claims: all, acks: true });
    this.node.registry.release(room);
    return socket;
  }

  rows(document: DocumentName): readonly StoredRow[] {
    return this.store.get(document).rows;
  }

  /** What survives everything, once all that was applied is in the log. */
  async stored(document: DocumentName): Promise<Y.Doc> {
    await (this.node as unknown as { commits: CommitQueue }).commits.drained(document);
    const doc = new Y.Doc();
    // In one transaction, as the server reads it: row by row Yjs tidies up formatting that only a later row gives an effect.
    doc.transact(() => {
      for (const row of this.rows(document)) Y.applyUpdate(doc, row.bytes);
    });
    return doc;
  }
}

/** Somebody who follows the protocol: a document on a socket. */
export class HonestPeer {
  readonly doc = new Y.Doc();
  readonly socket: FakeSocket;
  private marked = 0;
  private durable = 0;
  /** It was told that it has all there was when it asked. */
  synced = false;

  constructor(socket: FakeSocket) {
    this.socket = socket;
    this.doc.on('update', (update: Uint8Array, origin: unknown) => {
      if (origin !== this) socket.say(encodeUpdate(update));
    });
    socket.say(encodeStep1(Y.encodeStateVector(this.doc)));
  }

  get saved(): boolean {
    return this.durable >= this.marked;
  }

  mark(): void {
    this.socket.say(encodeMarker(++this.marked));
  }

  /** Reads what came. */
  listen(): void {
    for (const frame of this.socket.heard.splice(0)) {
      if (frame[0] === 101) this.durable = decoding.readVarUint(decoding.createDecoder(frame.subarray(1)));
      if (frame[0] !== 0) continue;
      const message = decodeFrame(frame);
      if (message.type === 'step1') this.socket.say(encodeStep2(Y.encodeStateAsUpdate(this.doc, message.stateVector)));
      else if (message.type === 'update' || message.type === 'step2') Y.applyUpdate(this.doc, message.update, this);
      if (message.type === 'step2') this.synced = true;
    }
  }
}
