import { MESSAGE_DURABLE, MESSAGE_NACK, MESSAGE_WELCOME } from '@trashfire/shared/realtime/protocol';
import { encodeMarker } from '@trashfire/shared/realtime/session-frames';
import * as decoding from 'lib0/decoding';
import type { WebsocketProvider } from 'y-websocket';

/**
 * A y-websocket client that knows our markers and nothing of when to send them: behind each edit it sends goes one, though the
 * server may not have what the edit builds on. Whatever is answered must be true all the same (R1).
 * @param onDurable told of each edit the server calls durable.
 */
export function askAtOnce(provider: WebsocketProvider, onDurable: (update: Uint8Array) => void): void {
  let asked: { n: number; update: Uint8Array }[] = [];
  let next = 1;
  const ignore = () => undefined;
  provider.messageHandlers[MESSAGE_WELCOME] = ignore;
  provider.messageHandlers[MESSAGE_NACK] = ignore;
  provider.messageHandlers[MESSAGE_DURABLE] = (_encoder, decoder) => {
    const n = decoding.readVarUint(decoder);
    for (const one of asked) if (one.n <= n) onDurable(one.update);
    asked = asked.filter((one) => one.n > n);
  };
  provider.on('connection-close', () => {
    asked = [];
  });
  provider.doc.on('update', (update: Uint8Array, origin: unknown) => {
    const { ws } = provider;
    if (origin === provider || !provider.wsconnected || ws === null || ws.readyState !== ws.OPEN) return;
    const n = next++;
    asked.push({ n, update });
    ws.send(encodeMarker(n));
  });
}
