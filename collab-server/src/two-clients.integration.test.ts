import { scriptFragment } from '@trashfire/shared/document/ydoc';
import { eventually } from '@trashfire/shared/testing/eventually';
import { afterAll, beforeAll, expect, it } from 'vitest';
import * as Y from 'yjs';
import { CollabHarness, type Node, type Person } from './testing/harness.ts';

let harness: CollabHarness;
let node: Node;
let ines: Person;
let mika: Person;

beforeAll(async () => {
  harness = await CollabHarness.start();
  node = await harness.node();
  ines = await harness.person('Ines');
  mika = await harness.person('Mika');
});
afterAll(() => harness.close());

function addBlock(doc: Y.Doc, words: string): void {
  const block = new Y.XmlElement('action');
  block.insert(0, [new Y.XmlText(words)]);
  scriptFragment(doc).push([block]);
}

it('lets two stock y-websocket clients edit one document, and keeps it', async () => {
  const document = await harness.document();
  const a = await harness.stock(node, document, ines);
  const b = await harness.stock(node, document, mika);
  await eventually('both in sync', () => a.synced && b.synced);
  addBlock(a.doc, 'A river.');
  addBlock(b.doc, 'A boat.');
  const both = () => {
    const [one, two] = [scriptFragment(a.doc).toString(), scriptFragment(b.doc).toString()];
    return one === two && one.includes('A river.') && one.includes('A boat.') && one;
  };
  const text = await eventually('both have both', both);
  await eventually('stored', async () => scriptFragment(await harness.stored(document)).toString() === text);
});

it('answers durable only for what is in the log (R1)', async () => {
  const document = await harness.document();
  const session = harness.session(node, document, ines);
  await session.ready;
  session.transact('test', () => addBlock(session.doc, 'Saved.'));
  expect(session.status.saved).toBe('saving');
  await session.durable();
  expect(session.status).toMatchObject({ saved: 'saved', pending: 0, connection: 'online', readOnly: false });
  expect(scriptFragment(await harness.stored(document)).toString()).toContain('Saved.');
});

it('serves a document again after everyone left and it was unloaded', async () => {
  const node = await harness.node();
  const document = await harness.document();
  const first = harness.session(node, document, ines);
  await first.ready;
  first.transact('test', () => addBlock(first.doc, 'Still here.'));
  await first.durable();
  first.destroy();
  await eventually('unloaded', async () => /collab_rooms 0/.test(await (await fetch(`${node.http}/metrics`)).text()));
  const second = harness.session(node, document, mika);
  await second.ready;
  expect(scriptFragment(second.doc).toString()).toContain('Still here.');
});

it('writes one row per author with actor and client ids', async () => {
  const document = await harness.document();
  const a = harness.session(node, document, ines);
  const b = harness.session(node, document, mika);
  await Promise.all([a.ready, b.ready]);
  a.transact('test', () => addBlock(a.doc, 'one'));
  b.transact('test', () => addBlock(b.doc, 'two'));
  await Promise.all([a.durable(), b.durable()]);
  const { rows } = await harness.pool.query<{ actor_id: string; client_ids: string[] }>(
    'SELECT actor_id, client_ids FROM doc_update WHERE document_id = $1 ORDER BY actor_id = $2 DESC',
    [document, ines.id],
  );
  expect(rows).toEqual([
    { actor_id: ines.id, client_ids: [String(a.doc.clientID)] },
    { actor_id: mika.id, client_ids: [String(b.doc.clientID)] },
  ]);
});
