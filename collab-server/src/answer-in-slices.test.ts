import { scriptFragment } from '@trashfire/shared/document/ydoc';
import { CLOSE } from '@trashfire/shared/realtime/close-codes';
import { LIMITS } from '@trashfire/shared/realtime/limits';
import { MESSAGE_DURABLE } from '@trashfire/shared/realtime/protocol';
import { eventually } from '@trashfire/shared/testing/eventually';
import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { encodeStep2, encodeUpdate } from './sync/encode.ts';
import { encodeMarker } from './testing/client-frames.ts';
import { type FakeSocket, InProcessNode } from './testing/in-process.ts';
import { element, type RawBlock, rawUpdate } from './testing/raw-update.ts';

/** Blocks of one client behind each other, from one of them on; enough that the update is cut. */
const blocks = (client: number, count: number, from = 0): RawBlock => ({
  client,
  clock: from,
  structs: Array.from({ length: count }, (_, i) => element('action', from + i === 0 ? {} : { origin: [client, from + i - 1] })),
});
const MANY = LIMITS.tickParts - 500;

/** What somebody has who lacks the beginning of one client's blocks; that client's are first, last, or alone. */
const HOLES: Readonly<Record<string, RawBlock[]>> = {
  'in the first slice': [blocks(9, MANY, 10), blocks(3, MANY)],
  'in the last slice': [blocks(9, MANY), blocks(3, MANY, 10)],
  'in all of it': [blocks(9, 2 * LIMITS.tickParts, 10)],
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
      await eventually('sent away', () => socket.closedWith !== null);
      expect([isSaved(socket), socket.closedWith]).toEqual([false, CLOSE.incomplete]);
    },
  );

  it('is called stored once the whole of it came', async () => {
    const world = new InProcessNode();
    const document = world.document('0123456789AB');
    const socket = await world.admit(document, 'somebody');
    socket.say(encodeStep2(rawUpdate([blocks(9, MANY, 10), blocks(3, MANY)])));
    socket.say(encodeMarker(1));
    await eventually('asked again', () => timesAsked(socket) === 2);
    socket.say(encodeStep2(rawUpdate([blocks(9, MANY + 10), blocks(3, MANY)])));
    await eventually('saved', () => isSaved(socket));
    expect(socket.closedWith).toBeNull();
    expect(scriptFragment(await world.stored(document)).length).toBe(2 * MANY + 10);
  });

  it('does not end what an edit with a hole began: that is asked for once, with all there is', async () => {
    const world = new InProcessNode();
    const document = world.document('0123456789AB');
    const socket = await world.admit(document, 'somebody');
    socket.say(encodeUpdate(rawUpdate([blocks(9, 2 * LIMITS.tickParts, 10)])));
    socket.say(encodeMarker(1));
    await eventually('asked again', () => timesAsked(socket) === 2);
    await turns();
    expect([isSaved(socket), timesAsked(socket)]).toEqual([false, 2]);
    socket.say(encodeStep2(rawUpdate([blocks(9, 2 * LIMITS.tickParts + 10)])));
    await eventually('saved', () => isSaved(socket));
    expect(Y.getState((await world.stored(document)).store, 9)).toBe(2 * LIMITS.tickParts + 10);
  });
});
