import * as encoding from 'lib0/encoding';
import * as Y from 'yjs';
import { LIMITS, RATES } from './limits.ts';
import { MESSAGE_SYNC, SYNC_STEP_2, SYNC_UPDATE } from './protocol.ts';
import { TokenBucket } from './token-bucket.ts';

/** Above the first, bytes in the socket's buffer hold further edits back until they fall below the second. */
export const BUFFER_HIGH_BYTES = 256 * 1024;
const BUFFER_LOW_BYTES = 64 * 1024;
/** So much may be on its way to a server that has not said it is stored. */
export const UNANSWERED_BYTES = 1024 * 1024;
/** Half of what the server takes of one socket: the rest is for markers, presence and answers. */
const FRAMES = { burst: RATES.messages.burst / 2, perSecond: RATES.messages.perSecond / 2 };
/** Merging more updates than this takes longer than reading the difference from the document (facts: sync §5.9). */
const MERGED_UPDATES = 32;
const MERGED_BYTES = 64 * 1024;
/** Browsers do not tell when a socket's buffer has drained. */
const LOOK_AGAIN_MS = 50;

export interface OutboxDeps {
  doc: Y.Doc;
  /** The socket edits may go out on now; null while there is none or the server has not asked for what we have. */
  socket: () => Pick<WebSocket, 'bufferedAmount' | 'send'> | null;
  /** Bytes sent on this connection that are not answered. */
  unanswered: () => number;
  /** Called after each frame with edits; they are all edits so far. @param bytes of the frame. */
  onSent: (bytes: number) => void;
  /** What waits makes a frame larger than the server takes at all. */
  onTooLarge: () => void;
}

/**
 * Local edits on their way to the server. Those of one turn leave as one frame. A connection or server that is slow gets
 * nothing for a while and then the difference, in one frame: what waits is never held twice, so memory is bounded by the
 * document itself.
 */
export class Outbox {
  private readonly deps: OutboxDeps;
  private readonly frames = new TokenBucket(FRAMES, performance.now());
  /** The document's state before the first edit that was not sent; null when all are sent. */
  private from: Map<number, number> | null = null;
  /** The edits since `from`, one by one; null when they are too many to be worth it and are read from the document. */
  private updates: Uint8Array[] | null = [];
  private bytes = 0;
  private holding = false;
  private scheduled = false;
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(deps: OutboxDeps) {
    this.deps = deps;
  }

  get empty(): boolean {
    return this.from === null;
  }

  /** A change was made here. */
  add(update: Uint8Array, transaction: Y.Transaction): void {
    this.from ??= new Map(transaction.beforeState);
    if (this.updates !== null) {
      this.updates.push(update);
      this.bytes += update.length;
      if (this.holding || this.updates.length > MERGED_UPDATES || this.bytes > MERGED_BYTES) this.updates = null;
    }
    if (this.scheduled) return;
    this.scheduled = true;
    queueMicrotask(() => {
      this.scheduled = false;
      this.flush();
    });
  }

  /** A change came from the server, which so has all of these clients up to here: the difference need not hold it. */
  received({ beforeState, afterState }: Y.Transaction): void {
    if (this.from === null) return;
    for (const [client, clock] of afterState) if (clock !== (beforeState.get(client) ?? 0)) this.from.set(client, clock);
  }

  /** Sends what waits when the connection takes it; else looks again by itself. */
  flush(): void {
    if (this.from === null) return;
    const socket = this.deps.socket();
    if (socket === null) return;
    this.holding = !this.hasRoom(socket) || !this.frames.take(1, performance.now());
    if (!this.holding) {
      this.send(socket, this.from);
      return;
    }
    this.updates = null;
    if (this.timer !== undefined) return;
    this.timer = setTimeout(() => {
      this.timer = undefined;
      this.flush();
    }, LOOK_AGAIN_MS);
  }

  /** Sends what waits at once, however slow the connection is: for what has to go out before something else. */
  flushNow(): void {
    const socket = this.deps.socket();
    if (this.from !== null && socket !== null) this.send(socket, this.from);
  }

  /** Everything in the document was sent another way, or will be once the server asks for it. */
  clear(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    this.from = null;
    this.updates = [];
    this.bytes = 0;
    this.holding = false;
  }

  private hasRoom({ bufferedAmount }: Pick<WebSocket, 'bufferedAmount'>): boolean {
    return bufferedAmount <= (this.holding ? BUFFER_LOW_BYTES : BUFFER_HIGH_BYTES) && this.deps.unanswered() <= UNANSWERED_BYTES;
  }

  private send(socket: Pick<WebSocket, 'send'>, from: Map<number, number>): void {
    const frame = this.frameSince(from);
    this.clear();
    if (frame.length > LIMITS.frameBytes) {
      this.deps.onTooLarge();
      return;
    }
    socket.send(frame);
    this.deps.onSent(frame.length);
  }

  private frameSince(from: Map<number, number>): Uint8Array<ArrayBuffer> {
    const { updates } = this;
    if (updates !== null) return encodeEdits(Y.mergeUpdates(updates), SYNC_UPDATE);
    const difference = Y.encodeStateAsUpdate(this.deps.doc, Y.encodeStateVector(from));
    // Of a long wait: like what is sent after a reconnect it may be larger than one edit may be.
    return encodeEdits(difference, difference.length > LIMITS.updateBytes ? SYNC_STEP_2 : SYNC_UPDATE);
  }
}

function encodeEdits(update: Uint8Array, step: number): Uint8Array<ArrayBuffer> {
  const encoder = encoding.createEncoder();
  encoding.writeVarUint(encoder, MESSAGE_SYNC);
  encoding.writeVarUint(encoder, step);
  encoding.writeVarUint8Array(encoder, update);
  return encoding.toUint8Array(encoder);
}
