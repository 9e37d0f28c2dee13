import { BUS_CHANNEL, type BusMessage } from '@trashfire/shared/realtime/bus-messages';
import { eventually } from '@trashfire/shared/testing/eventually';
import { Redis } from 'ioredis';
import pg from 'pg';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Bell, createBell } from '../../api/src/realtime/bell.ts';
import { createRing } from '../../api/src/realtime/ring.ts';
import { type TestDatabase, testDatabase } from '../support/postgres.ts';
import { redisInstalled, startRedis, type TestRedis } from '../support/redis.ts';

const message: BusMessage = { kind: 'update', document: 'episode:0123456789AB', seq: 4, node: 'n' };
const deleted: BusMessage = { kind: 'document', document: 'episode:0123456789AB' };
const logger = pino({ level: 'silent' });

interface Heard {
  bell: Bell;
  messages: BusMessage[];
  reconnects: () => number;
}

function listen(source: { kind: 'postgres' | 'redis'; url: string }): Heard {
  const messages: BusMessage[] = [];
  let reconnects = 0;
  const bell = createBell({
    source,
    onMessage: (one) => messages.push(one),
    onReconnect: () => {
      reconnects += 1;
    },
    logger,
  });
  return { bell, messages, reconnects: () => reconnects };
}

describe('the bell on Postgres', () => {
  let database: TestDatabase;
  let pool: pg.Pool;
  beforeAll(async () => {
    database = await testDatabase();
    pool = new pg.Pool({ connectionString: database.url, max: 2 });
  });
  afterAll(async () => {
    await pool.end();
    await database.drop();
  });
  const ring = (text: string) => pool.query('SELECT pg_notify($1, $2)', [BUS_CHANNEL, text]);

  it('is heard, nonsense is not, and after a cut connection it is heard again and says so (R6)', async () => {
    const { bell, messages, reconnects } = listen({ kind: 'postgres', url: database.url });
    await eventually('listening', () => reconnects() === 1);
    await ring('not json');
    await ring(JSON.stringify(message));
    await eventually('a message', () => messages.length === 1);
    await pool.query(
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'api-bell' AND datname = current_database()`,
    );
    await eventually('listening again', () => reconnects() === 2);
    await ring(JSON.stringify(message));
    await eventually('a second message', () => messages.length === 2);
    // As the api itself rings.
    createRing({ pool, logger })([deleted]);
    await eventually('a third message', () => messages.length === 3);
    expect(messages).toEqual([message, message, deleted]);
    await bell.close();
    await eventually('no connection left', async () => {
      const { rows } = await pool.query(
        `SELECT 1 FROM pg_stat_activity WHERE application_name = 'api-bell' AND datname = current_database()`,
      );
      return rows.length === 0;
    });
  });
});

describe.skipIf(!redisInstalled)(`the bell on Redis${redisInstalled ? '' : ' (skipped: no redis-server here)'}`, () => {
  let redis: TestRedis;
  beforeAll(async () => {
    redis = await startRedis();
  });
  afterAll(() => redis.stop());

  it('is heard', async () => {
    const { bell, messages } = listen({ kind: 'redis', url: redis.url });
    const publisher = new Redis(redis.url);
    await eventually('somebody listens', async () => (await publisher.publish(BUS_CHANNEL, JSON.stringify(message))) === 1);
    await eventually('a message', () => messages.length > 0);
    expect(messages[0]).toEqual(message);
    createRing({ pool: new pg.Pool(), redis: publisher, logger })([deleted]);
    await eventually('what the api rings', () => messages.at(-1)?.kind === 'document');
    publisher.disconnect();
    await bell.close();
  });
});
