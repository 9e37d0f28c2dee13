import { createServer, type IncomingMessage, type Server, STATUS_CODES } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { DOCUMENT_SCHEMA_VERSION } from '@trashfire/shared/document/schema';
import type { BusMessage } from '@trashfire/shared/realtime/bus-messages';
import { CLOSE } from '@trashfire/shared/realtime/close-codes';
import { LIMITS } from '@trashfire/shared/realtime/limits';
import type { Logger } from 'pino';
import { type WebSocket, WebSocketServer } from 'ws';
import { AccessWatch } from './access-watch.ts';
import { checkMembership, checkTicket, mayWrite, parseUpgrade, type UpgradeRequest } from './admission.ts';
import { CommitQueue } from './commit-queue.ts';
import { Connection } from './connection.ts';
import { Metrics } from './metrics.ts';
import type { MembershipSource } from './ports/access.ts';
import type { Bus } from './ports/bus.ts';
import type { UpdateLog } from './ports/update-log.ts';
import type { Room } from './room.ts';
import { RoomRegistry } from './room-registry.ts';

export interface CollabServerDeps {
  log: UpdateLog;
  membership: MembershipSource;
  bus: Bus;
  logger: Logger;
  /** Shared with the api, which signs tickets with it. */
  ticketSecret: string;
  /** Origins of the studio's pages; null allows every origin (only for a server nobody else can reach). */
  allowedOrigins: readonly string[] | null;
  /** Names this process on the bus. */
  node: string;
}

export interface CollabServerOptions {
  pollMs: number;
  idleMs: number;
  /** Drain closes sockets over this time, so that their clients do not all return in the same instant. */
  drainSpreadMs: number;
}

const DEFAULTS: CollabServerOptions = { pollMs: 1000, idleMs: 5000, drainSpreadMs: 1000 };
const BEAT_MS = 250;
const PING_MS = 10_000;
/** An upgrade that the store keeps waiting this long is refused; its client tries again. */
const OPEN_TIMEOUT_MS = 10_000;
/** Not ready once the store has failed for this long; a single hiccup is no reason to send everybody away. */
const STORE_FAILING_MS = 2000;
const DRAIN_FLUSH_MS = 6000;
const CLOSE_MS = 1000;

/** The collab-server of one process: the only door to a document (DESIGN §1, §5). */
export class CollabServer {
  readonly metrics = new Metrics();
  private readonly deps: CollabServerDeps;
  private readonly options: CollabServerOptions;
  private readonly http: Server;
  private readonly sockets = new WebSocketServer({
    noServer: true,
    clientTracking: false,
    perMessageDeflate: false,
    maxPayload: LIMITS.frameBytes,
  });
  private readonly connections = new Set<Connection>();
  private readonly commits: CommitQueue;
  private readonly registry: RoomRegistry;
  private readonly access: AccessWatch;
  private readonly timers: NodeJS.Timeout[] = [];
  private draining = false;
  private polling = false;

  constructor(deps: CollabServerDeps, options: Partial<CollabServerOptions> = {}) {
    this.deps = deps;
    this.options = { ...DEFAULTS, ...options };
    const { log, logger, node } = deps;
    this.commits = new CommitQueue({
      log,
      logger,
      metrics: this.metrics,
      onCommitted: (heads) =>
        deps.bus.publish([...heads].map(([document, seq]): BusMessage => ({ kind: 'update', document, seq, node }))),
    });
    this.registry = new RoomRegistry({ log, logger, commits: this.commits, metrics: this.metrics }, this.options);
    this.access = new AccessWatch(deps.membership);
    this.http = createServer((request, response) => {
      const { status, body } = this.answer(request.url ?? '/');
      response.writeHead(status, { 'content-type': 'text/plain; charset=utf-8' }).end(body);
    });
    this.http.on('upgrade', (request, socket, head) => {
      socket.on('error', (error) => logger.debug({ err: error }, 'socket error before the upgrade'));
      void this.upgrade(request, socket, head);
    });
  }

  /** @returns the port it listens on (the one asked for, or a free one for 0). */
  async listen(port: number, host: string): Promise<number> {
    await new Promise<void>((resolve, reject) => {
      this.http.once('error', reject);
      this.http.listen(port, host, resolve);
    });
    this.deps.bus.subscribe(
      (message) => this.onBus(message),
      () => void this.poll(),
    );
    this.every(this.options.pollMs, () => void this.poll());
    this.every(BEAT_MS, () => {
      const now = performance.now();
      for (const connection of this.connections) connection.beat(now);
    });
    this.every(PING_MS, () => {
      const now = performance.now();
      for (const connection of this.connections) connection.ping(now);
    });
    return (this.http.address() as AddressInfo).port;
  }

  /**
   * Stops without losing or refusing anything acknowledged: not ready, no newcomers, store what is applied, send everybody
   * away with 1012 over a moment. Bounded to about 8 s.
   */
  async drain(): Promise<void> {
    this.draining = true;
    for (const timer of this.timers) clearInterval(timer);
    await Promise.race([this.commits.drained(), wait(DRAIN_FLUSH_MS)]);
    const leaving = [...this.connections];
    const pause = this.options.drainSpreadMs / Math.max(1, leaving.length);
    for (const connection of leaving) {
      connection.close(CLOSE.restart, 'server restarting');
      await wait(pause);
    }
    await Promise.race([this.commits.drained(), wait(1000)]);
    this.registry.close();
    this.commits.close();
    this.http.closeAllConnections();
    // A peer that does not answer its close keeps its socket; it must not keep us.
    const closed = new Promise<void>((resolve) => this.http.close(() => resolve()));
    await Promise.race([closed, wait(CLOSE_MS)]);
    await this.deps.bus.close();
  }

  private every(ms: number, run: () => void): void {
    this.timers.push(setInterval(run, ms));
  }

  private get ready(): boolean {
    const failing = this.commits.storeFailingSince;
    return !this.draining && (failing === null || Date.now() - failing < STORE_FAILING_MS);
  }

  private answer(url: string): { status: number; body: string } {
    switch (url.split('?')[0]) {
      case '/livez':
        return { status: 200, body: 'alive\n' };
      case '/readyz':
        return this.ready ? { status: 200, body: 'ready\n' } : { status: 503, body: 'not ready\n' };
      case '/metrics':
        return {
          status: 200,
          body: this.metrics.render({
            collab_rooms: this.registry.size,
            collab_sockets: this.connections.size,
            collab_unstored_bytes: this.commits.unstoredBytes,
            collab_ready: this.ready ? 1 : 0,
          }),
        };
      default:
        return { status: 404, body: 'not found\n' };
    }
  }

  private onBus(message: BusMessage): void {
    if (message.kind === 'access') {
      this.access.check({ team: message.team, person: message.person }).catch((error: unknown) => this.pollFailed(error));
    } else if (message.kind === 'document') {
      void this.poll();
    } else if (message.node !== this.deps.node) {
      for (const room of this.registry.all()) if (room.name === message.document && message.seq > room.seq) void room.catchUp();
    }
  }

  /** The bus may lose messages, so what it rings for is looked up each second as well. One at a time: a slow store is not asked faster. */
  private async poll(): Promise<void> {
    if (this.polling) return;
    this.polling = true;
    await Promise.all([this.registry.poll(), this.access.check()]).catch((error: unknown) => this.pollFailed(error));
    this.polling = false;
  }

  private pollFailed(error: unknown): void {
    this.deps.logger.warn({ err: error }, 'could not look for changes, trying again');
  }

  /** Checks ticket, origin, membership and document before the upgrade, so a stranger never has a socket (DESIGN §5.1). */
  private async upgrade(message: IncomingMessage, socket: Duplex, head: Buffer): Promise<void> {
    const request = parseUpgrade(message.url ?? '/', message.headers.origin);
    if (request === null) return refuseUpgrade(socket, 404);
    if (this.draining) return refuseUpgrade(socket, 503);
    const { ticketSecret, allowedOrigins, logger } = this.deps;
    const verdict = checkTicket(request, ticketSecret, allowedOrigins, Math.floor(Date.now() / 1000));
    if (verdict.state === 'refused') {
      this.metrics.refused(verdict.reason);
      logger.info({ document: request.document, reason: verdict.reason }, 'refused an upgrade');
      return refuseUpgrade(socket, verdict.status);
    }
    const { claims } = verdict;
    try {
      const membership = checkMembership(claims, await withTimeout(this.access.current(claims)));
      if (membership === 'revoked') return refuseUpgrade(socket, 403);
      if (membership === 'changed') return refuseUpgrade(socket, 401);
      if (claims.member !== null && this.access.countOf(claims.member) >= LIMITS.socketsPerPerson)
        return refuseUpgrade(socket, 429);
      const opened = await this.open(request);
      if (opened.state === 'missing') return refuseUpgrade(socket, 404);
      this.sockets.handleUpgrade(message, socket, head, (webSocket) => {
        if (opened.state === 'newer') return webSocket.close(CLOSE.restart, 'document of a newer release');
        // Draining began while the document was opened: nobody would ever send this one away, and the drain would not end.
        if (this.draining) return webSocket.close(CLOSE.restart, 'server restarting');
        this.admit(webSocket, opened.room, request, claims);
      });
      // `handleUpgrade` answers at once; when it refused the handshake nobody came in and nobody will leave.
      if (opened.state === 'open') this.registry.release(opened.room);
    } catch (error) {
      logger.error({ err: error, document: request.document }, 'could not open a document');
      refuseUpgrade(socket, 503);
    }
  }

  private open(request: UpgradeRequest): ReturnType<RoomRegistry['open']> {
    const opening = this.registry.open(request.document);
    return withTimeout(opening).catch((error: unknown) => {
      // It may still open after we gave up on it; then nobody holds it.
      void opening.then(
        (late) => late.state === 'open' && this.registry.release(late.room),
        () => undefined,
      );
      throw error;
    });
  }

  private admit(socket: WebSocket, room: Room, request: UpgradeRequest, claims: Connection['claims']): void {
    const close = (code: number, reason: string) => socket.close(code, reason);
    if (room.team !== claims.team) {
      close(CLOSE.notFound, 'no such document');
      return;
    }
    // A client that does not know a kind of node deletes it for everybody: it must reload first (facts: sync §3).
    if (request.schema < DOCUMENT_SCHEMA_VERSION) {
      close(CLOSE.clientOutdated, 'client outdated');
      return;
    }
    if (request.schema > DOCUMENT_SCHEMA_VERSION) {
      close(CLOSE.restart, 'server outdated');
      return;
    }
    if (request.epoch !== null && request.epoch !== room.epoch) {
      close(CLOSE.epoch, 'document replaced');
      return;
    }
    if (room.members.size >= LIMITS.socketsPerDocument) {
      close(CLOSE.overloaded, 'too many people here');
      return;
    }
    const { log, logger } = this.deps;
    const deps = { log, logger, commits: this.commits, metrics: this.metrics };
    room.pins++;
    const connection = new Connection(socket, room, { claims, canWrite: mayWrite(claims), acks: request.acks }, deps);
    connection.onClosed = () => {
      this.connections.delete(connection);
      this.access.delete(connection);
      this.registry.release(room);
    };
    this.connections.add(connection);
    this.access.add(connection);
  }
}

function wait(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

async function withTimeout<T>(promise: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('the store did not answer in time')), OPEN_TIMEOUT_MS);
  });
  return Promise.race([promise, timeout]).finally(() => clearTimeout(timer));
}

function refuseUpgrade(socket: Duplex, status: number): void {
  if (socket.destroyed) return;
  socket.end(`HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
}
