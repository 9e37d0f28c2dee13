import { listen } from '@trashfire/prisma/connect';
import { BUS_CHANNEL, NODE_CHANNEL, parseBusMessage } from '@trashfire/shared/realtime/bus-messages';
import type { Pool } from 'pg';
import type { Logger } from 'pino';
import type { Bus, BusLimits, BusListener } from '../ports/bus.ts';

/** A NOTIFY carries less than 8,000 bytes of text, and base64 makes four bytes of three. Each one takes a lock that all commits of the server share. */
const LIMITS: BusLimits = { nodeBytes: 5980, presenceMs: 200 };
/** What waits for a database that does not answer must not fill our memory; beyond it new messages are lost, as any may be. */
const MOST_WAITING = 1000;

interface Notice {
  channel: string;
  text: string;
}

/**
 * The bell on Postgres NOTIFY, over one connection of its own that is made again when it breaks. One statement at a time: what
 * is said while it runs goes with the next, so that messages stay in order and many cost no more than one.
 */
export function createPostgresBus(url: string, pool: Pool, logger: Logger): Bus {
  let listening: { close(): Promise<void> } | null = null;
  let waiting: Notice[] = [];
  let sending: Promise<void> | null = null;

  const send = async (): Promise<void> => {
    while (waiting.length > 0) {
      const now = waiting;
      waiting = [];
      await pool
        .query('SELECT pg_notify(c, m) FROM unnest($1::text[], $2::text[]) AS t(c, m)', [
          now.map((notice) => notice.channel),
          now.map((notice) => notice.text),
        ])
        .catch((error: unknown) => logger.warn({ err: error }, 'could not ring the bus; other nodes will poll'));
    }
    sending = null;
  };

  return {
    limits: LIMITS,
    publish: (messages, forNodes = []) => {
      const short = forNodes.filter((bytes) => bytes.length <= LIMITS.nodeBytes);
      const notices = [
        ...short.map((bytes) => ({ channel: NODE_CHANNEL, text: asText(bytes) })),
        ...messages.map((message) => ({ channel: BUS_CHANNEL, text: JSON.stringify(message) })),
      ];
      if (waiting.length + notices.length <= MOST_WAITING) waiting.push(...notices);
      if (waiting.length > 0) sending ??= send();
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
    close: async () => {
      await sending;
      await listening?.close();
    },
  };
}

function asText(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('base64');
}
