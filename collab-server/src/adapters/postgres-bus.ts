import { listen } from '@trashfire/prisma/connect';
import { BUS_CHANNEL, NODE_CHANNEL, parseBusMessage } from '@trashfire/shared/realtime/bus-messages';
import type { Pool } from 'pg';
import type { Logger } from 'pino';
import type { Bus, BusLimits, BusListener } from '../ports/bus.ts';

/** A NOTIFY carries less than 8,000 bytes of text, and base64 makes four bytes of three. Each one takes a lock that all commits of the server share. */
const LIMITS: BusLimits = { nodeBytes: 5980, presenceMs: 200 };
/** A database that does not answer must not fill our memory with what was to be said. */
const MOST_UNANSWERED = 64;

/** The bell on Postgres NOTIFY, over one connection of its own that is made again when it breaks. */
export function createPostgresBus(url: string, pool: Pool, logger: Logger): Bus {
  let listening: { close(): Promise<void> } | null = null;
  let unanswered = 0;
  return {
    limits: LIMITS,
    publish: (messages, forNodes = []) => {
      const short = forNodes.filter((bytes) => bytes.length <= LIMITS.nodeBytes);
      if (short.length + messages.length === 0 || unanswered >= MOST_UNANSWERED) return;
      const channels = [...short.map(() => NODE_CHANNEL), ...messages.map(() => BUS_CHANNEL)];
      const texts = [
        ...short.map((bytes) => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('base64')),
        ...messages.map((message) => JSON.stringify(message)),
      ];
      unanswered++;
      // One statement: what is notified in one transaction is heard in this order.
      pool
        .query('SELECT pg_notify(c, m) FROM unnest($1::text[], $2::text[]) AS t(c, m)', [channels, texts])
        .catch((error: unknown) => logger.warn({ err: error }, 'could not ring the bus; other nodes will poll'))
        .finally(() => unanswered--);
    },
    subscribe: ({ onMessage, onNodeMessage, onReconnect }: BusListener) => {
      const onText = (text: string, channel: string): void => {
        if (channel === NODE_CHANNEL) {
          onNodeMessage(Buffer.from(text, 'base64'));
          return;
        }
        const message = parseBusMessage(text);
        if (message !== null) onMessage(message);
      };
      const channels = [BUS_CHANNEL, NODE_CHANNEL];
      listening = listen({ url, name: 'collab-bus', channel: channels, onText, onListening: onReconnect, logger });
    },
    close: async () => await listening?.close(),
  };
}
