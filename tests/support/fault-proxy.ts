import { once } from 'node:events';
import { createServer, connect as dial, type Server, type Socket } from 'node:net';
import type { Random } from '@trashfire/shared/testing/random';

/** How bad the network is; every field may change while connections live. */
export interface Weather {
  /** Added one way to every piece of data. ms. */
  latencyMs: number;
  /** Most that is added to or taken from the latency. Order is kept, as TCP keeps it. ms. */
  jitterMs: number;
  /** Of one direction of one connection; null for no limit. */
  bytesPerSecond: number | null;
  /** New connections are cut after so many bytes in either direction, wherever that is in a frame; null for never. */
  cutAfterBytes: { min: number; max: number } | null;
  /** New connections are refused, as by a machine that is up while its service is not. */
  refuses: boolean;
}

const FAIR: Weather = { latencyMs: 0, jitterMs: 0, bytesPerSecond: null, cutAfterBytes: null, refuses: false };
/** Data of one direction that is held back; beyond it the sender is not read. Bytes. */
const HELD_LIMIT = 1024 * 1024;

export interface Target {
  host: string;
  port: number;
}

/** A TCP relay that does to connections what networks do. Asked for a target at each connection, so it is a load balancer too. */
export class FaultProxy {
  readonly port: number;
  private readonly server: Server;
  private readonly target: () => Target;
  private readonly random: Random;
  private readonly pairs = new Set<Pair>();
  /** Connections that ended because of {@link Weather.cutAfterBytes}. */
  cuts = 0;
  private current: Weather = FAIR;
  private stalled = false;

  private constructor(server: Server, port: number, target: () => Target, random: Random) {
    this.server = server;
    this.port = port;
    this.target = target;
    this.random = random;
    server.on('connection', (socket) => this.accept(socket));
  }

  static async start(target: () => Target, random: Random): Promise<FaultProxy> {
    const server = createServer({ noDelay: true }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    return new FaultProxy(server, typeof address === 'object' && address !== null ? address.port : 0, target, random);
  }

  get connections(): number {
    return this.pairs.size;
  }

  /** What is left out becomes fair again. */
  set weather(weather: Partial<Weather>) {
    this.current = { ...FAIR, ...weather };
  }

  /** Everybody is cut with a reset, in the middle of whatever they were saying. */
  reset(): void {
    for (const pair of [...this.pairs]) pair.end('reset');
  }

  /** A partition that heals: data waits and arrives after {@link heal}, since TCP sends it again. */
  stall(): void {
    this.stalled = true;
    for (const pair of this.pairs) pair.stall(true);
  }

  heal(): void {
    this.stalled = false;
    for (const pair of this.pairs) pair.stall(false);
  }

  /** The connections of now become half-open: both ends believe in them and nothing arrives any more. New ones work. */
  vanish(): void {
    for (const pair of this.pairs) pair.vanish();
  }

  async close(): Promise<void> {
    this.server.close();
    for (const pair of [...this.pairs]) pair.end('reset');
    await once(this.server, 'close');
  }

  private accept(near: Socket): void {
    if (this.current.refuses) {
      near.on('error', () => undefined);
      near.resetAndDestroy();
      return;
    }
    const { host, port } = this.target();
    const { cutAfterBytes } = this.current;
    const budget = cutAfterBytes === null ? null : this.random.int(cutAfterBytes.min, cutAfterBytes.max);
    const pair = new Pair(near, dial({ host, port, noDelay: true }), budget, () => this.delay());
    pair.rate = () => this.current.bytesPerSecond;
    pair.onEnd = () => this.pairs.delete(pair);
    pair.onCut = () => {
      this.cuts++;
    };
    pair.stall(this.stalled);
    this.pairs.add(pair);
  }

  private delay(): number {
    const { latencyMs, jitterMs } = this.current;
    return Math.max(0, latencyMs + (jitterMs === 0 ? 0 : this.random.int(-jitterMs, jitterMs)));
  }
}

/** One connection: two sockets and what is on its way between them. */
class Pair {
  rate: () => number | null = () => null;
  onEnd: () => void = () => undefined;
  onCut: () => void = () => undefined;
  private readonly sockets: readonly [Socket, Socket];
  private readonly directions: readonly [Direction, Direction];
  private readonly delay: () => number;
  private budget: number | null;
  private vanished = false;
  private ended = false;

  constructor(near: Socket, far: Socket, budget: number | null, delay: () => number) {
    this.sockets = [near, far];
    this.budget = budget;
    this.delay = delay;
    this.directions = [new Direction(near, far), new Direction(far, near)];
    for (const direction of this.directions) {
      direction.from.on('data', (data: Buffer) => this.carry(direction, data));
      direction.from.on('error', () => this.end('reset'));
      direction.from.on('close', () => this.end('close'));
    }
  }

  stall(stalled: boolean): void {
    for (const direction of this.directions) direction.stall(stalled);
  }

  vanish(): void {
    this.vanished = true;
  }

  end(how: 'reset' | 'close'): void {
    // Whoever hangs up on a half-open connection is not heard at the other end.
    if (this.ended || (this.vanished && how === 'close')) return;
    this.ended = true;
    for (const direction of this.directions) direction.stop(how === 'close');
    for (const socket of this.sockets) {
      if (how === 'reset') socket.resetAndDestroy();
      else socket.end();
    }
    this.onEnd();
  }

  private carry(direction: Direction, data: Buffer): void {
    if (this.vanished || this.ended) return;
    const cut = this.budget !== null && data.length >= this.budget;
    const passing = cut ? data.subarray(0, this.budget ?? 0) : data;
    if (this.budget !== null) this.budget -= passing.length;
    direction.push(passing, this.delay(), this.rate());
    if (!cut) return;
    this.onCut();
    setImmediate(() => this.end('reset'));
  }
}

/** Data on its way from one socket to the other, in order. */
class Direction {
  readonly from: Socket;
  private readonly to: Socket;
  private queue: { data: Buffer; at: number }[] = [];
  private held = 0;
  private freeAt = 0;
  private stalled = false;
  private timer: NodeJS.Timeout | undefined;

  constructor(from: Socket, to: Socket) {
    this.from = from;
    this.to = to;
    to.on('drain', () => this.flush());
  }

  push(data: Buffer, delayMs: number, bytesPerSecond: number | null): void {
    const now = performance.now();
    const sent = bytesPerSecond === null ? 0 : (data.length / bytesPerSecond) * 1000;
    this.freeAt = Math.max(this.freeAt, now + delayMs) + sent;
    this.queue.push({ data, at: this.freeAt });
    this.held += data.length;
    if (this.held > HELD_LIMIT) this.from.pause();
    this.flush();
  }

  stall(stalled: boolean): void {
    this.stalled = stalled;
    this.flush();
  }

  /** @param flush what is on its way still arrives. */
  stop(flush: boolean): void {
    clearTimeout(this.timer);
    if (flush) for (const { data } of this.queue) this.to.write(data);
    this.queue = [];
  }

  private flush(): void {
    clearTimeout(this.timer);
    if (this.stalled) return;
    const now = performance.now();
    for (let next = this.queue[0]; next !== undefined && next.at <= now; next = this.queue[0]) {
      if (this.to.writableNeedDrain) return;
      this.queue.shift();
      this.held -= next.data.length;
      this.to.write(next.data);
    }
    if (this.held <= HELD_LIMIT) this.from.resume();
    const [next] = this.queue;
    if (next !== undefined) this.timer = setTimeout(() => this.flush(), next.at - now);
  }
}
