import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { DOCUMENT_SCHEMA_VERSION } from '@trashfire/shared/document/schema';
import { LIMITS, RATES } from '@trashfire/shared/realtime/limits';
import type { Logger } from 'pino';
import { CollabNode, type CollabNodeOptions } from '../../../collab-server/src/collab-node.ts';
import { Doorway, type Handshake } from '../../../collab-server/src/doorway.ts';
import type { WorldBus } from './bus.ts';
import { type ClientSocket, Link, ServerSocket } from './sockets.ts';
import type { Store } from './store.ts';
import type { Trace } from './trace.ts';
import { Process, type VirtualTime } from './virtual-time.ts';

export const TICKET_SECRET = 'a secret for simulated worlds, long';
const OPTIONS: CollabNodeOptions = { pollMs: 1000, idleMs: 1500, drainSpreadMs: 300 };

const HANDSHAKE_MS = 60_000;
/** No upgrade takes longer: it asks the store twice, for 10 s at most. */
const UPGRADE_MS = 21_000;

export interface RunningNode {
  readonly process: Process;
  readonly node: CollabNode;
  readonly door: Doorway;
  /** Which layout of documents its program knows. */
  readonly release: number;
  /** Lets nobody in any more and ends by itself. */
  draining: boolean;
  /** Upgrades it has not answered. */
  asking: number;
}

interface Deps {
  time: VirtualTime;
  store: Store;
  bus: WorldBus;
  trace: Trace;
  logger: Logger;
  latency: () => number;
}

/** The nodes that serve a simulated world, and the network in front of them, which leads to any of them. */
export class Cluster {
  nodes: RunningNode[] = [];
  /** Of nodes, pages and programs that are started from now on. */
  release = DOCUMENT_SCHEMA_VERSION;
  readonly links = new Set<Link>();
  private readonly deps: Deps;
  private count = 0;
  private linkCount = 0;

  constructor(deps: Deps) {
    this.deps = deps;
  }

  async start(): Promise<void> {
    const { time, store, bus, logger } = this.deps;
    const { release } = this;
    const process = new Process(`node ${++this.count}`);
    await time.act(process, () => {
      const log = store.logFor(process, release);
      const deps = { log, membership: store.membershipFor(process), bus: bus.connect(process), logger };
      const node = new CollabNode({ ...deps, node: process.name }, { ...OPTIONS, schemaVersion: release });
      const { metrics, access, registry } = node;
      const door = new Doorway(
        {
          logger,
          metrics,
          access,
          registry,
          ticketSecret: TICKET_SECRET,
          allowedOrigins: null,
          schemaVersion: release,
          draining: () => node.draining,
          admit: (admitted) => node.admit(admitted),
          handshake: this.handshake(process),
        },
        { ...LIMITS, rates: RATES },
      );
      node.onLeft = (claims) => door.left(claims);
      node.start();
      this.nodes.push({ process, node, door, release, draining: false, asking: 0 });
    });
  }

  /** kill -9: its memory is gone and nothing of it runs any more. @param silent its machine vanished, so nobody hears of it. */
  kill(running: RunningNode, silent: boolean): void {
    running.process.alive = false;
    this.deps.store.forget(running.process);
    this.nodes = this.nodes.filter((other) => other !== running);
    for (const link of this.linksOf(running)) {
      if (silent) link.flow = 'frozen';
      link.cut();
    }
  }

  /**
   * A deploy: it sends everybody away, then ends; when upgrades are on their way, after they have been refused.
   * @param onEnd told how many timers it then still holds, which must be none.
   */
  async drain(running: RunningNode, onEnd: (timers: number) => void): Promise<void> {
    const { time } = this.deps;
    running.draining = true;
    const end = (timers: number) => {
      running.process.alive = false;
      this.deps.store.forget(running.process);
      onEnd(timers);
    };
    await time.act(running.process, () => {
      void running.node.drain().then(() => {
        for (const link of this.linksOf(running)) link.cut();
        this.nodes = this.nodes.filter((other) => other !== running);
        // An answer of the store that was on its way may still make it look once more.
        time.after(running.asking > 0 ? UPGRADE_MS : 100, running.process, () => end(time.timersOf(running.process)));
      });
    });
  }

  /** @returns the connection on its way to any node that is up, or null while there is none. */
  dial(socket: ClientSocket): Link | null {
    const { time, latency, trace } = this.deps;
    const open = this.nodes.filter((running) => !running.draining);
    const running = open.length === 0 ? null : time.random.pick(open);
    if (running === null) {
      time.after(latency(), socket.process, () => socket.closedBy(1006, ''));
      return null;
    }
    const onFrame = (id: number, bytes: Uint8Array) => {
      trace.count(id);
      trace.count(time.now);
      for (const byte of bytes) trace.count(byte);
    };
    const link = new Link(++this.linkCount, socket, running.process, { time, latency, onFrame });
    for (const old of this.links) if (old.dead) this.links.delete(old);
    this.links.add(link);
    // A browser gives up on a handshake that nobody answers.
    time.after(HANDSHAKE_MS, socket.process, () => socket.readyState === socket.CONNECTING && socket.closedBy(1006, ''));
    link.travel('server', running.process, () => {
      running.asking++;
      const answered = running.door.upgrade(request(socket.url), new Upgrade(link) as never, Buffer.alloc(0));
      void answered.finally(() => running.asking--);
    });
    return link;
  }

  private handshake(process: Process): Handshake {
    const { time } = this.deps;
    const handleUpgrade: Handshake['handleUpgrade'] = (message, upgrade, _head, take) => {
      const { link } = upgrade as unknown as Upgrade;
      if (link.dead) return;
      const server = new ServerSocket(link, process, time);
      link.server = server;
      link.travel('client', link.client.process, () => link.client.opened());
      take(server as never, message);
    };
    return { handleUpgrade };
  }

  private linksOf(running: RunningNode): Link[] {
    return [...this.links].filter((link) => link.node === running.process);
  }
}

/** The TCP stream of an upgrade request: all that is done with it before there is a socket is to refuse it. It has no errors. */
class Upgrade {
  readonly link: Link;
  readonly destroyed = false;

  constructor(link: Link) {
    this.link = link;
  }

  on(): void {}

  off(): void {}

  once(): void {}

  end(): void {
    const { link } = this;
    link.travel('client', link.client.process, () => link.client.closedBy(1006, ''));
  }
}

function request(url: string): IncomingMessage {
  const { pathname, search } = new URL(url);
  const message = { url: pathname + search, headers: { origin: 'http://studio.test' }, socket: { remoteAddress: '192.0.2.1' } };
  return message as unknown as IncomingMessage & { socket: Duplex };
}
