import { CLOSE } from '@trashfire/shared/realtime/close-codes';
import { eventually } from '@trashfire/shared/testing/eventually';
import { expect, it } from 'vitest';
import * as Y from 'yjs';
import { encodeUpdate } from './sync/encode.ts';
import { encodeLabel } from './testing/client-frames.ts';
import { addBlock } from './testing/edits.ts';
import { HonestPeer, InProcessNode } from './testing/in-process.ts';

it('R1: writes nothing into content that has taken the name, and sends everybody away instead of calling it saved', async () => {
  const node = new InProcessNode();
  const document = node.document('0123456789AB');
  const [ines, mika] = [new HonestPeer(await node.admit(document, 'ines')), new HonestPeer(await node.admit(document, 'mika'))];
  ines.listen();
  mika.listen();
  addBlock(ines.doc, 'first');
  ines.mark();
  await eventually('saved', () => {
    ines.listen();
    return ines.saved;
  });
  const stored = node.store.get(document);
  const before = stored.head;
  stored.epoch++;
  addBlock(ines.doc, 'second');
  ines.mark();
  await eventually('closed', () => ines.socket.closedWith !== null);
  ines.listen();
  expect([ines.socket.closedWith, mika.socket.closedWith, ines.saved]).toEqual([CLOSE.epoch, CLOSE.epoch, false]);
  expect([stored.head, stored.rows.length]).toEqual([before, before]);
});

it('R1: an agent’s keyed edit does not go into other content either', async () => {
  const node = new InProcessNode();
  const document = node.document('0123456789AB');
  const runId = '5f0c1c5e-3f0e-4d0a-9d53-0f6e1c6b7a01';
  const socket = await node.admit(document, runId, { actor: { kind: 'agent', id: runId, name: 'Agent', color: '#00ffea' } });
  node.store.get(document).epoch++;
  const doc = new Y.Doc();
  addBlock(doc, 'by the agent');
  socket.say(encodeLabel(runId, 1, 'step 1'));
  socket.say(encodeUpdate(Y.encodeStateAsUpdate(doc)));
  await eventually('closed', () => socket.closedWith !== null);
  expect([socket.closedWith, node.rows(document)]).toEqual([CLOSE.epoch, []]);
});
