import { once } from 'node:events';
import { connect } from 'node:net';
import { LIMITS, RATES } from '@trashfire/shared/realtime/limits';
import { afterAll, beforeAll, expect, it } from 'vitest';
import * as Y from 'yjs';
import { createPostgresLog } from './adapters/postgres-log.ts';
import { decodeFrame } from './sync/decode.ts';
import { encodeStep1 } from './sync/encode.ts';
import { counted } from './testing/counted.ts';
import { addBlock, scriptOf } from './testing/edits.ts';
import { CollabHarness, type RawClient } from './testing/harness.ts';

let harness: CollabHarness;
beforeAll(async () => {
  harness = await CollabHarness.start();
});
afterAll(() => harness.close());

it('R7: requests whose headers never end are cut off, and the others go on (slow loris)', async () => {
  const node = await harness.node({ headersMs: 300 });
  const document = await harness.document();
  const port = Number(new URL(node.http).port);
  const slow = Array.from({ length: 50 }, () => {
    const socket = connect(port, '127.0.0.1');
    socket.on('error', () => undefined).resume();
    socket.write(`GET /collab/${document}?ticket=x HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\n`);
    return socket;
  });
  const closed = Promise.all(slow.map((socket) => once(socket, 'close')));
  const session = harness.session(node, document, await harness.person('Ines'));
  await session.ready;
  session.transact('test', () => addBlock(session.doc, 'goes on'));
  await session.durable();
  await closed;
  expect(await (await fetch(`${node.http}/metrics`)).text()).toContain('collab_refused_total{reason="headers"} 50\n');
});

/** What a newcomer was sent, once it is all here. */
async function wholeOf(client: RawClient): Promise<Y.Doc> {
  const copy = new Y.Doc();
  client.socket.send(encodeStep1(Uint8Array.of(0)));
  for (;;) {
    for (const bytes of client.frames.splice(0)) {
      const frame = bytes[0] === 0 ? decodeFrame(bytes) : null;
      if (frame?.type === 'update' || frame?.type === 'step2') Y.applyUpdate(copy, frame.update);
      if (frame?.type === 'step2') return copy;
    }
    await once(client.socket, 'message');
  }
}

const PEOPLE = 5;
const WINDOWS = 30;

it('R7: a hundred and fifty who are cut off at once are all back with everything, and the document was read once', async () => {
  const log = createPostgresLog(harness.pool);
  let reads = 0;
  const read: typeof log.read = (name) => {
    reads++;
    return log.read(name);
  };
  const node = await harness.node({ idleMs: 60_000 }, { log: { ...log, read } });
  const document = await harness.document();
  const session = harness.session(node, document, await harness.person('Writer'));
  await session.ready;
  session.transact('test', () => addBlock(session.doc, 'x'.repeat(100_000)));
  await session.durable();
  const people = await Promise.all(Array.from({ length: PEOPLE }, (_, n) => harness.person(`Person ${n}`)));
  const tickets = await Promise.all(people.map((person) => harness.ticket(document, person)));
  const storm = () =>
    Promise.all(tickets.flatMap((ticket) => Array.from({ length: WINDOWS }, () => harness.raw(node, document, ticket))));
  for (let round = 0; round < 3; round++) {
    const began = performance.now();
    const clients = await storm();
    const copies = await Promise.all(clients.map(wholeOf));
    expect(performance.now() - began).toBeLessThan(10_000);
    for (const copy of copies) expect(scriptOf(copy)).toBe(scriptOf(session.doc));
    const gone = Promise.all(clients.map(({ closed }) => closed));
    for (const { socket } of clients) socket.terminate();
    await gone;
  }
  expect(reads).toBe(1);
  expect(counted(node.server.node, 'collab_cold_open_seconds_count')).toBe(1);
  expect(PEOPLE * WINDOWS).toBeLessThan(LIMITS.socketsPerDocument);
  expect(3 * WINDOWS).toBeLessThan(RATES.upgrades.burst);
}, 60_000);
