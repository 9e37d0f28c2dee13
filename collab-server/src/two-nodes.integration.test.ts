import { eventually } from '@trashfire/shared/testing/eventually';
import { pino } from 'pino';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createPostgresBus } from './adapters/postgres-bus.ts';
import { addBlock, scriptOf } from './testing/edits.ts';
import { CollabHarness, type Person } from './testing/harness.ts';

let harness: CollabHarness;
let ines: Person;
let mika: Person;

beforeAll(async () => {
  harness = await CollabHarness.start();
  [ines, mika] = [await harness.person('Ines'), await harness.person('Mika')];
});
afterAll(() => harness.close());

it('R2: two nodes on one Postgres converge by polling alone', async () => {
  const [one, two] = [await harness.node({ pollMs: 50 }), await harness.node({ pollMs: 50 })];
  const document = await harness.document();
  const [a, b] = [harness.session(one, document, ines), harness.session(two, document, mika)];
  await Promise.all([a.ready, b.ready]);
  // Both at once, so that sequences of the two nodes interleave.
  for (let n = 0; n < 20; n++) {
    a.transact('test', () => addBlock(a.doc, `a${n}`));
    b.transact('test', () => addBlock(b.doc, `b${n}`));
    if (n % 5 === 0) await Promise.all([a.durable(), b.durable()]);
  }
  await Promise.all([a.durable(), b.durable()]);
  await eventually('equal', () => scriptOf(a.doc) === scriptOf(b.doc) && scriptOf(a.doc).match(/<action>/g)?.length === 40);
  expect(scriptOf(await harness.stored(document))).toBe(scriptOf(a.doc));
});

it('hears of the other node by the bell long before it would poll', async () => {
  const quiet = pino({ level: 'silent' });
  const start = () =>
    harness.node(
      { pollMs: 60_000 },
      { bus: createPostgresBus(harness.database.url, harness.pool, quiet), node: crypto.randomUUID() },
    );
  const [one, two] = [await start(), await start()];
  const document = await harness.document();
  const [a, b] = [harness.session(one, document, ines), harness.session(two, document, mika)];
  await Promise.all([a.ready, b.ready]);
  // The first ring may come before the other node listens; it goes on ringing with every commit.
  await eventually('heard', async () => {
    a.transact('test', () => addBlock(a.doc, 'ring'));
    await a.durable();
    return scriptOf(b.doc).includes('ring');
  });
});

it('takes a writer who moves from one node to the other with edits the first never stored', async () => {
  const [one, two] = [await harness.node({ pollMs: 50 }), await harness.node({ pollMs: 50 })];
  const document = await harness.document();
  let at = one;
  const a = harness.session(one, document, ines, { WebSocket: movable(() => at.url) });
  const b = harness.session(two, document, mika);
  await Promise.all([a.ready, b.ready]);
  a.transact('test', () => addBlock(a.doc, 'before'));
  await a.durable();
  at = two;
  await one.server.drain();
  a.transact('test', () => addBlock(a.doc, 'on the way'));
  await a.durable();
  await eventually('arrived', () => scriptOf(b.doc).includes('before') && scriptOf(b.doc).includes('on the way'));
});

/** A socket that goes wherever the load balancer sends it. */
function movable(url: () => string): typeof WebSocket {
  return class extends WebSocket {
    constructor(asked: string | URL) {
      const target = new URL(asked);
      target.host = new URL(url()).host;
      super(target, { headers: { origin: 'http://studio.test' } } as unknown as string[]);
    }
  };
}
