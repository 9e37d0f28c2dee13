import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { ROUTES, type RouteName } from '@trashfire/shared/api/routes';
import { RATES } from '@trashfire/shared/realtime/limits';
import express from 'express';
import { pino } from 'pino';
import { afterEach, describe, expect, it } from 'vitest';
import { createErrorHandler } from './errors.ts';
import type { Handlers } from './handler.ts';
import { mountRoutes } from './mount-routes.ts';
import { createRouteLimits } from './route-limits.ts';

const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) server.close();
});

/** The real doors before handlers that do nothing; whoever says who they are is believed. */
async function doors(trustedProxy: string | false = false) {
  let now = 0;
  const handlers = Object.fromEntries(Object.keys(ROUTES).map((name) => [name, () => Promise.resolve({ ok: true })]));
  const app = express().set('trust proxy', trustedProxy);
  const viewer = (personId: string) => ({ sessionId: 's', teamId: 't', personId, name: 'n', color: '#000000', version: 1 });
  mountRoutes(app, {
    handlers: handlers as unknown as Handlers,
    authenticate: ({ authorization = '' }) =>
      Promise.resolve({ viewer: { ...viewer(authorization), role: 'owner' as const }, by: 'bearer' as const }),
    cookie: { name: 'c', secure: false },
    publicUrl: 'http://studio.test',
    count: createRouteLimits(() => now),
  });
  app.use(createErrorHandler(pino({ level: 'silent' })));
  const server = createServer(app).listen(0, '127.0.0.1');
  servers.push(server);
  await once(server, 'listening');
  const send = (name: RouteName, body: object, headers: Record<string, string>): Promise<Response> =>
    fetch(
      `http://127.0.0.1:${(server.address() as AddressInfo).port}${ROUTES[name].path.replace(':episodeId', '0123456789AB')}`,
      {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...headers },
        body: JSON.stringify(body),
      },
    );
  return {
    send,
    later: (ms: number) => {
      now += ms;
    },
  };
}

const REQUESTS = [
  ['postChat', { text: 'Hello', ask: false }],
  ['mintTicket', { document: 'episode:0123456789AB' }],
  ['redeemLink', { token: 'x'.repeat(43) }],
] as const;

describe('R7: a route that costs others something', () => {
  it.each(REQUESTS)('%s: goes up to its rate, then says how long to wait, and goes on after that', async (name, body) => {
    const { send, later } = await doors();
    const ines = { authorization: 'ines' };
    for (let n = 0; n < RATES[name].burst; n++) expect((await send(name, body, ines)).status).toBe(200);
    const refused = await send(name, body, ines);
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([429, '1']);
    expect(await refused.json()).toMatchObject({
      code: 'too-many',
      message: expect.stringMatching(/ 1 s/),
      details: { retryAfterSeconds: 1 },
    });
    later(1000);
    expect((await send(name, body, ines)).status).toBe(200);
  });

  it('counts each person for themselves', async () => {
    const { send } = await doors();
    const [name, body] = REQUESTS[0];
    for (let n = 0; n <= RATES[name].burst; n++) await send(name, body, { authorization: 'ines' });
    expect((await send(name, body, { authorization: 'ines' })).status).toBe(429);
    expect((await send(name, body, { authorization: 'bo' })).status).toBe(200);
  });

  it('counts nothing that is not a request of its kind, such as one another site can make a browser send', async () => {
    const { send } = await doors();
    const [name, body] = REQUESTS[2];
    for (let n = 0; n <= RATES[name].burst; n++)
      expect((await send(name, body, { 'content-type': 'text/plain' })).status).toBe(400);
    expect((await send(name, body, {})).status).toBe(200);
  });

  it('takes a proxy’s word for the address, and nobody else’s', async () => {
    const [name, body] = REQUESTS[2];
    const from = (address: string) => ({ 'x-forwarded-for': address });
    const behind = await doors('loopback');
    for (let n = 0; n <= RATES[name].burst; n++) await behind.send(name, body, from('192.0.2.1'));
    expect((await behind.send(name, body, from('192.0.2.1'))).status).toBe(429);
    expect((await behind.send(name, body, from('192.0.2.2'))).status).toBe(200);
    const open = await doors();
    for (let n = 0; n <= RATES[name].burst; n++) await open.send(name, body, from(`192.0.2.${n}`));
    expect((await open.send(name, body, from('198.51.100.1'))).status).toBe(429);
  });
});

it('R5: says so when a text holds what no text may, instead of failing as if the mistake were ours', async () => {
  const { send } = await doors();
  const refused = await send('postChat', { text: 'a\0b', ask: false }, {});
  expect(refused.status).toBe(400);
  expect(await refused.json()).toMatchObject({ code: 'bad-input', message: expect.stringContaining('NUL') });
});
