import { once } from 'node:events';
import { createServer } from 'node:net';

/** How many neighbours of a taken port are tried before the system picks one. */
const NEIGHBOURS = 50;

/**
 * @param wanted 0 leaves the choice to the system, which hands no port to two programs that ask at the same moment.
 * @returns `wanted` when it is free on `host`, else the next free one above it, never one of `taken`.
 */
export async function freePort(wanted: number, host: string, taken: readonly number[] = []): Promise<number> {
  for (let port = wanted; wanted > 0 && port < wanted + NEIGHBOURS && port <= 65_535; port += 1) {
    if (!taken.includes(port) && (await isFree(port, host))) return port;
  }
  const any = await probe(0, host);
  if (any === null) throw new Error(`No port is free on ${host}. Close some programs and start again.`);
  return any;
}

/** A port is free when nobody listens on the wanted address nor on this machine's own: a browser would reach the other program. */
async function isFree(port: number, host: string): Promise<boolean> {
  for (const address of new Set([host, '127.0.0.1', '0.0.0.0'])) {
    if ((await probe(port, address)) === null) return false;
  }
  return true;
}

async function probe(port: number, host: string): Promise<number | null> {
  const server = createServer();
  try {
    server.listen({ port, host, exclusive: true });
    await once(server, 'listening');
    const address = server.address();
    return typeof address === 'object' && address !== null ? address.port : null;
  } catch (error) {
    // Ports below 1024 belong to root elsewhere than in containers; to a person that is the same as taken.
    if (error instanceof Error && 'code' in error && (error.code === 'EADDRINUSE' || error.code === 'EACCES')) return null;
    throw error;
  } finally {
    server.close();
  }
}
