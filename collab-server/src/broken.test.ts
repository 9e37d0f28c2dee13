import { scriptFragment } from '@trashfire/shared/document/ydoc';
import { CLOSE } from '@trashfire/shared/realtime/close-codes';
import { eventually } from '@trashfire/shared/testing/eventually';
import { expect, it, vi } from 'vitest';
import * as Y from 'yjs';
import { encodeUpdate } from './sync/encode.ts';
import { encodeLabel } from './testing/client-frames.ts';
import { HonestPeer, InProcessNode } from './testing/in-process.ts';
import { element, rawUpdate } from './testing/raw-update.ts';

const RUN = '11111111-2222-3333-4444-555555555555';

/** A room with words in it, somebody honest and somebody whose update Yjs throws on half way. */
async function room(kind: 'person' | 'agent') {
  const world = new InProcessNode();
  const document = world.document('0123456789AB');
  const honest = new HonestPeer(await world.admit(document, 'honest'));
  scriptFragment(honest.doc).push([new Y.XmlElement('action')]);
  honest.mark();
  await eventually('saved', () => {
    honest.listen();
    return honest.saved;
  });
  const culprit = await world.admit(document, 'culprit', { actor: { kind, id: RUN, name: 'X', color: '#00ffea' } });
  const blocks = [element('action', { origin: [honest.doc.clientID, 0] }), element('dialogue', { origin: [7, 0] })];
  const update = rawUpdate([{ client: 7, clock: 0, structs: blocks }]);
  const { integrate } = Y.Item.prototype;
  const spy = vi.spyOn(Y.Item.prototype, 'integrate').mockImplementation(function (this: Y.Item, ...args) {
    if (this.id.client === 7 && this.id.clock === 1) throw new Error('half way');
    integrate.apply(this, args);
  });
  return { world, document, honest, culprit, update, restore: () => spy.mockRestore() };
}

it('R7: when Yjs throws half way, its sender is sent away for good, the others load again, and nothing of it is kept', async () => {
  const { world, document, honest, culprit, update, restore } = await room('person');
  culprit.say(encodeUpdate(update));
  await eventually('sent away', () => culprit.closedWith !== null && honest.socket.closedWith !== null);
  restore();
  expect([culprit.closedWith, honest.socket.closedWith]).toEqual([CLOSE.malformed, CLOSE.restart]);
  const again = new HonestPeer(await world.admit(document, 'honest'));
  await eventually('told', () => {
    again.listen();
    return scriptFragment(again.doc).length > 0;
  });
  expect(scriptFragment(again.doc).toString()).toBe('<action></action>');
  expect(scriptFragment(await world.stored(document)).toString()).toBe('<action></action>');
});

it('R7: should Yjs throw on what is stored already, its sender is sent away, the others load again, and it is there once', async () => {
  const { world, document, honest, culprit, update, restore } = await room('agent');
  culprit.say(encodeLabel(RUN, 1, 'key'));
  await eventually('labelled', () => culprit.heard.some((frame) => frame[0] === 104));
  culprit.say(encodeUpdate(update));
  await eventually('sent away', () => culprit.closedWith !== null && honest.socket.closedWith !== null);
  restore();
  expect([culprit.closedWith, honest.socket.closedWith]).toEqual([CLOSE.malformed, CLOSE.restart]);
  const again = new HonestPeer(await world.admit(document, 'honest'));
  again.listen();
  expect(scriptFragment(again.doc).toString()).toBe('<action></action><action></action><dialogue></dialogue>');
  expect(world.rows(document)).toHaveLength(2);
});
