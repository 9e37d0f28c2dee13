import { EVENTS, type EventName, type EventPayload, SOCKET_PATH } from '@trashfire/shared/realtime/events';
import { io, type Socket } from 'socket.io-client';
import { readBearer } from './bearer.ts';

let socket: Socket | null = null;
const watched = new Map<string, number>();

/** The one socket of this window, made at the first use after signing in. */
function connection(): Socket {
  if (socket === null) {
    const made = io({
      path: SOCKET_PATH,
      transports: ['websocket'],
      withCredentials: true,
      auth: (send) => send({ bearer: readBearer() }),
      reconnectionDelay: 300,
      reconnectionDelayMax: 4000,
      randomizationFactor: 0.5,
    });
    // Rooms are per connection on the server, so they are joined again after every reconnect.
    made.on('connect', () => {
      for (const episodeId of watched.keys()) made.emit('watch', { episodeId });
    });
    socket = made;
  }
  return socket;
}

/** Calls back for each event that fits its schema. @returns how to stop. */
export function onEvent<E extends EventName>(name: E, handle: (payload: EventPayload<E>) => void): () => void {
  const listener = (raw: unknown) => {
    const payload = EVENTS[name].safeParse(raw);
    if (payload.success) handle(payload.data as EventPayload<E>);
  };
  const on = connection() as {
    on(event: string, listener: (raw: unknown) => void): unknown;
    off(event: string, listener: (raw: unknown) => void): unknown;
  };
  on.on(name, listener);
  return () => on.off(name, listener);
}

/** Calls back on every connect after the first: events may have been missed meanwhile. @returns how to stop. */
export function onReconnect(handle: () => void): () => void {
  const { io: manager } = connection();
  manager.on('reconnect', handle);
  return () => manager.off('reconnect', handle);
}

/** Asks for an episode's events. @returns how to stop. */
export function watchEpisode(episodeId: string): () => void {
  const made = connection();
  watched.set(episodeId, (watched.get(episodeId) ?? 0) + 1);
  if (made.connected) made.emit('watch', { episodeId });
  return () => {
    const left = (watched.get(episodeId) ?? 1) - 1;
    if (left > 0) {
      watched.set(episodeId, left);
      return;
    }
    watched.delete(episodeId);
    if (made.connected) made.emit('unwatch', { episodeId });
  };
}

/** Ends the connection, at sign-out. */
export function closeSocket(): void {
  socket?.disconnect();
  socket = null;
  watched.clear();
}
