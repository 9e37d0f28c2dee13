import { CLOSE } from '@trashfire/shared/realtime/close-codes';
import { encodeLabel } from '@trashfire/shared/realtime/session-frames';
import { eventually } from '@trashfire/shared/testing/eventually';
import { afterAll, beforeAll, expect, it } from 'vitest';
import * as Y from 'yjs';
import { createPostgresLog } from './adapters/postgres-log.ts';
import type { UpdateLog } from './ports/update-log.ts';
import { encodeUpdate } from './sync/encode.ts';
import { addBlock, scriptOf, updateOf } from './testing/edits.ts';
import { CollabHarness, type Node } from './testing/harness.ts';

let harness: CollabHarness;
let node: Node;

beforeAll(async () => {
  harness = await CollabHarness.start();
  node = await harness.node();
});
afterAll(() => harness.close());

it('R6: a retried job writes once', async () => {
  const document = await harness.document();
  const first = harness.service(node, document);
  expect(await first.writeOnce('job-1', () => addBlock(first.doc, 'made once'))).toBe(true);
  const retry = harness.service(node, document);
  expect(await retry.writeOnce('job-1', () => addBlock(retry.doc, 'made twice'))).toBe(false);
  expect(await retry.writeOnce('job-2', () => addBlock(retry.doc, 'something else'))).toBe(true);
  await eventually('all see it', () => scriptOf(first.doc) === scriptOf(retry.doc));
  expect(scriptOf(await harness.stored(document))).toBe('<action>made once</action><action>something else</action>');
});

it('R6: of two workers that write under one key in the same moment, one does, and nobody ever sees the other', async () => {
  const document = await harness.document();
  const watching = harness.session(node, document, await harness.person('Ines'));
  await watching.ready;
  const base = new Y.Doc();
  const clients = await Promise.all([1, 2, 3].map(() => harness.raw(node, document, harness.serviceTicket(document))));
  for (const [i, client] of clients.entries()) {
    client.socket.send(encodeLabel({}, 'job-3'));
    client.socket.send(encodeUpdate(updateOf(base, (doc) => addBlock(doc, `worker ${i}`))));
  }
  const refused = () => clients.filter((client) => client.starting(102).length > 0);
  await eventually('one is seen, two are told', () => scriptOf(watching.doc) !== '' && refused().length === 2);
  const ends = await Promise.all(refused().map((client) => client.closed));
  expect(ends.map((end) => end.code)).toEqual([CLOSE.duplicate, CLOSE.duplicate]);
  expect(scriptOf(await harness.stored(document)).match(/worker/g)).toHaveLength(1);
  expect(scriptOf(watching.doc).match(/worker/g)).toHaveLength(1);
});

it('says which run and step an agent wrote in', async () => {
  const document = await harness.document();
  const asker = await harness.person('Asker');
  const runId = '11111111-2222-3333-4444-555555555555';
  const agent = harness.session(node, document, asker, {
    claims: { actor: { kind: 'agent', id: runId, name: 'Ember', color: '#ff5577' } },
  });
  await agent.ready;
  agent.label({ runId, step: 4 });
  agent.transact('test', () => addBlock(agent.doc, 'by the agent'));
  await agent.durable();
  const { rows } = await harness.pool.query('SELECT actor_kind, actor_id, run_id, step FROM doc_update WHERE document_id = $1', [
    document,
  ]);
  expect(rows).toEqual([{ actor_kind: 'agent', actor_id: runId, run_id: runId, step: 4 }]);
});

it('does not let a person label edits as somebody else’s work', async () => {
  const document = await harness.document();
  const client = await harness.raw(node, document, await harness.ticket(document, await harness.person('Poser')));
  client.socket.send(encodeLabel({ step: 1 }, ''));
  expect((await client.closed).code).toBe(CLOSE.malformed);
});

it('keeps the order of what follows a keyed write, also when the store is slow', async () => {
  const real = createPostgresLog(harness.pool);
  let open: () => void = () => undefined;
  const gate = new Promise<void>((resolve) => {
    open = resolve;
  });
  const append: UpdateLog['append'] = async (entries) => {
    await gate;
    return real.append(entries);
  };
  const slow = await harness.node({}, { log: { ...real, append } });
  const document = await harness.document();
  const service = harness.service(slow, document);
  const written = service.writeOnce('job-4', () => addBlock(service.doc, 'first'));
  await eventually('typed', () => scriptOf(service.doc) !== '');
  service.transact('test', () => addBlock(service.doc, 'second'));
  open();
  expect(await written).toBe(true);
  await service.durable();
  expect(scriptOf(await harness.stored(document))).toBe('<action>first</action><action>second</action>');
});
