import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';
import { Awareness } from 'y-protocols/awareness';
import { WebsocketProvider } from 'y-websocket';
import * as Y from 'yjs';
import type { DocumentName } from '../document/names.ts';
import { DOCUMENT_SCHEMA_VERSION } from '../document/schema.ts';
import { AppError, ERRORS } from '../errors/app-error.ts';
import { CLOSE, CLOSE_TEXT } from './close-codes.ts';
import { COLLAB_PATH, MESSAGE_DURABLE, MESSAGE_LABELLED, MESSAGE_NACK, MESSAGE_SYNC, MESSAGE_WELCOME } from './protocol.ts';
import { isPermanentClose, reconnectDelay } from './reconnect.ts';
import { SaveTracker } from './save-tracker.ts';
import { type EditLabel, encodeLabel, encodeMarker } from './session-frames.ts';

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
  /** In Node, for a person's ticket: the studio's address, which a browser would send by itself. */
  origin?: string;
  WebSocket?: typeof WebSocket;
}

export interface SessionStatus {
  readonly connection: 'connecting' | 'online' | 'offline' | 'closed';
  /** `saved`: everything local is committed. `offline`: kept here, sent when the connection is back. */
  readonly saved: 'saved' | 'saving' | 'offline';
  /** Local edits that are not committed yet. */
  readonly pending: number;
  /** The server takes no edits from this connection. */
  readonly readOnly: boolean;
  /** Of the content on the server; null before the first connection. */
  readonly epoch: number | null;
  /** Why the session ended for good. */
  readonly closeReason: { readonly code: number; readonly text: string } | null;
}

interface Waiter {
  done: () => boolean;
  resolve: () => void;
  reject: (error: AppError) => void;
}

const MARKER_INTERVAL_MS = 100;
const TICKET_TIMEOUT_MS = 15_000;

/** Opens a document: connects, keeps it in sync, comes back after every interruption. Call `destroy` when done. */
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
  private readonly listeners = new Set<(status: SessionStatus) => void>();
  private waiters: Waiter[] = [];
  private state: SessionStatus;
  private wasSynced = false;
  private attempt = 0;
  private reconnectTimer: ReturnType<typeof setTimeout> | undefined;
  private markerTimer: ReturnType<typeof setTimeout> | undefined;
  private lastMarker = Number.NEGATIVE_INFINITY;
  /** Whether this connection's SyncStep1 was answered: only then does the server have, in order, all a marker would cover. */
  private sentAll = false;
  private editLabel: EditLabel = {};
  private once: { writeKey: string; answer: (written: boolean) => void } | null = null;
  private refusal: string | null = null;

  constructor(options: OpenDocumentOptions) {
    this.options = options;
    this.doc = options.doc ?? new Y.Doc();
    this.awareness = new Awareness(this.doc);
    if (options.user === null) this.awareness.setLocalState(null);
    else if (options.user !== undefined) this.awareness.setLocalStateField('user', options.user);
    this.tracker = new SaveTracker(this.doc.store.clients.size > 0);
    this.state = {
      connection: 'connecting',
      saved: this.tracker.pending > 0 ? 'saving' : 'saved',
      pending: this.tracker.pending,
      readOnly: false,
      epoch: options.epoch ?? null,
      closeReason: null,
    };
    this.provider = new WebsocketProvider(`${options.url}${COLLAB_PATH}`, options.name, this.doc, {
      connect: false,
      awareness: this.awareness,
      disableBc: true,
      // Reconnecting is ours: the provider's own timers find nothing to do (see onConnectionClose).
      maxBackoffTime: 0,
      shouldReconnect: () => true,
      WebSocketPolyfill: socketClass(options),
    });
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

  /** Resolves when every local edit made so far is committed on the server (R1). Rejects when the session ends before. */
  durable(): Promise<void> {
    const count = this.tracker.count;
    return this.when(() => this.tracker.isDurable(count));
  }

  /** One change, undone and stored as one. @throws AppError `not-allowed` on a document that may only be read. */
  transact<T>(origin: unknown, change: () => T): T {
    if (this.state.readOnly) throw new AppError('not-allowed');
    return this.doc.transact(change, origin);
  }

  /** What this session's edits are part of from now on: a run and its step. For agents and services. */
  label(label: EditLabel): void {
    this.editLabel = label;
    if (this.state.connection === 'online') this.sendLabel();
  }

  /**
   * Makes one change at most once per `writeKey`, however often the job that makes it is retried. Resolves when it is
   * committed. One at a time; for agents and services.
   * @returns false when it was in the document already and `change` was not called.
   */
  async writeOnce(writeKey: string, change: () => void, origin: unknown = this): Promise<boolean> {
    if (this.once !== null) throw new AppError('conflict', 'Another write of this session is not stored yet.');
    let written: boolean | null = null;
    this.once = {
      writeKey,
      answer: (answer) => {
        written ??= answer;
        this.settle();
      },
    };
    try {
      await this.ready;
      if (this.state.connection === 'online') this.sendLabel();
      await this.when(() => written !== null);
      if (written === true) return false;
      this.transact(origin, change);
      await this.durable();
      return true;
    } finally {
      this.once = null;
      if (this.state.connection === 'online') this.sendLabel();
    }
  }

  /** Ends the session: edits that were not durable are given up, so wait for {@link durable} first. Leaves no timer behind. */
  destroy(): void {
    this.end(1000, 'This document was closed.');
    this.provider.destroy();
    this.awareness.destroy();
    if (this.options.doc === undefined) this.doc.destroy();
    this.listeners.clear();
  }

  private listen(): void {
    const { provider } = this;
    this.doc.on('update', this.onUpdate);
    provider.on('connection-close', (event) => this.onConnectionClose(event));
    provider.on('status', ({ status }) => {
      // Before the provider's first frame, so that what it then sends of a change in progress carries its label.
      if (status === 'connected' && (this.once !== null || this.editLabel.runId !== undefined)) this.sendLabel();
    });
    provider.on('sync', (synced: boolean) => {
      if (!synced) return;
      this.wasSynced = true;
      this.attempt = 0;
      this.update({ connection: 'online' });
    });
    const sync = provider.messageHandlers[MESSAGE_SYNC];
    provider.messageHandlers[MESSAGE_SYNC] = (encoder, decoder, from, emitSynced, type) => {
      sync?.(encoder, decoder, from, emitSynced, type);
      if (encoding.length(encoder) <= 1) return;
      // An answer to SyncStep1 leaves when this handler returns; the marker goes right behind it.
      const socket = from.ws;
      queueMicrotask(() => {
        if (from.ws !== socket) return;
        this.sentAll = true;
        this.mark();
      });
    };
    provider.messageHandlers[MESSAGE_DURABLE] = (_encoder, decoder) => {
      this.tracker.committed(decoding.readVarUint(decoder));
      this.update({});
    };
    provider.messageHandlers[MESSAGE_WELCOME] = (_encoder, decoder) => {
      const readOnly = decoding.readVarUint(decoder) === 0;
      const epoch = decoding.readVarUint(decoder);
      if (readOnly) this.tracker.readOnly();
      this.update({ readOnly, epoch });
    };
    provider.messageHandlers[MESSAGE_NACK] = (_encoder, decoder) => {
      decoding.readVarString(decoder);
      this.refusal = decoding.readVarString(decoder);
    };
    provider.messageHandlers[MESSAGE_LABELLED] = (_encoder, decoder) => {
      const writeKey = decoding.readVarString(decoder);
      const written = decoding.readVarUint(decoder) === 1;
      if (this.once?.writeKey === writeKey) this.once.answer(written);
    };
  }

  private readonly onUpdate = (_update: Uint8Array, origin: unknown): void => {
    if (origin === this.provider) return;
    this.tracker.edited();
    this.mark();
    this.update({});
  };

  private async connect(): Promise<void> {
    if (this.state.connection === 'closed') return;
    this.update({ connection: 'connecting' });
    let ticket: string;
    try {
      ticket = await this.freshTicket();
    } catch (error) {
      if (error instanceof AppError && !error.retryable) this.end(ERRORS[error.code].close, error.message);
      else this.reconnectLater();
      return;
    }
    if (this.state.closeReason !== null) return;
    this.provider.params = {
      ticket,
      schema: String(DOCUMENT_SCHEMA_VERSION),
      caps: 'ack',
      ...(this.state.epoch === null ? {} : { epoch: String(this.state.epoch) }),
    };
    this.provider.connect();
  }

  private async freshTicket(): Promise<string> {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const timeout = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(new AppError('unavailable')), TICKET_TIMEOUT_MS);
    });
    return Promise.race([this.options.ticket(), timeout]).finally(() => clearTimeout(timer));
  }

  private onConnectionClose(event: CloseEvent | null): void {
    // The provider would try again by itself, with the old ticket and in step with every other client.
    this.provider.shouldConnect = false;
    this.sentAll = false;
    this.tracker.disconnected();
    if (this.state.connection === 'closed') return;
    if (event !== null && isPermanentClose(event.code)) {
      this.end(event.code, this.refusal ?? CLOSE_TEXT[event.code] ?? (event.reason || 'The studio closed this document.'));
      return;
    }
    this.refusal = null;
    this.reconnectLater();
  }

  private reconnectLater(): void {
    this.update({ connection: 'offline' });
    clearTimeout(this.reconnectTimer);
    this.reconnectTimer = setTimeout(() => void this.connect(), reconnectDelay(this.attempt++, Math.random()));
  }

  private end(code: number, text: string): void {
    if (this.state.closeReason !== null) return;
    clearTimeout(this.reconnectTimer);
    clearTimeout(this.markerTimer);
    this.doc.off('update', this.onUpdate);
    this.update({ connection: 'closed', closeReason: { code, text } });
    this.provider.disconnect();
  }

  /** Asks for an answer once all so far is committed: at once, then at most every 100 ms. */
  private mark(): void {
    if (!this.sentAll || this.markerTimer !== undefined) return;
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
    this.send(encodeLabel(this.editLabel, this.once?.writeKey ?? ''));
  }

  private send(frame: Uint8Array<ArrayBuffer>): void {
    const { ws } = this.provider;
    if (ws !== null && ws.readyState === ws.OPEN) ws.send(frame);
  }

  private update(change: Partial<SessionStatus>): void {
    const next = { ...this.state, ...change, pending: this.tracker.pending };
    const onItsWay = next.connection === 'online' || !this.wasSynced;
    const saved = next.pending === 0 ? 'saved' : onItsWay ? 'saving' : 'offline';
    this.state = { ...next, saved };
    this.settle();
    for (const listener of this.listeners) listener(this.state);
  }

  private when(done: () => boolean): Promise<void> {
    return new Promise((resolve, reject) => {
      this.waiters.push({ done, resolve, reject });
      this.settle();
    });
  }

  private settle(): void {
    const { closeReason } = this.state;
    const waiting = this.waiters;
    this.waiters = [];
    for (const waiter of waiting) {
      if (waiter.done()) waiter.resolve();
      else if (closeReason !== null) waiter.reject(closedError(closeReason));
      else this.waiters.push(waiter);
    }
  }
}

/** Node's own WebSocket takes headers where a browser's takes protocols. */
function socketClass({ WebSocket: given = globalThis.WebSocket, origin }: OpenDocumentOptions): typeof WebSocket {
  if (origin === undefined) return given;
  return class extends given {
    constructor(url: string | URL) {
      super(url, { headers: { origin } } as unknown as string[]);
    }
  };
}

function closedError({ code, text }: { code: number; text: string }): AppError {
  if (code === CLOSE.revoked || code === CLOSE.readOnly) return new AppError('not-allowed', text);
  if (code === CLOSE.notFound) return new AppError('not-found', text);
  if (code === CLOSE.clientOutdated) return new AppError('client-outdated', text);
  return new AppError('conflict', text);
}
