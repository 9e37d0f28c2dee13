import { fillFragment } from '@trashfire/shared/document/script-writer';
import { validateScriptFragment } from '@trashfire/shared/document/validate-script';
import { invalidRecords, scriptFragment } from '@trashfire/shared/document/ydoc';
import { fountainToDoc } from '@trashfire/shared/fountain/to-doc';
import { CLOSE } from '@trashfire/shared/realtime/close-codes';
import { LIMITS } from '@trashfire/shared/realtime/limits';
import { MESSAGE_DURABLE, MESSAGE_LABELLED } from '@trashfire/shared/realtime/protocol';
import { eventually } from '@trashfire/shared/testing/eventually';
import * as encoding from 'lib0/encoding';
import { expect, it } from 'vitest';
import * as Y from 'yjs';
import { encodeAwareness, encodeAwarenessEntry, encodeStep1, encodeStep2, encodeUpdate } from './sync/encode.ts';
import { encodeLabel, encodeMarker } from './testing/client-frames.ts';
import { refusals } from './testing/counted.ts';
import { type FakeSocket, HonestPeer, InProcessNode } from './testing/in-process.ts';
import {
  any,
  anyBytes,
  deletedItem,
  element,
  format,
  gc,
  type RawStruct,
  rawUpdate,
  shared,
  text,
} from './testing/raw-update.ts';
import { writtenByMany } from './testing/written-by-many.ts';

/** What one turn of the loop may take, in ms of processor time (faults B1.10). */
const TURN_MS = 100;
const TRIES = 8;

const many = <T>(count: number, make: (i: number) => T): T[] => Array.from({ length: count }, (_, i) => make(i));
const of = (structs: readonly RawStruct[], client = 1, clock = 0) => rawUpdate([{ client, clock, structs }]);
/** A block with a text in it, and what follows in the text: the first part is number 2. */
const inText = (parts: readonly ((at: Pick<RawStruct, 'origin' | 'parent'>) => RawStruct)[]) =>
  of([
    element('action'),
    shared(6, { parent: [1, 0] }),
    ...parts.map((part, i) => part(i === 0 ? { parent: [1, 1] } : { origin: [1, i + 1] })),
  ]);

function imported(blocks: string, times: number): Uint8Array {
  const doc = new Y.Doc();
  doc.transact(() => fillFragment(scriptFragment(doc), fountainToDoc(blocks.repeat(times))));
  return Y.encodeStateAsUpdate(doc);
}
const SCENE = 'INT. LAMP ROOM - NIGHT\n\nNao counts.\n\nNAO\nForty-one.\n\nMIRA\n(low)\nAgain.\n\n';

/** What was there before, and the frame that comes, or several, each when the one before was worked on; `closed` when it must not be taken. */
interface Attack {
  before?: Uint8Array;
  frame: Uint8Array | readonly Uint8Array[];
  closed?: number;
}

const MARKS = ['bold', 'italic', 'underline'];
const N = 20_000;
const deep = (levels: number) => Uint8Array.from([...many(levels, () => [117, 1]).flat(), 126]);

const ATTACKS: Readonly<Record<string, () => Attack>> = {
  'a script of 120 pages': () => ({ frame: encodeUpdate(imported(SCENE, 1250)) }),
  'as many parts as are let in': () => ({ frame: encodeUpdate(of(many(LIMITS.updateParts, (i) => chained(i)))) }),
  'the same from a thousand clients': () => ({
    frame: encodeUpdate(rawUpdate(many(1000, (c) => ({ client: 2000 - c, clock: 0, structs: many(5, () => gc(1)) })))),
  }),
  'an answer in which forty people build on each other': () => ({ frame: encodeStep2(writtenByMany(LIMITS.entangledParts)) }),
  'the same, and too many': () => ({ frame: encodeStep2(writtenByMany(LIMITS.entangledParts + 1)), closed: CLOSE.tooLarge }),
  'an edit of four mebibytes': () => ({ frame: encodeUpdate(inText([(at) => text('x'.repeat(LIMITS.updateBytes - 100), at)])) }),
  'a whole document as large as a frame': () => ({
    frame: encodeStep2(inText([(at) => text('x'.repeat(LIMITS.frameBytes - 100), at)])),
  }),
  'marks on every letter': () => ({
    frame: encodeUpdate(inText(many(N, (i) => (at) => (i % 2 === 0 ? format(MARKS[i % 3] ?? '', '{}', at) : text('a', at))))),
  }),
  'a mark switched on and on': () => ({ frame: encodeUpdate(inText(many(N, () => (at) => format('bold', '{}', at)))) }),
  'foreign marks': () => ({ frame: encodeUpdate(inText(many(N, (i) => (at) => format('link', `${i}`, at)))) }),
  'very many different marks': () => ({
    frame: encodeUpdate(inText(many(N, (i) => (at) => (i % 2 === 0 ? format(`k${i}`, '1', at) : text('a', at))))),
    closed: CLOSE.tooLarge,
  }),
  'a mark with a large value': () => ({
    frame: encodeUpdate(inText([(at) => format('bold', `[${'1,'.repeat(1e6)}1]`, at)])),
    closed: CLOSE.tooLarge,
  }),
  'a mark with a deep value': () => ({
    frame: encodeUpdate(inText([(at) => format('bold', '['.repeat(5000) + ']'.repeat(5000), at)])),
    closed: CLOSE.malformed,
  }),
  'millions of values in one part': () => ({
    frame: encodeUpdate(of([anyBytes(4e6, new Uint8Array(4e6).fill(126), { parent: 'scenes', sub: 'k' })])),
    closed: CLOSE.tooLarge,
  }),
  'values inside values': () => ({
    frame: encodeUpdate(of([anyBytes(1, deep(200), { parent: 'scenes', sub: 'k' })])),
    closed: CLOSE.malformed,
  }),
  'types inside types': () => ({
    frame: encodeUpdate(of(many(N, (i) => element('action', { parent: i === 0 ? 'script' : [1, i - 1] })))),
    closed: CLOSE.malformed,
  }),
  'documents inside the document': () => ({
    frame: encodeUpdate(of([{ kind: 9, parent: 'script', content: (encoder) => writeSubdocument(encoder) }])),
    closed: CLOSE.malformed,
  }),
  'roots nobody reads': () => ({
    frame: encodeUpdate(of(many(N, (i) => any([i], { parent: `root ${i}`, sub: 'x' })))),
    closed: CLOSE.malformed,
  }),
  'records that are none': () => ({ frame: encodeUpdate(of(many(N, (i) => shared(1, { parent: 'scenes', sub: `r${i}` })))) }),
  'attributes that are none': () => ({
    frame: encodeUpdate(of([element('action'), ...many(N, (i) => any([i], { parent: [1, 0], sub: `a${i}` }))])),
  }),
  'nodes that are none': () => ({
    frame: encodeUpdate(of(many(N, (i) => element('iframe', i === 0 ? {} : { origin: [1, i - 1] })))),
  }),
  'one field written over and over': () => ({
    frame: encodeUpdate(of(many(LIMITS.updateParts, (i) => any([i], { parent: 'scenes', sub: 'k' })))),
    closed: CLOSE.malformed,
  }),
  'parts that all want one place': () => ({
    before: inText(many(N, () => (at) => text('a', at))),
    frame: encodeUpdate(
      of(
        many(5000, (i) => text('b', { right: [1, 2 + ((i * 7919) % N)] })),
        2,
      ),
    ),
    closed: CLOSE.malformed,
  }),
  'blocks that all want one place': () => ({
    before: of(many(N, (i) => element('action', i === 0 ? {} : { origin: [1, i - 1] }))),
    frame: encodeUpdate(
      of(
        many(2000, (i) => element('action', { right: [1, N - 1 - i] })),
        2,
      ),
    ),
    closed: CLOSE.malformed,
  }),
  'letters inside a text, backwards': () => ({
    before: inText([(at) => text('x'.repeat(2 * N), at)]),
    frame: encodeUpdate(
      of(
        many(N, (i) => text('b', { origin: [1, 2 * (N - i)], right: [1, 2 * (N - i) + 1] })),
        2,
      ),
    ),
  }),
  'every second letter deleted': () => ({
    before: inText([(at) => text('x'.repeat(2 * LIMITS.textDeletions), at)]),
    frame: encodeUpdate(rawUpdate([], new Map([[1, many(LIMITS.textDeletions - 1, (i) => [2 + 2 * i, 1] as const)]]))),
  }),
  'a formatted text deleted, as long as is let in': () => ({
    before: formatted(LIMITS.textDeletions - 1),
    frame: encodeUpdate(rawUpdate([], new Map([[1, [[3, LIMITS.textDeletions - 1] as const]]]))),
  }),
  'a longer formatted text deleted': () => ({
    before: formatted(N),
    frame: encodeUpdate(rawUpdate([], new Map([[1, [[3, N] as const]]]))),
    closed: CLOSE.malformed,
  }),
  'a formatted text deleted piece by piece, each as long as is let in': () => ({
    before: formatted(15_000),
    frame: many(5, (i) => encodeUpdate(rawUpdate([], new Map([[1, [[3 + i * 2900, 2900] as const]]])))),
    closed: CLOSE.malformed,
  }),
  'a block deleted with the long formatted text in it': () => ({
    before: rawUpdate([
      { client: 1, clock: 0, structs: formattedParts(N) },
      {
        client: 2,
        clock: 0,
        structs: [
          element('action', { right: [1, 0] }),
          shared(6, { parent: [2, 0] }),
          format('bold', '{}', { parent: [2, 1] }),
          text('ab', { origin: [2, 2] }),
        ],
      },
    ]),
    frame: encodeUpdate(
      rawUpdate(
        [],
        new Map([
          [1, [[0, 1] as const]],
          [2, [[3, 1] as const]],
        ]),
      ),
    ),
    closed: CLOSE.malformed,
  }),
  'parts of a formatted text that come in deleted': () => ({
    before: formatted(1),
    frame: encodeUpdate(
      of(
        many(LIMITS.tickParts - 10, (i) => deletedItem(1, behindMark(i))),
        2,
      ),
    ),
    closed: CLOSE.malformed,
  }),
  'a formatted text that comes in with its deletion': () => ({
    before: formatted(1),
    frame: encodeUpdate(
      rawUpdate(
        [{ client: 2, clock: 0, structs: many(LIMITS.tickParts - 10, (i) => text('a', behindMark(i))) }],
        new Map([[2, [[0, LIMITS.tickParts - 10] as const]]]),
      ),
    ),
    closed: CLOSE.malformed,
  }),
  'neighbours the wrong way round in a long text': () => ({
    before: formatted(10_000),
    frame: encodeUpdate(of([text('b', { origin: [1, 2 + 10], right: [1, 2 + 20] })], 2)),
    closed: CLOSE.malformed,
  }),
  'neighbours the wrong way round in a text as long as is let in': () => ({
    before: formatted(LIMITS.textDeletions - 10),
    frame: encodeUpdate(of([text('b', { origin: [1, 2 + 10], right: [1, 2 + 20] })], 2)),
  }),
  'as many deletions as are let in': () => ({
    before: of(many(N, (i) => element('action', i === 0 ? {} : { origin: [1, i - 1] }))),
    frame: encodeStep2(rawUpdate([], new Map(many(LIMITS.updateDeletions, (i) => [i + 1, [[0, 1] as const]])))),
    closed: CLOSE.incomplete,
  }),
  'every second block deleted': () => ({
    before: of(many(N, (i) => element('action', i === 0 ? {} : { origin: [1, i - 1] }))),
    frame: encodeUpdate(rawUpdate([], new Map([[1, many(N / 2, (i) => [2 * i, 1] as const)]]))),
  }),
  'deletions that overlap': () => ({
    before: of(many(N, (i) => element('action', i === 0 ? {} : { origin: [1, i - 1] }))),
    frame: encodeUpdate(rawUpdate([], new Map([[1, many(N, () => [0, N] as const)]]))),
    closed: CLOSE.malformed,
  }),
  'pairs Yjs has to merge': () => ({
    frame: encodeUpdate(of(many(LIMITS.updateParts, (i) => (i % 3 === 0 ? deletedItem(1, { parent: 'script' }) : gc(1))))),
    closed: CLOSE.malformed,
  }),
  'a state vector of everybody': () => ({
    before: of(many(N, (i) => element('action', i === 0 ? {} : { origin: [1, i - 1] }))),
    frame: encodeStep1(stateVector(LIMITS.stateVectorEntries)),
  }),
  'presence of everybody and more': () => ({
    frame: encodeAwareness(many(200, (i) => encodeAwarenessEntry(i, 1, `{"a":"${'x'.repeat(LIMITS.awarenessBytes - 10)}"}`))),
  }),
  'presence of very many': () => ({
    frame: encodeAwareness(many(100_000, (i) => encodeAwarenessEntry(i, 1, '{}'))),
    closed: CLOSE.malformed,
  }),
};

const chained = (i: number): RawStruct => element('action', i === 0 ? {} : { origin: [1, i - 1] });

/** A mark and, behind it, letters written from the last to the first, which Yjs cannot join. */
function formatted(letters: number): Uint8Array {
  return of(formattedParts(letters));
}

/** Behind the mark of {@link formatted}, each of client 2 in front of the one before. */
const behindMark = (i: number): Pick<RawStruct, 'origin' | 'right'> => ({ origin: [1, 2], right: i === 0 ? [1, 3] : [2, i - 1] });

function formattedParts(letters: number): RawStruct[] {
  return [
    element('action'),
    shared(6, { parent: [1, 0] }),
    format('bold', '{}', { parent: [1, 1] }),
    ...many(letters, (i) => text('a', i === 0 ? { origin: [1, 2] } : { origin: [1, 2], right: [1, 2 + i] })),
  ];
}

function writeSubdocument(encoder: encoding.Encoder): void {
  encoding.writeVarString(encoder, 'inner');
  encoding.writeAny(encoder, {});
}

function stateVector(entries: number): Uint8Array {
  return encoding.encode((encoder) => {
    encoding.writeVarUint(encoder, entries);
    for (let i = 0; i < entries; i++) for (const n of [i, 1]) encoding.writeVarUint(encoder, n);
  });
}

/** Whether all it said was worked on: its marker was answered, or it was thrown out. */
const isHeard = (socket: FakeSocket) => socket.closedWith !== null || socket.heard.some((frame) => frame[0] === MESSAGE_DURABLE);

const timesAsked = (socket: FakeSocket) => socket.heard.filter((frame) => frame[0] === 0 && frame[1] === 0).length;

/** Has it say something, and once more when it is asked for all it has. @returns the most processor time, in ms, that one turn of the loop took for it. */
async function worstTurn(socket: FakeSocket, frame: Uint8Array): Promise<number> {
  socket.heard = [];
  let before = process.threadCpuUsage();
  let asked = timesAsked(socket);
  socket.say(frame);
  socket.say(encodeMarker(1));
  for (let worst = 0; ; ) {
    if (timesAsked(socket) > asked) {
      asked = Number.POSITIVE_INFINITY;
      socket.say(frame);
    }
    const { user, system } = process.threadCpuUsage(before);
    worst = Math.max(worst, (user + system) / 1000);
    if (isHeard(socket)) return worst;
    before = process.threadCpuUsage();
    await new Promise((resolve) => setImmediate(resolve));
  }
}

it.each(Object.entries(ATTACKS))(
  'R7: %s holds the loop for a moment only, and the room is well after it',
  async (_what, build) => {
    // Other programs on the machine only ever add to what a turn takes, so the least of a few is the measure of it.
    let least = Number.POSITIVE_INFINITY;
    for (let tries = 0; tries < TRIES && least >= TURN_MS; tries++) least = Math.min(least, await attack(build()));
    expect(least).toBeLessThan(TURN_MS);
  },
);

/** A frame under an id of one's own. */
const parts = (client: number) =>
  of(
    many(2 * LIMITS.tickParts, (i) => element('action', i === 0 ? {} : { origin: [client, i - 1] })),
    client,
  );
const bytes = (client: number) =>
  of([element('action'), shared(6, { parent: [client, 0] }), text('x'.repeat(1.5e6), { parent: [client, 1] })], client);

it.each<[string, (client: number) => Uint8Array, (world: InProcessNode) => Promise<FakeSocket[]>]>([
  [
    'in twenty-four rooms',
    parts,
    (world) => Promise.all(many(24, (i) => world.admit(world.document(`0123456789${i + 10}`), 'one person'))),
  ],
  [
    'from twenty people in one room',
    bytes,
    (world) => {
      const document = world.document('0123456789AB');
      return Promise.all(many(20, (i) => world.admit(document, `person ${i}`)));
    },
  ],
])('R7: much at once %s holds the loop for a moment only', async (_where, update, admitted) => {
  let least = Number.POSITIVE_INFINITY;
  for (let tries = 0; tries < TRIES && least >= TURN_MS; tries++) {
    const sockets = await admitted(new InProcessNode());
    // What it keeps of the rest are copies, which would be counted as our work.
    for (const socket of sockets) socket.send = (frame) => void (frame[0] === MESSAGE_DURABLE && socket.heard.push(frame));
    for (const [i, socket] of sockets.entries()) {
      socket.say(encodeUpdate(update(i + 1)));
      socket.say(encodeMarker(1));
    }
    let worst = 0;
    while (!sockets.every(isHeard)) {
      const before = process.threadCpuUsage();
      await new Promise((resolve) => setImmediate(resolve));
      const { user, system } = process.threadCpuUsage(before);
      worst = Math.max(worst, (user + system) / 1000);
    }
    for (const socket of sockets) expect(socket.closedWith).toBeNull();
    least = Math.min(least, worst);
  }
  expect(least).toBeLessThan(TURN_MS);
});

it('R7: an edit that is to be written once does not bring in at once what others have sent', async () => {
  let least = Number.POSITIVE_INFINITY;
  for (let tries = 0; tries < TRIES && least >= TURN_MS; tries++) {
    const world = new InProcessNode();
    const document = world.document('0123456789AB');
    const person = await world.admit(document, 'person');
    const actor = { kind: 'service' as const, id: 'service', name: 'service', color: '#00ffea' };
    const service = await world.admit(document, 'service', { actor });
    service.say(encodeLabel('', 0, 'key'));
    await eventually('labelled', () => service.heard.some((frame) => frame[0] === MESSAGE_LABELLED));
    person.say(encodeUpdate(imported(SCENE, 2500)));
    least = Math.min(least, await worstTurn(service, encodeUpdate(of([element('action')], 2))));
    expect([person.closedWith, service.closedWith]).toEqual([null, null]);
    await world.stored(document);
    expect(world.rows(document).filter(({ writeKey }) => writeKey === 'key')).toHaveLength(1);
  }
  expect(least).toBeLessThan(TURN_MS);
});

/** Attacks a room of its own, which must be well afterwards. @returns what its worst turn took, ms. */
async function attack({ before, frame, closed }: Attack): Promise<number> {
  const world = new InProcessNode();
  const document = world.document('0123456789AB');
  const honest = new HonestPeer(await world.admit(document, 'honest'));
  if (before !== undefined) {
    const writer = await world.admit(document, 'writer');
    await worstTurn(writer, encodeStep2(before));
    expect(writer.closedWith).toBeNull();
  }
  const hostile = await world.admit(document, 'hostile');
  let took = 0;
  for (const one of frame instanceof Uint8Array ? [frame] : frame) took = Math.max(took, await worstTurn(hostile, one));
  expect(hostile.closedWith).toBe(closed ?? null);
  if (closed !== undefined) expect(refusals(world.node, closed)).toBe(1);
  honest.listen();
  scriptFragment(honest.doc).push([new Y.XmlElement('action')]);
  honest.mark();
  await eventually('saved', () => {
    honest.listen();
    return honest.saved;
  });
  const stored = await world.stored(document);
  expect(invalidRecords(stored, 'scenes')).toEqual([]);
  // How much one script may hold is the importer's to say; here it is about what.
  expect(validateScriptFragment(scriptFragment(stored)).filter((problem) => !problem.includes('more than'))).toEqual([]);
  expect(scriptFragment(honest.doc).toString()).toBe(scriptFragment(stored).toString());
  return took;
}
