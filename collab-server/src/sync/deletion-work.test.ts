import { scriptFragment } from '@trashfire/shared/document/ydoc';
import { LIMITS } from '@trashfire/shared/realtime/limits';
import { createNetwork } from '@trashfire/shared/testing/network';
import { seededRandom } from '@trashfire/shared/testing/random';
import { expect, it } from 'vitest';
import * as Y from 'yjs';
import { element, format, rawUpdate, shared, text } from '../testing/raw-update.ts';
import { write } from '../testing/writing.ts';
import { MOST_VISITS, visitsBehind } from './deletion-work.ts';
import { integrationWork } from './integration-work.ts';

type Range = readonly [clock: number, length: number];

/** A block with a mark and behind it letters that Yjs cannot join: the last that was written, with the highest clock, stands first. */
function lettersBackwards(count: number): Y.Doc {
  const doc = new Y.Doc();
  scriptFragment(doc);
  const letters = Array.from({ length: count }, (_, i) =>
    text('a', i === 0 ? { origin: [1, 2] } : { origin: [1, 2], right: [1, 2 + i] }),
  );
  const block = [element('action'), shared(6, { parent: [1, 0] }), format('bold', '{}', { parent: [1, 1] }), ...letters];
  Y.applyUpdate(doc, rawUpdate([{ client: 1, clock: 0, structs: block }]));
  return doc;
}

const deletion = (...ranges: Range[]) => rawUpdate([], new Map([[1, ranges]]));
const visits = (doc: Y.Doc, ...ranges: Range[]) => visitsBehind(Y.decodeUpdate(deletion(...ranges)).ds.clients, doc);

it('is one for each part beside each one that goes', () => {
  const doc = lettersBackwards(100);
  expect(visits(doc, [50, 1])).toBe(1);
  expect(visits(doc, [50, 10])).toBe(10 * 10);
  expect(visits(doc, [50, 10], [70, 5])).toBe(10 * 10 + 5 * 5);
  // The first letter stands last, and the mark before all of them.
  expect(visits(doc, [102, 1])).toBe(2);
});

it('counts what went before, and what goes with a block', () => {
  const doc = lettersBackwards(100);
  Y.applyUpdate(doc, deletion([50, 20]));
  expect(visits(doc, [70, 1])).toBe(21);
  expect(visits(doc, [49, 1], [70, 1])).toBe(2 * 22);
  expect(visits(doc, [50, 20])).toBe(0);
  // The mark goes too, and the twenty that are gone stand among the others.
  expect(visits(doc, [0, 1])).toBe(81 * 101);
});

it('counts each piece that is cut out of one part', () => {
  const doc = new Y.Doc();
  const block = [element('action'), shared(6, { parent: [1, 0] }), text('x'.repeat(100), { parent: [1, 1] })];
  Y.applyUpdate(doc, rawUpdate([{ client: 1, clock: 0, structs: block }]));
  expect(visits(doc, [2, 1], [10, 1], [20, 1])).toBe(3);
});

it('is far below the limit for people, whatever they delete and come back with', () => {
  for (const seed of [1, 2, 3]) {
    const random = seededRandom(seed);
    const network = createNetwork(random, 3);
    for (const doc of network.docs) for (let n = 0; n < 500; n++) write(doc, random);
    const server = new Y.Doc();
    scriptFragment(server);
    server.getMap('scenes');
    for (const doc of network.docs) {
      const update = Y.encodeStateAsUpdate(doc, Y.encodeStateVector(server));
      const { structs, ds } = Y.decodeUpdate(update);
      const spent = integrationWork(structs, server, [], ds).visits + visitsBehind(ds.clients, server);
      expect(spent).toBeLessThan(MOST_VISITS / 100);
      Y.applyUpdate(server, update);
    }
    const script = scriptFragment(server);
    const everything = Y.encodeStateVector(server);
    script.delete(0, script.length);
    const { ds } = Y.decodeUpdate(Y.encodeStateAsUpdate(server, everything));
    expect(visitsBehind(ds.clients, network.docs[0] ?? server)).toBeLessThan(MOST_VISITS / 100);
    network.destroy();
  }
  expect(MOST_VISITS).toBe(LIMITS.textDeletions ** 2);
});
