import type { DocumentName } from '@trashfire/shared/document/names';
import { CLOSE } from '@trashfire/shared/realtime/close-codes';
import { LIMITS, RATES } from '@trashfire/shared/realtime/limits';
import { cpuTime } from '@trashfire/shared/testing/cpu-time';
import { eventually } from '@trashfire/shared/testing/eventually';
import { afterEach, describe, expect, it, vi } from 'vitest';
import * as Y from 'yjs';
import { decodeFrame } from './sync/decode.ts';
import { encodeAwareness, encodeAwarenessEntry } from './sync/encode.ts';
import { QUERY_AWARENESS } from './testing/client-frames.ts';
import { refusals } from './testing/counted.ts';
import { addBlock, scriptOf } from './testing/edits.ts';
import { type FakeSocket, HonestPeer, InProcessNode } from './testing/in-process.ts';

const PEOPLE = 100;

/** A room where each says so much of themselves in words of this length. */
async function crowd(letters: number) {
  const world = new InProcessNode();
  const document = world.document('0123456789AB');
  const people = await Promise.all(Array.from({ length: PEOPLE }, (_, n) => world.admit(document, `person ${n}`)));
  let clock = 0;
  const move = () => {
    clock++;
    const json = JSON.stringify({ words: 'x'.repeat(letters), at: clock });
    for (const [n, socket] of people.entries()) socket.say(encodeAwareness([encodeAwarenessEntry(n + 1, clock, json)]));
  };
  move();
  return { world, document, people, move, at: () => clock };
}

async function unread(world: InProcessNode, document: DocumentName): Promise<FakeSocket> {
  const socket = await world.admit(document, 'unread', { can: 'read' });
  socket.reads = false;
  return socket;
}

const hears = (socket: FakeSocket, words: string) => socket.heard.some((frame) => Buffer.from(frame).includes(words));

afterEach(() => void vi.useRealTimers());

describe('R7: presence that nobody reads', () => {
  it.each([3800, 20])('does not pile up when it is asked for again and again (%i letters each)', async (letters) => {
    const { world, document } = await crowd(letters);
    const socket = await unread(world, document);
    const took = cpuTime(() => {
      for (let n = 0; n < RATES.messages.burst; n++) socket.say(QUERY_AWARENESS);
    });
    expect(socket.bufferedAmount).toBeLessThan(2 * LIMITS.slowReaderBytes);
    expect(took).toBeLessThan(100);
  });

  it('is paid for by whoever asks for it and reads it', async () => {
    const { world, document } = await crowd(3800);
    const socket = await world.admit(document, 'greedy', { can: 'read' });
    let sent = 0;
    for (let asked = 0; asked < RATES.messages.burst && socket.closedWith === null; asked++) {
      socket.say(QUERY_AWARENESS);
      sent += socket.heard.splice(0).reduce((sum, { length }) => sum + length, 0);
    }
    expect(socket.closedWith).toBe(CLOSE.overloaded);
    expect(refusals(world.node, CLOSE.overloaded)).toBe(1);
    expect(sent).toBeLessThan(RATES.messages.burst * 20_000);
  });

  it('does not pile up while everybody moves and nobody writes; whoever reads again is told of everybody, and of what was written', async () => {
    const { world, document, people, move, at } = await crowd(3800);
    const socket = await unread(world, document);
    const [first] = people;
    if (first === undefined) throw new Error('nobody');
    for (let n = 0; n < 20; n++) {
      move();
      await eventually('told', () => hears(first, `"at":${at()}`));
    }
    expect(socket.bufferedAmount).toBeLessThan(2 * LIMITS.slowReaderBytes);
    const writer = new HonestPeer(await world.admit(document, 'writer'));
    addBlock(writer.doc, 'written meanwhile');
    await eventually('stored', () => world.rows(document).length > 0);
    expect(hears(socket, 'written meanwhile')).toBe(false);

    vi.useFakeTimers();
    world.node.start();
    Object.assign(socket, { bufferedAmount: 0, reads: true, heard: [] });
    await vi.advanceTimersByTimeAsync(300);
    expect(socket.closedWith).toBeNull();
    expect(hears(socket, `"at":${at()}`)).toBe(true);
    const copy = new Y.Doc();
    for (const frame of socket.heard.filter(([type]) => type === 0).map(decodeFrame)) {
      if (frame.type === 'step2' || frame.type === 'update') Y.applyUpdate(copy, frame.update);
    }
    expect(scriptOf(copy)).toBe(scriptOf(writer.doc));
  });
});
