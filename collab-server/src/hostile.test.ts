import type { DocumentName } from '@trashfire/shared/document/names';
import { collectionMap, scriptFragment } from '@trashfire/shared/document/ydoc';
import { CLOSE } from '@trashfire/shared/realtime/close-codes';
import { LIMITS, RATES } from '@trashfire/shared/realtime/limits';
import { cpuTime } from '@trashfire/shared/testing/cpu-time';
import { eventually } from '@trashfire/shared/testing/eventually';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import * as Y from 'yjs';
import { Replica } from './replica.ts';
import { encodeAwareness, encodeAwarenessEntry, encodeStep1, encodeStep2, encodeUpdate } from './sync/encode.ts';
import { encodeLabel, encodeMarker, QUERY_AWARENESS } from './testing/client-frames.ts';
import { counted, refusals } from './testing/counted.ts';
import { addBlock, updateOf } from './testing/edits.ts';
import { type FakeSocket, HonestPeer, InProcessNode } from './testing/in-process.ts';

const ID = '0123456789AB';
const WORDS = 'x'.repeat(LIMITS.updateBytes - 1000);

async function room(kind: 'episode' | 'renders' = 'episode') {
  const world = new InProcessNode();
  const document = world.document(ID, kind);
  const service = { actor: { kind: 'service' as const, id: 's', name: 's', color: '#888888' }, member: null };
  const honest = new HonestPeer(await world.admit(document, 'honest', kind === 'renders' ? service : {}));
  const save = async () => {
    honest.mark();
    await eventually('saved', () => {
      honest.listen();
      return honest.saved;
    });
  };
  await save();
  return { world, document, honest, save };
}

describe('R3: a viewer', () => {
  const foreign = (id: number) =>
    encodeAwareness([encodeAwarenessEntry(id, 99, JSON.stringify({ user: { id: 'honest' }, cursor: 1 }))]);

  it.each<[string, (doc: Y.Doc) => Uint8Array, number | null]>([
    ['an update', (doc) => encodeUpdate(updateOf(doc, (copy) => addBlock(copy, 'graffiti'))), CLOSE.readOnly],
    ['all it has', (doc) => encodeStep2(updateOf(doc, (copy) => addBlock(copy, 'graffiti'))), CLOSE.readOnly],
    // Yjs tidies up formatting by itself: an honest client that only looks sends deletions too.
    ['a deletion', (doc) => encodeUpdate(updateOf(doc, (copy) => scriptFragment(copy).delete(0, 1))), null],
    ['an update with nothing in it', () => encodeUpdate(Uint8Array.of(0, 0)), null],
    ['a marker', () => encodeMarker(7), null],
    ['a question for what there is', () => encodeStep1(Uint8Array.of(0)), null],
    ['a question who is here', () => QUERY_AWARENESS, null],
    ["somebody else's presence", (doc) => foreign(doc.clientID), null],
    ["somebody else's leaving", (doc) => encodeAwareness([encodeAwarenessEntry(doc.clientID, 99, 'null')]), null],
    ['a label', () => encodeLabel('', 1, 'key'), CLOSE.malformed],
  ])('who sends %s changes not a byte', async (_what, frame, closed) => {
    const { world, document, honest, save } = await room();
    scriptFragment(honest.doc).push([new Y.XmlElement('action')]);
    const presence = JSON.stringify({ user: { id: 'honest' }, cursor: 0 });
    honest.socket.say(encodeAwareness([encodeAwarenessEntry(honest.doc.clientID, 1, presence)]));
    await save();
    const rows = world.rows(document).length;
    const viewer = await world.admit(document, 'viewer', { can: 'read' });
    viewer.say(frame(honest.doc));
    await save();
    expect(viewer.closedWith).toBe(closed);
    if (closed !== null) expect(refusals(world.node, closed)).toBe(1);
    expect(world.rows(document)).toHaveLength(rows);
    const newcomer = await world.admit(document, 'newcomer');
    newcomer.say(encodeAwareness([encodeAwarenessEntry(5, 1, '{}')]));
    await eventually('shown', () => newcomer.heard.some((heard) => Buffer.from(heard).includes('"cursor":0')));
    expect(newcomer.heard.some((heard) => Buffer.from(heard).includes('"cursor":1'))).toBe(false);
  });

  it('a person is one where renders are told, an editor like any other', async () => {
    const { world, document } = await room('renders');
    const editor = await world.admit(document, 'editor');
    editor.say(encodeUpdate(updateOf(new Y.Doc(), (doc) => collectionMap(doc, 'shotRenders').set(ID, new Y.Map()))));
    expect(editor.closedWith).toBe(CLOSE.readOnly);
    expect(refusals(world.node, CLOSE.readOnly)).toBe(1);
    expect(world.rows(document)).toEqual([]);
  });
});

it('R3: labels are not for people', async () => {
  const { world, document } = await room();
  const person = await world.admit(document, 'person');
  person.say(encodeLabel('', 1, 'key'));
  expect(person.closedWith).toBe(CLOSE.malformed);
  expect(refusals(world.node, CLOSE.malformed)).toBe(1);
});

it('R7: updates of format V2, where a few bytes can stand for a number of parts without end (yjs 687), are none here', async () => {
  const { world, document, honest, save } = await room();
  scriptFragment(honest.doc).push([new Y.XmlElement('action')]);
  const real = Y.encodeStateAsUpdateV2(honest.doc);
  // Run lengths that say 2^53, wherever a run length may stand.
  const bombs = Array.from(real, (_byte, at) => {
    const run = [...real];
    run.splice(at, 1, 255, 255, 255, 255, 255, 255, 255, 15);
    return Uint8Array.from(run);
  });
  for (const update of [real, ...bombs]) {
    const hostile = await world.admit(document, 'hostile');
    expect(cpuTime(() => hostile.say(encodeUpdate(update)))).toBeLessThan(50);
    expect([CLOSE.malformed, CLOSE.tooLarge]).toContain(hostile.closedWith);
  }
  expect(refusals(world.node, CLOSE.malformed) + refusals(world.node, CLOSE.tooLarge)).toBe(bombs.length + 1);
  await save();
});

it('R7: somebody who asks for everything and does not read is answered once, and told of nobody', async () => {
  const { world, document, honest, save } = await room();
  addBlock(honest.doc, 'x'.repeat(2 * LIMITS.slowReaderBytes));
  await save();
  const slow = await world.admit(document, 'slow');
  slow.bufferedAmount = 2 * LIMITS.slowReaderBytes;
  const before = slow.heard.length;
  for (let n = 0; n < 50; n++) {
    slow.say(encodeStep1(Uint8Array.of(0)));
    await new Promise((resolve) => setImmediate(resolve));
  }
  const answers = slow.heard.slice(before).reduce((sum, { length }) => sum + length, 0);
  expect(answers).toBeLessThan(3 * LIMITS.slowReaderBytes);
  honest.socket.say(encodeAwareness([encodeAwarenessEntry(honest.doc.clientID, 1, '{"cursor":"here"}')]));
  const quick = await world.admit(document, 'quick');
  await eventually('told', () => quick.heard.some((frame) => Buffer.from(frame).includes('here')));
  expect(slow.heard.some((frame) => Buffer.from(frame).includes('here'))).toBe(false);
});

it('R7: somebody who reads it all and asks again and again is sent away', async () => {
  const { world, document, honest, save } = await room();
  addBlock(honest.doc, 'x'.repeat(2 * LIMITS.slowReaderBytes));
  await save();
  const greedy = await world.admit(document, 'greedy');
  let asked = 0;
  for (; asked < 200 && greedy.closedWith === null; asked++) {
    greedy.say(encodeStep1(Uint8Array.of(0)));
    await new Promise((resolve) => setImmediate(resolve));
    greedy.heard = [];
  }
  // What it is sent counts as well as that it asks.
  expect(asked).toBeLessThan(RATES.messages.burst / 40);
  expect(greedy.closedWith).toBe(CLOSE.overloaded);
  expect(refusals(world.node, CLOSE.overloaded)).toBe(1);
});

it('R7: presence that is too large, of others or worn out is counted and not shown', async () => {
  const { world, document } = await room();
  const hostile = await world.admit(document, 'hostile');
  const say = (id: number, clock: number, json: string) => hostile.say(encodeAwareness([encodeAwarenessEntry(id, clock, json)]));
  say(5, 2, '{}');
  say(5, 1, '{}');
  say(6, 1, '{}');
  say(5, 3, `{"a":"${'x'.repeat(LIMITS.awarenessBytes)}"}`);
  for (const reason of ['stale', 'foreign', 'tooLarge']) {
    expect(counted(world.node, `collab_presence_dropped_total{reason="${reason}"}`)).toBe(1);
  }
  expect(hostile.closedWith).toBeNull();
});

/** One person after the other writes as much as one edit may hold, until one is sent away. */
async function fill(world: InProcessNode, document: DocumentName): Promise<FakeSocket> {
  for (let n = 0; n < 20; n++) {
    const writer = await world.admit(document, `writer ${n}`);
    writer.say(encodeUpdate(updateOf(new Y.Doc(), (doc) => addBlock(doc, WORDS))));
    if (writer.closedWith !== null) return writer;
    await new Promise((resolve) => setImmediate(resolve));
  }
  throw new Error('nobody was sent away');
}

it('R7: a document that is full takes no more, and says so', async () => {
  const { world, document } = await room();
  expect((await fill(world, document)).closedWith).toBe(CLOSE.tooLarge);
  expect(refusals(world.node, CLOSE.tooLarge)).toBe(1);
  const stored = await world.stored(document);
  expect(Y.encodeStateAsUpdate(stored).length).toBeLessThanOrEqual(LIMITS.documentBytes);
});

it('R7: a document of as many parts as are let in takes no more', async () => {
  const { world, document, honest, save } = await room();
  addBlock(honest.doc, 'three parts');
  await save();
  const parts = vi.spyOn(Replica.prototype, 'parts', 'get');
  const write = async (there: number) => {
    parts.mockReturnValue(there);
    const writer = await world.admit(document, 'writer');
    writer.say(encodeUpdate(updateOf(new Y.Doc(), (doc) => addBlock(doc, 'one more'))));
    return writer.closedWith;
  };
  expect([await write(LIMITS.documentParts), await write(LIMITS.documentParts + 1)]).toEqual([null, CLOSE.tooLarge]);
  parts.mockRestore();
});

it('R7: a store that takes nothing sends writers elsewhere before the memory is full, and what was applied is kept', async () => {
  const { world, document, honest, save } = await room();
  const { append } = world.log;
  world.log.append = () => Promise.reject(new Error('no store'));
  // Two documents, so that neither is full before the store's share is.
  const other = world.document('ZZZZZZZZZZZZ');
  let refused: number | null = null;
  for (let n = 0; n < 12 && refused === null; n++) {
    for (const name of [document, other]) {
      const writer = await world.admit(name, `writer ${n}`);
      writer.say(encodeUpdate(updateOf(new Y.Doc(), (doc) => addBlock(doc, WORDS))));
      await new Promise((resolve) => setImmediate(resolve));
      refused ??= writer.closedWith;
    }
  }
  expect(refused).toBe(CLOSE.overloaded);
  expect(refusals(world.node, CLOSE.overloaded)).toBeGreaterThan(0);
  world.log.append = append;
  await save();
  expect(scriptFragment(await world.stored(document)).length).toBe(scriptFragment(honest.doc).length);
});

it('R7: more than waits while a write is being stored is not kept', async () => {
  const { world, document } = await room();
  const agent = await world.admit(document, 'agent', { actor: { kind: 'agent', id: 'run', name: 'A', color: '#00ffea' } });
  world.log.hasWriteKey = () => new Promise(() => undefined);
  agent.say(encodeLabel('', 1, 'key'));
  const update = encodeUpdate(updateOf(new Y.Doc(), (doc) => addBlock(doc, 'x'.repeat(LIMITS.pendingBytes / 2))));
  for (let n = 0; n < 3; n++) agent.say(update);
  expect(agent.closedWith).toBe(CLOSE.overloaded);
  expect(refusals(world.node, CLOSE.overloaded)).toBe(1);
});

it('R7: what does not fit the schema is repaired, and counted', async () => {
  const { world, document } = await room();
  const hostile = await world.admit(document, 'hostile');
  hostile.say(encodeUpdate(updateOf(new Y.Doc(), (doc) => scriptFragment(doc).push([new Y.XmlElement('iframe')]))));
  await eventually('repaired', () => counted(world.node, 'collab_repaired_records_total') === 1);
  expect(hostile.closedWith).toBeNull();
  expect(scriptFragment(await world.stored(document)).toString()).toBe('');
});

describe('a peer that is not there any more', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it('R7: is let go of, though its socket never closed (half open)', async () => {
    const world = new InProcessNode();
    const document = world.document(ID);
    world.node.start();
    const silent = await world.admit(document, 'silent');
    await vi.advanceTimersByTimeAsync(45_000);
    expect(silent.closedWith).toBe(1006);
    expect(counted(world.node, 'collab_silent_peers_total')).toBe(1);
  });

  it('R7: is cut off when it reads nothing of what it was sent', async () => {
    const world = new InProcessNode();
    world.node.start();
    const slow = await world.admit(world.document(ID), 'slow');
    slow.bufferedAmount = 2 * LIMITS.slowReaderCloseBytes;
    slow.say(QUERY_AWARENESS);
    await vi.advanceTimersByTimeAsync(1000);
    expect(slow.closedWith).toBe(1006);
    expect(counted(world.node, 'collab_slow_readers_total')).toBe(1);
  });
});
