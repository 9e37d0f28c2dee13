import { eventually } from '@trashfire/shared/testing/eventually';
import { afterAll, beforeAll, expect, it } from 'vitest';
import * as Y from 'yjs';
import { addBlock, scriptOf } from './testing/edits.ts';
import { CollabHarness, type Node, type Person } from './testing/harness.ts';

let harness: CollabHarness;
let ines: Person;
let mika: Person;
beforeAll(async () => {
  harness = await CollabHarness.start();
  [ines, mika] = [await harness.person('Ines'), await harness.person('Mika')];
});
afterAll(() => harness.close());

const live = async (node: Node) =>
  Number(/^collab_rooms_live (\d+)$/m.exec(await (await fetch(`${node.http}/metrics`)).text())?.[1]);

it('reads documents from bytes: only a change makes a Y.Doc, not somebody who comes, comes back or moves the cursor', async () => {
  const node = await harness.node();
  const document = await harness.document();
  const first = harness.session(node, document, ines);
  await first.ready;
  first.transact('test', () => addBlock(first.doc, 'words'));
  first.transact('test', () => addBlock(first.doc, 'cut'));
  first.transact('test', () => first.doc.getXmlFragment('script').delete(1, 1));
  await first.durable();
  expect(await live(node)).toBe(1);

  const other = await harness.node();
  const reader = harness.session(other, document, mika);
  await reader.ready;
  expect(scriptOf(reader.doc)).toBe(scriptOf(first.doc));
  reader.awareness.setLocalStateField('place', { room: 'script', sceneId: null, shotId: null, frame: null });
  // Somebody comes back with all of it, deletions included: nothing new either.
  const copy = new Y.Doc();
  Y.applyUpdate(copy, Y.encodeStateAsUpdate(first.doc));
  const returned = harness.session(other, document, ines, { doc: copy });
  await returned.ready;
  await returned.durable();
  expect(await live(other)).toBe(0);

  // What comes from the other node goes through without one as well.
  first.transact('test', () => addBlock(first.doc, 'from elsewhere'));
  await eventually('seen', () => scriptOf(reader.doc).includes('from elsewhere'));
  expect(await live(other)).toBe(0);

  reader.transact('test', () => addBlock(reader.doc, 'here'));
  await reader.durable();
  expect(await live(other)).toBe(1);
  await eventually('equal', () => scriptOf(reader.doc) === scriptOf(first.doc));
  expect(scriptOf(await harness.stored(document))).toBe(scriptOf(first.doc));
});

it('R1: takes what somebody only deleted while the document was at rest', async () => {
  const node = await harness.node();
  const document = await harness.document();
  const first = harness.session(node, document, ines);
  await first.ready;
  for (const words of ['stays', 'goes']) first.transact('test', () => addBlock(first.doc, words));
  await first.durable();
  const copy = new Y.Doc();
  Y.applyUpdate(copy, Y.encodeStateAsUpdate(first.doc));
  first.destroy();
  copy.getXmlFragment('script').delete(1, 1);

  const returned = harness.session(await harness.node(), document, ines, { doc: copy });
  await returned.durable();
  expect(scriptOf(await harness.stored(document))).toBe('<action>stays</action>');
});

it('sends a newcomer who comes while others write everything there is', async () => {
  const node = await harness.node();
  const document = await harness.document();
  const writer = harness.session(node, document, ines);
  await writer.ready;
  for (let round = 0; round < 15; round++) {
    for (let n = 0; n < 20; n++) writer.transact('test', () => addBlock(writer.doc, `${round}.${n}`));
    const newcomer = harness.session(node, document, mika);
    await newcomer.ready;
    await writer.durable();
    await eventually('all of it', () => scriptOf(newcomer.doc) === scriptOf(writer.doc));
    newcomer.destroy();
  }
  expect(Y.encodeStateVector(await harness.stored(document))).toEqual(Y.encodeStateVector(writer.doc));
});
