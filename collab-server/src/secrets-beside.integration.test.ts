import { BUS_CHANNEL, NODE_CHANNEL } from '@trashfire/shared/realtime/bus-messages';
import { COMPACTION } from '@trashfire/shared/realtime/limits';
import { eventually } from '@trashfire/shared/testing/eventually';
import { Redis } from 'ioredis';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { redisInstalled, startRedis } from '../../tests/support/redis.ts';
import { createPostgresCompaction } from './adapters/postgres-compaction.ts';
import { createPostgresLog } from './adapters/postgres-log.ts';
import { createRedisBus } from './adapters/redis-bus.ts';
import { type Merger, MergeThread } from './compaction/merge-thread.ts';
import { addBlock, updateOf } from './testing/edits.ts';
import { CollabHarness, type Person } from './testing/harness.ts';
import { LoggingServers } from './testing/logging-server.ts';

/** Unlike anything a server would say by itself. */
const CONTENT = 'Zq7Wörtlich';

let harness: CollabHarness;
let ines: Person;
let servers: LoggingServers;
beforeAll(async () => {
  harness = await CollabHarness.start();
  ines = await harness.person('Ines');
});
afterAll(() => harness.close());
beforeEach(() => {
  servers = new LoggingServers(harness);
});
const logged = (words: string) => eventually(words, () => servers.log.includes(words));

const skipped = redisInstalled ? '' : ' (skipped: redis-server is not installed here)';

it.skipIf(!redisInstalled)(`R3: never writes to its log what goes over a Redis bus, and when that fails${skipped}`, async () => {
  const redis = await startRedis();
  harness.onClose(() => redis.stop());
  const operator = new Redis(redis.url, { retryStrategy: () => null });
  operator.on('error', () => undefined);
  harness.onClose(() => operator.disconnect());
  const onRedis = () => servers.start((logger) => ({ bus: createRedisBus(redis.url, logger) }));
  const nodes = [await onRedis(), await onRedis()];
  await eventually('both listen', async () => (await operator.publish(BUS_CHANNEL, CONTENT)) === 2);

  const document = await harness.document();
  const tickets: string[] = [];
  const ticket = async () => {
    const minted = await harness.ticket(document, ines);
    tickets.push(minted);
    return minted;
  };
  const user = { name: CONTENT, color: '#ffffff' };
  const [here, there] = nodes.map((node) => harness.session(node, document, ines, { ticket, user }));
  if (here === undefined || there === undefined) throw new Error('two sessions');
  await Promise.all([here.ready, there.ready]);
  const say = async () => {
    here.transact('test', () => addBlock(here.doc, CONTENT));
    here.awareness.setLocalStateField('cursor', CONTENT);
    await here.durable();
  };
  await say();
  await eventually('heard', () => here.doc.getXmlFragment('script').length === there.doc.getXmlFragment('script').length);
  for (const channel of [BUS_CHANNEL, NODE_CHANNEL]) {
    for (const words of [CONTENT, JSON.stringify({ kind: CONTENT }), `\u0000\u0001${CONTENT}`])
      await operator.publish(channel, words);
  }
  // Whoever ioredis could not serve gets the whole command back with the error, what was to be said included.
  await operator.call('ACL', 'SETUSER', 'default', '-publish');
  await eventually('refused', async () => {
    await say();
    return servers.log.includes('could not ring the bus');
  });
  await redis.stop();
  await say();
  await logged('the Redis bus failed');
  await eventually(
    'found by the poll',
    () => here.doc.getXmlFragment('script').length === there.doc.getXmlFragment('script').length,
  );
  servers.expectNowhere(CONTENT);
  expect(servers.log).toContain('NOPERM');
  expect(tickets.length).toBeGreaterThanOrEqual(2);
  for (const minted of tickets) servers.expectNowhere(minted.slice(-20));
});

describe('R3: never writes to its log what a history says that cannot be merged', () => {
  /** A document that is merged as soon as somebody opens it. */
  async function longHistory(last: Uint8Array | null = null) {
    const document = await harness.document();
    const author = { kind: 'person' as const, id: ines.id, runId: null, step: null };
    const bytes = updateOf(new Y.Doc(), (doc) => addBlock(doc, CONTENT));
    const rows = Array.from({ length: COMPACTION.tail.rows }, () => bytes);
    const entries = [...rows, ...(last === null ? [] : [last])].map((row) => ({
      document,
      bytes: row,
      author,
      writeKey: null,
      clientIds: [1],
    }));
    await createPostgresLog(harness.pool).append(entries);
    return document;
  }
  async function openedOn(merger: Merger, last: Uint8Array | null = null): Promise<void> {
    const log = createPostgresCompaction(harness.pool, 90);
    const server = await servers.start(() => ({ compaction: { log, merger } }));
    const document = await longHistory(last);
    const client = await harness.raw(server, document, await harness.ticket(document, ines));
    await eventually('it is tried', () => /could not merge the history|the merged history differs/.test(servers.log));
    client.socket.terminate();
  }
  const thread = () => new MergeThread({ ms: COMPACTION.mergeMs, heapMiB: COMPACTION.mergeHeapMiB });

  it('since the thread fails', async () => {
    const cause = Object.assign(new Error(`cannot clone "${CONTENT}"`), {
      detail: CONTENT,
      job: { rows: [Buffer.from(CONTENT)] },
    });
    const failed = new Error(`the thread failed at \`${CONTENT}\``, { cause });
    await openedOn({ merge: () => Promise.reject(failed), rest: () => Promise.resolve() });
    expect(servers.log).toContain('cannot clone …');
    servers.expectNowhere(CONTENT);
  });

  it('since Postgres refuses the snapshot', async () => {
    await harness.pool.query('ALTER TABLE doc_snapshot ADD CONSTRAINT refuses CHECK (false) NOT VALID');
    try {
      await openedOn(thread());
    } finally {
      await harness.pool.query('ALTER TABLE doc_snapshot DROP CONSTRAINT refuses');
    }
    expect(servers.log).toContain('"constraint":"refuses"');
    servers.expectNowhere(CONTENT);
  });

  it('since Yjs cannot read it, and quotes in its error what it could not read', async () => {
    const marked = updateOf(new Y.Doc(), (doc) => {
      const text = new Y.XmlText(CONTENT);
      const block = new Y.XmlElement('action');
      doc.getXmlFragment('script').push([block]);
      block.insert(0, [text]);
      text.format(0, 3, { bold: CONTENT });
    });
    const damaged = Buffer.from(marked);
    const at = damaged.indexOf(JSON.stringify(CONTENT));
    damaged[at] = 'x'.charCodeAt(0);
    expect(() => Y.applyUpdate(new Y.Doc(), damaged)).toThrow(CONTENT);
    await openedOn(thread(), damaged);
    expect(servers.log).toContain('"state":"unreadable"');
    servers.expectNowhere(CONTENT);
  });
});
