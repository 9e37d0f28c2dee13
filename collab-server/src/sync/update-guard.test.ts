import { cpuTime } from '@trashfire/shared/testing/cpu-time';
import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { rawUpdate, text } from '../testing/raw-update.ts';
import { clientIdsOf, dropPending, guardUpdate } from './update-guard.ts';

/** Updates of one client, one per word. */
function updatesOf(words: readonly string[]): { updates: Uint8Array[]; client: number } {
  const doc = new Y.Doc();
  const updates: Uint8Array[] = [];
  doc.on('update', (update: Uint8Array) => updates.push(update));
  for (const word of words) doc.getText('t').insert(doc.getText('t').length, word);
  return { updates, client: doc.clientID };
}

const empty = () => 0;

/** So many gaps cost no more than this, ms of processor time (faults B1.12). */
const [GAPS, FLOOD_MS, TRIES] = [10_000, 50, 8];

describe('guardUpdate', () => {
  it('takes updates in order, and again', () => {
    const { updates, client } = updatesOf(['ab', 'cd']);
    const [first, second] = updates as [Uint8Array, Uint8Array];
    expect(guardUpdate(first, empty)).toMatchObject({ state: 'fits', to: new Map([[client, 2]]) });
    expect(guardUpdate(second, () => 2)).toMatchObject({ state: 'fits', to: new Map([[client, 4]]) });
    expect(guardUpdate(first, () => 4).state).toBe('fits');
  });

  it('finds a gap before Yjs sees it', () => {
    const { updates } = updatesOf(['ab', 'cd', 'ef']);
    expect(guardUpdate(updates[1] ?? new Uint8Array(), empty).state).toBe('gap');
    const holed = Y.mergeUpdates([updates[0] ?? new Uint8Array(), updates[2] ?? new Uint8Array()]);
    expect(guardUpdate(holed, empty).state).toBe('gap');
  });

  it('R7: refuses a flood of gaps in a moment that would stop Yjs for seconds', () => {
    const gaps = Array.from({ length: GAPS }, (_, i) => rawUpdate([{ client: 1, clock: 2 * i + 1, structs: [text('x')] }]));
    let least = Number.POSITIVE_INFINITY;
    for (let tries = 0; tries < TRIES && least >= FLOOD_MS; tries++) {
      const states = new Set<string>();
      const flood = () => {
        for (const gap of gaps) states.add(guardUpdate(gap, empty).state);
      };
      // Other programs on the machine only ever add to it.
      least = Math.min(least, cpuTime(flood));
      expect(states).toEqual(new Set(['gap']));
    }
    expect(least).toBeLessThanOrEqual(FLOOD_MS);
  });

  it.each([
    ['nothing', new Uint8Array()],
    ['a number of structs nobody could send', new Uint8Array([1, 255, 255, 255, 255, 15, 1, 0])],
    ['an empty struct', new Uint8Array([1, 1, 5, 0, 0, 0, 0])],
    ['an item that stands behind itself', new Uint8Array([1, 1, 2, 0, 0x84, 2, 0, 1, 65, 0])],
    ['a deletion of nothing', new Uint8Array([0, 1, 9, 1, 4, 0])],
    ['deletions that overlap', new Uint8Array([0, 1, 9, 2, 4, 3, 5, 1])],
    ['deletions of one client in two places', new Uint8Array([0, 2, 9, 1, 4, 1, 9, 1, 4, 1])],
    ['two blocks of one client', rawUpdate([1, 5].map((clock) => ({ client: 7, clock, structs: [text('x')] })))],
  ])('refuses %s', (_what, bytes) => {
    expect(guardUpdate(bytes, empty).state).toBe('malformed');
  });
});

it('finds and drops what waits for a neighbour that is not there', () => {
  const author = new Y.Doc();
  author.getText('t').insert(0, 'base');
  const base = Y.encodeStateVector(author);
  const second = new Y.Doc();
  Y.applyUpdate(second, Y.encodeStateAsUpdate(author));
  second.getText('t').insert(2, 'in the middle');
  // Its own clocks have no gap, but it stands next to letters the receiver does not have.
  const update = Y.encodeStateAsUpdate(second, base);
  expect(guardUpdate(update, empty).state).toBe('fits');
  const receiver = new Y.Doc();
  Y.applyUpdate(receiver, update);
  expect(dropPending(receiver)).toBe(true);
  expect(dropPending(receiver)).toBe(false);
  expect(Y.encodeStateAsUpdate(receiver)).toEqual(new Uint8Array([0, 0]));
});

it('names the clients an update adds content of', () => {
  const { updates, client } = updatesOf(['ab']);
  expect(clientIdsOf(updates[0] ?? new Uint8Array())).toEqual([client]);
});
