import { Writable } from 'node:stream';
import { pino } from 'pino';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createPostgresLog } from './adapters/postgres-log.ts';
import { createPostgresMembership } from './adapters/postgres-membership.ts';
import { silentBus } from './ports/bus.ts';
import { CollabServer } from './server.ts';
import { CollabHarness, TICKET_SECRET } from './testing/harness.ts';

let harness: CollabHarness;
beforeAll(async () => {
  harness = await CollabHarness.start();
});
afterAll(() => harness.close());

it('never writes a ticket to its log, whatever happens to it', async () => {
  let log = '';
  const sink = new Writable({
    write: (chunk: Buffer, _encoding, done) => {
      log += chunk.toString();
      done();
    },
  });
  const broken = { ...createPostgresLog(harness.pool), read: () => Promise.reject(new Error('no store')) };
  const server = new CollabServer({
    log: broken,
    membership: createPostgresMembership(harness.pool),
    bus: silentBus,
    logger: pino({ level: 'trace' }, sink),
    ticketSecret: TICKET_SECRET,
    allowedOrigins: ['http://studio.test'],
    node: 'n',
  });
  const port = await server.listen(0, '127.0.0.1');
  harness.onClose(() => server.drain());
  const address = { url: `ws://127.0.0.1:${port}`, http: `http://127.0.0.1:${port}` };
  const document = await harness.document();
  const good = await harness.ticket(document, await harness.person('Ines'));
  await expect(harness.raw(address, document, good)).rejects.toThrow('status 503');
  await expect(harness.raw(address, document, `${good}x`)).rejects.toThrow('status 401');
  expect(log).toContain('could not open a document');
  expect(log).toContain('refused an upgrade');
  expect(log).not.toContain(good.slice(0, 20));
  expect(log).not.toContain(good.slice(-20));
});
