import { appendUpdates } from '@trashfire/prisma/document-log';
import { eventually } from '@trashfire/shared/testing/eventually';
import { afterAll, beforeAll, expect, it } from 'vitest';
import * as Y from 'yjs';
import { addBlock, scriptOf } from './testing/edits.ts';
import { CollabHarness } from './testing/harness.ts';

let harness: CollabHarness;
beforeAll(async () => {
  harness = await CollabHarness.start();
});
afterAll(() => harness.close());

it('opens a long history from its snapshot and what came after, row for row the same', async () => {
  const node = await harness.node();
  const document = await harness.document();
  const person = await harness.person('Ines');
  const author = new Y.Doc();
  const rows: Uint8Array[] = [];
  author.on('update', (update: Uint8Array) => rows.push(update));
  for (let n = 0; n < 520; n++) addBlock(author, `${n}`);
  const clientIds = [author.clientID];
  const actor = { kind: 'person' as const, id: person.id };
  await appendUpdates(
    harness.pool,
    rows.map((bytes) => ({ document, bytes, actor, clientIds })),
  );

  const first = harness.session(node, document, person);
  await first.ready;
  expect(scriptOf(first.doc)).toBe(scriptOf(author));
  first.destroy();
  const kept = async () =>
    (await harness.pool.query<{ seq: string }>('SELECT seq FROM doc_snapshot WHERE document_id = $1', [document])).rows;
  await eventually('kept', async () => (await kept()).length === 1);
  expect(await kept()).toEqual([{ seq: '520' }]);

  const second = harness.session(node, document, person);
  await second.ready;
  second.transact('test', () => addBlock(second.doc, 'after the snapshot'));
  await second.durable();
  second.destroy();
  const third = harness.session(await harness.node(), document, person);
  await third.ready;
  expect(scriptOf(third.doc)).toBe(scriptOf(second.doc));
  expect(scriptOf(await harness.stored(document))).toBe(scriptOf(second.doc));
});
