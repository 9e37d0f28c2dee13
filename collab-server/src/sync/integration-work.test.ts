import { scriptFragment } from '@trashfire/shared/document/ydoc';
import { LIMITS } from '@trashfire/shared/realtime/limits';
import { createNetwork } from '@trashfire/shared/testing/network';
import { type Random, seededRandom } from '@trashfire/shared/testing/random';
import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { any, element, type RawStruct, rawUpdate, shared, text } from '../testing/raw-update.ts';
import { integrationWork } from './integration-work.ts';

const many = <T>(count: number, make: (i: number) => T): T[] => Array.from({ length: count }, (_, i) => make(i));
const workOf = (update: Uint8Array, doc: Y.Doc) => integrationWork(Y.decodeUpdate(update).structs, doc).work;
const of = (structs: readonly RawStruct[], client = 1, clock = 0) => rawUpdate([{ client, clock, structs }]);

/** A document whose roots are there, as the server's are. */
function documentOf(...updates: Uint8Array[]): Y.Doc {
  const doc = new Y.Doc();
  scriptFragment(doc);
  doc.getMap('scenes');
  for (const update of updates) Y.applyUpdate(doc, update);
  return doc;
}

const undoOf = new WeakMap<Y.Doc, Y.UndoManager>();

/** As the editor and the board do: each person takes back their own. */
function undo(doc: Y.Doc, random: Random): void {
  const manager = undoOf.get(doc);
  if (random.chance(0.5)) manager?.redo();
  else manager?.undo();
}

function type(doc: Y.Doc, random: Random): void {
  if (!undoOf.has(doc)) undoOf.set(doc, new Y.UndoManager([scriptFragment(doc), doc.getMap('scenes')], { captureTimeout: 0 }));
  if (random.chance(0.15)) {
    undo(doc, random);
    return;
  }
  if (random.chance(0.03) && scriptFragment(doc).length > 2) {
    const from = random.int(0, scriptFragment(doc).length - 2);
    scriptFragment(doc).delete(from, 2);
    return;
  }
  const script = scriptFragment(doc);
  if (script.length === 0 || random.chance(0.3)) {
    const block = new Y.XmlElement('action');
    block.insert(0, [new Y.XmlText('words')]);
    script.insert(random.int(0, script.length), [block]);
    return;
  }
  const words = (script.get(random.int(0, script.length - 1)) as Y.XmlElement).get(0) as Y.XmlText;
  const at = random.int(0, words.length);
  if (random.chance(0.2) && words.length > 1) words.delete(0, 1);
  else if (random.chance(0.2)) words.format(0, words.length, { bold: {} });
  else words.insert(at, 'abc');
  doc.getMap('scenes').set(`k${random.int(0, 5)}`, random.int(0, 99));
}

describe('the work of honest people', () => {
  it('is nothing for somebody who writes alone, wherever they write', () => {
    const random = seededRandom(1);
    const [author, reader] = [documentOf(), documentOf()];
    author.on('update', (update: Uint8Array) => {
      expect(workOf(update, reader)).toBe(0);
      Y.applyUpdate(reader, update);
    });
    for (let n = 0; n < 500; n++) author.transact(() => type(author, random));
  });

  it('is far below the limit for what people wrote away from each other, in one piece', () => {
    for (const seed of [1, 2, 3, 4]) {
      const random = seededRandom(seed);
      const network = createNetwork(random, 4);
      const [first] = network.docs;
      if (first === undefined) throw new Error('no peers');
      for (let n = 0; n < 40; n++) type(first, random);
      network.settle();
      for (const doc of network.docs) for (let n = 0; n < 400; n++) type(doc, random);
      const server = documentOf();
      for (const doc of network.docs) {
        const work = workOf(Y.encodeStateAsUpdate(doc, Y.encodeStateVector(server)), server);
        expect(typeof work).toBe('number');
        expect(Number(work)).toBeLessThan(LIMITS.updateConflicts / 5);
        Y.applyUpdate(server, Y.encodeStateAsUpdate(doc));
      }
      network.destroy();
    }
  });
});

describe('the work of hostile ones', () => {
  const chain = of(many(3000, (i) => element('action', i === 0 ? {} : { origin: [1, i - 1] })));

  it.each<[string, Y.Doc, Uint8Array]>([
    [
      'the same place in front',
      documentOf(chain),
      of(
        many(500, (i) => element('action', { right: [1, 2999 - i] })),
        2,
      ),
    ],
    [
      'the same place behind one',
      documentOf(chain),
      of(
        many(500, () => element('action', { origin: [1, 0] })),
        2,
      ),
    ],
    [
      'the place beside the one before',
      documentOf(chain),
      of(
        many(500, (i) => beside(i)),
        9,
      ),
    ],
    ['one key', documentOf(), of(many(5000, (i) => any([i], { parent: 'scenes', sub: 'k' })))],
    [
      'what the document has the beginning of',
      documentOf(
        chain,
        of(
          many(2000, () => element('action', { origin: [1, 5] })),
          3,
        ),
      ),
      rawUpdate(many(300, (i) => ({ client: 100 + i, clock: 0, structs: [element('action', { origin: [1, 5] })] }))),
    ],
  ])('is told: all want %s', (_what, doc, update) => {
    // What one person alone cannot have seen so is told first.
    expect(['too heavy', 'out of order']).toContain(workOf(update, doc));
  });

  it('tells types inside types, however they are sent, and content in no place', () => {
    const block = of([element('action'), shared(6, { parent: [1, 0] })]);
    expect(workOf(of([element('a'), element('b', { parent: [2, 0] }), element('c', { parent: [2, 1] })], 2), documentOf())).toBe(
      'too deep',
    );
    expect(workOf(of([element('c', { parent: [1, 1] })], 2), documentOf(block))).toBe('too deep');
    expect(workOf(of([text('x', { parent: [1, 1] })], 2), documentOf(block))).toBe(0);
    expect(workOf(of([text('x', { parent: 'diary' })], 2), documentOf(block))).toBe('no place');
    // Yjs makes a root of the name though it knows the part.
    expect(workOf(of([element('action', { parent: 'diary' })], 1), documentOf(block))).toBe('no place');
  });

  it('ends for parts that wait for one another', () => {
    const circle = rawUpdate([
      { client: 5, clock: 0, structs: [element('a', { origin: [6, 0] })] },
      { client: 6, clock: 0, structs: [element('b', { origin: [5, 0] })] },
    ]);
    expect(integrationWork(Y.decodeUpdate(circle).structs, documentOf())).toEqual({ work: 0, waits: true, visits: 0 });
  });
});

/** Each in front of the one before, which had to search for its place itself. */
function beside(i: number): RawStruct {
  return element('action', i === 0 ? { origin: [1, 0] } : { origin: [1, 0], right: [9, i - 1] });
}

it('R2: tells neighbours that are none: of another list, or the wrong way round', () => {
  const blocks = of([element('action'), shared(6, { parent: [1, 0] }), element('action', { origin: [1, 0] })]);
  const between = (origin: readonly [number, number], right: readonly [number, number]) =>
    workOf(of([element('action', { origin, right })], 2), documentOf(blocks));
  expect(between([1, 0], [1, 2])).toBe(0);
  expect(between([1, 2], [1, 0])).toBe('out of order');
  expect(between([1, 1], [1, 2])).toBe('out of order');
  expect(between([1, 0], [1, 0])).toBe('out of order');
});

it('R2: tells neighbours between which something stands that the author had seen', () => {
  const placed = (before: readonly RawStruct[], part: RawStruct) => workOf(of([part], 2), documentOf(of(before)));
  const [first, second, third] = [
    element('action'),
    element('action', { origin: [1, 0] }),
    element('action', { origin: [1, 1] }),
  ];
  // The right one was written behind what stands between.
  expect(placed([first, second, third], element('action', { origin: [1, 0], right: [1, 2] }))).toBe('out of order');
  // The left one was written in front of it.
  const inFront = element('action', { origin: [1, 0], right: [1, 1] });
  const behind = element('action', { origin: [1, 1] });
  expect(placed([first, second, inFront, behind], element('action', { origin: [1, 2], right: [1, 3] }))).toBe('out of order');
  // It is the author's own.
  const own = of([element('action', { origin: [1, 0], right: [1, 1] })], 2);
  const again = rawUpdate([{ client: 2, clock: 1, structs: [element('action', { origin: [1, 0], right: [1, 1] })] }]);
  expect(workOf(again, documentOf(of([first, second]), own))).toBe('out of order');
  // What somebody else put there meanwhile is what merging is for.
  const others = of([element('action', { origin: [1, 0], right: [1, 1] })], 3);
  expect(workOf(own, documentOf(of([first, second]), others))).not.toBe('out of order');
});
