import { LIMITS } from '@trashfire/shared/realtime/limits';
import { eventually } from '@trashfire/shared/testing/eventually';
import { afterAll, beforeAll, expect, it } from 'vitest';
import * as Y from 'yjs';
import { decodeFrame } from './sync/decode.ts';
import { addBlock, scriptOf } from './testing/edits.ts';
import { CollabHarness } from './testing/harness.ts';

let harness: CollabHarness;
beforeAll(async () => {
  harness = await CollabHarness.start();
});
afterAll(() => harness.close());

it('R7: somebody who does not read is not sent everything, holds up nobody, and gets one difference when they read again', async () => {
  const node = await harness.node();
  const document = await harness.document();
  const [writer, reader] = [await harness.person('Writer'), await harness.person('Slow')];
  const session = harness.session(node, document, writer);
  await session.ready;
  const slow = await harness.raw(node, document, await harness.ticket(document, reader));
  slow.socket.pause();
  // More than the system's own buffers take.
  const words = 'x'.repeat(3_500_000);
  const edits = 8;
  for (let n = 0; n < edits; n++) {
    session.transact('test', () => addBlock(session.doc, `${n} ${words}`));
    await session.durable();
  }
  slow.socket.resume();
  const copy = new Y.Doc();
  const received: string[] = [];
  const merge = () => {
    for (const bytes of slow.frames.splice(0)) {
      const frame = bytes[0] === 0 ? decodeFrame(bytes) : null;
      if (frame?.type !== 'update' && frame?.type !== 'step2') continue;
      Y.applyUpdate(copy, frame.update);
      received.push(frame.type);
    }
    return Y.getState(copy.store, session.doc.clientID) === Y.getState(session.doc.store, session.doc.clientID);
  };
  await eventually('has all of it', merge, 20_000);
  expect(scriptOf(copy)).toBe(scriptOf(session.doc));
  expect(received).toContain('step2');
  expect(received.length).toBeLessThan(edits);
  expect(LIMITS.slowReaderBytes).toBeLessThan(edits * words.length);
});
