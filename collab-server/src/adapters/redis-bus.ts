import { BUS_CHANNEL, NODE_CHANNEL, parseBusMessage } from '@trashfire/shared/realtime/bus-messages';
import { Redis } from 'ioredis';
import type { Logger } from 'pino';
import type { Bus, BusLimits, BusListener } from '../ports/bus.ts';

const LIMITS: BusLimits = { nodeBytes: 64 * 1024, presenceMs: 33 };
/** A Redis that takes messages but does not answer must not fill our memory with them. */
const MOST_UNANSWERED = 2000;

/** The bell on Redis pub/sub. Without Redis nothing is lost: nodes find out by polling (DESIGN §5.4). */
export function createRedisBus(url: string, logger: Logger): Bus {
  // No queue while Redis is away: an old ring is worth nothing, and must not grow in our memory.
  const publisher = new Redis(url, { enableOfflineQueue: false, maxRetriesPerRequest: 0 });
  const subscriber = new Redis(url, { maxRetriesPerRequest: null });
  let unanswered = 0;
  for (const client of [publisher, subscriber])
    client.on('error', (error) => logger.warn({ err: error }, 'the Redis bus failed'));

  const send = (channel: string, message: string | Buffer): void => {
    if (publisher.status !== 'ready' || unanswered >= MOST_UNANSWERED) return;
    unanswered++;
    publisher
      .publish(channel, message)
      .catch((error: unknown) => logger.warn({ err: error }, 'could not ring the bus; other nodes will poll'))
      .finally(() => unanswered--);
  };

  return {
    limits: LIMITS,
    publish: (messages, forNodes = []) => {
      for (const bytes of forNodes) {
        if (bytes.length <= LIMITS.nodeBytes) send(NODE_CHANNEL, Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length));
      }
      for (const message of messages) send(BUS_CHANNEL, JSON.stringify(message));
    },
    subscribe: ({ onMessage, onNodeMessage, onReconnect }: BusListener) => {
      subscriber.on('messageBuffer', (channel: Buffer, bytes: Buffer) => {
        if (channel.toString() === NODE_CHANNEL) {
          onNodeMessage(bytes);
          return;
        }
        const message = parseBusMessage(bytes.toString());
        if (message !== null) onMessage(message);
      });
      subscriber.on('ready', onReconnect);
      // What we said while only this line was broken was heard by nobody.
      publisher.on('ready', () => {
        if (subscriber.status === 'ready') onReconnect();
      });
      subscriber
        .subscribe(BUS_CHANNEL, NODE_CHANNEL)
        .catch((error: unknown) => logger.warn({ err: error }, 'could not listen on the bus'));
    },
    close: () => {
      publisher.disconnect();
      subscriber.disconnect();
      return Promise.resolve();
    },
  };
}
