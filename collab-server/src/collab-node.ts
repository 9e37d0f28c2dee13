import type { TicketClaims } from '@trashfire/shared/access/tickets';
import type { DocumentName } from '@trashfire/shared/document/names';
import type { BusMessage } from '@trashfire/shared/realtime/bus-messages';
import { CLOSE } from '@trashfire/shared/realtime/close-codes';
import type { Logger } from 'pino';
import { AccessWatch } from './access-watch.ts';
import { mayWrite } from './admission.ts';
import { atMost } from './at-most.ts';
import { CommitQueue, type CommittedRow } from './commit-queue.ts';
import { Compactor, type CompactorDeps } from './compaction/compactor.ts';
import { Connection, type ConnectionDeps } from './connection.ts';
import type { Admitted } from './doorway.ts';
import { Metrics } from './metrics.ts';
import { NodeLink } from './nodes/node-link.ts';
import { createPace, type Pace } from './pace.ts';
import { ALL, isIn, type Part } from './part.ts';
import type { MembershipSource } from './ports/access.ts';
import type { Bus } from './ports/bus.ts';
import type { UpdateLog } from './ports/update-log.ts';
import { Silence, whyNotReady } from './readiness.ts';
import { RoomRegistry } from './room-registry.ts';
import { AnswerQueue } from './sync/answer-queue.ts';
import { Turns } from './turns.ts';

export interface CollabNodeDeps {
  log: UpdateLog;
  membership: MembershipSource;
  bus: Bus;
  logger: Logger;
  /** Names this process on the bus. */
  node: string;
  /** Left out, this node merges no histories; others do. */
  compaction?: Pick<CompactorDeps, 'log' | 'merger'>;
}

export interface CollabNodeOptions {
  pollMs: number;
  idleMs: number;
  /** Drain closes sockets over this time, so that their clients do not all return in the same instant. */
  drainSpreadMs: number;
  /** How long rooms gather; measured from the load when left out. */
  pace?: Pace;
  /** Layout version of this program; a test runs two nodes of different ones. */
  schemaVersion?: number;
}

/** Polled twice a second: whoever is removed is out within one though the bus is away (R3). */
export const NODE_DEFAULTS: CollabNodeOptions = { pollMs: 500, idleMs: 5000, drainSpreadMs: 1000 };
/** What is done to everybody is done in so many parts, one after another: all at once it would take longer than an edit should wait. */
const PARTS = 5;
const BEAT_MS = 250;
const DRAIN_FLUSH_MS = 6000;

/**
 * Rooms, members and commits of one process, without its front door: whoever was let in is handed over as a socket. The
 * simulation runs this very class on sockets, a log and a bus of its own.
 */
export class CollabNode {
  readonly metrics = new Metrics();
  readonly registry: RoomRegistry;
  readonly access: AccessWatch;
  /** Told of everybody who was admitted, once they have left. */
  onLeft: (claims: TicketClaims) => void = () => undefined;
  private readonly deps: CollabNodeDeps;
  private readonly options: CollabNodeOptions;
  private readonly connections = new Set<Connection>();
  private readonly commits: CommitQueue;
  private readonly connectionDeps: ConnectionDeps;
  private readonly link: NodeLink;
  private readonly compactor: Compactor | null;
  private readonly timers: NodeJS.Timeout[] = [];
  private readonly database = new Silence();
  private polling = false;
  private polled = 0;
  /** Somebody rang for all while a part was looked at. */
  private pollAgain = false;
  private leaving = false;

  constructor(deps: CollabNodeDeps, options: CollabNodeOptions) {
    this.deps = deps;
    this.options = options;
    const { log, logger, compaction } = deps;
    const pace = options.pace ?? createPace();
    this.link = new NodeLink({
      ...deps,
      schemaVersion: options.schemaVersion,
      room: (document) => this.registry.get(document as DocumentName),
      rooms: () => this.registry.all(),
    });
    this.commits = new CommitQueue({
      log,
      logger,
      metrics: this.metrics,
      pace,
      onCommitted: (rows) => this.committed(rows),
    });
    this.registry = new RoomRegistry(
      { log, logger, commits: this.commits, metrics: this.metrics, pace, turns: new Turns(), nodes: this.link },
      options,
    );
    this.access = new AccessWatch(deps.membership);
    const { commits, metrics } = this;
    this.connectionDeps = { log, logger, commits, metrics, answers: new AnswerQueue(), left: (gone) => this.left(gone) };
    this.compactor = compaction === undefined ? null : new Compactor({ ...compaction, logger, metrics: this.metrics });
    this.registry.onDamaged = (document) => this.compactor?.damaged(document);
    this.registry.onLoaded = (document, { head, rows }) => {
      this.compactor?.loaded(document, head, {
        rows: rows.length,
        bytes: rows.reduce((sum, { bytes }) => sum + bytes.length, 0),
      });
    };
    this.showGauges();
  }

  /** Whether it is on its way out: nobody may be let in any more. */
  get draining(): boolean {
    return this.leaving;
  }

  /** How many other nodes are alive. */
  get otherNodes(): number {
    return this.link.others;
  }

  /** Empty when people may be sent here. */
  get whyNotReady(): string[] {
    const failing = this.commits.storeFailingSince;
    return whyNotReady({
      draining: this.leaving,
      logFailingMs: failing === null ? null : Date.now() - failing,
      databaseSilentMs: this.database.lasting(performance.now()),
    });
  }

  private showGauges(): void {
    const { metrics, connections, registry, commits } = this;
    const buffered = () => [...connections].reduce((max, connection) => Math.max(max, connection.bufferedBytes), 0);
    metrics.gauge('collab_rooms', 'Documents in memory.', () => registry.size);
    metrics.gauge('collab_rooms_live', 'Of them, those that hold a Y.Doc and not bytes alone.', () => registry.live);
    metrics.gauge('collab_rooms_by_state', 'Documents in memory and on their way there.', () => registry.states());
    metrics.gauge('collab_sockets', 'Connections that were let in.', () => connections.size);
    metrics.gauge('collab_other_nodes', 'Nodes beside this one that are alive.', () => this.otherNodes);
    metrics.gauge('collab_compaction_queue', 'Documents whose history waits to be merged.', () => this.compactor?.queued ?? 0);
    metrics.gauge('collab_compaction_tail_rows', 'Rows of theirs that are in no snapshot.', () => this.compactor?.tailRows ?? 0);
    metrics.gauge('collab_unstored_bytes', 'Applied in memory and not yet committed.', () => commits.unstoredBytes);
    metrics.gauge('collab_buffered_bytes_max', 'Most that waits to be read by one peer.', buffered);
    metrics.gauge('collab_ready', '1 while people may be sent here.', () => (this.whyNotReady.length === 0 ? 1 : 0));
  }

  /** Listens to the other nodes and begins to look after rooms and members. */
  start(): void {
    this.deps.bus.subscribe({
      onMessage: (message) => this.onBus(message),
      onNodeMessage: (bytes) => this.link.hear(bytes),
      onReconnect: () => {
        this.link.reconnected();
        void this.poll();
      },
    });
    this.compactor?.start();
    this.every(this.options.pollMs / PARTS, () => {
      // A part is not passed over while the store is slow: its turn comes when the one before it is done.
      if (!this.polling) void this.poll({ index: this.polled++ % PARTS, of: PARTS });
    });
    this.every(this.options.pollMs, () => this.registry.rest(performance.now()));
    this.link.start();
    let beaten = 0;
    this.every(BEAT_MS / PARTS, () => {
      const [now, part] = [performance.now(), { index: beaten++ % PARTS, of: PARTS }];
      for (const connection of this.connections) if (isIn(part, connection.actor.id)) connection.beat(now);
    });
  }

  /** Takes in somebody the doorway has checked. @returns false when that was not possible, and the socket is closed. */
  admit({ socket, room, claims, acks }: Admitted): boolean {
    let connection: Connection;
    try {
      connection = new Connection(socket, room, { claims, canWrite: mayWrite(claims), acks }, this.connectionDeps);
    } catch (error) {
      // Its fault it is not, and the next attempt may find the log mended or read it on another node.
      this.deps.logger.error({ err: error, document: room.name }, 'the log of a document cannot be read');
      socket.close(CLOSE.restart, 'document cannot be read');
      return false;
    }
    room.pins++;
    this.connections.add(connection);
    this.access.add(connection);
    return true;
  }

  private left(connection: Connection): void {
    this.connections.delete(connection);
    this.access.delete(connection);
    this.registry.release(connection.room);
    this.onLeft(connection.claims);
  }

  /** Stores what is applied and sends everybody away with 1012 over a moment. Bounded to about 8 s; then nothing of it runs any more. */
  async drain(): Promise<void> {
    this.leaving = true;
    for (const timer of this.timers) clearInterval(timer);
    await this.compactor?.close();
    await atMost(DRAIN_FLUSH_MS, this.commits.drained());
    const leaving = [...this.connections];
    const pause = this.options.drainSpreadMs / Math.max(1, leaving.length);
    for (const connection of leaving) {
      connection.close(CLOSE.restart, 'server restarting');
      await wait(pause);
    }
    await atMost(1000, this.commits.drained());
    this.link.close();
    this.registry.close();
    this.commits.close();
  }

  private committed(rows: readonly CommittedRow[]): void {
    this.link.committed(rows);
    for (const { document, seq, bytes } of rows) this.compactor?.committed(document, seq, bytes.length);
  }

  private every(ms: number, run: () => void): void {
    this.timers.push(setInterval(run, ms));
  }

  private onBus(message: BusMessage): void {
    this.metrics.busHeard.add(message.kind);
    if (message.kind === 'access') {
      this.access.check({ team: message.team, person: message.person }).catch((error: unknown) => this.pollFailed(error));
    } else if (message.kind === 'document') {
      void this.poll();
    } else if (message.node !== this.deps.node) {
      const known = this.registry.hearHead(message.document as DocumentName, message.seq, message.epoch);
      if (!known) void this.poll();
    }
  }

  /** The bus may lose messages, so what it rings for is looked up as well. One at a time: a slow store is not asked faster. */
  private async poll(part: Part = ALL): Promise<void> {
    if (this.polling) {
      this.pollAgain = true;
      return;
    }
    this.polling = true;
    this.database.asked(performance.now());
    try {
      await Promise.all([this.registry.poll(part), this.access.checkPart(part)]);
      this.database.answered();
    } catch (error) {
      this.database.failed(performance.now());
      this.pollFailed(error);
    }
    this.polling = false;
    if (!this.pollAgain || this.leaving) return;
    this.pollAgain = false;
    void this.poll();
  }

  private pollFailed(error: unknown): void {
    this.deps.logger.warn({ err: error }, 'could not look for changes, trying again');
  }
}

function wait(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
