import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { SOCKET_PATH } from '@trashfire/shared/realtime/events';
import { eventually } from '@trashfire/shared/testing/eventually';
import { Redis } from 'ioredis';
import { pino } from 'pino';
import { io } from 'socket.io-client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createRealtime, type Realtime } from '../../api/src/realtime/realtime.ts';
import { redisInstalled, startRedis, type TestRedis } from '../support/redis.ts';

const viewer = {
  sessionId: 's1',
  teamId: 't1',
  personId: 'p1',
  name: 'Nao',
  color: '#00ffea',
  role: 'owner',
  version: 1,
} as const;

interface Node {
  url: string;
  realtime: Realtime;
  stop(): Promise<void>;
}

async function startNode(redisUrl: string): Promise<Node> {
  const server = createServer((_request, response) => response.writeHead(404).end()).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const redis = new Redis(redisUrl, { maxRetriesPerRequest: null });
  redis.on('error', () => undefined);
  const realtime = createRealtime({
    server,
    authenticate: () => Promise.resolve({ viewer, by: 'bearer' }),
    publicUrl: url,
    maySee: () => Promise.resolve(true),
    ended: () => Promise.resolve([]),
    redis,
    logger: pino({ level: 'silent' }),
  });
  return {
    url,
    realtime,
    async stop() {
      await realtime.close();
      redis.disconnect();
    },
  };
}

describe.skipIf(!redisInstalled)(
  `live events over two processes on Redis${redisInstalled ? '' : ' (skipped: no redis-server here)'}`,
  () => {
    let redis: TestRedis;
    let nodes: Node[];
    beforeAll(async () => {
      redis = await startRedis();
      nodes = await Promise.all([startNode(redis.url), startNode(redis.url)]);
    });
    afterAll(async () => {
      await Promise.all(nodes.map((node) => node.stop()));
      await redis.stop();
    });

    it('what one process tells reaches the windows of the other, and a session ends on both', async () => {
      const [here, there] = nodes as [Node, Node];
      const socket = io(there.url, { path: SOCKET_PATH, transports: ['websocket'], reconnection: false });
      await new Promise((resolve) => socket.once('connect', () => resolve(null)));
      let heard = 0;
      socket.on('series.changed', () => {
        heard += 1;
      });
      // The adapter begins to read at some moment after the connection, so the event is repeated until one arrives.
      await eventually('an event from the other process', () => {
        here.realtime.emit({ team: 't1' }, 'series.changed', { seriesId: null });
        return heard > 0;
      });
      here.realtime.endSession('s1', 'You are signed out here.');
      await eventually('the socket is closed', () => socket.disconnected);
      expect(socket.connected).toBe(false);
    });
  },
);
