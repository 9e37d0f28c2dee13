import { LIMITS } from '@trashfire/shared/realtime/limits';
import { eventually } from '@trashfire/shared/testing/eventually';
import { afterAll, beforeAll, expect, it } from 'vitest';
import * as Y from 'yjs';
import { decodeFrame } from './sync/decode.ts';
import { addBlock, scriptOf } from './testing/edits.ts';
import { CollabHarness, type RawClient } from './testing/harness.ts';

let harness: CollabHarness;
beforeAll(async () => {
  harness = await CollabHarness.start();
});
afterAll(() => harness.close());

/** Larger than what a paused socket takes and what closes a reader, together; an edit may have at most 4 MiB. */
const WORDS = 'x'.repeat(3_500_000);

/** What a reader has been told so far, as a document, and by which frames. */
function copyOf(reader: RawClient) {
  const copy = new Y.Doc();
  const received: string[] = [];
  const merge = (): Y.Doc => {
    for (const bytes of reader.frames.splice(0)) {
      const frame = bytes[0] === 0 ? decodeFrame(bytes) : null;
      if (frame?.type !== 'update' && frame?.type !== 'step2') continue;
      Y.applyUpdate(copy, frame.update);
      received.push(frame.type);
    }
    return copy;
  };
  return { merge, received };
}

/** Somebody who writes and somebody who stops reading before it. */
async function writeUnread(edits: number) {
  const node = await harness.node();
  const document = await harness.document();
  const [writer, reader] = [await harness.person('Writer'), await harness.person('Slow')];
  const session = harness.session(node, document, writer);
  await session.ready;
  const slow = await harness.raw(node, document, await harness.ticket(document, reader));
  slow.socket.pause();
  for (let n = 0; n < edits; n++) {
    session.transact('test', () => addBlock(session.doc, `${n} ${WORDS}`));
    await session.durable();
  }
  const isWhole = (copy: Y.Doc) =>
    Y.getState(copy.store, session.doc.clientID) === Y.getState(session.doc.store, session.doc.clientID);
  return { node, session, slow, isWhole };
}

it('R7: somebody who does not read is not sent everything, holds up nobody, and gets one difference when they read again', async () => {
  const edits = 8;
  const { session, slow, isWhole } = await writeUnread(edits);
  slow.socket.resume();
  const { merge, received } = copyOf(slow);
  await eventually('has all of it', () => isWhole(merge()), 20_000);
  expect(scriptOf(merge())).toBe(scriptOf(session.doc));
  expect(received).toContain('step2');
  expect(received.length).toBeLessThan(edits);
  expect(LIMITS.slowReaderBytes).toBeLessThan(edits * WORDS.length);
});

it('R7: a slow line that takes a while for what it missed is not cut for the size of it', async () => {
  const { node, session, slow, isWhole } = await writeUnread(9);
  const { merge, received } = copyOf(slow);
  const elsewhere = harness.session(node, await harness.document(), await harness.person('Elsewhere'));
  await elsewhere.ready;
  let sip = 0;
  const takesSip = async () => {
    if (slow.socket.readyState !== slow.socket.OPEN) throw new Error(`cut off after ${sip} sips`);
    sip++;
    // Now and then the server has work elsewhere first, so that it looks at this reader several times while the difference is on its way.
    if (sip % 4 === 0) {
      elsewhere.transact('test', () => addBlock(elsewhere.doc, `${sip}`));
      await elsewhere.durable();
    }
    slow.socket.resume();
    await new Promise(setImmediate);
    slow.socket.pause();
    return isWhole(merge());
  };
  await eventually('has all of it, sip by sip', takesSip, 40_000);
  expect(scriptOf(merge())).toBe(scriptOf(session.doc));
  expect(received).toContain('step2');
  expect(node.server.node.metrics.slowReaders.value).toBe(0);
}, 60_000);
