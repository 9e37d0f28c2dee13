import { validateScriptFragment } from '@trashfire/shared/document/validate-script';
import { invalidRecords, scriptFragment } from '@trashfire/shared/document/ydoc';
import { CLOSE } from '@trashfire/shared/realtime/close-codes';
import { LIMITS, RATES } from '@trashfire/shared/realtime/limits';
import { eventually } from '@trashfire/shared/testing/eventually';
import { seededRandom } from '@trashfire/shared/testing/random';
import * as encoding from 'lib0/encoding';
import { afterAll, beforeAll, expect, it } from 'vitest';
import * as Y from 'yjs';
import { encodeAwareness, encodeAwarenessEntry, encodeStep1, encodeStep2, encodeUpdate } from './sync/encode.ts';
import { counted, refusals } from './testing/counted.ts';
import { addBlock, scriptOf, updateOf } from './testing/edits.ts';
import { CollabHarness, type Node, type Person, type RawClient } from './testing/harness.ts';
import { mutateFrame } from './testing/mutate.ts';
import { write } from './testing/writing.ts';

let harness: CollabHarness;
let node: Node;
let honest: Person;
let hostile: Person;

beforeAll(async () => {
  harness = await CollabHarness.start();
  // The damaged frames below come back faster than any person.
  const often = { burst: 10_000, perSecond: 1000 };
  node = await harness.node({ limits: { ...LIMITS, rates: { upgrades: often, refusedUpgrades: often } } });
  [honest, hostile] = [await harness.person('Honest'), await harness.person('Hostile')];
});
afterAll(() => harness.close());

async function room() {
  const document = await harness.document();
  const session = harness.session(node, document, honest);
  await session.ready;
  session.transact('test', () => addBlock(session.doc, 'base'));
  await session.durable();
  return { document, session, attack: async () => harness.raw(node, document, await harness.ticket(document, hostile)) };
}

function writeAll(encoder: encoding.Encoder, ...values: number[]): void {
  for (const value of values) encoding.writeVarUint(encoder, value);
}

function marker(n: number): Uint8Array {
  const encoder = encoding.createEncoder();
  encoding.writeVarUint(encoder, 100);
  encoding.writeVarUint(encoder, n);
  return encoding.toUint8Array(encoder);
}

it.each([
  ['a text message', (client: RawClient) => client.socket.send('hello'), CLOSE.malformed],
  ['an unknown frame', (client: RawClient) => client.socket.send(new Uint8Array([77])), CLOSE.malformed],
  ['a broken update', (client: RawClient) => client.socket.send(encodeUpdate(new Uint8Array([9, 9, 9]))), CLOSE.malformed],
  ['a broken state vector', (client: RawClient) => client.socket.send(encodeStep1(new Uint8Array([9, 9]))), CLOSE.malformed],
  [
    'an update over the limit',
    (client: RawClient) => client.socket.send(encodeUpdate(new Uint8Array(LIMITS.updateBytes + 1))),
    CLOSE.tooLarge,
  ],
  [
    'an update of more parts than anyone makes, in few bytes',
    (client: RawClient) => client.socket.send(encodeUpdate(encoding.encode((encoder) => writeAll(encoder, 1, 2_000_000, 5, 0)))),
    CLOSE.tooLarge,
  ],
  [
    'a state vector of more clients than there are',
    (client: RawClient) => client.socket.send(encodeStep1(encoding.encode((encoder) => writeAll(encoder, 2 ** 40, 1, 1)))),
    CLOSE.malformed,
  ],
  ['a frame over the limit', (client: RawClient) => client.socket.send(new Uint8Array(LIMITS.frameBytes + 1)), CLOSE.tooLarge],
  [
    'a frame nobody would read to its end',
    (client: RawClient) => client.socket.send(new Uint8Array(LIMITS.socketBytes + 1)),
    1009,
  ],
  [
    'more messages than anyone types',
    (client: RawClient) => {
      for (let n = 0; n <= RATES.messages.burst + 500; n++) client.socket.send(marker(n));
    },
    CLOSE.overloaded,
  ],
])('R7: ends a connection that sends %s; the room goes on', async (_what, send, code) => {
  const { session, attack } = await room();
  const client = await attack();
  const before = refusals(node.server.node, code);
  send(client);
  expect((await client.closed).code).toBe(code);
  expect(refusals(node.server.node, code)).toBe(before + 1);
  session.transact('test', () => addBlock(session.doc, 'goes on'));
  await session.durable();
});

it('R7: 1,000 damaged frames on real sockets neither crash the server nor reach the others', async () => {
  const { document, session, attack } = await room();
  const random = seededRandom(99);
  for (let n = 0; n < 30; n++) session.transact('test', () => write(session.doc, random));
  await session.durable();
  const whole = Y.encodeStateAsUpdate(session.doc);
  const corpus = [
    ...Array.from({ length: 20 }, () => encodeUpdate(updateOf(session.doc, (doc) => write(doc, random)))),
    encodeStep2(whole),
    encodeStep1(Y.encodeStateVector(session.doc)),
    encodeAwareness([encodeAwarenessEntry(5, 1, '{}')]),
    marker(7),
  ];
  const target = { doc: session.doc, past: [whole], corpus, present: new Set([session.doc.clientID]) };
  let client = await attack();
  for (let sent = 0; sent < 1000; sent++) {
    if (client.socket.readyState !== client.socket.OPEN) client = await attack();
    client.socket.send(mutateFrame(random, target));
    if (sent % 20 === 0) {
      session.transact('test', () => write(session.doc, random));
      await eventually('sent', () => client.socket.bufferedAmount === 0 || client.socket.readyState !== client.socket.OPEN);
    }
  }
  client.socket.terminate();
  session.transact('test', () => addBlock(session.doc, 'still typing'));
  await session.durable();
  const newcomer = harness.session(node, document, honest);
  await newcomer.ready;
  const stored = await harness.stored(document);
  expect(scriptOf(stored)).toContain('still typing');
  await eventually('equal', () => scriptOf(session.doc) === scriptOf(stored) && scriptOf(newcomer.doc) === scriptOf(stored));
  expect(validateScriptFragment(scriptFragment(stored))).toEqual([]);
  expect(invalidRecords(stored, 'scenes')).toEqual([]);
  expect((await fetch(`${node.http}/livez`)).status).toBe(200);
});

it('asks a client with a gap for all it has, and acknowledges nothing of it before that came (R1)', async () => {
  const { document, session, attack } = await room();
  const client = await attack();
  const author = new Y.Doc();
  Y.applyUpdate(author, Y.encodeStateAsUpdate(session.doc));
  addBlock(author, 'one');
  const second = updateOfSame(author, () => addBlock(author, 'two'));
  await eventually('asked once', () => client.starting(0, 0).length === 1);
  const before = counted(node.server.node, 'collab_asked_again_total');
  client.socket.send(encodeUpdate(second));
  client.socket.send(marker(1));
  await eventually('asked again', () => client.starting(0, 0).length === 2);
  expect(counted(node.server.node, 'collab_asked_again_total')).toBe(before + 1);
  expect(client.starting(101)).toEqual([]);
  client.socket.send(encodeStep2(Y.encodeStateAsUpdate(author, Y.encodeStateVector(session.doc))));
  await eventually('acknowledged', () => client.starting(101).length === 1);
  expect(scriptOf(await harness.stored(document))).toContain('two');
  await eventually('seen', () => scriptOf(session.doc).includes('one') && scriptOf(session.doc).includes('two'));
});

it('closes a client whose whole state has a hole, and keeps nothing of it', async () => {
  const { session, attack } = await room();
  const client = await attack();
  const author = new Y.Doc();
  addBlock(author, 'never sent');
  const after = updateOfSame(author, () => addBlock(author, 'hanging'));
  client.socket.send(encodeStep2(after));
  expect((await client.closed).code).toBe(CLOSE.incomplete);
  expect(scriptOf(session.doc)).not.toContain('hanging');
});

it('shows each peer under the name on its ticket, and one peer per socket', async () => {
  const { session, attack } = await room();
  const client = await attack();
  const claim = (id: number, clock: number, name: string) =>
    client.socket.send(encodeAwareness([encodeAwarenessEntry(id, clock, JSON.stringify({ user: { name, id: hostile.id } }))]));
  const foreign = () => counted(node.server.node, 'collab_presence_dropped_total{reason="foreign"}');
  const before = foreign();
  claim(session.doc.clientID, 999, 'Honest, but mean');
  claim(4242, 1, 'The owner');
  claim(4243, 1, 'A second one');
  const states = () => [...session.awareness.getStates()].filter(([id]) => id !== session.doc.clientID);
  await eventually('seen', () => states().length > 0);
  expect(states()).toEqual([[4242, { user: { kind: 'person', id: hostile.id, name: 'Hostile', color: '#00ffea' } }]]);
  expect(foreign()).toBe(before + 2);
  client.socket.terminate();
  await eventually('gone', () => states().length === 0);
});

/** The update one change makes on this very document, so that it builds on what came before. */
function updateOfSame(doc: Y.Doc, change: () => void): Uint8Array {
  const before = Y.encodeStateVector(doc);
  change();
  return Y.encodeStateAsUpdate(doc, before);
}
