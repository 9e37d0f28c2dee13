import { BUS_CHANNEL, type BusMessage, parseBusMessage } from '@trashfire/shared/realtime/bus-messages';
import pg from 'pg';
import type { Logger } from 'pino';
import type { Bus } from '../ports/bus.ts';

const RETRY_MS = 1000;

/** The bell on Postgres NOTIFY, over one connection of its own that is made again when it breaks. */
export function createPostgresBus(url: string, pool: pg.Pool, logger: Logger): Bus {
  let client: pg.Client | null = null;
  let closed = false;
  let timer: NodeJS.Timeout | undefined;

  const listen = async (onMessage: (message: BusMessage) => void, onReconnect: () => void): Promise<void> => {
    const next = new pg.Client({ connectionString: url, application_name: 'collab-bus' });
    const again = (error: unknown) => {
      if (closed || client !== next) return;
      client = null;
      logger.warn({ err: error }, 'lost the bus, connecting again');
      timer = setTimeout(() => void listen(onMessage, onReconnect), RETRY_MS);
    };
    client = next;
    next.on('error', again);
    next.on('end', () => again(null));
    next.on('notification', ({ payload }) => {
      const message = parseBusMessage(payload ?? '');
      if (message !== null) onMessage(message);
    });
    try {
      await next.connect();
      await next.query(`LISTEN ${BUS_CHANNEL}`);
      onReconnect();
    } catch (error) {
      again(error);
      await next.end().catch(() => undefined);
    }
  };

  return {
    publish: (messages) => {
      pool
        .query('SELECT pg_notify($1, m) FROM unnest($2::text[]) AS m', [BUS_CHANNEL, messages.map((m) => JSON.stringify(m))])
        .catch((error: unknown) => logger.warn({ err: error }, 'could not ring the bus; other nodes will poll'));
    },
    subscribe: (onMessage, onReconnect) => void listen(onMessage, onReconnect),
    close: async () => {
      closed = true;
      clearTimeout(timer);
      await client?.end().catch(() => undefined);
    },
  };
}
