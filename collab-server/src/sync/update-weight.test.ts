import { scriptFragment } from '@trashfire/shared/document/ydoc';
import { LIMITS } from '@trashfire/shared/realtime/limits';
import { seededRandom } from '@trashfire/shared/testing/random';
import * as encoding from 'lib0/encoding';
import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { embed, type RawStruct, rawUpdate, shared } from '../testing/raw-update.ts';
import { stateVectorEntries, weighUpdate } from './update-weight.ts';

const bytes = (write: (encoder: encoding.Encoder) => void): Uint8Array => encoding.encode(write);

/** An update whose counts are these; what follows them is up to `rest`. */
function numbers(...values: number[]): Uint8Array {
  return bytes((encoder) => {
    for (const value of values) encoding.writeVarUint(encoder, value);
  });
}

/** Everything a document may hold, written by many people. */
function motley(random: ReturnType<typeof seededRandom>): Y.Doc {
  const doc = new Y.Doc();
  const map = doc.getMap('map');
  const fragment = scriptFragment(doc);
  for (let n = 0; n < 200; n++) {
    doc.clientID = random.int(1, 2 ** 32 - 1);
    const text = new Y.XmlText();
    const block = new Y.XmlElement('action');
    doc.transact(() => {
      block.insert(0, [text]);
      fragment.insert(random.int(0, fragment.length), [block]);
      text.insert(0, '語 words');
      text.format(0, 3, { bold: true });
      map.set(`key ${random.int(0, 20)}`, random.pick([1, 'two', null, new Y.Map([['a', 1]])]));
      map.set('list', [1, 'a', { b: [true, null, 1.5] }]);
      if (random.chance(0.3)) fragment.delete(random.int(0, fragment.length - 1), 1);
    });
  }
  return doc;
}

describe('the weight of an update', () => {
  it('is what Yjs finds in it, whatever it holds', () => {
    for (const seed of [1, 2, 3]) {
      const update = Y.encodeStateAsUpdate(motley(seededRandom(seed)));
      const { structs, ds } = Y.decodeUpdate(update);
      const ranges = [...ds.clients.values()].reduce((sum, list) => sum + list.length, 0);
      expect(structs.length).toBeGreaterThan(500);
      // Of what stands under "list" one value is the part itself, and seven are in it.
      expect(weighUpdate(update)).toBe(structs.length + ranges + 7);
    }
  });

  it('is told of an update with a hole as well', () => {
    const merged = Y.mergeUpdates([numbers(1, 1, 7, 0, 0, 3, 0), numbers(1, 1, 7, 9, 0, 3, 0)]);
    expect(weighUpdate(merged)).toBe(Y.decodeUpdate(merged).structs.length);
  });

  it.each([
    ['clients', numbers(LIMITS.updateClients + 1)],
    ['parts of one client', numbers(1, LIMITS.updateParts + 1, 5, 0)],
    ['parts that nobody could count', numbers(1, 2 ** 50, 5, 0)],
    ['deletions', numbers(0, 1, 5, LIMITS.updateDeletions + 1)],
    ['deletions that nobody could count', numbers(0, 2 ** 50, 5, 2 ** 50)],
  ])('R7: is too much for more %s than the limit, before they are looked at', (_what, update) => {
    expect(weighUpdate(update)).toBe('too heavy');
  });

  it('adds up what many clients add', () => {
    const each = LIMITS.updateParts / 10;
    const update = bytes((encoder) => {
      encoding.writeVarUint(encoder, 11);
      for (let client = 0; client < 11; client++) {
        for (const value of [each, client, 0]) encoding.writeVarUint(encoder, value);
        for (let n = 0; n < each; n++) for (const value of [0, 1]) encoding.writeVarUint(encoder, value);
      }
      encoding.writeVarUint(encoder, 0);
    });
    expect(weighUpdate(update)).toBe('too heavy');
  });

  it('throws for what ends too soon or is no content', () => {
    for (const update of [
      numbers(),
      numbers(1, 5, 5, 0),
      numbers(1, 1, 5, 0, 4, 1, 1, 120, 200),
      numbers(1, 1, 5, 0, 0x9f, 1, 1),
    ])
      expect(() => weighUpdate(update)).toThrow();
  });
});

it.each<[string, RawStruct]>([
  ['an embedded object', embed('{"image":"x"}')],
  ['JSON', { kind: 2, content: (encoder) => encoding.writeVarUint(encoder, 0) }],
  ['bytes', { kind: 3, content: (encoder) => encoding.writeVarString(encoder, 'x') }],
  ['a list', shared(0)],
  ['a text of another kind', shared(2)],
  ['a fragment', shared(4)],
  ['a hook', { kind: 7, content: (encoder) => numbers(5, 1, 65).forEach((byte) => void encoding.writeUint8(encoder, byte)) }],
])('refuses what no document of ours holds: %s', (_what, struct) => {
  expect(() => weighUpdate(rawUpdate([{ client: 1, clock: 0, structs: [struct] }]))).toThrow('no document holds');
});

it('counts what a state vector names', () => {
  expect(stateVectorEntries(Y.encodeStateVector(motley(seededRandom(1))))).toBe(200);
  expect(() => stateVectorEntries(new Uint8Array())).toThrow();
});
