import type { Role } from '@trashfire/shared/access/roles';
import type { DocumentContent } from '@trashfire/shared/document/history/content';
import { type DocumentName, documentName } from '@trashfire/shared/document/names';
import { seededRandom } from '@trashfire/shared/testing/random';
import { getUnixTime } from 'lib0/time';
import { type Logger, pino } from 'pino';
import { WorldBus } from './bus.ts';
import { Cluster } from './cluster.ts';
import type { Job } from './jobs.ts';
import { authorOf, Peer, type PeerKind } from './peer.ts';
import type { Plan } from './plan.ts';
import { Seen } from './replica.ts';
import { watchRows } from './row-checks.ts';
import { Store } from './store.ts';
import { Trace } from './trace.ts';
import { Process, VirtualTime } from './virtual-time.ts';

/** What a run found; the first thing ends it. */
export class Failure extends Error {
  override readonly name = 'Failure';
}

/** Says what of the server's log lines would be a mistake of ours; the rest is what the faults of a run must lead to. */
const MISTAKES = ['document broken', 'the log refers to', 'the merged state differs'];

/** Everything of one run: time, store, bus, nodes, network, people and their windows. */
export class World {
  readonly plan: Plan;
  readonly time: VirtualTime;
  readonly trace: Trace;
  readonly store: Store;
  readonly bus: WorldBus;
  readonly cluster: Cluster;
  readonly documents: DocumentName[] = [];
  readonly peers: Peer[] = [];
  readonly jobs: Job[] = [];
  /** Content that was once in the log, by document. */
  readonly versions: { document: DocumentName; content: DocumentContent }[] = [];
  /** Person -> the role they have while nothing is played with it. */
  readonly roles = new Map<string, Role>();
  /** Node and document of rooms that were thrown away on purpose, with rows still to be stored. */
  readonly discarded = new Set<string>();
  /** When a person's rights last changed. */
  readonly rightsChanged = new Map<string, number>();
  private readonly seen = new Map<string, Seen>();
  private failure: Failure | null = null;

  constructor(plan: Plan, keepTrace: number) {
    this.plan = plan;
    const random = seededRandom(plan.seed ^ 0x5eed);
    this.time = new VirtualTime(random, new Process('outside'));
    this.time.load = plan.load;
    this.trace = new Trace(() => this.time.now, keepTrace);
    this.store = new Store(this.time, new Process('store'));
    this.bus = new WorldBus(this.time, new Process('bus'), plan.busLoss);
    const { time, store, bus, trace } = this;
    const latency = () => random.int(...plan.latencyMs);
    this.cluster = new Cluster({ time, store, bus, trace, logger: this.logger(), latency });
  }

  /** Notes what is wrong; {@link check} throws it where somebody hears it. */
  readonly fail = (what: string): void => {
    this.failure ??= new Failure(what);
  };

  /** @throws Failure the first thing that was found wrong. */
  check(): void {
    if (this.failure !== null) throw this.failure;
  }

  say = (line: string): void => this.trace.say(line);

  /** Starts the nodes and lets everybody in. */
  async begin(): Promise<void> {
    if (getUnixTime() !== Date.now()) throw new Error('lib0 was loaded before virtual-time.ts and keeps the real clock');
    const { plan, store, time } = this;
    for (let i = 0; i < plan.documents; i++) {
      const name = documentName('episode', time.random.id());
      this.documents.push(name);
      store.create(name);
    }
    watchRows(this);
    for (let i = 0; i < plan.nodes; i++) await this.cluster.start();
    for (const [i, kind] of plan.peers.entries()) {
      const peer = this.addPeer(`${kind} ${i + 1}`, kind, time.random.pick(this.documents));
      await peer.open();
    }
  }

  addPeer(name: string, kind: PeerKind, document: DocumentName): Peer {
    const { time, store, cluster, fail, say } = this;
    // Two windows of one person now and then.
    const known = this.peers.find((other) => other.kind === kind && kind === 'editor' && time.random.chance(0.15));
    const person = known?.person ?? `person of ${name}`;
    const role: Role = kind === 'viewer' || kind === 'intruder' ? 'viewer' : 'editor';
    if (known === undefined) {
      this.roles.set(person, role);
      store.setRole(person, role);
    }
    const author = authorOf({ kind, name, person });
    const seen = this.seen.get(author) ?? new Seen();
    this.seen.set(author, seen);
    const peer = new Peer(name, kind, document, person, { time, store, cluster, haste: this.plan.haste, seen, fail, say });
    this.peers.push(peer);
    return peer;
  }

  seenBy(author: string): Seen | undefined {
    return this.seen.get(author);
  }

  private logger(): Logger {
    const logger = pino({ level: 'silent' });
    const listen = (_facts: unknown, words?: string) => {
      if (MISTAKES.some((mistake) => words?.startsWith(mistake))) this.fail(`the server says: ${words}`);
    };
    return Object.assign(logger, { error: listen, warn: listen });
  }
}
