import { once } from 'node:events';
import { createServer, connect as dial, type Server, type Socket } from 'node:net';
import { eventually } from '@trashfire/shared/testing/eventually';
import { seededRandom } from '@trashfire/shared/testing/random';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { FaultProxy, type Target } from './fault-proxy.ts';

/** The proxy proves others wrong, so it is proven first: against a server that says everything back. */
let server: Server;
let proxy: FaultProxy;
let target: Target;
let served: Socket[];

beforeEach(async () => {
  served = [];
  server = createServer((socket) => {
    served.push(socket);
    socket.on('error', () => undefined);
    socket.pipe(socket);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  target = { host: '127.0.0.1', port: typeof address === 'object' && address !== null ? address.port : 0 };
  proxy = await FaultProxy.start(() => target, seededRandom(1));
});
afterEach(async () => {
  await proxy.close();
  for (const socket of served) socket.destroy();
  server.close();
});

interface Caller {
  socket: Socket;
  heard(): string;
  ended: Promise<'error' | 'close'>;
}

async function call(): Promise<Caller> {
  const socket = dial({ host: '127.0.0.1', port: proxy.port, noDelay: true });
  let text = '';
  socket.on('data', (data: Buffer) => {
    text += data.toString();
  });
  const ended = new Promise<'error' | 'close'>((resolve) => {
    socket.on('error', () => resolve('error'));
    socket.on('close', () => resolve('close'));
  });
  await once(socket, 'connect');
  return { socket, heard: () => text, ended };
}

it('carries everything in order in fair weather, with jitter too', async () => {
  proxy.weather = { latencyMs: 10, jitterMs: 10 };
  const { socket, heard } = await call();
  const words = Array.from({ length: 200 }, (_, n) => `${n};`);
  for (const word of words) socket.write(word);
  await eventually('all back', () => heard() === words.join(''));
  socket.destroy();
});

it('takes the time it was told to, there and back', async () => {
  proxy.weather = { latencyMs: 60 };
  const { socket, heard } = await call();
  const began = performance.now();
  socket.write('there');
  await eventually('back', () => heard() === 'there');
  expect(performance.now() - began).toBeGreaterThan(115);
  socket.destroy();
});

it('carries no faster than the rate', async () => {
  proxy.weather = { bytesPerSecond: 100_000 };
  const { socket, heard } = await call();
  const began = performance.now();
  socket.write('x'.repeat(30_000));
  await eventually('all back', () => heard().length === 30_000);
  expect(performance.now() - began).toBeGreaterThan(290);
  socket.destroy();
});

it('cuts after the bytes it was told, and not before', async () => {
  proxy.weather = { cutAfterBytes: { min: 1000, max: 1000 } };
  const { socket, ended } = await call();
  let reached = 0;
  await eventually('accepted', () => served.length === 1);
  served[0]?.on('data', (data: Buffer) => {
    reached += data.length;
  });
  socket.write('x'.repeat(999));
  await eventually('all arrived', () => reached === 999);
  socket.write('y'.repeat(50));
  expect(await ended).toBeDefined();
  expect(reached).toBeLessThanOrEqual(1000);
  expect(proxy.cuts).toBe(1);
});

it('cuts everybody with a reset, and refuses when told', async () => {
  const [a, b] = [await call(), await call()];
  await eventually('both through', () => served.length === 2);
  proxy.reset();
  expect(await Promise.all([a.ended, b.ended])).toEqual(['error', 'error']);
  expect(proxy.connections).toBe(0);
  proxy.weather = { refuses: true };
  const refused = dial({ host: '127.0.0.1', port: proxy.port });
  await expect(once(refused, 'data')).rejects.toThrow('ECONNRESET');
});

it('holds back what is said in a partition, and delivers it when that heals', async () => {
  const { socket, heard } = await call();
  socket.write('before;');
  await eventually('before', () => heard() === 'before;');
  proxy.stall();
  socket.write('during;');
  const other = await call();
  other.socket.write('too;');
  await eventually('the other is through', () => served.length === 2);
  expect(heard() + other.heard()).toBe('before;');
  proxy.heal();
  await eventually('all', () => heard() === 'before;during;' && other.heard() === 'too;');
  for (const caller of [socket, other.socket]) caller.destroy();
});

it('leaves both ends believing in a connection that is half-open, and lets new ones through', async () => {
  const { socket, heard } = await call();
  socket.write('before');
  await eventually('before', () => heard() === 'before');
  proxy.vanish();
  socket.write('into nothing');
  const next = await call();
  next.socket.write('new');
  await eventually('the new one works', () => next.heard() === 'new');
  expect(heard()).toBe('before');
  expect(socket.readyState).toBe('open');
  socket.destroy();
  await once(socket, 'close');
  expect(served[0]?.readyState).toBe('open');
  next.socket.destroy();
});
