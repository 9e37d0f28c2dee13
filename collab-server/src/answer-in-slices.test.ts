import { CLOSE } from '@trashfire/shared/realtime/close-codes';
import { LIMITS } from '@trashfire/shared/realtime/limits';
import { MESSAGE_DURABLE } from '@trashfire/shared/realtime/protocol';
import { eventually } from '@trashfire/shared/testing/eventually';
import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { encodeStep2, encodeUpdate } from './sync/encode.ts';
import { encodeMarker } from './testing/client-frames.ts';
import { counted, refusals } from './testing/counted.ts';
import { type FakeSocket, InProcessNode } from './testing/in-process.ts';
import { element, type RawBlock, rawUpdate, shared, text } from './testing/raw-update.ts';

/** A block with so many letters, one a part, from one of the parts on. Letters are cut only where a slice is full. */
const letters = (client: number, parts: number, from = 0): RawBlock => ({
  client,
  clock: from,
  structs: Array.from({ length: parts - from }, (_, i) => {
    if (from + i === 0) return element('action');
    if (from + i === 1) return shared(6, { parent: [client, 0] });
    return from + i === 2 ? text('a', { parent: [client, 1] }) : text('a', { origin: [client, from + i - 1] });
  }),
});
/** So many that the first client's do not fit one slice, and the second's have one for themselves. */
const [TWO, ONE] = [LIMITS.tickParts + 1000, LIMITS.tickParts - 500];

/** What somebody has who lacks the beginning of one client's letters. */
const HOLES: Readonly<Record<string, RawBlock[]>> = {
  'before the last slice': [letters(9, TWO, 10), letters(3, ONE)],
  'in the last slice': [letters(9, TWO), letters(3, ONE, 10)],
  'in all of it': [letters(9, 2 * TWO, 10)],
};

const timesAsked = (socket: FakeSocket) => socket.heard.filter((frame) => frame[0] === 0 && frame[1] === 0).length;
const isSaved = (socket: FakeSocket) => socket.heard.some((frame) => frame[0] === MESSAGE_DURABLE);
/** Until all of it was looked at. */
async function turns(): Promise<void> {
  for (let n = 0; n < 10; n++) await new Promise((resolve) => setImmediate(resolve));
}

describe('R1: an answer to a sync request that came in slices', () => {
  it.each(Object.entries(HOLES))(
    'is asked for again with a hole %s, not called stored, and refused the second time',
    async (_where, held) => {
      const world = new InProcessNode();
      const socket = await world.admit(world.document('0123456789AB'), 'somebody');
      const answer = encodeStep2(rawUpdate(held));
      socket.say(answer);
      socket.say(encodeMarker(1));
      await eventually('asked again', () => timesAsked(socket) === 2);
      await turns();
      expect([isSaved(socket), timesAsked(socket), socket.closedWith]).toEqual([false, 2, null]);
      socket.say(answer);
      expect(counted(world.node, 'collab_asked_again_total')).toBe(1);
      await eventually('sent away', () => socket.closedWith !== null);
      expect(refusals(world.node, CLOSE.incomplete)).toBe(1);
      expect([isSaved(socket), socket.closedWith]).toEqual([false, CLOSE.incomplete]);
    },
  );

  it('is called stored once the whole of it came', async () => {
    const world = new InProcessNode();
    const document = world.document('0123456789AB');
    const socket = await world.admit(document, 'somebody');
    socket.say(encodeStep2(rawUpdate([letters(9, TWO, 10), letters(3, ONE)])));
    socket.say(encodeMarker(1));
    await eventually('asked again', () => timesAsked(socket) === 2);
    socket.say(encodeStep2(rawUpdate([letters(9, TWO), letters(3, ONE)])));
    await eventually('saved', () => isSaved(socket));
    expect(socket.closedWith).toBeNull();
    const { store } = await world.stored(document);
    expect([Y.getState(store, 9), Y.getState(store, 3)]).toEqual([TWO, ONE]);
  });

  it('does not end what an edit with a hole began: that is asked for once, with all there is', async () => {
    const world = new InProcessNode();
    const document = world.document('0123456789AB');
    const socket = await world.admit(document, 'somebody');
    socket.say(encodeUpdate(rawUpdate([letters(9, TWO, 10)])));
    socket.say(encodeMarker(1));
    await eventually('asked again', () => timesAsked(socket) === 2);
    await turns();
    expect([isSaved(socket), timesAsked(socket)]).toEqual([false, 2]);
    socket.say(encodeStep2(rawUpdate([letters(9, TWO)])));
    await eventually('saved', () => isSaved(socket));
    expect(Y.getState((await world.stored(document)).store, 9)).toBe(TWO);
  });
});
