import { BUS_CHANNEL, type BusMessage } from '@trashfire/shared/realtime/bus-messages';
import type { Redis } from 'ioredis';
import type { Pool } from 'pg';
import type { Logger } from 'pino';

/** Rings the bell that the collab-servers listen to. A ring that is lost costs a second, because they also look (DESIGN §5.4). */
export type Ring = (messages: readonly BusMessage[]) => void;

interface Deps {
  pool: Pool;
  /** Where the bell is on Redis; left out, it is Postgres NOTIFY. */
  redis?: Redis;
  logger: Pick<Logger, 'warn'>;
}

/** Never throws. */
export function createRing({ pool, redis, logger }: Deps): Ring {
  const failed = (error: unknown) => logger.warn({ err: error }, 'could not ring the bell; the collab-servers will look');
  return (messages) => {
    const texts = messages.map((message) => JSON.stringify(message));
    if (redis === undefined) {
      pool.query('SELECT pg_notify($1, m) FROM unnest($2::text[]) AS m', [BUS_CHANNEL, texts]).catch(failed);
    } else for (const text of texts) redis.publish(BUS_CHANNEL, text).catch(failed);
  };
}
