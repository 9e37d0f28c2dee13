import { scriptFragment } from '@trashfire/shared/document/ydoc';
import { CLOSE } from '@trashfire/shared/realtime/close-codes';
import { eventually } from '@trashfire/shared/testing/eventually';
import { describe, expect, it, vi } from 'vitest';
import * as Y from 'yjs';
import { encodeUpdate } from './sync/encode.ts';
import { encodeLabel } from './testing/client-frames.ts';
import { refusals } from './testing/counted.ts';
import { HonestPeer, InProcessNode } from './testing/in-process.ts';
import { element, type RawStruct, rawUpdate } from './testing/raw-update.ts';

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
  return { world, document, honest, culprit, update, restore: throwHalfWay() };
}

/** Yjs throws on the second part of client 7. @returns what ends it. */
function throwHalfWay(): () => void {
  const { integrate } = Y.Item.prototype;
  const spy = vi.spyOn(Y.Item.prototype, 'integrate').mockImplementation(function (this: Y.Item, ...args) {
    if (this.id.client === 7 && this.id.clock === 1) throw new Error('half way');
    integrate.apply(this, args);
  });
  return () => spy.mockRestore();
}

it('R7: when Yjs throws half way, its sender is sent away for good, the others load again, and nothing of it is kept', async () => {
  const { world, document, honest, culprit, update, restore } = await room('person');
  culprit.say(encodeUpdate(update));
  await eventually('sent away', () => culprit.closedWith !== null && honest.socket.closedWith !== null);
  restore();
  expect([culprit.closedWith, honest.socket.closedWith]).toEqual([CLOSE.malformed, CLOSE.restart]);
  expect(refusals(world.node, CLOSE.malformed)).toBe(1);
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
  const whole = '<action></action><action></action><dialogue></dialogue>';
  await eventually('it has all', () => {
    again.listen();
    return scriptFragment(again.doc).toString() === whole;
  });
  expect(world.rows(document)).toHaveLength(2);
});

describe('a row of the log that is damaged', () => {
  const author = { kind: 'person' as const, id: 'p', runId: null, step: null };

  function damaged(...structs: RawStruct[]) {
    return stored(rawUpdate([{ client: 7, clock: 0, structs }]));
  }

  function stored(bytes: Uint8Array) {
    const world = new InProcessNode();
    const document = world.document('0123456789AB');
    world.store.append([{ document, bytes, author, writeKey: null, clientIds: [7] }], 1);
    return { world, document };
  }

  it.each([
    ['an edit', 'person', []],
    ['an edit that is to be written once', 'agent', [encodeLabel(RUN, 1, 'key')]],
  ] as const)('R1: is not held against whoever comes with %s: they are sent to load it again', async (_what, kind, before) => {
    const { world, document } = damaged(element('action'), element('action', { origin: [7, 0] }));
    const restore = throwHalfWay();
    const innocent = await world.admit(document, RUN, { actor: { kind, id: RUN, name: 'X', color: '#00ffea' } });
    for (const frame of before) innocent.say(frame);
    await eventually('labelled', () => before.length === 0 || innocent.heard.some((frame) => frame[0] === 104));
    innocent.say(encodeUpdate(rawUpdate([{ client: 8, clock: 0, structs: [element('action')] }])));
    await eventually('sent away', () => innocent.closedWith);
    restore();
    expect(innocent.closedWith).toBe(CLOSE.restart);
    expect(world.rows(document)).toHaveLength(1);
  });

  it('sends people elsewhere when not even its clocks can be read, and forgets the room', async () => {
    const { world, document } = stored(Uint8Array.of(1, 9, 7, 0, 7));
    const reader = await world.admit(document, 'reader');
    expect(reader.closedWith).toBe(CLOSE.restart);
    expect(world.node.registry.get(document)?.pins).toBe(0);
  });
});
