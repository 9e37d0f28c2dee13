import { afterEach, beforeEach, expect, it } from 'vitest';
import { Stage, wordsOf, write } from '../testing/scripted-session.ts';
import { LIMITS, RATES } from './limits.ts';
import { BUFFER_HIGH_BYTES, UNANSWERED_BYTES } from './outbox.ts';
import { MESSAGE_LABEL, MESSAGE_MARKER, MESSAGE_SYNC, SYNC_STEP_2 } from './protocol.ts';

let stage: Stage;
beforeEach(() => {
  stage = new Stage();
});
afterEach(() => stage.clear());

it('sends the edits of one turn as one frame, in time for the marker behind it', async () => {
  const session = await stage.online();
  const before = stage.edits.length;
  for (let n = 0; n < 500; n++) write(session, `w${n}`);
  await session.durable();
  expect(stage.edits.length - before).toBe(1);
  expect(stage.server.heard.at(-1)?.type).toBe(MESSAGE_MARKER);
  expect(wordsOf(stage.server.committed)).toHaveLength(500);
});

it('holds back while the buffer is full, then sends one difference; memory does not grow with the wait', async () => {
  const session = await stage.online();
  stage.server.flows = false;
  write(session, 'filler', 'x'.repeat(BUFFER_HIGH_BYTES + 1));
  await stage.settle();
  const buffered = stage.server.socket.bufferedAmount;
  for (let n = 0; n < 2000; n++) {
    write(session, 'moved', n);
    await stage.settle(1);
  }
  expect(stage.server.socket.bufferedAmount - buffered).toBeLessThan(200);
  let flushed = false;
  void session.flushed().then(() => {
    flushed = true;
  });
  await stage.settle();
  expect(flushed).toBe(false);
  expect(session.status).toMatchObject({ saved: 'saving', pending: 2001 });
  stage.server.flows = true;
  while (stage.server.socket.pump());
  const before = stage.edits.length;
  await stage.settle(1000);
  expect(flushed).toBe(true);
  expect(stage.edits.length - before).toBe(1);
  expect(stage.edits.at(-1)?.bytes).toBeLessThan(200);
  expect(session.status.saved).toBe('saved');
  expect(stage.server.committed.getMap('words').get('moved')).toBe(1999);
  expect(stage.server.gaps).toBe(0);
});

it('covers with a marker what was sent and not what waits', async () => {
  const session = await stage.online();
  stage.server.flows = false;
  write(session, 'filler', 'x'.repeat(BUFFER_HIGH_BYTES + 1));
  await stage.settle();
  write(session, 'waits');
  await stage.settle(200);
  while (stage.server.socket.pump());
  stage.server.socket.deliverAll();
  expect(session.status).toMatchObject({ saved: 'saving', pending: 1 });
  expect(wordsOf(stage.server.committed)).toEqual(['filler']);
});

it('waits for a server that does not store what it has', async () => {
  const session = await stage.online();
  stage.server.commits = false;
  for (let n = 0; n < 40; n++) {
    write(session, `w${n}`, 'x'.repeat(UNANSWERED_BYTES / 10));
    await stage.settle(100);
  }
  const sent = stage.edits.reduce((sum, { bytes }) => sum + bytes, 0);
  expect(sent).toBeGreaterThan(UNANSWERED_BYTES);
  expect(sent).toBeLessThan(UNANSWERED_BYTES * 1.3);
  stage.server.commits = true;
  stage.server.commit();
  await stage.settle(1000);
  expect(session.status.saved).toBe('saved');
  expect(wordsOf(stage.server.committed)).toHaveLength(40);
});

it('sends no more frames than the server takes, however often a program writes', async () => {
  const session = await stage.online();
  for (let n = 0; n < 4000; n++) {
    write(session, 'count', n);
    await stage.settle(n % 4 === 0 ? 1 : 0);
  }
  expect(stage.server.heard.length).toBeLessThan(RATES.messages.burst);
  await stage.settle(10_000);
  expect(stage.server.committed.getMap('words').get('count')).toBe(3999);
});

it('sends what others wrote during a wait not back to them', async () => {
  const session = await stage.online();
  stage.server.flows = false;
  write(session, 'filler', 'x'.repeat(BUFFER_HIGH_BYTES + 1));
  await stage.settle();
  write(session, 'mine');
  await stage.settle();
  stage.server.change((doc) => doc.getMap('words').set('theirs', 'y'.repeat(50_000)));
  stage.server.socket.deliverAll();
  stage.server.flows = true;
  while (stage.server.socket.pump());
  await stage.settle(1000);
  expect(stage.edits.at(-1)?.bytes).toBeLessThan(1000);
  expect(wordsOf(stage.server.committed)).toEqual(['filler', 'mine', 'theirs']);
});

it('sends what gathered in a long wait as an answer to a sync request, which may be larger than one edit', async () => {
  const session = await stage.online();
  stage.server.flows = false;
  write(session, 'filler', 'x'.repeat(BUFFER_HIGH_BYTES + 1));
  await stage.settle();
  for (let n = 0; n < 5; n++) write(session, `page ${n}`, 'x'.repeat(LIMITS.updateBytes / 4));
  await stage.settle();
  stage.server.flows = true;
  while (stage.server.socket.pump());
  await stage.settle(1000);
  expect(stage.edits.at(-1)).toMatchObject({ step: SYNC_STEP_2 });
  expect(session.status.saved).toBe('saved');
});

it('puts a label between what was written before it and after it', async () => {
  const session = await stage.online();
  const from = stage.server.heard.length;
  write(session, 'before');
  session.label({ runId: '5f5a1d0c-8d8e-4a52-9d0c-6a4d0e0f7a11', step: 1 });
  write(session, 'after');
  await stage.settle(200);
  expect(session.status.saved).toBe('saved');
  const order = stage.server.heard.slice(from).map(({ type }) => type);
  expect(order.filter((type) => type !== MESSAGE_MARKER)).toEqual([MESSAGE_SYNC, MESSAGE_LABEL, MESSAGE_SYNC]);
});
