import { collectionMap, scriptFragment } from '@trashfire/shared/document/ydoc';
import { contentOf } from '@trashfire/shared/testing/network';
import { seededRandom } from '@trashfire/shared/testing/random';
import { expect, it } from 'vitest';
import * as Y from 'yjs';
import { write } from '../testing/writing.ts';
import { dropPending } from './update-guard.ts';
import { UpdateIndex } from './update-index.ts';

/** A document of several writers one after the other and what somebody had of it at some moments. */
function history(seed: number, edits: number) {
  const random = seededRandom(seed);
  const doc = new Y.Doc();
  const moments: Uint8Array[] = [];
  for (let n = 0; n < edits; n++) {
    if (random.chance(0.05)) doc.clientID = random.pick([11, 2 ** 31, 7, 123_456]);
    write(doc, random);
    if (random.chance(0.1)) moments.push(Y.encodeStateAsUpdate(doc));
  }
  return { doc, moments };
}

const copyOf = (...updates: Uint8Array[]): Y.Doc => {
  const doc = new Y.Doc();
  for (const update of updates) Y.applyUpdate(doc, update);
  return doc;
};

it.each([1, 2, 3, 4])('R2: cuts out what somebody lacks, and little more (seed %i)', (seed) => {
  const { doc, moments } = history(seed, 1500);
  const update = Y.encodeStateAsUpdate(doc);
  const index = new UpdateIndex(update);
  expect(index.ends()).toEqual(Y.decodeStateVector(Y.encodeStateVector(doc)));
  for (const have of moments) {
    const vector = Y.encodeStateVectorFromUpdate(have);
    const cut = index.difference(Y.decodeStateVector(vector));
    const known = Y.decodeStateVector(vector);
    for (const [client, clock] of Y.parseUpdateMeta(cut).from) expect(clock).toBeLessThanOrEqual(known.get(client) ?? 0);
    // Nothing that is known as a whole: at most one part of each client begins too early.
    const parts = (bytes: Uint8Array) => Y.decodeUpdate(bytes).structs.length;
    expect(parts(cut)).toBe(parts(Y.diffUpdate(update, vector)));
    const copy = copyOf(have, cut);
    expect(dropPending(copy)).toBe(false);
    expect(contentOf(copy)).toEqual(contentOf(doc));
    expect(Y.encodeStateVector(copy)).toEqual(Y.encodeStateVector(doc));
  }
});

it('R2: cuts inside a long text, wherever it is, and between letters of any length', () => {
  const doc = new Y.Doc();
  doc.clientID = 5;
  const words = 'a語🎬é';
  collectionMap(doc, 'scenes').set('before', new Y.Map());
  const block = new Y.XmlText(words.repeat(50));
  scriptFragment(doc).push([block]);
  const update = Y.encodeStateAsUpdate(doc);
  const end = Y.getState(doc.store, 5);
  for (let clock = 0; clock <= end; clock++) {
    const state = new Map([[5, clock]]);
    const copy = copyOf(update);
    // What Yjs would send is what is taken of it.
    const [ours, theirs] = [new UpdateIndex(update).difference(state), Y.diffUpdate(update, Y.encodeStateVector(state))];
    expect(Y.parseUpdateMeta(ours).to).toEqual(Y.parseUpdateMeta(theirs).to);
    Y.applyUpdate(copy, ours);
    expect(contentOf(copy)).toEqual(contentOf(doc));
  }
  expect(new UpdateIndex(update).difference(new Map([[5, end]]))).toEqual(Uint8Array.of(0, 0));
});

it('of nothing is nothing, and damaged bytes are told', () => {
  expect(new UpdateIndex(Uint8Array.of(0, 0)).difference(new Map())).toEqual(Uint8Array.of(0, 0));
  expect(() => new UpdateIndex(Uint8Array.of(1, 9, 9))).toThrow();
});
