import { documentName } from '@trashfire/shared/document/names';
import { collectionMap } from '@trashfire/shared/document/ydoc';
import { pino } from 'pino';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import * as Y from 'yjs';
import { CommitQueue } from './commit-queue.ts';
import { Metrics } from './metrics.ts';
import type { UpdateLog } from './ports/update-log.ts';
import { Room } from './room.ts';
import type { Member } from './room-member.ts';
import { Turns } from './turns.ts';

beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'setImmediate', 'performance'] }));
afterEach(() => void vi.useRealTimers());

/** A room of one writer and one reader, and when the reader was told something, in ms of the made-up clock. */
function world(windowMs: number) {
  const [logger, metrics, pace] = [pino({ level: 'silent' }), new Metrics(), () => windowMs];
  const log = { append: () => new Promise(() => undefined) } as unknown as UpdateLog;
  const commits = new CommitQueue({ log, logger, metrics, pace, onCommitted: () => undefined });
  const stored = { team: 't', epoch: 1, schemaVersion: 1, snapshot: null, rows: [], head: 0, damaged: [] };
  const room = new Room(documentName('episode', '0123456789AB'), 'episode', stored, {
    log,
    logger,
    metrics,
    commits,
    pace,
    turns: new Turns(),
  });
  const told: number[] = [];
  const began = performance.now();
  const actor = { kind: 'person', id: 'p', name: 'P', color: '#ffffff' };
  const member = (sendUpdate: () => void) =>
    ({ actor, send: () => undefined, sendUpdate, hasSentAll: () => undefined, charge: () => true }) as unknown as Member;
  const writer = member(() => undefined);
  for (const one of [writer, member(() => told.push(performance.now() - began))]) room.enter(one);
  const doc = new Y.Doc();
  doc.on('update', (update: Uint8Array) => {
    const author = { kind: 'person' as const, id: 'p', runId: null, step: null };
    room.push({ member: writer, author, authorKey: 'p', update, parts: 1, answer: null, complete: false });
  });
  return { told, edit: (n: number) => collectionMap(doc, 'scenes').set('x', new Y.Map([['n', n]])) };
}

it('sends a change on at once, and those that follow at once too while there is time', async () => {
  const { told, edit } = world(0);
  for (let n = 0; n < 3; n++) {
    edit(n);
    await vi.advanceTimersByTimeAsync(1);
  }
  expect(told).toHaveLength(3);
});

it('under load sends the first at once and gathers what follows until the window is over', async () => {
  const { told, edit } = world(10);
  edit(0);
  await vi.advanceTimersByTimeAsync(1);
  expect(told).toHaveLength(1);
  for (let n = 1; n < 6; n++) edit(n);
  await vi.advanceTimersByTimeAsync(5);
  edit(6);
  expect(told).toHaveLength(1);
  await vi.advanceTimersByTimeAsync(30);
  expect(told).toHaveLength(2);
  expect((told[1] ?? 0) - (told[0] ?? 0)).toBeGreaterThanOrEqual(10);
});
