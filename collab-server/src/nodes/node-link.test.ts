import { countOf } from '@trashfire/shared/testing/counts';
import { type Random, seededRandom } from '@trashfire/shared/testing/random';
import { pino } from 'pino';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type AwarenessPeer, AwarenessStore } from '../awareness.ts';
import type { Bus } from '../ports/bus.ts';
import { decodeFrame } from '../sync/decode.ts';
import type { Sendable } from '../sync/outgoing.ts';
import { MemoryNetwork } from '../testing/memory-bus.ts';
import { NodeClock } from './node-clock.ts';
import { NodeLink } from './node-link.ts';
import { DEAD_MS } from './peers.ts';

const logger = pino({ level: 'silent' });
const DOCUMENT = 'episode:0123456789AB';
/** What y-protocols does: a client repeats its state this often, and believes no clock that is not above the last it saw. ms. */
const RENEW_MS = 15_000;

/** One person's window, over all its connections: what y-protocols' Awareness keeps. */
class Client {
  readonly id: number;
  readonly actor;
  value = 0;
  node: Node | null = null;
  peer: Peer | null = null;
  /** By client id. */
  seen = new Map<number, unknown>();
  private readonly clocks = new Map<number, number>();
  private clock = 0;

  constructor(id: number) {
    this.id = id;
    this.actor = { kind: 'person' as const, id: `p${id}`, name: `P${id}`, color: '#00ffea' };
  }

  hear({ messages }: Sendable): void {
    const frame = decodeFrame(messages[0] ?? new Uint8Array());
    for (const { clientId, clock, json } of frame.type === 'awareness' ? frame.entries : []) {
      if (clock <= (this.clocks.get(clientId) ?? 0)) continue;
      this.clocks.set(clientId, clock);
      const state: unknown = JSON.parse(new TextDecoder().decode(json));
      if (state === null) this.seen.delete(clientId);
      else this.seen.set(clientId, typeof state === 'object' && 'at' in state ? state.at : undefined);
    }
  }

  enter(node: Node): void {
    this.seen.clear();
    this.node = node;
    // What a server still sends to a connection that its client has given up is not heard.
    const peer: Peer = { actor: this.actor, sendPresence: (outgoing) => this.peer === peer && this.hear(outgoing) };
    this.peer = peer;
    node.members.add(peer);
    const presence = node.store.snapshotFor(peer);
    if (presence !== null) this.hear(presence);
    this.say();
  }

  say(): void {
    if (this.peer === null) return;
    const json = new TextEncoder().encode(JSON.stringify({ at: this.value }));
    this.node?.store.receive(this.peer, [{ clientId: this.id, clock: ++this.clock, json }]);
    this.node?.flush();
  }

  /** @returns what ends the connection on the server's side, which may be much later. */
  leave(): () => void {
    const { node, peer } = this;
    this.node = null;
    this.peer = null;
    return () => {
      if (peer === null || node === null) return;
      node.members.delete(peer);
      if (node.store.leave(peer)) node.flush();
    };
  }
}

type Peer = AwarenessPeer;

class Node {
  readonly store: AwarenessStore;
  readonly members = new Set<Peer>();
  readonly bus: Bus;
  readonly link: NodeLink;

  constructor(name: string, bus: Bus, skewMs: number) {
    this.bus = bus;
    const clock = new NodeClock(() => Date.now() + skewMs);
    const changed: ConstructorParameters<typeof AwarenessStore>[0]['changed'] = (id, left) =>
      this.link.changed(DOCUMENT, id, left);
    this.store = new AwarenessStore({ clock, node: name, changed });
    const room = {
      name: DOCUMENT,
      epoch: 1,
      awareness: this.store,
      scheduleAwareness: () => this.flush(),
      hearRows: () => undefined,
    };
    this.link = new NodeLink({ node: name, bus, logger, clock, room: () => room, rooms: () => [room] });
    bus.subscribe({
      onMessage: () => undefined,
      onNodeMessage: (bytes) => this.link.hear(bytes),
      onReconnect: () => this.link.reconnected(),
    });
    this.link.start();
  }

  flush(): void {
    this.store.flush(this.members);
  }
}

function world(random: Random, faults = {}) {
  const later = (deliver: () => void) => void setTimeout(deliver, random.int(0, 40));
  const network = new MemoryNetwork(random, { faults, later });
  let made = 0;
  const start = () => new Node(`node-${made++}`, network.bus(), random.int(-5000, 5000));
  return { network, start };
}

function pass(ms: number): void {
  vi.advanceTimersByTime(ms);
}

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

describe('presence among nodes', () => {
  it('is known on all nodes at once, and a goodbye too', () => {
    const { start } = world(seededRandom(1));
    const [one, two] = [start(), start()];
    pass(100);
    const [a, b] = [new Client(1), new Client(2)];
    a.enter(one);
    b.enter(two);
    pass(200);
    a.value = 7;
    a.say();
    pass(200);
    expect([...b.seen]).toEqual([[1, 7]]);
    a.leave()();
    pass(200);
    expect([...b.seen]).toEqual([]);
  });

  it('is seen by somebody who goes with them to a node whose clock is behind, before that one has heard of either', () => {
    const random = seededRandom(1);
    const network = new MemoryNetwork(random, { faults: {}, later: (deliver) => void setTimeout(deliver, 20) });
    const [ahead, behind] = [new Node('ahead', network.bus(), 5000), new Node('behind', network.bus(), -5000)];
    // Heartbeats have told how late it is there; nobody's place goes over the bus.
    pass(3000);
    network.setDown(true, ahead.bus);
    const [a, b] = [new Client(1), new Client(2)];
    a.value = 7;
    a.enter(ahead);
    b.enter(ahead);
    expect(b.seen.get(1)).toBe(7);
    pass(100);
    a.leave();
    a.value = 8;
    a.enter(behind);
    b.leave();
    b.enter(behind);
    expect(b.seen.get(1)).toBe(8);
  });

  it('fades with a node that is silent, not earlier, and is back with it', () => {
    const { start, network } = world(seededRandom(1));
    const [one, two] = [start(), start()];
    pass(100);
    const [a, b] = [new Client(1), new Client(2)];
    a.enter(one);
    b.enter(two);
    pass(500);
    network.setDown(true, one.bus);
    pass(DEAD_MS - 1000);
    expect([...b.seen.keys()]).toEqual([1]);
    pass(2500);
    expect([...b.seen.keys(), ...a.seen.keys()]).toEqual([]);
    network.setDown(false, one.bus);
    pass(500);
    expect([[...b.seen.keys()], [...a.seen.keys()]]).toEqual([[1], [2]]);
  });

  it('ends at once with a node that says goodbye', () => {
    const { start } = world(seededRandom(1));
    const [one, two] = [start(), start()];
    pass(100);
    const [a, b] = [new Client(1), new Client(2)];
    a.enter(one);
    b.enter(two);
    pass(500);
    one.link.close();
    pass(200);
    expect([[...b.seen], two.link.others]).toEqual([[], 0]);
  });

  it('tells nobody anything while there is nobody', () => {
    const { start, network } = world(seededRandom(1));
    const one = start();
    const a = new Client(1);
    a.enter(one);
    const sent = vi.spyOn(one.bus, 'publish');
    for (let i = 0; i < 100; i++) {
      a.say();
      pass(33);
    }
    // Its heartbeat, once a second.
    expect(sent.mock.calls.length).toBeLessThan(6);
    expect(network.pending).toBeLessThan(3);
  });

  it('says a place that changes all the time no more often than the bus bears', () => {
    const { start } = world(seededRandom(1));
    const [one, two] = [start(), start()];
    pass(100);
    const a = new Client(1);
    a.enter(one);
    pass(1000);
    const sent = vi.spyOn(one.bus, 'publish');
    for (let i = 0; i < 1000; i++) {
      a.value = i;
      a.say();
      pass(2);
    }
    expect(sent.mock.calls.length).toBeLessThan(2000 / 33 + 6);
    const b = new Client(2);
    b.enter(two);
    expect(b.seen.get(1)).toBeGreaterThan(950);
  });
});

const SEEDS = countOf('lives of people among nodes', { usual: 25, long: 2000 });

/** Comes, goes, moves, is cut off; nodes die, the bus fails. Whatever happened: once it works, everybody sees who is there. */
it(`R2: of ${SEEDS} random lives over a bus that loses, doubles and reorders, all end with everybody seeing who is there`, () => {
  for (let seed = 1; seed <= SEEDS; seed++) live(seed);
}, 1_200_000);

function live(seed: number): void {
  const random = seededRandom(seed);
  const { network, start } = world(random, { lose: 0.2, duplicate: 0.2, reorder: 0 });
  let nodes = [start(), start(), start()];
  const clients = Array.from({ length: 6 }, (_, i) => new Client(i + 1));
  const renewal = setInterval(() => {
    for (const client of clients) client.say();
  }, RENEW_MS);
  for (let step = 0; step < 120; step++) {
    const client = random.pick(clients);
    const what = random.int(0, 9);
    if (client.node === null) {
      client.enter(random.pick(nodes));
    } else if (what < 5) {
      client.value = step;
      client.say();
    } else if (what < 8) {
      // The server may notice much later that the connection has ended, and the next may be to another node by then.
      const end = client.leave();
      const late = random.chance(0.5);
      if (late) setTimeout(end, random.int(0, 20_000));
      else end();
      if (random.chance(0.7)) {
        pass(random.int(20, 400));
        client.enter(random.pick(nodes));
      }
    } else if (what === 8 && random.chance(0.2)) {
      network.setDown(true);
      setTimeout(() => network.setDown(false), random.int(100, 8000));
    } else if (what === 9 && random.chance(0.2)) {
      const [dead, ...others] = random.shuffle(nodes);
      void dead?.bus.close();
      for (const one of clients) if (one.node === dead) one.leave();
      nodes = [...others, start()];
    }
    pass(random.int(0, 400));
  }
  network.setFaults({});
  network.setDown(false);
  pass(60_000);
  const here = clients.filter((client) => client.node !== null);
  for (const client of here) {
    const expected = here.filter((other) => other !== client).map((other): [number, number] => [other.id, other.value]);
    expect([seed, client.id, [...client.seen].toSorted()]).toEqual([seed, client.id, expected.toSorted()]);
  }
  clearInterval(renewal);
  for (const node of nodes) node.link.close();
}
