import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { BusMessage } from '@trashfire/shared/realtime/bus-messages';
import { CLOSE } from '@trashfire/shared/realtime/close-codes';
import { LIMITS, RATES } from '@trashfire/shared/realtime/limits';
import type { Logger } from 'pino';
import { AccessWatch } from './access-watch.ts';
import { mayWrite } from './admission.ts';
import { CommitQueue } from './commit-queue.ts';
import { Connection } from './connection.ts';
import { type Admitted, Doorway, type DoorwayLimits } from './doorway.ts';
import { answerHttp, type HttpState } from './http-answers.ts';
import { Metrics } from './metrics.ts';
import type { MembershipSource } from './ports/access.ts';
import type { Bus } from './ports/bus.ts';
import type { UpdateLog } from './ports/update-log.ts';
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
  limits: DoorwayLimits;
}

const DEFAULTS: CollabServerOptions = {
  pollMs: 1000,
  idleMs: 5000,
  drainSpreadMs: 1000,
  limits: { ...LIMITS, rates: RATES },
};
const BEAT_MS = 250;
const PING_MS = 10_000;
/** Not ready once the store has failed for this long; a single hiccup is no reason to send everybody away. */
const STORE_FAILING_MS = 2000;
const DRAIN_FLUSH_MS = 6000;
const CLOSE_MS = 1000;
/** A request whose headers are not here by then is cut off: thousands of half-sent ones would else keep their sockets (R7). */
const HEADERS_MS = 10_000;

/** The collab-server of one process: the only door to a document (DESIGN §1, §5). */
export class CollabServer {
  readonly metrics = new Metrics();
  private readonly deps: CollabServerDeps;
  private readonly options: CollabServerOptions;
  private readonly http: Server;
  private readonly connections = new Set<Connection>();
  private readonly commits: CommitQueue;
  private readonly registry: RoomRegistry;
  private readonly access: AccessWatch;
  private readonly doorway: Doorway;
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
    this.doorway = new Doorway(
      {
        ...deps,
        metrics: this.metrics,
        access: this.access,
        registry: this.registry,
        draining: () => this.draining,
        admit: (admitted) => this.admit(admitted),
      },
      this.options.limits,
    );
    this.http = createServer({ headersTimeout: HEADERS_MS, connectionsCheckingInterval: HEADERS_MS / 2 }, (request, response) => {
      const { status, body } = answerHttp(request.url ?? '/', request.socket.remoteAddress, this.httpState);
      response.writeHead(status, { 'content-type': 'text/plain; charset=utf-8' }).end(body);
    });
    this.http.on('upgrade', (request, socket, head) => {
      socket.on('error', (error) => logger.debug({ err: error }, 'socket error before the upgrade'));
      void this.doorway.upgrade(request, socket, head);
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

  private get httpState(): HttpState {
    return {
      ready: this.ready,
      metrics: () =>
        this.metrics.render({
          collab_rooms: this.registry.size,
          collab_sockets: this.connections.size,
          collab_unstored_bytes: this.commits.unstoredBytes,
          collab_ready: this.ready ? 1 : 0,
        }),
    };
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

  private admit({ socket, room, claims, acks, onLeft }: Admitted): void {
    const { log, logger } = this.deps;
    const deps = { log, logger, commits: this.commits, metrics: this.metrics };
    room.pins++;
    const connection = new Connection(socket, room, { claims, canWrite: mayWrite(claims), acks }, deps);
    connection.onClosed = () => {
      this.connections.delete(connection);
      this.access.delete(connection);
      this.registry.release(room);
      onLeft();
    };
    this.connections.add(connection);
    this.access.add(connection);
  }
}

function wait(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
