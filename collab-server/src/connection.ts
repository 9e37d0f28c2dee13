import { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import type { TicketClaims } from '@trashfire/shared/access/tickets';
import { say } from '@trashfire/shared/errors/say';
import { CLOSE, type CloseReason } from '@trashfire/shared/realtime/close-codes';
import { LIMITS, RATES } from '@trashfire/shared/realtime/limits';
import { TokenBucket } from '@trashfire/shared/realtime/token-bucket';
import type { Logger } from 'pino';
import type { WebSocket } from 'ws';
import * as Y from 'yjs';
import type { CommitQueue } from './commit-queue.ts';
import type { Metrics } from './metrics.ts';
import type { RowAuthor, UpdateLog } from './ports/update-log.ts';
import { rawStream, writeFramed } from './raw-stream.ts';
import type { Room } from './room.ts';
import type { Member } from './room-member.ts';
import { listen, type SocketListener } from './socket-listener.ts';
import type { AnswerQueue, Asker } from './sync/answer-queue.ts';
import { type ClientFrame, decodeFrame, type LabelFrame, MalformedFrame } from './sync/decode.ts';
import * as encode from './sync/encode.ts';
import { Liveness, type Traffic } from './sync/liveness.ts';
import { Outgoing, type Sendable } from './sync/outgoing.ts';
import { sliceUpdate } from './sync/slice-update.ts';
import { SlowReader } from './sync/slow-reader.ts';
import { addsContent } from './sync/update-guard.ts';
import { stateVectorEntries, weighUpdate } from './sync/update-weight.ts';

const KEEP_ALIVE_MS = 20_000;
/** A member that was asked for everything answers within this time. */
const OWES_MS = 10_000;
/** A state vector request makes us look through a live document, up to 10 ms for the largest; it counts as this many messages. */
const STEP_1_COST = 20;
/** So many parts of an update, clients of a state vector or states of others count as one message, and so many bytes. */
const PARTS_PER_MESSAGE = 200;
const BYTES_PER_MESSAGE = 64 * 1024;
/** Presence is put together for each who asks for it. */
const PRESENCE_PER_MESSAGE = 16 * 1024;
/** Steps of a search for places: about half a millisecond, as the parts above. */
const STEPS_PER_MESSAGE = 1000;

export interface ConnectionDeps {
  log: UpdateLog;
  commits: CommitQueue;
  metrics: Metrics;
  logger: Logger;
  answers: AnswerQueue;
  /** Called once when a connection has ended. */
  left(connection: Connection): void;
}

/** A frame and how many parts Yjs will find in it. */
interface Weighed {
  frame: ClientFrame;
  parts: number;
}

export interface Admission {
  claims: TicketClaims;
  canWrite: boolean;
  /** The client asked for our own frames with `caps=ack`. */
  acks: boolean;
}

/** One admitted socket: decodes and checks what it sends, before the room sees it (DESIGN §5.2). */
export class Connection implements Member, Asker, SocketListener {
  readonly claims: TicketClaims;
  readonly canWrite: boolean;
  owesAll = false;
  private readonly socket: WebSocket;
  private readonly stream: Duplex | null;
  readonly room: Room;
  private readonly deps: ConnectionDeps;
  private readonly acks: boolean;
  private readonly messages: TokenBucket;
  private readonly reader = new SlowReader();
  /** State vector it asked with and is to be answered for; null when it waits for no answer. */
  private asked: Uint8Array | null = null;
  private author: RowAuthor;
  private authorKey: string;
  private writeKey = '';
  /** The key it asked about is in the log already: content it still sends is the same work done twice. */
  private keyDone = false;
  /** Frames that wait while a keyed update is being committed, in order; null when none is. */
  private held: Weighed[] | null = null;
  private heldBytes = 0;
  private owesSince = 0;
  /** Whole milliseconds, as in {@link Liveness}. */
  private lastSent = Math.floor(performance.now());
  /** Frames and pongs so far: the sign of life of a socket that does not count its bytes. */
  private heard = 0;
  private readonly liveness: Liveness;
  private closed = false;

  constructor(socket: WebSocket, room: Room, admission: Admission, deps: ConnectionDeps) {
    this.socket = socket;
    this.stream = rawStream(socket);
    this.liveness = new Liveness(this.traffic(), performance.now(), Math.random());
    this.room = room;
    this.claims = sharing(admission.claims, room);
    this.canWrite = admission.canWrite;
    this.acks = admission.acks;
    this.deps = deps;
    this.author = { kind: this.claims.actor.kind, id: this.claims.actor.id, runId: null, step: null };
    this.authorKey = keyOf(this.author);
    this.messages = new TokenBucket(RATES.messages, performance.now());
    if (this.acks) this.send(encode.encodeWelcome(this.canWrite, room.epoch));
    // Whoever may not write is not asked what it has: an honest client answers with an update, and would be thrown out for it.
    if (this.canWrite) this.send(encode.encodeStep1(room.stateVector()));
    room.enter(this);
    // Last: what threw above was never in, and is told of nothing.
    listen(socket, this);
  }

  get actor(): TicketClaims['actor'] {
    return this.claims.actor;
  }

  get slow(): boolean {
    return this.reader.slow;
  }

  /** Sent and not yet read by the peer's side. */
  get bufferedBytes(): number {
    return this.socket.bufferedAmount;
  }

  send(frame: Uint8Array): void {
    if (this.closed) return;
    this.lastSent = Math.floor(performance.now());
    this.socket.send(frame);
  }

  sendUpdate(outgoing: Sendable, now: number): void {
    if (this.closed || this.reader.slow) return;
    this.lastSent = Math.floor(now);
    writeFramed(this.socket, this.stream, outgoing);
    this.reader.sent(this.socket.bufferedAmount, now, this.room);
  }

  sendPresence(outgoing: Sendable): void {
    if (this.closed) return;
    const now = performance.now();
    this.lastSent = Math.floor(now);
    writeFramed(this.socket, this.stream, outgoing);
    this.reader.sent(this.socket.bufferedAmount, now, this.room);
  }

  sendDurable(n: number): void {
    if (!this.acks || this.closed) return;
    this.lastSent = Math.floor(performance.now());
    writeFramed(this.socket, this.stream, new Outgoing([encode.encodeDurable(n)]));
  }

  refuseMalformed(reason: string): void {
    this.refuse('malformed', reason);
  }

  charge(steps: number): boolean {
    if (this.messages.take(Math.floor(steps / STEPS_PER_MESSAGE), performance.now())) return true;
    this.refuse('overloaded', 'too many edits in one place at once');
    return false;
  }

  askForAll(complete: boolean): void {
    if (this.owesAll) {
      // Its copy waits for content that is nowhere now: shown by a node that died before it was stored. Whoever wrote it may come
      // back with it, so this is no mistake of the client, and not for good.
      if (complete) this.refuse('incomplete', 'what you have does not fit together');
      return;
    }
    this.owesAll = true;
    this.deps.metrics.askedAgain.add(1);
    this.owesSince = performance.now();
    // What is missing here may have been written through another node.
    void this.room.catchUp().then(() => this.send(encode.encodeStep1(this.room.stateVector())));
  }

  hasSentAll(): void {
    this.owesAll = false;
  }

  /** Tells why in the client's own terms, then closes for good or for now. */
  refuse(reason: CloseReason, words: string): void {
    if (this.closed) return;
    this.deps.metrics.refused(reason);
    this.deps.logger.warn({ document: this.room.name, actor: this.actor.id, reason, words }, 'refused a connection');
    if (this.acks) this.send(encode.encodeNack(reason, words));
    this.close(CLOSE[reason], words);
  }

  /** Its holder's rights changed. */
  end(reason: CloseReason, words: string): void {
    if (this.closed) return;
    this.deps.metrics.refused(reason);
    this.close(CLOSE[reason], words);
  }

  close(code: number, reason: string): void {
    if (this.closed) return;
    this.socket.close(code, reason.slice(0, 120));
    this.left();
    // A peer that does not answer the close keeps its socket, and so our memory, for 30 s otherwise.
    setTimeout(() => this.socket.terminate(), 2000).unref();
  }

  /** Called a few times a second. */
  beat(now: number): void {
    if (this.liveness.isGone(now)) {
      this.deps.metrics.silentPeers.add(1);
      this.socket.terminate();
      return;
    }
    // Its answer is a sign of life.
    if (this.liveness.shallAsk(now)) this.socket.ping();
    const from = this.reader.check(this.socket.bufferedAmount, now);
    if (from === 'close') {
      this.deps.metrics.slowReaders.add(1);
      this.socket.terminate();
    } else if (from !== null) {
      // What it asks for by itself while it waits holds as much.
      this.ask(this.asked ?? from);
      const presence = this.room.awareness.snapshotFor(this);
      if (presence !== null) this.sendPresence(presence);
    }
    if (this.owesAll && now - this.owesSince > OWES_MS) this.refuse('incomplete', 'no answer to a sync request');
    if (now - this.lastSent > KEEP_ALIVE_MS) this.send(encode.KEEP_ALIVE_FRAME);
  }

  /** What passes over the line, where the stream tells; else the frames we heard. */
  private traffic(): Traffic {
    const { stream } = this;
    if (stream instanceof Socket) return stream;
    const heard = (): number => this.heard;
    return {
      get bytesRead() {
        return heard();
      },
      bytesWritten: 0,
    };
  }

  failed(error: Error): void {
    // `ws` has closed it with 1009 by itself, before it held the whole of it.
    if ('code' in error && error.code === 'WS_ERR_UNSUPPORTED_MESSAGE_LENGTH') this.deps.metrics.refused('tooLarge');
    this.deps.logger.debug({ err: error, document: this.room.name }, 'socket error');
  }

  left(): void {
    if (this.closed) return;
    this.closed = true;
    this.deps.answers.delete(this);
    this.room.leave(this);
    this.deps.left(this);
  }

  /** A sign of life. */
  hears(): void {
    this.heard++;
  }

  receive(data: Buffer | ArrayBuffer | Buffer[], isBinary: boolean): void {
    if (this.closed) return;
    this.heard++;
    if (Buffer.isBuffer(data) && data.length > LIMITS.frameBytes) {
      this.refuse('tooLarge', say`That is more than can be sent at once.`);
      return;
    }
    if (!isBinary || !Buffer.isBuffer(data)) {
      this.refuse('malformed', 'text message');
      return;
    }
    let frame: ClientFrame;
    try {
      frame = decodeFrame(data);
    } catch (error) {
      if (!(error instanceof MalformedFrame)) throw error;
      this.refuse('malformed', error.message);
      return;
    }
    const parts = this.partsOf(frame);
    if (parts === null) return;
    const cost = 1 + Math.floor(parts / PARTS_PER_MESSAGE) + Math.floor(data.length / BYTES_PER_MESSAGE);
    if (!this.messages.take(frame.type === 'step1' ? cost + STEP_1_COST : cost, performance.now())) {
      this.refuse('overloaded', 'too many messages at once');
      return;
    }
    if (this.held === null) {
      this.handle({ frame, parts });
      return;
    }
    this.held.push({ frame, parts });
    this.heldBytes += data.length;
    if (this.heldBytes > LIMITS.pendingBytes) this.refuse('overloaded', 'too much sent while a write is being stored');
  }

  /** What a frame is made of; null when it was refused for it. Looked at before Yjs makes anything of it (R7). */
  private partsOf(frame: ClientFrame): number | null {
    try {
      if (frame.type === 'awareness') return frame.entries.length;
      if (frame.type === 'step1') {
        const entries = stateVectorEntries(frame.stateVector);
        if (entries > LIMITS.stateVectorEntries) throw new RangeError('more clients than the limit');
        Y.decodeStateVector(frame.stateVector);
        return entries;
      }
      if (frame.type !== 'step2' && frame.type !== 'update') return 0;
      if (frame.type === 'update' && frame.update.length > LIMITS.updateBytes) {
        this.refuse('tooLarge', say`That edit is larger than the limit. Bring it in in smaller pieces.`);
        return null;
      }
      const weight = weighUpdate(frame.update);
      if (weight !== 'too heavy') return weight;
      this.refuse('tooLarge', say`That edit has more parts than the limit.`);
    } catch {
      this.refuse('malformed', frame.type === 'step1' ? 'unreadable state vector' : 'unreadable update');
    }
    return null;
  }

  private handle({ frame, parts }: Weighed): void {
    switch (frame.type) {
      case 'step1':
        this.ask(frame.stateVector);
        return;
      case 'step2':
        this.write(frame.update, parts, true);
        return;
      case 'update':
        this.write(frame.update, parts, false);
        return;
      case 'awareness':
        this.deps.metrics.presenceHeard.add(1);
        if (this.room.awareness.receive(this, frame.entries)) this.room.scheduleAwareness();
        return;
      case 'queryAwareness':
        this.tellPresence();
        return;
      case 'marker':
        // What it sends is not stored, so nothing of it is called durable.
        if (this.canWrite) this.room.pushMarker(this, frame.n);
        return;
      case 'label':
        this.label(frame);
        return;
    }
  }

  /** One byte asks for it, so it is paid for by what is sent. */
  private tellPresence(): void {
    // It is told of everybody once it has read what it was sent.
    if (this.reader.slow) return;
    const presence = this.room.awareness.snapshotFor(this);
    // Answered even when nobody else is here: a client asks to learn whether its line is alive.
    if (presence === null) this.send(encode.KEEP_ALIVE_FRAME);
    else if (this.messages.take(Math.ceil(presence.length / PRESENCE_PER_MESSAGE), performance.now())) {
      this.sendPresence(presence);
    } else this.refuse('overloaded', 'asked who is here too often');
  }

  private ask(stateVector: Uint8Array): void {
    this.asked = stateVector;
    this.deps.answers.add(this);
  }

  answer(): void {
    const { asked } = this;
    this.asked = null;
    if (asked === null || this.closed) return;
    let difference: readonly Sendable[];
    try {
      // A slow reader is owed one difference already; answering each request too would pile up copies of the document.
      if (this.reader.slow) {
        this.reader.asks(asked);
        return;
      }
      difference = this.room.difference(asked);
    } catch (error) {
      // What they asked was looked at when it came: it is our bytes that cannot be read.
      this.deps.logger.error({ err: error, document: this.room.name }, 'the log of a document cannot be read');
      this.close(CLOSE.restart, 'document cannot be read');
      return;
    }
    const bytes = difference.reduce((sum, { length }) => sum + length, 0);
    if (this.messages.take(Math.floor(bytes / BYTES_PER_MESSAGE), performance.now())) this.sendAll(difference, performance.now());
    else this.refuse('overloaded', 'asked for the document too often');
  }

  /** All at once: one that became slow by the first part would otherwise miss the rest. */
  private sendAll(parts: readonly Sendable[], now: number): void {
    if (this.closed) return;
    // It may be larger than what closes a reader: without this it would be closed for what we sent it.
    this.reader.allow(parts.reduce((sum, { length }) => sum + length, 0));
    this.lastSent = Math.floor(now);
    for (const part of parts) writeFramed(this.socket, this.stream, part);
    this.reader.sent(this.socket.bufferedAmount, now, this.room);
  }

  private write(update: Uint8Array, parts: number, complete: boolean): void {
    if (!this.canWrite) {
      // Yjs deletes formatting without effect by itself, in whatever it receives: an honest client that only looks sends that.
      if (!addsContent(update)) return;
      this.send(encode.encodePermissionDenied(say`You can look but not edit here.`));
      this.refuse('readOnly', say`You can look but not edit here.`);
      return;
    }
    if (this.deps.commits.full) {
      this.refuse('overloaded', say`The studio cannot store edits right now.`);
      return;
    }
    if (this.room.exceeds(update.length)) {
      this.refuse('tooLarge', say`This document is full.`);
      return;
    }
    if (this.keyDone && addsContent(update)) {
      this.refuse('duplicate', say`This work is already in the document.`);
      return;
    }
    const { author, authorKey } = this;
    const answer = complete ? { whole: true } : null;
    if (this.writeKey === '' || !addsContent(update)) {
      const slices = sliceUpdate(update, parts);
      if (slices === null) {
        this.refuse('tooLarge', say`That edit is larger than the limit. Bring it in in smaller pieces.`);
        return;
      }
      for (const [i, slice] of slices.entries()) {
        const last = i === slices.length - 1;
        this.room.push({ member: this, author, authorKey, ...slice, answer, complete: complete && last });
      }
      return;
    }
    const item = { member: this, author, authorKey, update, parts, answer, complete };
    this.held = [];
    this.heldBytes = 0;
    void this.writeOnce(item, this.writeKey);
  }

  private async writeOnce(item: Parameters<Room['writeOnce']>[0], writeKey: string): Promise<void> {
    const state = await this.room.writeOnce(item, writeKey);
    if (state === 'duplicate') return this.refuse('duplicate', say`This work is already in the document.`);
    if (state === 'written') this.writeKey = '';
    this.release();
  }

  private release(): void {
    const held = this.held ?? [];
    this.held = null;
    for (const [i, frame] of held.entries()) {
      if (this.closed) return;
      this.handle(frame);
      // It may have begun another keyed write: the rest waits for that one.
      if (this.held !== null) {
        this.held = held.slice(i + 1);
        return;
      }
    }
  }

  private label({ runId, step, writeKey }: LabelFrame): void {
    if (this.actor.kind === 'person') {
      this.refuse('malformed', 'only agents and services label their edits');
      return;
    }
    this.author = { ...this.author, runId, step };
    this.authorKey = keyOf(this.author);
    this.writeKey = writeKey;
    this.keyDone = false;
    if (writeKey === '') return;
    this.held = [];
    this.heldBytes = 0;
    void this.deps.log
      .hasWriteKey(this.room.name, writeKey)
      .then((written) => {
        this.keyDone = written;
        if (written) this.writeKey = '';
        this.send(encode.encodeLabelled(writeKey, written));
        this.release();
      })
      .catch((error: unknown) => {
        this.deps.logger.error({ err: error, document: this.room.name }, 'could not look up a write key');
        this.refuse('overloaded', say`The studio cannot store edits right now.`);
      });
  }
}

/** The same claims with the strings that others hold as well: each ticket brings its own copies, which live as long as the socket. */
function sharing(claims: TicketClaims, { name, team }: Room): TicketClaims {
  const { can, actor, member, version, exp } = claims;
  return { doc: name, team, can, actor, member: member === actor.id ? actor.id : member, version, exp };
}

/** The same for equal authors. A person's is the id they have anyway: nobody else is called so, and most connections are theirs. */
function keyOf(author: RowAuthor): string {
  return author.kind === 'person' ? author.id : JSON.stringify(author);
}
