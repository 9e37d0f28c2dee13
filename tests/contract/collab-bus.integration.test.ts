import { BUS_CHANNEL, type BusMessage } from '@trashfire/shared/realtime/bus-messages';
import { eventually } from '@trashfire/shared/testing/eventually';
import { Redis } from 'ioredis';
import pg from 'pg';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createPostgresBus } from '../../collab-server/src/adapters/postgres-bus.ts';
import { createRedisBus } from '../../collab-server/src/adapters/redis-bus.ts';
import type { Bus } from '../../collab-server/src/ports/bus.ts';
import { type TestDatabase, testDatabase } from '../support/postgres.ts';
import { redisInstalled, startRedis } from '../support/redis.ts';

const quiet = pino({ level: 'silent' });
const message = { kind: 'update', document: 'episode:0123456789AB', seq: 7, node: 'a' } satisfies BusMessage;

interface World {
  bus(): Bus;
  /** What anyone may put on the channel. */
  ring(text: string): Promise<unknown>;
  /** Cuts every connection of the buses; they have to come back by themselves. */
  interrupt(): Promise<void>;
}

/** What both bells do alike. */
function acceptance(world: () => World): void {
  const listen = async () => {
    const heard: BusMessage[] = [];
    const bus = world().bus();
    let reconnects = 0;
    bus.subscribe(
      (one) => heard.push(one),
      () => {
        reconnects++;
      },
    );
    await eventually('listening', () => reconnects > 0);
    return { bus, heard, reconnects: () => reconnects };
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

  it('lets nothing through that is not a message of ours', async () => {
    const { bus, heard } = await listen();
    for (const text of ['', 'hello', '{"kind":"explode"}', '{"kind":"update","document":7}', 'null']) await world().ring(text);
    await world().ring(JSON.stringify(message));
    await eventually('heard', () => heard.length > 0);
    expect(heard).toEqual([message]);
    await bus.close();
  });

  it('says that it was away after an interruption, and hears again', async () => {
    const { bus, heard, reconnects } = await listen();
    await world().interrupt();
    await eventually('back', () => reconnects() >= 2);
    await eventually('heard', async () => {
      await world().ring(JSON.stringify(message));
      return heard.length > 0;
    });
    await bus.close();
  });

  it('publishes into nothing without failing', async () => {
    const bus = world().bus();
    bus.publish([message]);
    await bus.close();
  });
}

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
