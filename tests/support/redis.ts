import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { eventually } from '@trashfire/shared/testing/eventually';
import { Redis } from 'ioredis';

export interface TestRedis {
  url: string;
  stop(): Promise<void>;
}

/** Whether this machine can start one; suites that need it say in their name when they were skipped. */
export const redisInstalled = spawnSync('redis-server', ['--version']).status === 0;

/** A Redis of one's own that keeps nothing. @param wanted port, or a free one. */
export async function startRedis(wanted = 0): Promise<TestRedis & { port: number }> {
  const port = wanted === 0 ? await freePort() : wanted;
  const args = ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no'];
  const server = spawn('redis-server', args, { stdio: 'ignore' });
  const url = `redis://127.0.0.1:${port}`;
  const client = new Redis(url, { lazyConnect: true, retryStrategy: () => 50 });
  client.on('error', () => undefined);
  await eventually('redis answers', () => client.ping().catch(() => null));
  client.disconnect();
  return {
    url,
    port,
    stop: async () => {
      if (server.exitCode !== null || server.signalCode !== null) return;
      const exited = once(server, 'exit');
      server.kill('SIGKILL');
      await exited;
    },
  };
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const address = probe.address();
  await new Promise((resolve) => probe.close(resolve));
  return typeof address === 'object' && address !== null ? address.port : 0;
}
