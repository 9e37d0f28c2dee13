import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { createQueues } from '@trashfire/shared/jobs/queues';
import { eventually } from '@trashfire/shared/testing/eventually';
import { queueAcceptance } from '@trashfire/shared/testing/queue-acceptance';
import { Redis } from 'ioredis';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

const installed = spawnSync('redis-server', ['--version']).status === 0;
// Said plainly, because a skipped suite that looks green would hide a backend that nobody tried.
const suite = installed ? 'the queue on Redis' : 'the queue on Redis (skipped: redis-server is not installed here)';

describe.skipIf(!installed)(suite, () => {
  let stop = async () => {};
  let url = '';

  beforeAll(async () => {
    const probe = createServer().listen(0, '127.0.0.1');
    await once(probe, 'listening');
    const address = probe.address();
    const port = typeof address === 'object' && address ? address.port : 0;
    await new Promise((resolve) => probe.close(resolve));
    const args = [
      '--port',
      String(port),
      '--bind',
      '127.0.0.1',
      '--save',
      '',
      '--appendonly',
      'no',
      '--maxmemory-policy',
      'noeviction',
    ];
    const server = spawn('redis-server', args, { stdio: 'ignore' });
    url = `redis://127.0.0.1:${port}`;
    const client = new Redis(url, { lazyConnect: true, retryStrategy: () => 50 });
    client.on('error', () => undefined);
    await eventually('redis answers', () => client.ping().catch(() => null));
    client.disconnect();
    stop = async () => {
      server.kill('SIGTERM');
      await once(server, 'exit');
    };
  });
  afterAll(() => stop());

  queueAcceptance({ test, expect }, async () => createQueues({ connection: { kind: 'redis', url }, onError: () => undefined }));
});
