import { contentOf } from '@trashfire/shared/testing/network';
import { seededRandom } from '@trashfire/shared/testing/random';
import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { randomHistory } from '../testing/random-history.ts';
import { element, rawUpdate } from '../testing/raw-update.ts';
import { orderedPieces } from './ordered-pieces.ts';
import { dropPending } from './update-guard.ts';

const SIZE = 7;
const SEEDS = Array.from({ length: 40 }, (_, i) => i + 1);

const merged = (rows: readonly Uint8Array[]) => Y.mergeUpdates([...rows]);
const bytesOf = (seed: number) => randomHistory(seededRandom(seed), 150).rows.map(({ bytes }) => bytes);

/** Without what Yjs tidies up behind each, which depends on where it is cut. */
function applied(doc: Y.Doc, ...updates: readonly Uint8Array[]): Y.Doc {
  doc.transact((transaction) => {
    for (const update of updates) Y.applyUpdate(doc, update);
    transaction.local = true;
  });
  return doc;
}

function pieces(update: Uint8Array, doc: Y.Doc): Uint8Array[] {
  const stateOf = (client: number) => Y.getState(doc.store, client);
  const out: Uint8Array[] = [];
  for (const piece of orderedPieces(update, stateOf, SIZE)) {
    if (piece === null) continue;
    out.push(piece);
    applied(doc, piece);
  }
  return out;
}

describe('an update that is applied in pieces', () => {
  it.each(SEEDS)('R2: is the same as at once, and nothing in it ever waits for what comes behind (seed %i)', (seed) => {
    const update = merged(bytesOf(seed));
    const doc = new Y.Doc();
    for (const piece of pieces(update, new Y.Doc())) {
      const { structs, ds } = Y.decodeUpdate(piece);
      expect(structs.length + [...ds.clients.values()].flat().length).toBeLessThanOrEqual(SIZE);
      applied(doc, piece);
      expect(dropPending(doc)).toBe(false);
    }
    const whole = applied(new Y.Doc(), update);
    expect(contentOf(doc)).toEqual(contentOf(whole));
    expect(Y.equalSnapshots(Y.snapshot(doc), Y.snapshot(whole))).toBe(true);
  });

  it.each(SEEDS)('R2: goes on from what is there, and keeps what lacks something as Yjs would (seed %i)', (seed) => {
    const rows = bytesOf(seed);
    const half = rows.slice(0, rows.length / 2);
    const [lost = Uint8Array.of(0, 0)] = rows.splice(seededRandom(seed).int(0, rows.length - 1), 1);
    const doc = applied(new Y.Doc(), ...half.filter((row) => row !== lost));
    pieces(merged(rows), doc);
    const whole = applied(new Y.Doc(), ...rows);
    expect(contentOf(doc)).toEqual(contentOf(whole));
    expect(Y.encodeStateVector(doc)).toEqual(Y.encodeStateVector(whole));
    for (const one of [doc, whole]) applied(one, lost);
    expect(contentOf(doc)).toEqual(contentOf(whole));
    expect(Y.equalSnapshots(Y.snapshot(doc), Y.snapshot(whole))).toBe(true);
  });

  it('deletes for many clients in one piece: each is looked at for all of them', () => {
    const clients = Array.from({ length: 3 * SIZE }, (_, i) => i + 1);
    const update = rawUpdate(
      clients.map((client) => ({ client, clock: 0, structs: [element('a'), element('b')] })),
      new Map(clients.map((client) => [client, client === 1 ? [[0, 1]] : [[0, 2]]])),
    );
    const doc = new Y.Doc();
    const made = pieces(update, doc);
    expect(made.filter((piece) => Y.decodeUpdate(piece).structs.length === 0)).toHaveLength(3);
    for (const piece of made) applied(doc, piece);
    expect(Y.equalSnapshots(Y.snapshot(doc), Y.snapshot(applied(new Y.Doc(), update)))).toBe(true);
  });

  it('ends where parts wait for each other, as nobody writes them: they are one piece', () => {
    const circle = rawUpdate([
      { client: 5, clock: 0, structs: [element('a', { origin: [6, 0] })] },
      { client: 6, clock: 0, structs: [element('b', { origin: [5, 0] })] },
      { client: 7, clock: 0, structs: [element('c')] },
    ]);
    const doc = new Y.Doc();
    expect(pieces(circle, doc).map((piece) => Y.decodeUpdate(piece).structs.length)).toEqual([1, 2]);
    expect(dropPending(doc)).toBe(true);
    expect(Y.getState(doc.store, 7)).toBe(1);
  });

  it('throws on bytes that end too early', () => {
    const update = merged(bytesOf(1));
    expect(() => pieces(update.subarray(0, update.length / 2), new Y.Doc())).toThrow();
  });
});
