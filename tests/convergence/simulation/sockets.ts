import { EventEmitter } from 'node:events';
import type { Process, VirtualTime } from './virtual-time.ts';

/** One end's reading of a connection: `flowing`, `stalled` (a slow reader: frames wait), `frozen` (half open: frames vanish). */
export type Flow = 'flowing' | 'stalled' | 'frozen';

const CONNECTING = 0;
/** A browser gives up on a line that breaks before it is open; a stock client asks for no other until it does. */
const CONNECT_MS = 20_000;
const OPEN = 1;
const CLOSED = 3;
/** So much more do frames weigh in a slow reader's buffer: the limits there are megabytes, the documents here kilobytes. */
const STALLED_WEIGHT = 6000;
/** Between two frames of a reader that catches up. */
const READ_MS = 1;

interface Deps {
  time: VirtualTime;
  /** Milliseconds a frame takes now. */
  latency: () => number;
  /** Every frame that arrives; for the trace. */
  onFrame: (link: number, bytes: Uint8Array) => void;
}

/** A TCP connection between a peer and a node: in order, nothing lost but by {@link cut}. */
export class Link {
  readonly id: number;
  readonly client: ClientSocket;
  /** The node it leads to. */
  readonly node: Process;
  server: ServerSocket | null = null;
  flow: Flow = 'flowing';
  /** When it was asked for, by the world's clock. */
  readonly began: number;
  /** No byte moves any more. */
  dead = false;
  private readonly deps: Deps;
  private readonly ready = { client: 0, server: 0 };
  private waiting: (() => void)[] = [];

  constructor(id: number, client: ClientSocket, node: Process, deps: Deps) {
    this.id = id;
    this.client = client;
    this.node = node;
    this.began = deps.time.now;
    this.deps = deps;
    deps.time.after(CONNECT_MS, client.process, () => {
      if (client.readyState === CONNECTING) client.closedBy(1006, '');
    });
  }

  /** Something travels to one end and arrives after everything sent there before. */
  travel(to: 'client' | 'server', process: Process, arrive: () => void): void {
    const { time, latency } = this.deps;
    if (this.dead || this.flow === 'frozen') return;
    const at = Math.max(this.ready[to], time.now + latency());
    this.ready[to] = at;
    time.after(at - time.now, process, () => {
      if (this.dead || this.flow === 'frozen') return;
      if (to === 'client' && (this.flow === 'stalled' || this.waiting.length > 0)) this.waiting.push(arrive);
      else arrive();
    });
  }

  toClient(bytes: Uint8Array): void {
    const { server } = this;
    const weight = this.flow === 'stalled' ? bytes.byteLength * STALLED_WEIGHT : 0;
    if (server !== null) server.bufferedAmount += weight;
    this.travel('client', this.client.process, () => {
      if (server !== null) server.bufferedAmount -= weight;
      this.deps.onFrame(this.id, bytes);
      this.client.receive(bytes);
    });
  }

  toServer(bytes: Uint8Array): void {
    const { server, client } = this;
    if (server === null) return;
    const weight = this.flow === 'stalled' ? bytes.byteLength * STALLED_WEIGHT : 0;
    client.bufferedAmount += weight;
    this.travel('server', server.process, () => {
      client.bufferedAmount -= weight;
      this.deps.onFrame(this.id, bytes);
      server.receive(bytes);
    });
  }

  /** The reader reads again: what waited arrives, in order, and before anything sent later. */
  resume(): void {
    if (this.flow !== 'stalled') return;
    this.flow = 'flowing';
    this.readOn();
  }

  private readOn(): void {
    if (this.waiting.length === 0) return;
    this.deps.time.after(READ_MS, this.client.process, () => {
      if (this.flow !== 'flowing' || this.dead) return;
      this.waiting.shift()?.();
      this.readOn();
    });
  }

  /** Breaks it: what is on its way is lost, and both ends hear of it after a while. */
  cut(): void {
    if (this.dead) return;
    this.dead = true;
    const { client, server, deps } = this;
    // Whoever has vanished hears nothing of it.
    if (this.flow !== 'frozen') deps.time.after(deps.latency(), client.process, () => client.closedBy(1006, ''));
    if (server !== null) deps.time.after(deps.latency(), server.process, () => server.gone(1006));
  }

  /** One end has closed for good; the other hears of it behind what was sent to it before. */
  closing(by: 'client' | 'server', code: number, reason: string): void {
    const { client, server } = this;
    if (by === 'server') {
      this.travel('client', client.process, () => {
        client.closedBy(code, reason);
        if (server !== null) this.travel('server', server.process, () => this.over(server, code));
      });
    } else if (server !== null) {
      this.travel('server', server.process, () => this.over(server, code));
    } else {
      this.dead = true;
    }
  }

  private over(server: ServerSocket, code: number): void {
    this.dead = true;
    server.gone(code);
  }
}

/** Opens the way from a client socket to whichever node answers. */
export type Dial = (socket: ClientSocket) => Link | null;

interface CloseLike {
  code: number;
  reason: string;
}

/** What y-websocket uses of a browser's WebSocket. */
export class ClientSocket {
  readonly CONNECTING = CONNECTING;
  readonly OPEN = OPEN;
  readonly CLOSED = CLOSED;
  readonly url: string;
  readonly process: Process;
  binaryType = 'arraybuffer';
  bufferedAmount = 0;
  readyState = CONNECTING;
  onopen: (() => void) | null = null;
  onmessage: ((event: { data: ArrayBuffer }) => void) | null = null;
  onclose: ((event: CloseLike) => void) | null = null;
  onerror: ((event: unknown) => void) | null = null;
  link: Link | null;

  constructor(url: string, process: Process, dial: Dial) {
    this.url = url;
    this.process = process;
    this.link = dial(this);
  }

  send(bytes: Uint8Array): void {
    // A browser takes a copy; the caller may write over its buffer.
    if (this.readyState === OPEN) this.link?.toServer(bytes.slice());
  }

  close(code = 1000, reason = ''): void {
    if (this.readyState === CLOSED) return;
    this.readyState = CLOSED;
    this.link?.closing('client', code, reason);
  }

  opened(): void {
    if (this.readyState !== CONNECTING) return;
    this.readyState = OPEN;
    this.onopen?.();
  }

  receive(bytes: Uint8Array): void {
    if (this.readyState !== OPEN) return;
    this.onmessage?.({ data: bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength) as ArrayBuffer });
  }

  closedBy(code: number, reason: string): void {
    if (this.readyState === CLOSED) return;
    const refused = this.readyState === CONNECTING;
    this.readyState = CLOSED;
    if (refused) this.onerror?.(new Error('no connection'));
    this.onclose?.({ code, reason });
  }
}

/** What the collab-server uses of a `ws` socket. */
export class ServerSocket extends EventEmitter {
  readonly process: Process;
  readonly OPEN = OPEN;
  readyState = OPEN;
  bufferedAmount = 0;
  private readonly link: Link;
  private readonly time: VirtualTime;

  constructor(link: Link, process: Process, time: VirtualTime) {
    super();
    this.link = link;
    this.process = process;
    this.time = time;
  }

  send(bytes: Uint8Array): void {
    if (this.readyState === OPEN) this.link.toClient(bytes);
  }

  ping(): void {
    const { link } = this;
    link.travel('client', link.client.process, () => {
      if (link.client.readyState === OPEN) link.travel('server', this.process, () => this.emit('pong'));
    });
  }

  close(code: number, reason: string): void {
    if (this.readyState !== OPEN) return;
    this.readyState = 2;
    this.link.closing('server', code, reason);
  }

  terminate(): void {
    if (this.readyState === CLOSED) return;
    this.link.cut();
    this.time.after(0, this.process, () => this.gone(1006));
  }

  receive(bytes: Uint8Array): void {
    if (this.readyState === OPEN) this.emit('message', Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength), true);
  }

  gone(code: number): void {
    if (this.readyState === CLOSED) return;
    this.readyState = CLOSED;
    this.emit('close', code, Buffer.alloc(0));
  }
}
