import { once } from 'node:events';
import { mkdirSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { takeLock } from './lock.ts';

/** How many neighbours of a taken port are tried before the system picks one. */
const NEIGHBOURS = 50;

export interface StudioPorts {
  api: number;
  collab: number;
  worker: number;
  /** Lets other studios have them; call when nothing listens on them any more. */
  release(): void;
}

/**
 * Three ports for one studio, on which no other studio of this machine will start, also before anything listens on them: of two
 * studios started at the same moment one would else talk to the other's services.
 *
 * @param wanted port of the api; 0 leaves the choice to the system.
 * @param bind address the api and the collab-server listen on; the worker is for this machine alone.
 */
export async function choosePorts(wanted: number, bind: string): Promise<StudioPorts> {
  const held: (() => void)[] = [];
  const release = (): void => {
    for (const letGo of held.splice(0)) letGo();
  };
  const next = async (from: number, host: string): Promise<number> => {
    const { port, letGo } = await claimPort(from, host);
    held.push(letGo);
    return port;
  };
  try {
    const api = await next(wanted, bind);
    // Always beside the api's: an open page finds the collab-server of a restarted studio where it was.
    const collab = await next(api + 1, bind);
    const worker = await next(collab + 1, '127.0.0.1');
    return { api, collab, worker, release };
  } catch (error) {
    release();
    throw error;
  }
}

/** `wanted` when it is free on `host`, else the next free one above it, else any. */
async function claimPort(wanted: number, host: string): Promise<{ port: number; letGo(): void }> {
  for (let tried = 0; tried < 2 * NEIGHBOURS; tried += 1) {
    const near = wanted > 0 && tried < NEIGHBOURS && wanted + tried <= 65_535;
    const port = near ? wanted + tried : await probe(0, host);
    if (port === null) break;
    const letGo = claim(port);
    if (letGo === null) continue;
    if (await isFree(port, host)) return { port, letGo };
    letGo();
  }
  throw new Error(`No port is free on ${host}. Close some programs and start again.`);
}

/** Says to the studios of this user that a port is spoken for. @returns null when a running one said so before. */
function claim(port: number): (() => void) | null {
  const folder = join(tmpdir(), `trashfire-ports-${userInfo().username}`);
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    const taken = takeLock(folder, 'studio', `${port}.lock`);
    return taken.ok ? () => taken.lock.release() : null;
  } catch {
    // No place for temporary files: then nobody can say it, and looking whether the port is free must do.
    return () => undefined;
  }
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
