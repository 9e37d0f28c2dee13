import { seededRandom } from '@trashfire/shared/testing/random';
import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { Replica } from './replica.ts';
import { decodeFrame } from './sync/decode.ts';
import { deletionsOf } from './sync/deletions.ts';
import type { Outgoing } from './sync/outgoing.ts';

/** A document of a few writers, its log and copies of it at some moments. */
function history(seed: number, edits: number) {
  const random = seededRandom(seed);
  const doc = new Y.Doc();
  const rows: Uint8Array[] = [];
  const moments: Uint8Array[] = [];
  doc.on('update', (update: Uint8Array) => rows.push(update));
  for (let n = 0; n < edits; n++) {
    if (random.chance(0.1)) doc.clientID = random.int(1, 2 ** 31);
    const text = doc.getText('t');
    if (text.length > 5 && random.chance(0.3)) text.delete(random.int(0, text.length - 3), 2);
    else if (random.chance(0.3)) doc.getMap('m').set(`k${random.int(0, 5)}`, n);
    else text.insert(random.int(0, text.length), 'word '.slice(0, random.int(1, 5)));
    if (random.chance(0.1)) moments.push(Y.encodeStateAsUpdate(doc));
  }
  return { doc, rows, moments };
}

/** What a stock client makes of an answer; it calls itself synced at the first step 2, so nothing may follow it. */
function received(have: Uint8Array | null, answer: readonly Outgoing[]): Y.Doc {
  const doc = new Y.Doc();
  if (have !== null) Y.applyUpdate(doc, have);
  const frames = answer.flatMap(({ messages }) => messages.map((message) => decodeFrame(message)));
  for (const frame of frames) {
    if (frame.type !== 'update' && frame.type !== 'step2') throw new Error(frame.type);
    Y.applyUpdate(doc, frame.update);
  }
  expect(frames.map(({ type }) => type).indexOf('step2')).toBe(frames.length - 1);
  expect(doc.store.pendingStructs).toBeNull();
  return doc;
}

/** Makes the whole of it at once. */
function awake(replica: Replica) {
  const woken = replica.wake();
  if (woken === null) throw new Error('some is left though there was time');
  return woken;
}

const contentOf = (doc: Y.Doc) => ({ text: doc.getText('t').toString(), map: doc.getMap('m').toJSON() });
const EMPTY = Uint8Array.of(0);
const SEEDS = Array.from({ length: 40 }, (_, i) => i + 1);

describe('a replica', () => {
  it.each(SEEDS)('R2: brings anybody up to date, resting, awake and resting again (seed %i)', (seed) => {
    const { doc, rows, moments } = history(seed, 120);
    const replica = new Replica(rows.slice(0, 100));
    for (const row of rows.slice(100)) replica.append(row);
    const check = () => {
      checkNow();
      replica.slim(performance.now() + 1e6);
      checkNow();
    };
    const checkNow = () => {
      expect(Y.decodeStateVector(replica.stateVector())).toEqual(Y.decodeStateVector(Y.encodeStateVector(doc)));
      expect(contentOf(received(null, replica.difference(EMPTY)))).toEqual(contentOf(doc));
      for (const have of moments) {
        const vector = Y.encodeStateVectorFromUpdate(have);
        expect(contentOf(received(have, replica.difference(vector)))).toEqual(contentOf(doc));
      }
    };
    check();
    const { doc: live, incomplete } = awake(replica);
    expect(incomplete).toBe(false);
    live.on('update', (update: Uint8Array) => replica.append(update));
    check();
    for (const target of [doc, live]) {
      target.clientID = seed;
      target.getText('t').insert(0, 'more ');
    }
    check();
    replica.rest();
    expect(replica.doc).toBeNull();
    check();
  });

  it('knows what is deleted without making a Y.Doc', () => {
    const { doc, rows } = history(7, 200);
    const replica = new Replica(rows);
    const whole = Y.encodeStateAsUpdate(doc);
    expect(deletionsOf([whole]).size).toBeGreaterThan(0);
    expect(replica.hasDeleted(whole)).toBe(true);
    doc.getText('t').delete(0, 1);
    expect(replica.hasDeleted(Y.encodeStateAsUpdate(doc))).toBe(false);
    expect(replica.doc).toBeNull();
  });

  it('lets go of the bytes beside a Y.Doc when nobody has come for a while, and not before', () => {
    const { rows } = history(9, 300);
    const replica = new Replica(rows);
    replica.wake();
    const [first] = replica.difference(EMPTY);
    replica.slim(performance.now() + 500);
    expect(replica.difference(EMPTY)[0]).toBe(first);
    replica.slim(performance.now() + 10_000);
    expect(replica.difference(EMPTY)[0]).not.toBe(first);
  });

  it('encodes the whole once for all who join, and sends them the same memory', () => {
    const { rows } = history(8, 300);
    const replica = new Replica(rows);
    replica.wake();
    const [first, second] = [replica.difference(EMPTY), replica.difference(EMPTY)];
    expect(first[0]).toBe(second[0]);
    expect(first[1]).toBe(second[1]);
  });

  it('does not grow by what is sent through it while it rests, and forgets none of it', () => {
    const { doc, rows } = history(9, 3000);
    const replica = new Replica([]);
    for (const row of rows) replica.append(row);
    const messages = replica.difference(EMPTY).flatMap((outgoing) => outgoing.messages);
    expect(messages.length).toBeLessThan(50);
    expect(contentOf(received(null, replica.difference(EMPTY)))).toEqual(contentOf(doc));
    expect(replica.doc).toBeNull();
  });

  it('R7: lets go of what was overwritten through another node while it rests, however long that goes on', () => {
    const doc = new Y.Doc();
    doc.getText('t').insert(0, 'words');
    const replica = new Replica([Y.encodeStateAsUpdate(doc)]);
    doc.on('update', (update: Uint8Array) => replica.append(update));
    let [held, sent] = [0, 0];
    for (let n = 0; n < 30_000; n++) {
      doc.getMap('m').set('k', n);
      if (n % 500 !== 0) continue;
      held = Math.max(held, replica.measure());
      sent = Math.max(sent, replica.difference(EMPTY).flatMap(({ messages }) => messages).length);
    }
    expect(held).toBeLessThan(200_000);
    expect(sent).toBeLessThan(150);
    expect(replica.doc).toBeNull();
    expect(contentOf(received(null, replica.difference(EMPTY)))).toEqual(contentOf(doc));
    expect(Y.decodeStateVector(replica.stateVector())).toEqual(Y.decodeStateVector(Y.encodeStateVector(doc)));
  });

  it('R1: lets go of nothing while something is missing in between', () => {
    const doc = new Y.Doc();
    const rows: Uint8Array[] = [];
    doc.on('update', (update: Uint8Array) => rows.push(update));
    for (let n = 0; n < 6000; n++) doc.getMap('m').set(`k${n % 10}`, n);
    const [lost = Uint8Array.of(0, 0)] = rows.splice(100, 1);
    const replica = new Replica([]);
    for (const row of rows) replica.append(row);
    expect(replica.measure()).toBeGreaterThan(65_536);
    const copy = new Y.Doc();
    for (const { messages } of replica.difference(EMPTY)) {
      for (const message of messages) {
        const frame = decodeFrame(message);
        if (frame.type === 'update' || frame.type === 'step2') Y.applyUpdate(copy, frame.update);
      }
    }
    Y.applyUpdate(copy, lost);
    expect(contentOf(copy)).toEqual(contentOf(doc));
  });
});
