import type { WebSocket } from 'ws';

/** What hears a socket. */
export interface SocketListener {
  receive(data: Buffer | ArrayBuffer | Buffer[], isBinary: boolean): void;
  /** The peer answered a ping. */
  hears(): void;
  failed(error: Error): void;
  left(): void;
}

const LISTENER = Symbol('listener');
interface Heard extends WebSocket {
  [LISTENER]?: SocketListener;
}

/**
 * Tells the listener of all that happens to the socket. The functions are the same for all sockets: one of its own for each event
 * was a tenth of the memory a connection takes.
 */
export function listen(socket: WebSocket, listener: SocketListener): void {
  (socket as Heard)[LISTENER] = listener;
  socket.on('message', onMessage);
  socket.on('pong', onPong);
  socket.on('error', onError);
  socket.on('close', onClose);
}

function onMessage(this: Heard, data: Buffer | ArrayBuffer | Buffer[], isBinary: boolean): void {
  this[LISTENER]?.receive(data, isBinary);
}

function onPong(this: Heard): void {
  this[LISTENER]?.hears();
}

function onError(this: Heard, error: Error): void {
  this[LISTENER]?.failed(error);
}

function onClose(this: Heard): void {
  this[LISTENER]?.left();
}
