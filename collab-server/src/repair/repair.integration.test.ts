import { collectionMap, readRecord } from '@trashfire/shared/document/ydoc';
import { eventually } from '@trashfire/shared/testing/eventually';
import { afterAll, beforeAll, expect, it } from 'vitest';
import * as Y from 'yjs';
import { CollabHarness, type Node } from '../testing/harness.ts';

let harness: CollabHarness;
let node: Node;

beforeAll(async () => {
  harness = await CollabHarness.start();
  node = await harness.node();
});
afterAll(() => harness.close());

it('sends a repair with what it repairs, to its author too, and stores both under their own names', async () => {
  const [ines, mika] = [await harness.person('Ines'), await harness.person('Mika')];
  const document = await harness.document('series');
  const [a, b] = [harness.session(node, document, ines), harness.session(node, document, mika)];
  await Promise.all([a.ready, b.ready]);
  const id = '0123456789AB';
  const fact = { id, v: 1, text: 'The sea is gone.', episodeId: null };
  a.transact('test', () => collectionMap(a.doc, 'canon').set(id, new Y.Map(Object.entries<unknown>(fact))));
  await eventually('there', () => readRecord(b.doc, 'canon', id));
  a.transact('test', () => collectionMap(a.doc, 'canon').get(id)?.set('text', 42));
  await eventually('put back for its author', () => readRecord(a.doc, 'canon', id)?.text === fact.text);
  await eventually('and for the others', () => readRecord(b.doc, 'canon', id)?.text === fact.text);
  await a.durable();
  expect(readRecord(await harness.stored(document), 'canon', id)).toEqual(fact);
  const { rows } = await harness.pool.query<{ actor_id: string }>(
    'SELECT actor_id FROM doc_update WHERE document_id = $1 ORDER BY seq',
    [document],
  );
  expect(rows.map((row) => row.actor_id)).toEqual([ines.id, ines.id, 'repair']);
});
