import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';
import { Awareness } from 'y-protocols/awareness';
import { WebsocketProvider } from 'y-websocket';
import * as Y from 'yjs';
import { keepFormatting } from '../document/keep-formatting.ts';
import type { DocumentName } from '../document/names.ts';
import { DOCUMENT_SCHEMA_VERSION } from '../document/schema.ts';
import { AppError, ERRORS } from '../errors/app-error.ts';
import { say } from '../errors/say.ts';
import { CLOSE, CLOSE_TEXT } from './close-codes.ts';
import { dropWaiting } from './drop-waiting.ts';
import { LIMITS } from './limits.ts';
import { LineWatch } from './line-watch.ts';
import { Outbox } from './outbox.ts';
import { PresenceSender } from './presence-sender.ts';
import {
  COLLAB_PATH,
  MESSAGE_DURABLE,
  MESSAGE_LABELLED,
  MESSAGE_NACK,
  MESSAGE_SYNC,
  MESSAGE_WELCOME,
  SYNC_STEP_1,
} from './protocol.ts';
import { closeCodeOf, isPermanentClose, reconnectDelay } from './reconnect.ts';
import { SaveTracker } from './save-tracker.ts';
import { type EditLabel, encodeLabel, encodeMarker, type KeyedWrite, PROBE_FRAME } from './session-frames.ts';
import { socketClass } from './session-socket.ts';
import { type ClosedSession, initialStatus, interruptionOf, type SessionStatus, savedOf } from './session-status.ts';
import { Waiters } from './session-waiters.ts';

export type { ClosedSession, SessionStatus } from './session-status.ts';

export interface OpenDocumentOptions {
  /** The collab-server's address, `ws://host:port`. */
  url: string;
  name: DocumentName;
  /** A fresh ticket for each connection. A thrown AppError that is not retryable ends the session with its words. */
  ticket: () => Promise<string>;
  /** A document that exists already, perhaps with content kept offline; it outlives the session. */
  doc?: Y.Doc;
  /** What is shown of this peer until the server sets the ticket's identity; null shows nothing at all. */
  user?: { name: string; color: string } | null;
  /** Epoch under which `doc`'s offline content was kept. */
  epoch?: number;
  /** Edits are not known to be on the server, of this `doc` or of an earlier session; left out, `doc` may hold such or not. */
  unsaved?: boolean;
  /** Layout version this program knows; the server sends an older one away with its edits kept. */
  schemaVersion?: number;
  /** In Node, for a person's ticket: the studio's address, which a browser would send by itself. */
  origin?: string;
  WebSocket?: typeof WebSocket;
}

const MARKER_INTERVAL_MS = 100;
const TICKET_TIMEOUT_MS = 15_000;
const CLOSE_WITHIN_MS = 5000;
/** A connection that did not last so long counts as a failed attempt: one that is thrown out at once would be back at once. */
const STABLE_MS = 2000;
const TOO_LARGE = say`What was written here since the last connection is more than the studio takes at once. It is kept in this window.`;

/** Opens a document: connects, keeps it in sync, comes back after every interruption. Call `close` or `destroy` when done. */
export function openDocument(options: OpenDocumentOptions): DocumentSession {
  return new DocumentSession(options);
}

/** One document on one connection, in a browser or in Node: what the client, the agent and the worker share (DESIGN §5, §6). */
export class DocumentSession {
  readonly doc: Y.Doc;
  readonly awareness: Awareness;
  /** The first sync: the document is here. Rejects when the session ends before. */
  readonly ready: Promise<void>;
  private readonly options: OpenDocumentOptions;
  private readonly provider: WebsocketProvider;
  private readonly tracker: SaveTracker;
  private readonly outbox: Outbox;
  private readonly presence: PresenceSender;
  private readonly line: LineWatch;
  private readonly endKeeping: () => void;
  private readonly listeners = new Set<(status: SessionStatus) => void>();
  private readonly waiters = new Waiters();
  private state: SessionStatus;
  private wasSynced = false;
  private syncedAt = Number.POSITIVE_INFINITY;
  private attempt = 0;
  /** A server said that it restarts, and no connection has lasted since. */
  private restarting = false;
  private reconnectTimer: ReturnType<typeof setTimeout> | undefined;
  private markerTimer: ReturnType<typeof setTimeout> | undefined;
  private ticketTimer: ReturnType<typeof setTimeout> | undefined;
  private lastMarker = Number.NEGATIVE_INFINITY;
  /** Whether this connection's SyncStep1 was answered: only then does the server have, in order, all a marker would cover. */
  private asked = false;
  private editLabel: EditLabel = {};
  private writingOnce = false;
  private once: KeyedWrite | null = null;

  constructor(options: OpenDocumentOptions) {
    this.options = options;
    this.doc = options.doc ?? new Y.Doc();
    this.awareness = new Awareness(this.doc);
    if (options.user === null) this.awareness.setLocalState(null);
    else if (options.user !== undefined) this.awareness.setLocalStateField('user', options.user);
    const isEmpty = this.doc.store.clients.size === 0;
    this.tracker = new SaveTracker(options.unsaved === true ? 'unsaved' : isEmpty ? 'none' : 'unknown');
    this.state = initialStatus(this.tracker.pending, options.epoch ?? null);
    this.provider = new WebsocketProvider(`${options.url}${COLLAB_PATH}`, options.name, this.doc, {
      connect: false,
      awareness: this.awareness,
      disableBc: true,
      // Reconnecting is ours: the provider's own timers find nothing to do (see onConnectionClose).
      maxBackoffTime: 0,
      shouldReconnect: () => true,
      WebSocketPolyfill: socketClass(options.WebSocket, options.origin),
    });
    this.outbox = new Outbox({
      doc: this.doc,
      socket: () => (this.asked ? this.socket : null),
      unanswered: () => this.tracker.unansweredBytes,
      onSent: (bytes) => this.onSent(bytes, this.tracker.count),
      onTooLarge: () => this.end(CLOSE.tooLarge, TOO_LARGE),
    });
    // Else a copy that cannot tell what it removes would show something else than everybody sees.
    this.endKeeping = keepFormatting(this.doc, () => this.state.readOnly);
    this.presence = new PresenceSender(this.awareness, () => this.socket);
    this.line = new LineWatch({ probe: () => this.send(PROBE_FRAME), onDead: () => this.provider.disconnect() });
    this.ready = this.when(() => this.wasSynced);
    // Nobody has to wait for `ready`; whoever does hears of a failure all the same.
    this.ready.catch(() => undefined);
    this.listen();
    void this.connect();
  }

  get status(): SessionStatus {
    return this.state;
  }

  /** @returns a function that ends the subscription. */
  onStatus(listener: (status: SessionStatus) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /** Resolves when every local edit made so far is committed on the server (R1). Rejects when the session ends before, or may only read. */
  durable(): Promise<void> {
    const count = this.tracker.count;
    return this.when(() => this.tracker.isDurable(count), true);
  }

  /**
   * Resolves when every local edit made so far is handed to the connection. A program that writes much waits for it between
   * its edits, so that it is no faster than the line and the server. Rejects like {@link durable}.
   */
  flushed(): Promise<void> {
    const count = this.tracker.count;
    return this.when(() => this.tracker.isSent(count), true);
  }

  /** One change, undone and stored as one. @throws AppError `not-allowed` on a document that may only be read. */
  transact<T>(origin: unknown, change: () => T): T {
    if (this.state.readOnly) throw new AppError('not-allowed');
    return this.doc.transact(change, origin);
  }

  /** What this session's edits are part of from now on: a run and its step. For agents and services. */
  label(label: EditLabel): void {
    // What was written before it is not part of it.
    this.outbox.flushNow();
    this.editLabel = label;
    this.sendLabel();
  }

  /**
   * Makes one change at most once per `writeKey`, however often the job that makes it is retried. Resolves when it is
   * committed. One at a time; for agents and services.
   * @returns false when it was in the document already and `change` was not called.
   */
  async writeOnce(writeKey: string, change: () => void, origin: unknown = this): Promise<boolean> {
    if (this.writingOnce) throw new AppError('conflict', 'Another write of this session is not stored yet.');
    this.writingOnce = true;
    let written: boolean | null = null;
    try {
      await this.ready;
      const once: KeyedWrite = {
        writeKey,
        writing: false,
        answer: (answer) => {
          written ??= answer;
          this.settle();
        },
      };
      this.once = once;
      this.sendLabel();
      await this.when(() => written !== null, true);
      if (written === true) return false;
      // The key is the very next update's, whosever it is: so it goes out right before the change and behind all else.
      this.outbox.flushNow();
      once.writing = true;
      this.sendLabel();
      this.transact(origin, change);
      this.outbox.flushNow();
      await this.durable().catch((error: unknown) => {
        // Rights that come back would send it without its key, beside what the next try writes.
        this.end(CLOSE.readOnly, CLOSE_TEXT[CLOSE.readOnly] ?? '');
        throw error;
      });
      return true;
    } finally {
      this.writingOnce = false;
      this.once = null;
      this.sendLabel();
    }
  }

  /**
   * Content that was kept under this epoch is about to come into the document: from now on only a server with the same goes on.
   * @returns false when the server's is another already; the content must stay out then.
   */
  keptUnder(epoch: number): boolean {
    if (this.state.epoch === null) this.update({ epoch });
    return this.state.epoch === epoch;
  }

  /** Tries to connect at once, for somebody who does not want to wait for the next attempt or a network that is back. */
  reconnectNow(): void {
    if (this.state.connection === 'offline') void this.connect();
  }

  /** Ends the session when all edits are committed, or after `withinMs`. @returns what was not saved, for the caller to tell. */
  async close({ withinMs = CLOSE_WITHIN_MS }: { withinMs?: number } = {}): Promise<ClosedSession> {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const late = new Promise<void>((resolve) => {
      timer = setTimeout(resolve, withinMs);
    });
    await Promise.race([this.durable().catch(() => undefined), late]).finally(() => clearTimeout(timer));
    const unsaved = this.tracker.pending;
    this.destroy();
    return { saved: unsaved === 0, unsaved };
  }

  /** Ends the session at once: what is not durable was perhaps sent and perhaps not; see {@link close}. Leaves no timer behind. */
  destroy(): void {
    this.outbox.flushNow();
    this.end(1000, 'This document was closed.');
    this.presence.destroy();
    this.provider.destroy();
    this.awareness.destroy();
    if (this.options.doc === undefined) this.doc.destroy();
    this.listeners.clear();
  }

  private listen(): void {
    const { provider } = this;
    // These send each edit in a frame of its own however slow the line is, repeat others' presence, and take a large
    // document on a thin line for a dead one.
    this.doc.off('update', provider._updateHandler);
    this.awareness.off('update', provider._awarenessUpdateHandler);
    clearInterval(provider._checkInterval);
    // There is no channel to other tabs to leave, and leaving it throws when the document has changed its client id.
    provider.disconnectBc = () => undefined;
    // One listener of the process for each document would be a warning from the eleventh on; the server sees the socket close.
    if (typeof process !== 'undefined') process.off?.('exit', provider._exitHandler);
    this.doc.on('update', this.onUpdate);
    provider.on('connection-close', (event) => this.onConnectionClose(event));
    provider.on('status', ({ status }) => {
      if (status !== 'connected') return;
      this.line.opened();
      // Before the provider's first frame, so that what it then sends of a change in progress carries its label.
      if (this.once !== null || this.editLabel.runId !== undefined) this.sendLabel();
    });
    provider.on('sync', (synced: boolean) => {
      if (synced) this.onSynced();
    });
    this.handle(MESSAGE_DURABLE, (decoder) => {
      this.tracker.committed(decoding.readVarUint(decoder));
      this.update(this.tracker.pending === 0 ? { refusal: null } : {});
      this.outbox.flush();
    });
    this.handle(MESSAGE_WELCOME, (decoder) => this.onWelcome(decoding.readVarUint(decoder) === 0, decoding.readVarUint(decoder)));
    this.handle(MESSAGE_NACK, (decoder) => {
      this.update({ refusal: { code: decoding.readVarString(decoder), text: decoding.readVarString(decoder) } });
    });
    this.handle(MESSAGE_LABELLED, (decoder) => {
      const writeKey = decoding.readVarString(decoder);
      const written = decoding.readVarUint(decoder) === 1;
      if (this.once?.writeKey === writeKey) this.once.answer(written);
    });
    this.answerSyncRequests();
    provider.messageHandlers = provider.messageHandlers.map((handler) => (...message) => {
      this.line.heard();
      handler(...message);
    });
  }

  private handle(type: number, handler: (decoder: decoding.Decoder) => void): void {
    this.provider.messageHandlers[type] = (_encoder, decoder) => handler(decoder);
  }

  private answerSyncRequests(): void {
    const { provider } = this;
    const sync = provider.messageHandlers[MESSAGE_SYNC];
    provider.messageHandlers[MESSAGE_SYNC] = (encoder, decoder, from, emitSynced, type) => {
      if (decoding.peekVarUint(decoder) === SYNC_STEP_1) dropWaiting(this.doc);
      sync?.(encoder, decoder, from, emitSynced, type);
      const bytes = encoding.length(encoder);
      if (bytes <= 1) return;
      if (bytes > LIMITS.frameBytes) {
        this.end(CLOSE.tooLarge, TOO_LARGE);
        return;
      }
      // An answer to SyncStep1 holds all there is, and what comes from now on goes by the outbox. It leaves when this handler
      // returns; the marker goes right behind it.
      this.outbox.clear();
      this.asked = true;
      const socket = from.ws;
      const edits = this.tracker.count;
      queueMicrotask(() => {
        if (from.ws === socket) this.onSent(bytes, edits);
      });
    };
  }

  private readonly onUpdate = (update: Uint8Array, origin: unknown, _doc: Y.Doc, transaction: Y.Transaction): void => {
    if (origin === this.provider) {
      this.outbox.received(transaction);
      if (this.doc.clientID !== this.awareness.clientID) this.changeIdentity();
      return;
    }
    this.tracker.edited();
    if (this.asked) this.outbox.add(update, transaction);
    this.update({});
  };

  /** Yjs gave the document another client id, having met its own from somebody else: presence follows, on a new connection. */
  private changeIdentity(): void {
    const { awareness } = this;
    const state = awareness.getLocalState();
    awareness.setLocalState(null);
    awareness.clientID = this.doc.clientID;
    awareness.setLocalState(state);
    queueMicrotask(() => this.provider.disconnect());
  }

  private onSent(bytes: number, edits: number): void {
    this.tracker.sentUpTo(edits, bytes);
    this.mark();
    this.settle();
  }

  private onSynced(): void {
    this.wasSynced = true;
    this.syncedAt = performance.now();
    this.line.synced();
    const { readOnly, refusal } = this.state;
    this.update({ connection: 'online', offlineSince: null, interruption: null, refusal: readOnly ? refusal : null });
  }

  private onWelcome(readOnly: boolean, epoch: number): void {
    if (this.state.epoch !== null && this.state.epoch !== epoch) {
      // Before the first sync: what is here must not flow into content that has replaced it.
      this.end(CLOSE.epoch, CLOSE_TEXT[CLOSE.epoch] ?? '');
      return;
    }
    if (readOnly) this.tracker.readOnly();
    const refused = readOnly && this.tracker.pending > 0;
    const refusal = refused ? { code: 'readOnly', text: CLOSE_TEXT[CLOSE.readOnly] ?? '' } : this.state.refusal;
    this.update({ readOnly, epoch, refusal });
  }

  private async connect(): Promise<void> {
    if (this.state.connection === 'closed') return;
    clearTimeout(this.reconnectTimer);
    this.update({ connection: 'connecting', retry: null });
    try {
      const ticket = await this.freshTicket();
      if (this.state.closeReason !== null) return;
      const { epoch } = this.state;
      this.provider.params = {
        ticket,
        schema: String(this.options.schemaVersion ?? DOCUMENT_SCHEMA_VERSION),
        caps: 'ack',
        ...(epoch === null ? {} : { epoch: String(epoch) }),
      };
      this.line.start();
      this.provider.connect();
    } catch (error) {
      if (error instanceof AppError && !error.retryable) this.end(ERRORS[error.code].close, error.message);
      else this.reconnectLater();
    }
  }

  private async freshTicket(): Promise<string> {
    const timeout = new Promise<never>((_, reject) => {
      this.ticketTimer = setTimeout(() => reject(new AppError('unavailable')), TICKET_TIMEOUT_MS);
    });
    return Promise.race([this.options.ticket(), timeout]).finally(() => clearTimeout(this.ticketTimer));
  }

  private onConnectionClose(event: CloseEvent | null): void {
    // The provider would try again by itself, with the old ticket and in step with every other client.
    this.provider.shouldConnect = false;
    this.asked = false;
    this.line.stop();
    this.outbox.clear();
    this.tracker.disconnected();
    if (this.state.connection === 'closed') return;
    if (event !== null && isPermanentClose(event.code)) {
      const code = closeCodeOf(event.code);
      this.end(code, this.state.refusal?.text ?? CLOSE_TEXT[code] ?? (event.reason || say`The studio closed this document.`));
      return;
    }
    this.reconnectLater(event?.code);
  }

  private reconnectLater(code?: number): void {
    if (this.state.connection === 'closed') return;
    this.line.stop();
    if (performance.now() - this.syncedAt > STABLE_MS) [this.attempt, this.restarting] = [0, false];
    this.syncedAt = Number.POSITIVE_INFINITY;
    this.restarting ||= code === CLOSE.restart;
    const delay = reconnectDelay(this.attempt++, Math.random(), code, this.restarting);
    clearTimeout(this.reconnectTimer);
    this.reconnectTimer = setTimeout(() => void this.connect(), delay);
    this.update({
      connection: 'offline',
      offlineSince: this.state.offlineSince ?? Date.now(),
      interruption: interruptionOf(code) ?? this.state.interruption,
      retry: { attempt: this.attempt, at: Date.now() + delay },
    });
  }

  private end(code: number, text: string): void {
    if (this.state.closeReason !== null) return;
    clearTimeout(this.reconnectTimer);
    clearTimeout(this.markerTimer);
    clearTimeout(this.ticketTimer);
    this.line.stop();
    this.outbox.clear();
    this.doc.off('update', this.onUpdate);
    this.endKeeping();
    const offlineSince = this.state.offlineSince ?? Date.now();
    this.update({ connection: 'closed', closeReason: { code, text }, retry: null, offlineSince });
    this.provider.disconnect();
  }

  /** Asks for an answer once all that was sent is committed: at once, then at most every 100 ms. */
  private mark(): void {
    if (!this.asked || this.markerTimer !== undefined) return;
    const wait = this.lastMarker + MARKER_INTERVAL_MS - performance.now();
    if (wait > 0) {
      this.markerTimer = setTimeout(() => {
        this.markerTimer = undefined;
        this.mark();
      }, wait);
      return;
    }
    const n = this.tracker.mark();
    if (n === null) return;
    this.lastMarker = performance.now();
    this.send(encodeMarker(n));
  }

  private sendLabel(): void {
    const { once, editLabel } = this;
    if (once !== null) this.send(encodeLabel(editLabel, once.writeKey));
    // Only asked for: what others write through this session meanwhile must not be taken for the change.
    if (once?.writing !== true) this.send(encodeLabel(editLabel, ''));
  }

  /** The open socket, or null. */
  private get socket(): WebSocket | null {
    const { ws } = this.provider;
    return ws !== null && ws.readyState === ws.OPEN ? ws : null;
  }

  private send(frame: Uint8Array<ArrayBuffer>): void {
    this.socket?.send(frame);
  }

  private update(change: Partial<SessionStatus>): void {
    const next = { ...this.state, ...change, pending: this.tracker.pending };
    this.state = { ...next, saved: savedOf(next, this.wasSynced) };
    this.settle();
    for (const listener of this.listeners) listener(this.state);
  }

  private when(done: () => boolean, writes = false): Promise<void> {
    const waiting = this.waiters.add(done, writes);
    this.settle();
    return waiting;
  }

  private settle(): void {
    this.waiters.settle(this.state);
  }
}
