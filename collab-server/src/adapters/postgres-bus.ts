import { listen } from '@trashfire/prisma/connect';
import { BUS_CHANNEL, parseBusMessage } from '@trashfire/shared/realtime/bus-messages';
import type { Pool } from 'pg';
import type { Logger } from 'pino';
import type { Bus } from '../ports/bus.ts';

/** The bell on Postgres NOTIFY, over one connection of its own that is made again when it breaks. */
export function createPostgresBus(url: string, pool: Pool, logger: Logger): Bus {
  let listening: { close(): Promise<void> } | null = null;
  return {
    publish: (messages) => {
      pool
        .query('SELECT pg_notify($1, m) FROM unnest($2::text[]) AS m', [BUS_CHANNEL, messages.map((m) => JSON.stringify(m))])
        .catch((error: unknown) => logger.warn({ err: error }, 'could not ring the bus; other nodes will poll'));
    },
    subscribe: (onMessage, onReconnect) => {
      const onText = (text: string): void => {
        const message = parseBusMessage(text);
        if (message !== null) onMessage(message);
      };
      listening = listen({ url, name: 'collab-bus', channel: BUS_CHANNEL, onText, onListening: onReconnect, logger });
    },
    close: async () => await listening?.close(),
  };
}
