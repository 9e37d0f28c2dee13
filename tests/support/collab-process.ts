import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { fileURLToPath } from 'node:url';
import { eventually } from '@trashfire/shared/testing/eventually';
import { type Address, STUDIO_ORIGIN, TICKET_SECRET } from '../../collab-server/src/testing/harness.ts';

const MAIN = fileURLToPath(new URL('../../collab-server/src/main.ts', import.meta.url));

/** A collab-server as a process of its own, at an address it keeps over restarts. */
export interface CollabProcess {
  readonly address: Address;
  readonly pid: () => number;
  /** Resolves when it is ready. */
  start(): Promise<void>;
  /** With SIGKILL: nothing is flushed, nobody is told. */
  kill(): Promise<void>;
}

/** @param databaseUrl asked again at each start. */
export async function collabProcess(databaseUrl: () => string): Promise<CollabProcess> {
  const port = await freePort();
  const address = { url: `ws://127.0.0.1:${port}`, http: `http://127.0.0.1:${port}` };
  let child: ChildProcess | null = null;
  return {
    address,
    pid: () => child?.pid ?? 0,
    start: async () => {
      const env = {
        ...process.env,
        HOST: '127.0.0.1',
        PORT: String(port),
        LOG_LEVEL: 'fatal',
        DATABASE_URL: databaseUrl(),
        TICKET_SECRET,
        PUBLIC_URL: STUDIO_ORIGIN,
      };
      child = spawn(process.execPath, [MAIN], { env, stdio: ['ignore', 'inherit', 'inherit'] });
      const ready = async () => (await fetch(`${address.http}/readyz`).catch(() => null))?.ok;
      await eventually('the collab-server is ready', ready, 20_000);
    },
    kill: async () => {
      if (child === null || child.exitCode !== null || child.signalCode !== null) return;
      const exited = once(child, 'exit');
      child.kill('SIGKILL');
      await exited;
    },
  };
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const found = probe.address();
  await new Promise((resolve) => probe.close(resolve));
  return typeof found === 'object' && found !== null ? found.port : 0;
}
