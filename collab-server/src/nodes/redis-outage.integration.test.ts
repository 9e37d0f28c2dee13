import { eventually } from '@trashfire/shared/testing/eventually';
import { Redis } from 'ioredis';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { redisInstalled, startRedis } from '../../../tests/support/redis.ts';
import { createRedisBus } from '../adapters/redis-bus.ts';
import { addBlock, scriptOf } from '../testing/edits.ts';
import { CollabHarness, type Node } from '../testing/harness.ts';
import { DEAD_MS } from './peers.ts';

const quiet = pino({ level: 'silent' });
const suite = redisInstalled ? 'without Redis' : 'without Redis (skipped: redis-server is not installed here)';

describe.skipIf(!redisInstalled)(suite, () => {
  let harness: CollabHarness;
  let redis: Awaited<ReturnType<typeof startRedis>>;
  let nodes: [Node, Node];

  beforeAll(async () => {
    harness = await CollabHarness.start();
    redis = await startRedis();
    const start = () => harness.node({}, { bus: createRedisBus(redis.url, quiet), node: crypto.randomUUID() });
    nodes = [await start(), await start()];
    await eventually('they know each other', () => nodes.every((node) => others(node) === 1));
  });
  afterAll(async () => {
    await harness.close();
    await redis.stop();
  });

  const others = (node: Node) => node.server.node.otherNodes;

  it('edits go on, presence of other nodes fades, and both come back by themselves', async () => {
    const document = await harness.document();
    const [a, b] = [
      harness.session(nodes[0], document, await harness.person('Ines')),
      harness.session(nodes[1], document, await harness.person('Mika')),
    ];
    await Promise.all([a.ready, b.ready]);
    a.awareness.setLocalStateField('at', 'script');
    const seesInes = () => [...b.awareness.getStates().values()].some((state) => state.user?.name === 'Ines');
    const write = async (words: string) => {
      a.transact('test', () => addBlock(a.doc, words));
      await a.durable();
      await eventually(words, () => scriptOf(b.doc).includes(words));
    };
    await eventually('seen', seesInes);
    await write('with Redis');

    const client = new Redis(redis.url);
    await client.flushall();
    client.disconnect();
    await write('after it was flushed');
    expect([seesInes(), others(nodes[1])]).toEqual([true, 1]);

    await redis.stop();
    await write('while it is stopped');
    await eventually('faded', () => !seesInes() && others(nodes[0]) === 0, DEAD_MS * 3);
    expect([a, b].map((session) => session.status.connection)).toEqual(['online', 'online']);
    await write('after everybody knows');

    redis = await startRedis(redis.port);
    await eventually('back', () => seesInes() && nodes.every((node) => others(node) === 1));
    await write('with Redis again');
    expect(scriptOf(await harness.stored(document))).toBe(scriptOf(a.doc));
  });
});
