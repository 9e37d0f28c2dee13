import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { expect, it } from 'vitest';
import { WebSocket, WebSocketServer } from 'ws';
import { rawStream, writeFramed } from './raw-stream.ts';
import { Outgoing, OutgoingParts } from './sync/outgoing.ts';

async function connected() {
  const server = new WebSocketServer({ port: 0, host: '127.0.0.1', perMessageDeflate: false });
  await once(server, 'listening');
  const client = new WebSocket(`ws://127.0.0.1:${(server.address() as AddressInfo).port}`);
  const heard: Buffer[] = [];
  client.on('message', (data: Buffer, isBinary) => heard.push(isBinary ? data : Buffer.alloc(0)));
  const [socket] = (await once(server, 'connection')) as [WebSocket];
  return { server, socket, heard, closed: once(client, 'close') as Promise<[number]> };
}

it('frames messages of every length as a WebSocket reads them', async () => {
  const { server, socket, heard, closed } = await connected();
  const messages = [0, 1, 125, 126, 127, 65_535, 65_536, 200_000].map((length) => Buffer.alloc(length, length));
  const outgoing = new Outgoing(messages);
  expect(outgoing.messages.map((message) => Buffer.from(message))).toEqual(messages);
  writeFramed(socket, rawStream(socket), outgoing);
  socket.close();
  await closed;
  expect(heard).toEqual(messages);
  server.close();
});

it.each([
  ['past ws', true],
  ['by ws where its private field is gone', false],
])('sends framed messages %s, in order with those of send', async (_how, raw) => {
  const { server, socket, heard, closed } = await connected();
  const stream = rawStream(socket);
  expect(stream).not.toBeNull();
  for (let n = 0; n < 100; n += 4) {
    socket.send(Uint8Array.of(n));
    writeFramed(socket, raw ? stream : null, new Outgoing([Uint8Array.of(n + 1)]));
    writeFramed(socket, raw ? stream : null, new OutgoingParts([Buffer.of(n + 2), Buffer.alloc(n * 900), Buffer.of(7)]));
    socket.send(new Uint8Array(n % 8 === 0 ? 70_000 : 3).fill(n + 3));
  }
  socket.close();
  // A closing socket may not be written to: its peer would take the frame for a broken one.
  writeFramed(socket, raw ? stream : null, new Outgoing([Uint8Array.of(255)]));
  const [code] = await closed;
  expect(code).toBe(1005);
  expect(heard.map((data) => data[0])).toEqual(Array.from({ length: 100 }, (_, n) => n));
  expect(heard.filter((_, n) => n % 4 === 2).map((data) => [data.length, data.at(-1)])).toEqual(
    Array.from({ length: 25 }, (_, n) => [4 * n * 900 + 2, 7]),
  );
  server.close();
});
