import { EventEmitter } from 'node:events';
import type { Manifest } from '@trashfire/shared/render/manifest';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Made } from '../made.ts';
import type { ToThread } from './messages.ts';
import { createMakerPool, type MakerThread } from './pool.ts';

const MADE: Made = { files: [], frames: 1, uniqueFrames: 1, warnings: [] };
const IDLE_MS = 20_000;

/** A thread that does nothing by itself: the test says what it answers and when it is gone. */
class Thread extends EventEmitter {
  readonly orders: ToThread[] = [];
  ended = 0;
  postMessage(order: ToThread): void {
    this.orders.push(order);
  }
  terminate(): Promise<number> {
    this.ended += 1;
    return Promise.resolve(1);
  }
  answers(): void {
    this.emit('message', { kind: 'made', made: MADE });
  }
}

let threads: Thread[] = [];
const pool = (size: number) =>
  createMakerPool({
    size,
    idleMs: IDLE_MS,
    start() {
      const thread = new Thread();
      threads.push(thread);
      return thread as unknown as MakerThread;
    },
  });
const order = (signal = new AbortController().signal) =>
  [{ kind: 'still' } as unknown as Manifest, { scratch: '/nowhere', inputs: [], signal, onPercent: () => undefined }] as const;
const turn = async () => await vi.advanceTimersByTimeAsync(0);

beforeEach(() => {
  threads = [];
  vi.useFakeTimers();
});
afterEach(() => vi.useRealTimers());

test('a thread that is being ended for idleness is not handed out again', async () => {
  const { make } = pool(1);
  const first = make(...order());
  await turn();
  threads[0]?.answers();
  await first;
  await vi.advanceTimersByTimeAsync(IDLE_MS);
  expect(threads[0]?.ended).toBe(1);
  // Its 'exit' has not come yet.
  const second = make(...order());
  await turn();
  expect(threads).toHaveLength(2);
  threads[1]?.answers();
  await expect(second).resolves.toBe(MADE);
});

test('a thread in use is not ended for the idleness before', async () => {
  const { make } = pool(1);
  const first = make(...order());
  await turn();
  threads[0]?.answers();
  await first;
  const second = make(...order());
  await vi.advanceTimersByTimeAsync(2 * IDLE_MS);
  expect(threads[0]?.ended).toBe(0);
  threads[0]?.answers();
  await expect(second).resolves.toBe(MADE);
});

test('who waits for a seat gets a fresh thread when the one before breaks', async () => {
  const { make } = pool(1);
  const first = make(...order());
  await turn();
  const second = make(...order());
  await turn();
  const broken = expect(first).rejects.toThrow('out of memory');
  threads[0]?.emit('error', new Error('out of memory'));
  await broken;
  await turn();
  expect(threads).toHaveLength(2);
  threads[1]?.answers();
  await expect(second).resolves.toBe(MADE);
});

test('what is stopped while it waits for a seat is never begun, and the seat stays usable', async () => {
  const { make } = pool(1);
  const first = make(...order());
  await turn();
  const stop = new AbortController();
  const stopped = expect(make(...order(stop.signal))).rejects.toBe('cancel');
  stop.abort('cancel');
  threads[0]?.answers();
  await first;
  await stopped;
  expect(threads[0]?.orders).toHaveLength(1);
  const third = make(...order());
  await turn();
  threads[0]?.answers();
  await expect(third).resolves.toBe(MADE);
});

test('a thread that does not heed a stop is ended by force', async () => {
  const { make } = pool(1);
  const stop = new AbortController();
  const stopped = expect(make(...order(stop.signal))).rejects.toBe('lost');
  await turn();
  stop.abort('lost');
  await vi.advanceTimersByTimeAsync(5_000);
  expect(threads[0]?.ended).toBe(1);
  threads[0]?.emit('exit', 1);
  await stopped;
  const next = make(...order());
  await turn();
  threads[1]?.answers();
  await expect(next).resolves.toBe(MADE);
});
