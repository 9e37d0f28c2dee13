import { once } from 'node:events';
import { createServer } from 'node:net';
import { afterEach, expect, it } from 'vitest';
import { choosePorts, type StudioPorts } from './ports.ts';

const HOST = '127.0.0.1';
const chosen: StudioPorts[] = [];
afterEach(() => {
  for (const ports of chosen.splice(0)) ports.release();
});

async function choose(wanted: number): Promise<number[]> {
  const ports = await choosePorts(wanted, HOST);
  chosen.push(ports);
  return [ports.api, ports.collab, ports.worker];
}

/** A port somebody listens on. */
async function taken() {
  const server = createServer().listen(0, HOST);
  await once(server, 'listening');
  const address = server.address();
  return { port: typeof address === 'object' && address !== null ? address.port : 0, close: () => server.close() };
}

it('takes the next free one when the wanted one is taken, and the neighbours for the other services', async () => {
  const other = await taken();
  const [api = 0, collab = 0, worker = 0] = await choose(other.port);
  other.close();
  expect(api).toBeGreaterThan(other.port);
  expect(collab).toBeGreaterThan(api);
  expect(worker).toBeGreaterThan(collab);
});

it('gives no port to two studios that start at the same moment, when nothing listens yet', async () => {
  const free = await taken();
  free.close();
  const one = await choose(free.port);
  const two = await choose(free.port);
  const more = await Promise.all(Array.from({ length: 8 }, (_, n) => choose(n % 2 === 0 ? free.port : 0)));
  const all = [one, two, ...more].flat();
  expect(new Set(all).size).toBe(all.length);
});

it('lets another studio have the ports of one that has ended', async () => {
  const free = await taken();
  free.close();
  const first = await choose(free.port);
  for (const ports of chosen.splice(0)) ports.release();
  expect(await choose(free.port)).toEqual(first);
});
