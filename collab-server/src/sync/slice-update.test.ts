import { blankScene } from '@trashfire/shared/document/scene-state';
import { COLLECTIONS } from '@trashfire/shared/document/schema';
import { collectionMap, invalidRecords, putRecord, scriptFragment } from '@trashfire/shared/document/ydoc';
import { LIMITS } from '@trashfire/shared/realtime/limits';
import { contentOf } from '@trashfire/shared/testing/network';
import { seededRandom } from '@trashfire/shared/testing/random';
import { expect, it } from 'vitest';
import * as Y from 'yjs';
import { element, rawUpdate, text } from '../testing/raw-update.ts';
import { writtenByMany } from '../testing/written-by-many.ts';
import { sliceUpdate } from './slice-update.ts';
import { dropPending } from './update-guard.ts';
import { weighUpdate } from './update-weight.ts';

/** Blocks with words beyond the letters of one byte, and records, by several clients one after the other; some of it deleted. */
function large(): Y.Doc {
  const random = seededRandom(3);
  const doc = new Y.Doc();
  for (let session = 0; session < 3; session++) {
    doc.clientID = random.int(1, 2 ** 32 - 1);
    for (let n = 0; n < 700; n++) {
      const block = new Y.XmlElement('action');
      block.setAttribute('id', random.id());
      block.insert(0, [new Y.XmlText('語 🎬 words')]);
      scriptFragment(doc).insert(random.int(0, scriptFragment(doc).length), [block]);
      const id = random.id();
      putRecord(doc, 'scenes', { ...blankScene(id), synopsis: 'Rain.' });
      if (random.chance(0.2)) scriptFragment(doc).delete(0, 1);
      if (random.chance(0.1)) collectionMap(doc, 'scenes').delete(id);
    }
  }
  return doc;
}

it('R7: a large update comes in as small ones that follow each other, and nobody ever sees half a record', () => {
  const doc = large();
  const update = Y.encodeStateAsUpdate(doc);
  const parts = Number(weighUpdate(update));
  expect(parts).toBeGreaterThan(3 * LIMITS.tickParts);
  const slices = sliceUpdate(update, parts) ?? [];
  const copy = new Y.Doc();
  for (const slice of slices) {
    expect(slice.parts).toBeLessThanOrEqual(LIMITS.tickParts);
    Y.applyUpdate(copy, slice.update);
    expect(dropPending(copy)).toBe(false);
    for (const name of Object.keys(COLLECTIONS)) expect(invalidRecords(copy, name as keyof typeof COLLECTIONS)).toEqual([]);
  }
  expect(contentOf(copy)).toEqual(contentOf(doc));
  expect(Y.encodeStateVector(copy)).toEqual(Y.encodeStateVector(doc));
});

it('leaves alone what is small, and what has no order', () => {
  const small = Y.encodeStateAsUpdate(new Y.Doc());
  expect(sliceUpdate(small, 0)).toEqual([{ update: small, parts: 0 }]);
  const circle = rawUpdate([
    { client: 5, clock: 0, structs: [element('a'), element('a', { origin: [6, 0] })] },
    { client: 6, clock: 0, structs: [element('b', { origin: [5, 0] })] },
  ]);
  expect(sliceUpdate(circle, LIMITS.tickParts + 1)).toHaveLength(1);
  expect(sliceUpdate(writtenByMany(LIMITS.entangledParts), LIMITS.updateParts)).toHaveLength(1);
  expect(sliceUpdate(writtenByMany(LIMITS.entangledParts + 1), LIMITS.updateParts)).toBeNull();
});

it('cuts anywhere when nothing begins for long', () => {
  const structs = Array.from({ length: 20_000 }, (_, i) => text('a', i === 0 ? { parent: 'script' } : { origin: [1, i - 1] }));
  const update = rawUpdate([{ client: 1, clock: 0, structs }]);
  const slices = sliceUpdate(update, 20_000) ?? [];
  expect(slices.map(({ parts }) => parts)).toEqual([5000, 5000, 5000, 5000]);
  const copy = new Y.Doc();
  for (const slice of slices) Y.applyUpdate(copy, slice.update);
  expect(Y.encodeStateVector(copy)).toEqual(Y.encodeStateVectorFromUpdate(update));
});
