import { scriptFragment } from '@trashfire/shared/document/ydoc';
import { LIMITS } from '@trashfire/shared/realtime/limits';
import { MESSAGE_DURABLE, MESSAGE_LABELLED } from '@trashfire/shared/realtime/protocol';
import { countOf } from '@trashfire/shared/testing/counts';
import { cpuTime } from '@trashfire/shared/testing/cpu-time';
import { eventually } from '@trashfire/shared/testing/eventually';
import { type Random, seededRandom } from '@trashfire/shared/testing/random';
import { expect, it } from 'vitest';
import * as Y from 'yjs';
import { ClientOwners } from './client-owners.ts';
import type { InboxUpdate } from './inbox.ts';
import { fitsAlone } from './keyed-write.ts';
import type { Member } from './room-member.ts';
import { decodeFrame } from './sync/decode.ts';
import { encodeUpdate } from './sync/encode.ts';
import { dropPending } from './sync/update-guard.ts';
import { encodeLabel, encodeMarker } from './testing/client-frames.ts';
import { InProcessNode } from './testing/in-process.ts';
import { mutateFrame, type Target } from './testing/mutate.ts';
import { any, deletedItem, element, gc, type RawId, type RawStruct, rawUpdate, shared, text } from './testing/raw-update.ts';
import { write } from './testing/writing.ts';

const UPDATES = countOf('updates a copy judges too', { usual: 3000, long: 100_000 });

type Verdict = 'fits' | 'waits' | 'refused';

/** What the room says of an update that is to be committed first. */
function verdictOf(update: Uint8Array, doc: Y.Doc): Verdict {
  let verdict: Verdict = 'fits';
  const member = {
    charge: () => true,
    refuseMalformed: () => {
      verdict = 'refused';
    },
    askForAll: () => {
      verdict = 'waits';
    },
  } as unknown as Member;
  const author = { kind: 'agent' as const, id: 'a', runId: null, step: null };
  const item: InboxUpdate = { member, author, authorKey: 'a', update, parts: 1, answer: null, complete: false };
  const fits = fitsAlone(item, doc, (client) => Y.getState(doc.store, client), new ClientOwners(() => null));
  expect(fits).toBe(verdict === 'fits');
  return verdict;
}

/** What Yjs makes of it on a copy. @throws what Yjs throws, but for what waits: of that it cannot always put the rest aside. */
function copySays(update: Uint8Array, doc: Y.Doc, verdict: Verdict = 'fits'): Verdict {
  const copy = new Y.Doc();
  Y.applyUpdate(copy, Y.encodeStateAsUpdate(doc));
  try {
    Y.applyUpdate(copy, update);
  } catch (error) {
    if (verdict === 'waits' && error instanceof TypeError) return 'waits';
    throw error;
  }
  return dropPending(copy) ? 'waits' : 'fits';
}

/** A script and scenes that people wrote at the same time and deleted from. */
function written(random: Random): Target {
  const docs = [new Y.Doc(), new Y.Doc()] as const;
  const corpus: Uint8Array[] = [];
  const past: Uint8Array[] = [];
  for (const [i, doc] of docs.entries()) {
    doc.clientID = 100 + i;
    doc.on('update', (update: Uint8Array, origin: unknown) => void (origin !== 'sync' && corpus.push(encodeUpdate(update))));
  }
  for (let n = 0; n < 6; n++) {
    for (const doc of docs) for (let m = 0; m < 8; m++) write(doc, random);
    for (const a of docs) for (const b of docs) Y.applyUpdate(b, Y.encodeStateAsUpdate(a), 'sync');
    past.push(Y.encodeStateAsUpdate(docs[0]));
  }
  // Nobody's: tests go on under the ids of those who wrote.
  docs[0].clientID = 99;
  return { doc: docs[0], past, corpus, present: new Set() };
}

/** Some clients whose parts name each other, what is there and what is not, as neighbours and parents. */
function tangled(random: Random, doc: Y.Doc): Uint8Array {
  const clients = [500, 501, 502, ...(random.chance(0.2) ? [...doc.store.clients.keys()] : [])].slice(0, random.int(1, 5));
  const anyId = (): RawId => {
    if (random.chance(0.5)) return [random.pick(clients), random.int(0, 4)];
    const client = random.pick([...doc.store.clients.keys()]);
    return [client, random.int(0, Y.getState(doc.store, client) - (random.chance(0.05) ? 0 : 1))];
  };
  const places: (() => Pick<RawStruct, 'origin' | 'right' | 'parent' | 'sub'>)[] = [
    () => ({ parent: 'script' }),
    () => ({ origin: anyId() }),
    () => ({ right: anyId() }),
    () => ({ parent: anyId() }),
    () => ({ parent: anyId(), sub: 'id' }),
    () => ({ parent: 'scenes', sub: `k${random.int(0, 3)}` }),
  ];
  const parts: (() => RawStruct)[] = [
    () => text('ab'.slice(random.int(0, 1)), random.pick(places)()),
    () => element('action', random.pick(places)()),
    () => shared(6, random.pick(places)()),
    () => any([1, 2], random.pick(places)()),
    () => deletedItem(random.int(1, 3), random.pick(places)()),
    () => gc(random.int(1, 3)),
  ];
  const blocks = clients.map((client) => ({
    client,
    // What is there comes again, or goes on.
    clock: Math.max(0, Y.getState(doc.store, client) - random.int(0, 2)),
    structs: Array.from({ length: random.int(1, 4) }, () => random.pick(parts)()),
  }));
  const deleted = random.chance(0.3) ? [anyId()] : [];
  return rawUpdate(blocks, new Map(deleted.map(([client, clock]) => [client, [[clock, random.int(1, 3)]]])));
}

function mutated(random: Random, target: Target): Uint8Array | null {
  try {
    const frame = decodeFrame(mutateFrame(random, target));
    return frame.type === 'update' || frame.type === 'step2' ? frame.update : null;
  } catch {
    return null;
  }
}

it('R6: says of any update what a copy of the document would say of it, and takes none that Yjs throws on', () => {
  const random = seededRandom(7);
  const seen = { fits: 0, waits: 0, refused: 0 };
  let target = written(random);
  for (let n = 0; n < UPDATES; n++) {
    if (n % 100 === 0) target = written(random);
    const update = random.chance(0.5) ? tangled(random, target.doc) : mutated(random, target);
    if (update === null) continue;
    const before = Y.encodeStateAsUpdate(target.doc);
    const verdict = verdictOf(update, target.doc);
    seen[verdict]++;
    // Gaps in clocks are told before anything is applied; Yjs waits for those too.
    if (verdict !== 'refused')
      expect(copySays(update, target.doc, verdict), `update ${n}: ${Buffer.from(update).toString('hex')}`).toBe(verdict);
    // What comes later builds on it, as in a room that took it.
    if (verdict === 'fits' && random.chance(0.2)) Y.applyUpdate(target.doc, update);
    else if (n % 50 === 0) expect(Y.encodeStateAsUpdate(target.doc)).toEqual(before);
  }
  // A test whose updates all end the same way would compare nothing.
  for (const times of Object.values(seen)) expect(times).toBeGreaterThan(UPDATES / 20);
});

it('R6: refuses to go on with what is gone in a place that is not, which Yjs throws on', () => {
  const doc = new Y.Doc();
  scriptFragment(doc);
  const block = [element('action'), shared(6, { parent: [1, 0] }), text('abc', { parent: [1, 1] })];
  Y.applyUpdate(doc, rawUpdate([{ client: 1, clock: 0, structs: block }], new Map([[1, [[0, 1]]]])));
  const goesOn = (parent: string | RawId) => rawUpdate([{ client: 1, clock: 2, structs: [text('abcdef', { parent })] }]);
  expect(() => copySays(goesOn('script'), doc)).toThrow();
  expect(verdictOf(goesOn('script'), doc)).toBe('refused');
  expect([copySays(goesOn([1, 1]), doc), verdictOf(goesOn([1, 1]), doc)]).toEqual(['fits', 'fits']);
});

it('R7: costs no more in a large document than in a small one', () => {
  const large = new Y.Doc();
  const blocks = Array.from({ length: 40_000 }, (_, i) => element('action', i === 0 ? {} : { origin: [1, i - 1] }));
  Y.applyUpdate(large, rawUpdate([{ client: 1, clock: 0, structs: blocks }]));
  scriptFragment(large);
  const update = rawUpdate([{ client: 2, clock: 0, structs: [element('action', { origin: [1, 39_999] })] }]);
  const hundred = () => {
    for (let n = 0; n < 100; n++) expect(verdictOf(update, large)).toBe('fits');
  };
  // A copy takes 60 ms and more each.
  expect(cpuTime(hundred)).toBeLessThan(500);
});

it('R6: an edit that is to be written once waits for what its sender sent before and it builds on', async () => {
  const world = new InProcessNode();
  const document = world.document('0123456789AB');
  const actor = { kind: 'service' as const, id: 'service', name: 'service', color: '#00ffea' };
  const service = await world.admit(document, 'service', { actor });
  const parts = Array.from({ length: 3 * LIMITS.tickParts }, (_, i) => element('action', i === 0 ? {} : { origin: [5, i - 1] }));
  service.say(encodeUpdate(rawUpdate([{ client: 5, clock: 0, structs: parts }])));
  service.say(encodeLabel('', 0, 'key'));
  // The key is looked up at once: much of what was sent is still to be taken in.
  while (!service.heard.some((frame) => frame[0] === MESSAGE_LABELLED)) await Promise.resolve();
  const last = element('dialogue', { origin: [5, parts.length - 1] });
  service.say(encodeUpdate(rawUpdate([{ client: 5, clock: parts.length, structs: [last] }])));
  service.say(encodeMarker(1));
  await eventually('saved', () => service.heard.some((frame) => frame[0] === MESSAGE_DURABLE));
  const asked = service.heard.filter((frame) => frame[0] === 0 && frame[1] === 0);
  // Once, when it came.
  expect([asked.length, service.closedWith]).toEqual([1, null]);
  expect(world.rows(document).at(-1)?.writeKey).toBe('key');
  expect(scriptFragment(await world.stored(document)).length).toBe(parts.length + 1);
});

it('R6: takes nothing of an edit of which a part waits, and asks for all: Yjs throws on some of what it would put aside', async () => {
  const world = new InProcessNode();
  const document = world.document('0123456789AB');
  const writer = await world.admit(document, 'writer');
  const waits = rawUpdate([
    { client: 5, clock: 0, structs: [element('action')] },
    { client: 6, clock: 0, structs: [element('dialogue', { origin: [7, 0] })] },
  ]);
  writer.say(encodeUpdate(waits));
  writer.say(encodeMarker(1));
  const asked = () => writer.heard.filter((frame) => frame[0] === 0 && frame[1] === 0).length;
  // Once when it came, and once for what is missing.
  await eventually('asked again', () => asked() === 2);
  expect([writer.closedWith, world.rows(document)]).toEqual([null, []]);
  expect(scriptFragment(await world.stored(document)).length).toBe(0);
});

it('R2: what it leaves out of order is put in order behind it, as for anybody: somebody’s undone move is no fault of an agent', async () => {
  const world = new InProcessNode();
  const document = world.document('0123456789AB');
  const writer = await world.admit(document, 'writer');
  const words = rawUpdate([
    { client: 1, clock: 0, structs: [element('action'), shared(6, { parent: [1, 0] }), text('abcdef', { parent: [1, 1] })] },
  ]);
  writer.say(encodeUpdate(words));
  const agent = await world.admit(document, 'run', { actor: { kind: 'agent', id: 'run', name: 'run', color: '#00ffea' } });
  agent.say(encodeLabel('11111111-2222-3333-4444-555555555555', 1, 'key'));
  await eventually('labelled', () => agent.heard.some((frame) => frame[0] === MESSAGE_LABELLED));
  agent.say(encodeUpdate(rawUpdate([{ client: 2, clock: 0, structs: [text('x', { origin: [1, 6], right: [1, 3] })] }])));
  agent.say(encodeMarker(1));
  await eventually('saved', () => agent.heard.some((frame) => frame[0] === MESSAGE_DURABLE));
  expect(agent.closedWith).toBeNull();
  const rows = world.rows(document);
  expect(rows.filter(({ writeKey }) => writeKey === 'key')).toHaveLength(1);
  expect(rows.at(-1)?.author).toMatchObject({ kind: 'service', id: 'repair' });
});
