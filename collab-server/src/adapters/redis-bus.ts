import { BUS_CHANNEL, parseBusMessage } from '@trashfire/shared/realtime/bus-messages';
import { Redis } from 'ioredis';
import type { Logger } from 'pino';
import type { Bus } from '../ports/bus.ts';

/** The bell on Redis pub/sub. Without Redis nothing is lost: nodes find out by polling (DESIGN §5.4). */
export function createRedisBus(url: string, logger: Logger): Bus {
  // No queue while Redis is away: an old ring is worth nothing, and must not grow in our memory.
  const publisher = new Redis(url, { enableOfflineQueue: false, maxRetriesPerRequest: 0 });
  const subscriber = new Redis(url, { maxRetriesPerRequest: null });
  for (const client of [publisher, subscriber])
    client.on('error', (error) => logger.warn({ err: error }, 'the Redis bus failed'));

  return {
    publish: (messages) => {
      if (publisher.status !== 'ready') return;
      for (const message of messages) {
        publisher
          .publish(BUS_CHANNEL, JSON.stringify(message))
          .catch((error: unknown) => logger.warn({ err: error }, 'could not ring the bus; other nodes will poll'));
      }
    },
    subscribe: (onMessage, onReconnect) => {
      subscriber.on('message', (_channel, text) => {
        const message = parseBusMessage(text);
        if (message !== null) onMessage(message);
      });
      subscriber.on('ready', onReconnect);
      subscriber.subscribe(BUS_CHANNEL).catch((error: unknown) => logger.warn({ err: error }, 'could not listen on the bus'));
    },
    close: () => {
      publisher.disconnect();
      subscriber.disconnect();
      return Promise.resolve();
    },
  };
}
