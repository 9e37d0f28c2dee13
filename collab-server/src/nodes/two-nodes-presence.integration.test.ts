import type { DocumentName } from '@trashfire/shared/document/names';
import { CLOSE } from '@trashfire/shared/realtime/close-codes';
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
import type { Member } from '../room-member.ts';
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

/** Nodes that found each other. */
async function nodesOn(bus: () => Bus, count: number): Promise<Node[]> {
  const nodes: Node[] = [];
  while (nodes.length < count) nodes.push(await harness.node({}, { bus: bus(), node: crypto.randomUUID() }));
  await eventually('they know each other', () => nodes.every((node) => othersOf(node) === count - 1));
  return nodes;
}

const othersOf = (node: Node) => node.server.node.otherNodes;

/** Where `name` is for this session, or null when they are not there. */
function placeOf(session: DocumentSession, name: string): unknown {
  const state = [...session.awareness.getStates().values()].find((one) => one.user?.name === name);
  return state === undefined ? null : (state.at ?? 'somewhere');
}

const at = (session: DocumentSession, where: unknown) => session.awareness.setLocalStateField('at', where);

async function bothIn(one: Node, two: Node, document: DocumentName) {
  const [a, b] = [harness.session(one, document, ines), harness.session(two, document, mika)];
  await Promise.all([a.ready, b.ready]);
  at(a, 1);
  at(b, 1);
  await eventually('they see each other', () => placeOf(a, 'Mika') === 1 && placeOf(b, 'Ines') === 1);
  return { a, b };
}

/** What presence between nodes does alike on every bus. */
function acceptance(bus: () => Bus): void {
  let [one, two, third]: Node[] = [];
  const nodes = () => {
    if (one === undefined || two === undefined || third === undefined) throw new Error('not started');
    return { one, two, third };
  };
  beforeAll(async () => {
    [one, two, third] = await nodesOn(bus, 3);
  });
  afterAll(async () => {
    for (const node of [one, two]) await node?.server.drain();
  });

  it('shows people of one node on the other, where they go and that they leave', async () => {
    const { a, b } = await bothIn(nodes().one, nodes().two, await harness.document());
    for (let n = 2; n < 40; n++) at(a, n);
    await eventually('the last position', () => placeOf(b, 'Ines') === 39);
    a.destroy();
    await eventually('gone', () => placeOf(b, 'Ines') === null, DEAD_MS / 2);
  });

  it('shows a newcomer who is there on other nodes already', async () => {
    const document = await harness.document();
    const a = harness.session(nodes().one, document, ines);
    await a.ready;
    at(a, 'before');
    const b = harness.session(nodes().two, document, mika);
    await eventually('seen', () => placeOf(b, 'Ines') === 'before');
  });

  it('keeps showing a person who moves to another node, with the client id they had', async () => {
    const document = await harness.document();
    const { a, b } = await bothIn(nodes().one, nodes().two, document);
    let target = nodes().one;
    const mover = await harness.person('Mover');
    const c = harness.session(target, document, mover, { WebSocket: movable(() => target.url) });
    await c.ready;
    at(c, 'old');
    await eventually('seen', () => placeOf(a, 'Mover') === 'old' && placeOf(b, 'Mover') === 'old');
    target = nodes().two;
    for (const member of membersOf(nodes().one, document)) {
      if (member.actor.id === mover.id) member.close(CLOSE.restart, 'elsewhere, please');
    }
    await eventually('moved', () => membersOf(nodes().two, document).some((member) => member.actor.id === mover.id));
    at(c, 'new');
    await eventually('seen again', () => placeOf(a, 'Mover') === 'new' && placeOf(b, 'Mover') === 'new');
    expect(placeOf(c, 'Ines')).toBe(1);
  });

  it('lets the people of a node that drains go at once', async () => {
    const document = await harness.document();
    const { b } = await bothIn(nodes().third, nodes().two, document);
    await nodes().third.server.drain();
    await eventually('gone', () => placeOf(b, 'Ines') === null && othersOf(nodes().two) === 1, DEAD_MS / 2);
  });
}

function membersOf(node: Node, document: DocumentName): Member[] {
  return [...(node.server.node.registry.get(document)?.members ?? [])];
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
  acceptance(() => createPostgresBus(harness.database.url, harness.pool, quiet));
});

describe('presence over a bus in memory', () => {
  const network = new MemoryNetwork(seededRandom(1), { later: (deliver) => void setImmediate(deliver) });
  acceptance(() => network.bus());
});

const suite = redisInstalled ? 'presence over Redis' : 'presence over Redis (skipped: redis-server is not installed here)';
describe.skipIf(!redisInstalled)(suite, () => {
  let redis: Awaited<ReturnType<typeof startRedis>>;
  beforeAll(async () => {
    redis = await startRedis();
  });
  afterAll(() => redis.stop());
  acceptance(() => createRedisBus(redis.url, quiet));
});
