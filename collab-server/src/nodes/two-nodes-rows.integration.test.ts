import type { DocumentName } from '@trashfire/shared/document/names';
import { CLOSE } from '@trashfire/shared/realtime/close-codes';
import { eventually } from '@trashfire/shared/testing/eventually';
import { seededRandom } from '@trashfire/shared/testing/random';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fakePause } from '../../../tests/support/fake-peers.ts';
import { redisInstalled, startRedis } from '../../../tests/support/redis.ts';
import { createPostgresBus } from '../adapters/postgres-bus.ts';
import { createPostgresLog } from '../adapters/postgres-log.ts';
import { createRedisBus } from '../adapters/redis-bus.ts';
import type { Bus } from '../ports/bus.ts';
import type { UpdateLog } from '../ports/update-log.ts';
import { addBlock, scriptOf } from '../testing/edits.ts';
import { CollabHarness, type Node, type Person } from '../testing/harness.ts';
import { MemoryNetwork } from '../testing/memory-bus.ts';

let harness: CollabHarness;
let ines: Person;
let mika: Person;
const quiet = pino({ level: 'silent' });
/** Polls so rarely that what arrives came by the bell. */
const NEVER = 600_000;

beforeAll(async () => {
  harness = await CollabHarness.start();
  [ines, mika] = [await harness.person('Ines'), await harness.person('Mika')];
});
afterAll(() => harness.close());

interface Counted {
  node: Node;
  /** How often this node read the tail of a document. */
  reads: () => number;
}

async function counted(bus: Bus, pollMs: number): Promise<Counted> {
  const log = createPostgresLog(harness.pool);
  let reads = 0;
  const readRange: UpdateLog['readRange'] = (...args) => {
    reads++;
    return log.readRange(...args);
  };
  const node = await harness.node({ pollMs, idleMs: 5000 }, { bus, node: crypto.randomUUID(), log: { ...log, readRange } });
  return { node, reads: () => reads };
}

const othersOf = (node: Node) => node.server.node.otherNodes;

async function pair(bus: () => Bus, pollMs = NEVER): Promise<[Counted, Counted]> {
  const two: [Counted, Counted] = [await counted(bus(), pollMs), await counted(bus(), pollMs)];
  await eventually('they know each other', () => two.every(({ node }) => othersOf(node) === 1));
  return two;
}

async function sessions([one, two]: readonly [Counted, Counted], document: DocumentName) {
  const [a, b] = [harness.session(one.node, document, ines), harness.session(two.node, document, mika)];
  await Promise.all([a.ready, b.ready]);
  return { a, b };
}

const seqOf = ({ node }: Counted, document: DocumentName) => node.server.node.registry.get(document)?.seq;

async function rowsOf(document: DocumentName): Promise<number> {
  const { rows } = await harness.pool.query<{ n: number }>('SELECT count(*)::int AS n FROM doc_update WHERE document_id = $1', [
    document,
  ]);
  return rows[0]?.n ?? 0;
}

/** What the bell does alike on every bus. */
function acceptance(bus: () => Bus): void {
  it("shows another node's rows from the bell, without reading them from the log, and does not write them again", async () => {
    const nodes = await pair(bus);
    const document = await harness.document();
    const { a, b } = await sessions(nodes, document);
    for (let n = 0; n < 8; n++) {
      a.transact('test', () => addBlock(a.doc, `row ${n}`));
      await a.durable();
    }
    await eventually('seen', () => scriptOf(b.doc) === scriptOf(a.doc));
    const written = await rowsOf(document);
    expect([seqOf(nodes[0], document), seqOf(nodes[1], document), nodes[1].reads()]).toEqual([written, written, 0]);
    for (const { node } of nodes) await node.server.drain();
  });

  it('R2: converges while both nodes write, and reads the log but rarely', async () => {
    const nodes = await pair(bus);
    const document = await harness.document();
    const { a, b } = await sessions(nodes, document);
    const writing = [a, b].map(async (session) => {
      for (let n = 0; n < 60; n++) {
        session.transact('test', () => addBlock(session.doc, `row ${n}`));
        if (n % 6 === 0) await session.durable();
        else await new Promise((resolve) => setImmediate(resolve));
      }
    });
    await Promise.all(writing);
    await eventually('equal', () => scriptOf(a.doc) === scriptOf(b.doc) && scriptOf(a.doc).match(/<action>/g)?.length === 120);
    expect(scriptOf(await harness.stored(document))).toBe(scriptOf(a.doc));
    const written = await rowsOf(document);
    await eventually('both know where the log ends', () => nodes.every((node) => seqOf(node, document) === written));
    // Before rows came with the bell, each of them was one read.
    expect(nodes[0].reads() + nodes[1].reads()).toBeLessThan(written / 4);
    for (const { node } of nodes) await node.server.drain();
  });

  it('rings for an edit that is too large for the bell, which is then read from the log', async () => {
    const nodes = await pair(bus);
    const { a, b } = await sessions(nodes, await harness.document());
    a.transact('test', () => addBlock(a.doc, 'large '.repeat(20_000)));
    await eventually('seen', () => scriptOf(b.doc).length > 100_000);
    a.transact('test', () => addBlock(a.doc, 'small'));
    await eventually('and what follows', () => scriptOf(b.doc).includes('small'));
    for (const { node } of nodes) await node.server.drain();
  });
}

describe('rows over Postgres', () => {
  acceptance(() => createPostgresBus(harness.database.url, harness.pool, quiet));
});

describe('rows over a bus in memory', () => {
  const network = new MemoryNetwork(seededRandom(1), { later: (deliver) => void setImmediate(deliver) });
  acceptance(() => network.bus());

  it('R2: converges by polling over a bus that loses, doubles and reorders, and over none at all', async () => {
    const random = seededRandom(11);
    const faults = { lose: 0.4, duplicate: 0.3, reorder: 0 };
    const bad = new MemoryNetwork(random, { faults, later: (deliver) => void fakePause(random, 60).then(deliver) });
    const nodes = await pair(() => bad.bus(), 50);
    const document = await harness.document();
    const { a, b } = await sessions(nodes, document);
    for (let n = 0; n < 60; n++) {
      if (n === 20) bad.setDown(true);
      if (n === 40) bad.setDown(false);
      for (const session of [a, b]) {
        session.transact('test', () => addBlock(session.doc, `row ${n}`));
        if (n % 3 === 0) await session.durable();
      }
    }
    await Promise.all([a.durable(), b.durable()]);
    await eventually('equal', () => scriptOf(a.doc) === scriptOf(b.doc) && scriptOf(a.doc).match(/<action>/g)?.length === 120);
    expect(scriptOf(await harness.stored(document))).toBe(scriptOf(a.doc));
    const written = await rowsOf(document);
    await eventually('both know where the log ends', () => nodes.every((node) => seqOf(node, document) === written));
  });

  it('does not mix rows of a document of the same name that replaced this one into it', async () => {
    const nodes = await pair(() => network.bus());
    const document = await harness.document();
    const { a, b } = await sessions(nodes, document);
    a.transact('test', () => addBlock(a.doc, 'first'));
    await eventually('seen', () => scriptOf(b.doc).includes('first'));
    await harness.pool.query('UPDATE document SET epoch = epoch + 1 WHERE id = $1', [document]);
    await nodes[0].node.server.node.registry.poll();
    await eventually('closed', () => a.status.connection !== 'online');
    // The other node has not looked yet; it hears of the new document by its first row.
    const c = harness.session(nodes[0].node, document, ines);
    await c.ready;
    c.transact('test', () => addBlock(c.doc, 'of the second'));
    await eventually(
      'told to load it again',
      () => b.status.closeReason?.code === CLOSE.epoch || b.status.connection !== 'online',
    );
    expect(scriptOf(b.doc)).not.toContain('of the second');
  });
});

const suite = redisInstalled ? 'rows over Redis' : 'rows over Redis (skipped: redis-server is not installed here)';
describe.skipIf(!redisInstalled)(suite, () => {
  let redis: Awaited<ReturnType<typeof startRedis>>;
  beforeAll(async () => {
    redis = await startRedis();
  });
  afterAll(() => redis.stop());
  acceptance(() => createRedisBus(redis.url, quiet));
});
