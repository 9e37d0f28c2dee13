import { BUS_CHANNEL, type BusMessage } from '@trashfire/shared/realtime/bus-messages';
import { eventually } from '@trashfire/shared/testing/eventually';
import { seededRandom } from '@trashfire/shared/testing/random';
import { Redis } from 'ioredis';
import pg from 'pg';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createPostgresBus } from '../../collab-server/src/adapters/postgres-bus.ts';
import { createRedisBus } from '../../collab-server/src/adapters/redis-bus.ts';
import type { Bus } from '../../collab-server/src/ports/bus.ts';
import { MemoryNetwork } from '../../collab-server/src/testing/memory-bus.ts';
import { type TestDatabase, testDatabase } from '../support/postgres.ts';
import { redisInstalled, startRedis } from '../support/redis.ts';

const quiet = pino({ level: 'silent' });
const message = { kind: 'update', document: 'episode:0123456789AB', seq: 7, node: 'a' } satisfies BusMessage;

interface World {
  bus(): Bus;
  /** What anyone may put on the channel that all hear. */
  ring(text: string): Promise<unknown>;
  /** Cuts every connection of the buses; they have to come back by themselves. */
  interrupt(): Promise<void>;
}

/** What every bell does alike. */
function acceptance(world: () => World): void {
  const listen = async () => {
    const heard: BusMessage[] = [];
    const nodes: Uint8Array[] = [];
    /** All that was heard, in order: messages by seq, bytes of nodes by their first. */
    const order: string[] = [];
    const bus = world().bus();
    let reconnects = 0;
    bus.subscribe({
      onMessage: (one) => {
        heard.push(one);
        order.push(`message ${one.kind === 'update' ? one.seq : 0}`);
      },
      onNodeMessage: (bytes) => {
        nodes.push(Uint8Array.from(bytes));
        order.push(`bytes ${bytes[0]}`);
      },
      onReconnect: () => {
        reconnects++;
      },
    });
    await eventually('listening', () => reconnects > 0);
    return { bus, heard, nodes, order, reconnects: () => reconnects };
  };

  it('carries messages from one node to the others, in order', async () => {
    const [one, two] = [await listen(), await listen()];
    const messages = [1, 2, 3].map((seq): BusMessage => ({ ...message, seq }));
    await eventually('heard', () => {
      if (two.heard.length === 0) one.bus.publish(messages);
      return two.heard.length >= 3;
    });
    expect(two.heard.slice(0, 3)).toEqual(messages);
    await Promise.all([one.bus.close(), two.bus.close()]);
  });

  it('carries what nodes tell each other byte for byte, up to its limit and not beyond', async () => {
    const [one, two] = [await listen(), await listen()];
    const { nodeBytes } = one.bus.limits;
    const longest = Uint8Array.from({ length: nodeBytes }, (_, i) => (i * 7) % 256);
    const all = Uint8Array.from({ length: 256 }, (_, i) => i);
    await eventually('heard', () => {
      if (two.nodes.length === 0) one.bus.publish([], [new Uint8Array(nodeBytes + 1), all, longest]);
      return two.nodes.length >= 2;
    });
    expect(two.nodes.slice(0, 2).map((bytes) => Buffer.from(bytes))).toEqual([Buffer.from(all), Buffer.from(longest)]);
    await Promise.all([one.bus.close(), two.bus.close()]);
  });

  it('brings the bytes of a commit before the news of it, or they would be read from the log for nothing', async () => {
    const [one, two] = [await listen(), await listen()];
    for (let n = 1; n <= 40; n++) one.bus.publish([{ ...message, seq: n }], [Uint8Array.of(n)]);
    await eventually('heard', () => two.order.length >= 80);
    for (let n = 1; n <= 40; n++) expect(two.order.indexOf(`bytes ${n}`)).toBeLessThan(two.order.indexOf(`message ${n}`));
    await Promise.all([one.bus.close(), two.bus.close()]);
  });

  it('keeps the two channels apart', async () => {
    const { bus, heard, nodes } = await listen();
    await world().ring(JSON.stringify(message));
    bus.publish([], [Uint8Array.of(1)]);
    await eventually('both heard', () => heard.length > 0 && nodes.length > 0);
    expect([heard, nodes.map((bytes) => [...bytes])]).toEqual([[message], [[1]]]);
    await bus.close();
  });

  it('lets nothing through that is not a message of ours', async () => {
    const { bus, heard } = await listen();
    for (const text of ['', 'hello', '{"kind":"explode"}', '{"kind":"update","document":7}', 'null']) await world().ring(text);
    await world().ring(JSON.stringify(message));
    await eventually('heard', () => heard.length > 0);
    expect(heard).toEqual([message]);
    await bus.close();
  });

  it('says that it was away after an interruption, and hears again on both channels', async () => {
    const { bus, heard, nodes, reconnects } = await listen();
    const before = reconnects();
    await world().interrupt();
    await eventually('back', () => reconnects() > before);
    await eventually('heard', async () => {
      await world().ring(JSON.stringify(message));
      bus.publish([], [Uint8Array.of(1)]);
      return heard.length > 0 && nodes.length > 0;
    });
    await bus.close();
  });

  it('publishes into nothing without failing', async () => {
    const bus = world().bus();
    bus.publish([message], [Uint8Array.of(1)]);
    await bus.close();
  });
}

describe('the bell in memory', () => {
  let network: MemoryNetwork;
  beforeAll(() => {
    network = new MemoryNetwork(seededRandom(1), { later: (deliver) => void setImmediate(deliver) });
  });

  acceptance(() => ({
    bus: () => network.bus(),
    ring: (text) => Promise.resolve(network.ring(text)),
    interrupt: () => {
      network.setDown(true);
      network.setDown(false);
      return Promise.resolve();
    },
  }));
});

describe('the bell on Postgres', () => {
  let database: TestDatabase;
  let pool: pg.Pool;

  beforeAll(async () => {
    database = await testDatabase();
    pool = new pg.Pool({ connectionString: database.url, max: 3 });
    pool.on('error', () => undefined);
  });
  afterAll(async () => {
    await pool.end();
    await database.drop();
  });

  acceptance(() => ({
    bus: () => createPostgresBus(database.url, pool, quiet),
    ring: (text) => pool.query('SELECT pg_notify($1, $2)', [BUS_CHANNEL, text]),
    interrupt: async () => {
      await pool.query(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'collab-bus' AND datname = current_database()",
      );
    },
  }));
});

const suite = redisInstalled ? 'the bell on Redis' : 'the bell on Redis (skipped: redis-server is not installed here)';
describe.skipIf(!redisInstalled)(suite, () => {
  let redis: Awaited<ReturnType<typeof startRedis>>;
  let client: Redis;

  beforeAll(async () => {
    redis = await startRedis();
    client = new Redis(redis.url, { retryStrategy: () => 50 });
    client.on('error', () => undefined);
  });
  afterAll(async () => {
    client.disconnect();
    await redis.stop();
  });

  acceptance(() => ({
    bus: () => createRedisBus(redis.url, quiet),
    ring: (text) => client.publish(BUS_CHANNEL, text),
    interrupt: async () => {
      await redis.stop();
      redis = await startRedis(redis.port);
    },
  }));
});
