import type { DocumentName } from '@trashfire/shared/document/names';
import type { DocumentSession } from '@trashfire/shared/realtime/document-session';
import { eventually } from '@trashfire/shared/testing/eventually';
import { seededRandom } from '@trashfire/shared/testing/random';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import WebSocket from 'ws';
import { redisInstalled, startRedis } from '../../../tests/support/redis.ts';
import { createPostgresBus } from '../adapters/postgres-bus.ts';
import { createRedisBus } from '../adapters/redis-bus.ts';
import type { Bus } from '../ports/bus.ts';
import { CollabHarness, type Node, type Person, STUDIO_ORIGIN } from '../testing/harness.ts';
import { MemoryNetwork } from '../testing/memory-bus.ts';
import { DEAD_MS } from './peers.ts';

let harness: CollabHarness;
let ines: Person;
let mika: Person;
const quiet = pino({ level: 'silent' });

beforeAll(async () => {
  harness = await CollabHarness.start();
  [ines, mika] = [await harness.person('Ines'), await harness.person('Mika')];
});
afterAll(() => harness.close());

/** Two nodes that found each other. */
async function twoNodes(bus: () => Bus): Promise<[Node, Node]> {
  const start = () => harness.node({}, { bus: bus(), node: crypto.randomUUID() });
  const nodes: [Node, Node] = [await start(), await start()];
  await eventually('they know each other', () => nodes.every((node) => othersOf(node) === 1));
  return nodes;
}

const othersOf = (node: Node) => node.server.node.gauges.collab_other_nodes;

/** Where `name` is for this session, or null when they are not there. */
function placeOf(session: DocumentSession, name: string): unknown {
  const state = [...session.awareness.getStates().values()].find((one) => one.user?.name === name);
  return state === undefined ? null : (state.at ?? 'somewhere');
}

const at = (session: DocumentSession, where: unknown) => session.awareness.setLocalStateField('at', where);

async function bothIn([one, two]: readonly [Node, Node], document: DocumentName) {
  const [a, b] = [harness.session(one, document, ines), harness.session(two, document, mika)];
  await Promise.all([a.ready, b.ready]);
  at(a, 1);
  at(b, 1);
  await eventually('they see each other', () => placeOf(a, 'Mika') === 1 && placeOf(b, 'Ines') === 1);
  return { a, b };
}

interface World {
  bus(): Bus;
}

/** What presence between nodes does alike on every bus. */
function acceptance(world: () => World): void {
  it('shows people of one node on the other, where they go and that they leave', async () => {
    const nodes = await twoNodes(() => world().bus());
    const { a, b } = await bothIn(nodes, await harness.document());
    for (let n = 2; n < 40; n++) at(a, n);
    await eventually('the last position', () => placeOf(b, 'Ines') === 39);
    a.destroy();
    await eventually('gone', () => placeOf(b, 'Ines') === null, DEAD_MS / 2);
  });

  it('shows a newcomer who is there on other nodes already', async () => {
    const nodes = await twoNodes(() => world().bus());
    const document = await harness.document();
    const a = harness.session(nodes[0], document, ines);
    await a.ready;
    at(a, 'before');
    const b = harness.session(nodes[1], document, mika);
    await eventually('seen', () => placeOf(b, 'Ines') === 'before');
  });

  it('keeps showing a person who moves to another node, with the client id they had', async () => {
    const nodes = await twoNodes(() => world().bus());
    const document = await harness.document();
    const { a, b } = await bothIn(nodes, document);
    let target = nodes[0];
    const c = harness.session(nodes[0], document, await harness.person('Mover'), { WebSocket: movable(() => target.url) });
    await c.ready;
    at(c, 'old');
    await eventually('seen', () => placeOf(a, 'Mover') === 'old' && placeOf(b, 'Mover') === 'old');
    target = nodes[1];
    const room = [...nodes[0].server.node.registry.all()].find((one) => one.name === document);
    for (const member of room?.members ?? []) if (member.actor.name === 'Mover') member.close(1012, 'elsewhere, please');
    await eventually('moved', () => [...roomOf(nodes[1], document)].some((name) => name === 'Mover'));
    at(c, 'new');
    await eventually('seen again', () => placeOf(a, 'Mover') === 'new' && placeOf(b, 'Mover') === 'new');
  });

  it('lets the people of a node that drains go at once', async () => {
    const nodes = await twoNodes(() => world().bus());
    const { b } = await bothIn(nodes, await harness.document());
    await nodes[0].server.drain();
    await eventually('gone', () => placeOf(b, 'Ines') === null, DEAD_MS / 2);
    expect(othersOf(nodes[1])).toBe(0);
  });
}

function* roomOf(node: Node, document: DocumentName): Iterable<string> {
  for (const member of node.server.node.registry.get(document)?.members ?? []) yield member.actor.name;
}

/** A socket that goes wherever the load balancer sends it. */
function movable(url: () => string): typeof globalThis.WebSocket {
  const Moving = class extends WebSocket {
    constructor(asked: string | URL) {
      const target = new URL(asked);
      target.host = new URL(url()).host;
      super(target, { origin: STUDIO_ORIGIN });
    }
  };
  return Moving as unknown as typeof globalThis.WebSocket;
}

describe('presence over Postgres', () => {
  acceptance(() => ({ bus: () => createPostgresBus(harness.database.url, harness.pool, quiet) }));
});

describe('presence over a bus in memory', () => {
  const network = () => new MemoryNetwork(seededRandom(1), { later: (deliver) => void setImmediate(deliver) });
  describe('that works', () => {
    let works: MemoryNetwork;
    beforeAll(() => {
      works = network();
    });
    acceptance(() => {
      works = works.pending === 0 ? works : works;
      return { bus: () => works.bus() };
    });
  });
});

const suite = redisInstalled ? 'presence over Redis' : 'presence over Redis (skipped: redis-server is not installed here)';
describe.skipIf(!redisInstalled)(suite, () => {
  let redis: Awaited<ReturnType<typeof startRedis>>;
  beforeAll(async () => {
    redis = await startRedis();
  });
  afterAll(() => redis.stop());
  acceptance(() => ({ bus: () => createRedisBus(redis.url, quiet) }));
});
