import { documentName } from '@trashfire/shared/document/names';
import { LIMITS } from '@trashfire/shared/realtime/limits';
import { eventually } from '@trashfire/shared/testing/eventually';
import { pino } from 'pino';
import { afterEach, expect, it } from 'vitest';
import { CommitQueue } from './commit-queue.ts';
import { Metrics } from './metrics.ts';
import type { AppendEntry, AppendResult } from './ports/update-log.ts';

const A = documentName('episode', 'AAAAAAAAAAAA');
const B = documentName('episode', 'BBBBBBBBBBBB');

const AUTHOR = { kind: 'person' as const, id: 'p', runId: null, step: null };

interface Call {
  entries: readonly AppendEntry[];
  succeed(): void;
  fail(): void;
}

/** A log that answers when the test says so. */
function world() {
  const calls: Call[] = [];
  const committed: string[] = [];
  const append = (entries: readonly AppendEntry[]) =>
    new Promise<AppendResult[]>((resolve, reject) => {
      calls.push({
        entries,
        succeed: () => resolve(entries.map((_, i) => ({ state: 'written', seq: i + 1 }))),
        fail: () => reject(new Error('no store')),
      });
    });
  const unused = () => Promise.reject(new Error('not used'));
  const log = { append, read: unused, readRange: unused, hasWriteKey: unused, heads: unused };
  const queue = new CommitQueue({
    log,
    logger: pino({ level: 'silent' }),
    metrics: new Metrics(),
    pace: () => 0,
    onCommitted: () => undefined,
  });
  queues.push(queue);
  const add = (document: typeof A, name: string, bytes = 1) =>
    queue.enqueue({
      entry: {
        document,
        bytes: new Uint8Array(bytes),
        author: { kind: 'person', id: name, runId: null, step: null },
        writeKey: null,
        clientIds: [],
      },
      onResult: () => committed.push(name),
    });
  const names = (call: Call | undefined) => call?.entries.map((entry) => entry.author.id);
  const call = (n: number) => eventually(`call ${n}`, () => calls[n - 1]);
  return { queue, add, calls, call, committed, names };
}
const queues: CommitQueue[] = [];
afterEach(() => {
  for (const queue of queues.splice(0)) queue.close();
});

it('takes what came in one turn in one transaction, and answers only after it', async () => {
  const { add, call, committed, names, queue } = world();
  add(A, 'a1');
  add(B, 'b1');
  add(A, 'a2');
  const first = await call(1);
  expect(names(first)).toEqual(['a1', 'a2', 'b1']);
  expect([committed, queue.unstoredBytes]).toEqual([[], 3]);
  first.succeed();
  await queue.drained();
  expect([committed, queue.unstoredBytes]).toEqual([['a1', 'a2', 'b1'], 0]);
});

it('R1: never has one document in two transactions at once, and runs two at most', async () => {
  const { add, call, calls, names } = world();
  add(A, 'a1');
  await call(1);
  add(A, 'a2');
  add(B, 'b1');
  const second = await call(2);
  expect(names(second)).toEqual(['b1']);
  add(documentName('episode', 'CCCCCCCCCCCC'), 'c1');
  calls[0]?.succeed();
  expect(names(await call(3))).toEqual(['a2', 'c1']);
  expect(calls).toHaveLength(3);
});

it('bounds one transaction in rows and bytes; a row larger than that goes alone', async () => {
  const { add, call, names } = world();
  for (let n = 0; n < LIMITS.commitRows + 3; n++) add(A, `a${n}`);
  const first = await call(1);
  expect(first.entries).toHaveLength(LIMITS.commitRows);
  first.succeed();
  expect(names(await call(2))).toHaveLength(3);
  add(B, 'huge', LIMITS.commitBytes * 2);
  add(B, 'small');
  expect(names(await call(3))).toEqual(['huge']);
});

it('R1: tries again in the same order until it is committed', async () => {
  const { add, call, committed, names, queue } = world();
  add(A, 'a1');
  (await call(1)).fail();
  await eventually('known to fail', () => queue.storeFailingSince !== null);
  add(A, 'a2');
  (await call(2)).fail();
  const third = await call(3);
  expect(names(third)).toEqual(['a1', 'a2']);
  expect(committed).toEqual([]);
  third.succeed();
  await queue.drained(A);
  expect([committed, queue.storeFailingSince]).toEqual([['a1', 'a2'], null]);
});

it('counts a transaction that is not answered as a store that does not work', async () => {
  const { add, call, queue } = world();
  expect(queue.storeFailingSince).toBeNull();
  const before = Date.now();
  add(A, 'a1');
  const first = await call(1);
  expect(queue.storeFailingSince).toBeGreaterThanOrEqual(before);
  first.succeed();
  await queue.drained(A);
  expect(queue.storeFailingSince).toBeNull();
});

it('R7: after a failure each document goes alone, so one that always fails holds up nobody', async () => {
  const { add, call, names } = world();
  add(A, 'a1');
  add(B, 'b1');
  (await call(1)).fail();
  const second = await call(2);
  const third = await call(3);
  expect([names(second), names(third)].sort()).toEqual([['a1'], ['b1']]);
});

it('R7: what failed before is not mixed with what did not', async () => {
  const { add, call, names } = world();
  add(A, 'a1');
  const first = await call(1);
  add(B, 'b1');
  add(A, 'a2');
  (await call(2)).fail();
  add(documentName('episode', 'DDDDDDDDDDDD'), 'd1');
  await call(3);
  // Both transactions are taken; when one is free again, both A and B are due.
  const failedAt = Date.now();
  await eventually('due', () => Date.now() - failedAt > 150);
  first.succeed();
  expect(names(await call(4))).toEqual(['a2']);
});

it('R7: tells all others and ends when one document fails over the answer', async () => {
  const { add, call, committed, queue } = world();
  const entry = { document: A, bytes: new Uint8Array(1), author: AUTHOR, writeKey: null, clientIds: [] };
  queue.enqueue({
    entry,
    onResult: () => {
      throw new Error('broken in memory');
    },
  });
  add(A, 'a2');
  add(B, 'b1');
  (await call(1)).succeed();
  await queue.drained();
  expect([committed, queue.unstoredBytes]).toEqual([['a2', 'b1'], 0]);
});

it('says when it holds more than the memory it may use', () => {
  const { add, queue } = world();
  add(A, 'a1', LIMITS.unstoredBytes);
  expect(queue.full).toBe(false);
  add(A, 'a2');
  expect(queue.full).toBe(true);
});
