import { countOf } from '@trashfire/shared/testing/counts';
import { commonWords, someEdit } from '@trashfire/shared/testing/history-edits';
import { contentOf, createNetwork } from '@trashfire/shared/testing/network';
import { seededRandom } from '@trashfire/shared/testing/random';
import { expect, it } from 'vitest';
import * as Y from 'yjs';
import { readForeignState } from '../archive/contents.ts';
import { loadState, stateOf } from './state.ts';

const SEEDS = countOf('seeds of documents that are archived and restored', { usual: 40, long: 2_000 });
const STEPS = 60;

const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');

it.each(Array.from({ length: SEEDS }, (_, i) => i + 1))(
  'a document of several people is the same after it left and came in, seed %i',
  (seed) => {
    const random = seededRandom(seed);
    const words = commonWords(random);
    const network = createNetwork(random, 3);
    for (let step = 0; step < STEPS; step += 1) {
      someEdit(random.pick(network.docs), random, words);
      if (random.chance(0.4)) network.step();
    }
    network.settle();
    const [doc = new Y.Doc()] = network.docs;
    const { bytes, clients } = stateOf(doc);
    const restored = readForeignState(bytes, 'episode');
    expect(contentOf(restored)).toEqual(contentOf(doc));
    // What is asked of an archive: the restored document encodes to the bytes that were exported, also once more.
    expect(hex(Y.encodeStateAsUpdate(restored))).toBe(hex(bytes));
    expect(hex(stateOf(restored).bytes)).toBe(hex(bytes));
    expect([...restored.store.clients.keys()].sort()).toEqual([...clients].sort());
    // Nothing is lost of what happened: everything deleted is deleted, everything written is there.
    expect(Y.equalSnapshots(Y.snapshot(restored), Y.snapshot(doc))).toBe(true);
    // And edits made in the one still fit the other.
    someEdit(doc, random, words);
    Y.applyUpdate(restored, Y.encodeStateAsUpdate(doc));
    expect(contentOf(restored)).toEqual(contentOf(doc));
  },
);

it('of a document in which somebody undid and did again is the state that stays, not the first one', () => {
  const doc = new Y.Doc();
  const text = doc.getText('text');
  const undo = new Y.UndoManager(text, { captureTimeout: 0 });
  for (const word of ['rain ', 'on ', 'every ', 'pane']) text.insert(text.length, word);
  text.delete(2, 5);
  undo.undo();
  undo.undo();
  undo.redo();
  const first = Y.encodeStateAsUpdate(doc);
  // What undo keeps apart is joined once it is read: without another pass an archive would not be what comes out of it.
  expect(hex(Y.encodeStateAsUpdate(loadState(first)))).not.toBe(hex(first));
  const { bytes } = stateOf(doc);
  expect(hex(Y.encodeStateAsUpdate(loadState(bytes)))).toBe(hex(bytes));
  expect(loadState(bytes).getText('text').toJSON()).toBe(text.toJSON());
});

it('of an empty document is the state of an empty document', () => {
  const { bytes, clients } = stateOf(new Y.Doc());
  expect(clients).toEqual([]);
  expect(loadState(bytes).store.clients.size).toBe(0);
});
