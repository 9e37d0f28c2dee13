import { listen } from '@trashfire/prisma/connect';
import { BUS_CHANNEL, type BusMessage, parseBusMessage } from '@trashfire/shared/realtime/bus-messages';
import { Redis } from 'ioredis';
import type { Logger } from 'pino';

/** What the collab-server rings when a document's log grew: on Postgres NOTIFY, or on Redis when that is there (DESIGN §5.4). */
export interface Bell {
  close(): Promise<void>;
}

interface Deps {
  source: { kind: 'postgres' | 'redis'; url: string };
  onMessage(message: BusMessage): void;
  /** The bell was not heard for a while: look for what changed meanwhile. */
  onReconnect(): void;
  logger: Logger;
}

/** Listens from now on and connects again by itself; `onReconnect` is called after every connection, the first included. */
export function createBell(deps: Deps): Bell {
  return deps.source.kind === 'redis' ? onRedis(deps) : onPostgres(deps);
}

function onRedis({ source, onMessage, onReconnect, logger }: Deps): Bell {
  const subscriber = new Redis(source.url, { maxRetriesPerRequest: null });
  subscriber.on('error', (error) => logger.warn({ err: error }, 'the bell on Redis failed, connecting again'));
  subscriber.on('ready', onReconnect);
  subscriber.on('message', (_channel, text) => hear(text, onMessage));
  subscriber.subscribe(BUS_CHANNEL).catch((error: unknown) => logger.warn({ err: error }, 'could not listen for the bell'));
  return {
    close() {
      subscriber.disconnect();
      return Promise.resolve();
    },
  };
}

function onPostgres({ source, onMessage, onReconnect, logger }: Deps): Bell {
  const onText = (text: string): void => hear(text, onMessage);
  return listen({ url: source.url, name: 'api-bell', channel: BUS_CHANNEL, onText, onListening: onReconnect, logger });
}

function hear(text: string, onMessage: (message: BusMessage) => void): void {
  const message = parseBusMessage(text);
  if (message !== null) onMessage(message);
}
