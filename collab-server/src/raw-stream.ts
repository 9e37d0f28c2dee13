import type { Duplex } from 'node:stream';
import type { WebSocket } from 'ws';
import type { Sendable } from './sync/outgoing.ts';

/**
 * The stream under a socket, for frames that are made already. A private field of `ws`: raw-stream.integration.test.ts tells
 * when it is gone, and then {@link writeFramed} lets `ws` frame again. Without compression `ws` writes each frame at once, so both ways of
 * sending keep their order.
 */
export function rawStream(socket: WebSocket): Duplex | null {
  const stream: unknown = '_socket' in socket ? socket._socket : null;
  return typeof stream === 'object' && stream !== null && 'write' in stream && 'cork' in stream ? (stream as Duplex) : null;
}

/** Sends messages that are framed already; nothing once the socket is closing. */
export function writeFramed(socket: WebSocket, stream: Duplex | null, outgoing: Sendable): void {
  if (socket.readyState !== socket.OPEN) return;
  if (stream === null) for (const message of outgoing.messages) socket.send(message);
  else writePieces(stream, outgoing.pieces);
}

/** In one system call, however many they are. */
function writePieces(stream: Duplex, pieces: readonly Buffer[]): void {
  if (pieces.length > 1) stream.cork();
  for (const piece of pieces) stream.write(piece);
  if (pieces.length > 1) stream.uncork();
}
