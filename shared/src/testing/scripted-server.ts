import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';
import * as Y from 'yjs';
import {
  MESSAGE_AWARENESS,
  MESSAGE_DURABLE,
  MESSAGE_LABEL,
  MESSAGE_LABELLED,
  MESSAGE_MARKER,
  MESSAGE_NACK,
  MESSAGE_QUERY_AWARENESS,
  MESSAGE_SYNC,
  MESSAGE_WELCOME,
  SYNC_STEP_1,
  SYNC_STEP_2,
  SYNC_UPDATE,
} from '../realtime/protocol.ts';

/** What a client sent, decoded as far as a script needs it. */
export interface HeardFrame {
  readonly type: number;
  /** Of a sync frame. */
  readonly step: number | null;
  readonly bytes: number;
  /** Of a marker. */
  readonly n: number | null;
}

/**
 * A collab-server of a test, in memory and on a network that the test moves by hand: it says the protocol's words, and does
 * with acknowledgements, refusals and crashes what the script says. What is committed survives a {@link crash}.
 */
export class ScriptedServer {
  /** What was applied, and what of it would survive. */
  applied = new Y.Doc();
  committed = new Y.Doc();
  epoch = 1;
  canWrite = true;
  /** Commits and answers by itself. */
  commits = true;
  /** Lets frames through by itself, both ways. */
  flows = true;
  /** Accepts sockets; without it they stay in the air. */
  accepts = true;
  /** Hears everything and says nothing. */
  silent = false;
  /** Closes each newcomer at once, as a refused upgrade that is told by a close code. */
  refuses: { code: number; reason: string } | null = null;
  /** Updates that did not fit what was there. An honest client never sends one. */
  gaps = 0;
  readonly sockets: ScriptedSocket[] = [];
  readonly heard: HeardFrame[] = [];

  /** For `OpenDocumentOptions`. */
  get WebSocket(): typeof WebSocket {
    const join = (socket: ScriptedSocket) => this.join(socket);
    return class extends ScriptedSocket {
      constructor(url: string | URL) {
        super(String(url));
        join(this);
      }
    } as unknown as typeof WebSocket;
  }

  /** The newest socket. @throws Error when nobody has connected yet. */
  get socket(): ScriptedSocket {
    const last = this.sockets.at(-1);
    if (last === undefined) throw new Error('nobody has connected');
    return last;
  }

  get open(): ScriptedSocket[] {
    return this.sockets.filter(({ readyState }) => readyState === 1);
  }

  /** Commits what is applied and answers the markers before it. */
  commit(): void {
    Y.applyUpdate(this.committed, Y.encodeStateAsUpdate(this.applied));
    for (const socket of this.open) {
      for (const n of socket.markers.splice(0))
        socket.say(message(MESSAGE_DURABLE, (encoder) => encoding.writeVarUint(encoder, n)));
    }
  }

  /** Forgets what is not committed; every connection breaks without a word. */
  crash(): void {
    for (const socket of this.sockets) socket.drop(1006);
    this.applied = new Y.Doc();
    Y.applyUpdate(this.applied, Y.encodeStateAsUpdate(this.committed));
  }

  /** Somebody else's change, shown to everybody. */
  change(edit: (doc: Y.Doc) => void): void {
    const before = Y.encodeStateVector(this.applied);
    this.applied.transact(() => edit(this.applied));
    const frame = sync(SYNC_UPDATE, Y.encodeStateAsUpdate(this.applied, before));
    for (const socket of this.open) socket.say(frame);
  }

  /** Refuses in words, then closes, as the server does. */
  refuse(socket: ScriptedSocket, code: number, reason: string, words: string): void {
    socket.say(
      message(MESSAGE_NACK, (encoder) => {
        encoding.writeVarString(encoder, reason);
        encoding.writeVarString(encoder, words);
      }),
    );
    socket.deliverAll();
    socket.drop(code, words);
  }

  /** Reads one frame of a client. */
  hear(socket: ScriptedSocket, frame: Uint8Array): void {
    const decoder = decoding.createDecoder(frame);
    const type = decoding.readVarUint(decoder);
    const step = type === MESSAGE_SYNC ? decoding.readVarUint(decoder) : null;
    const n = type === MESSAGE_MARKER ? decoding.readVarUint(decoder) : null;
    this.heard.push({ type, step, bytes: frame.length, n });
    if (this.silent) return;
    if (step === SYNC_STEP_1) {
      socket.say(sync(SYNC_STEP_2, Y.encodeStateAsUpdate(this.applied, decoding.readVarUint8Array(decoder))));
    } else if (step !== null) {
      this.take(socket, decoding.readVarUint8Array(decoder));
    } else if (n !== null) {
      socket.markers.push(n);
      if (this.commits) this.commit();
    } else if (type === MESSAGE_QUERY_AWARENESS) {
      socket.say(Uint8Array.of(MESSAGE_AWARENESS, 1, 0));
    } else if (type === MESSAGE_LABEL) {
      this.label(socket, decoder);
    }
  }

  private label(socket: ScriptedSocket, decoder: decoding.Decoder): void {
    decoding.readVarString(decoder);
    decoding.readVarUint(decoder);
    const key = decoding.readVarString(decoder);
    if (key === '') return;
    socket.say(
      message(MESSAGE_LABELLED, (encoder) => {
        encoding.writeVarString(encoder, key);
        encoding.writeVarUint(encoder, 0);
      }),
    );
  }

  private take(from: ScriptedSocket, update: Uint8Array): void {
    Y.applyUpdate(this.applied, update);
    if (this.applied.store.pendingStructs !== null || this.applied.store.pendingDs !== null) this.gaps++;
    for (const socket of this.open) if (socket !== from) socket.say(sync(SYNC_UPDATE, update));
  }

  private join(socket: ScriptedSocket): void {
    this.sockets.push(socket);
    socket.server = this;
    if (this.accepts) queueMicrotask(() => this.accept(socket));
  }

  /** Opens a socket that is in the air. */
  accept(socket: ScriptedSocket): void {
    if (socket.readyState !== 0) return;
    socket.readyState = 1;
    socket.onopen?.();
    if (this.refuses !== null) {
      socket.drop(this.refuses.code, this.refuses.reason);
      return;
    }
    socket.say(
      message(MESSAGE_WELCOME, (encoder) => {
        encoding.writeVarUint(encoder, this.canWrite ? 1 : 0);
        encoding.writeVarUint(encoder, this.epoch);
      }),
    );
    if (this.canWrite) socket.say(sync(SYNC_STEP_1, Y.encodeStateVector(this.applied)));
  }
}

/** The client's end of a connection to a {@link ScriptedServer}, as far as y-websocket's provider uses one. */
export class ScriptedSocket {
  readonly OPEN = 1;
  readonly url: string;
  binaryType = 'arraybuffer';
  readyState = 0;
  server: ScriptedServer | null = null;
  onopen: (() => void) | null = null;
  onmessage: ((event: { data: ArrayBuffer }) => void) | null = null;
  onclose: ((event: { code: number; reason: string }) => void) | null = null;
  onerror: (() => void) | null = null;
  /** Markers the server has not answered. */
  readonly markers: number[] = [];
  /** Frames in the client's buffer, and frames on their way to it. */
  readonly outgoing: Uint8Array[] = [];
  readonly incoming: Uint8Array[] = [];

  constructor(url: string) {
    this.url = url;
  }

  get bufferedAmount(): number {
    return this.outgoing.reduce((sum, frame) => sum + frame.length, 0);
  }

  send(frame: Uint8Array): void {
    if (this.readyState !== 1) return;
    this.outgoing.push(frame.slice());
    if (this.server?.flows) queueMicrotask(() => this.server?.flows && this.pump());
  }

  /** The client closes. */
  close(): void {
    this.readyState = 3;
    this.outgoing.length = 0;
  }

  /** One frame leaves the client's buffer and is read by the server. @returns false when there was none. */
  pump(): boolean {
    const frame = this.readyState === 1 ? this.outgoing.shift() : undefined;
    if (frame !== undefined) this.server?.hear(this, frame);
    return frame !== undefined;
  }

  /** The server sends a frame. */
  say(frame: Uint8Array): void {
    this.incoming.push(frame);
    if (this.server?.flows) queueMicrotask(() => this.server?.flows && this.deliver());
  }

  /** One frame of the server arrives. @returns false when there was none. */
  deliver(): boolean {
    const frame = this.readyState === 1 ? this.incoming.shift() : undefined;
    if (frame !== undefined) this.onmessage?.({ data: frame.slice().buffer });
    return frame !== undefined;
  }

  deliverAll(): void {
    while (this.deliver());
  }

  /** The connection ends, with a close frame of the server or, with 1006, without. */
  drop(code: number, reason = ''): void {
    if (this.readyState === 3) return;
    this.readyState = 3;
    this.outgoing.length = 0;
    this.onclose?.({ code, reason });
  }
}

function message(type: number, write: (encoder: encoding.Encoder) => void): Uint8Array {
  const encoder = encoding.createEncoder();
  encoding.writeVarUint(encoder, type);
  write(encoder);
  return encoding.toUint8Array(encoder);
}

function sync(step: number, payload: Uint8Array): Uint8Array {
  return message(MESSAGE_SYNC, (encoder) => {
    encoding.writeVarUint(encoder, step);
    encoding.writeVarUint8Array(encoder, payload);
  });
}
