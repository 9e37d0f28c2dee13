import { EventEmitter } from 'node:events';
import type { Manifest } from '@trashfire/shared/render/manifest';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Measured } from '../made.ts';
import type { ToMaker } from './messages.ts';
import { createMakerPool, type MakerProcess } from './pool.ts';

const MADE: Measured = { files: [], frames: 1, uniqueFrames: 1, warnings: [], cpuMs: 1 };
const IDLE_MS = 20_000;

/** A child that does nothing by itself: the test says what it answers and when it is gone. */
class Child extends EventEmitter {
  readonly orders: ToMaker[] = [];
  ended = 0;
  send(order: ToMaker): boolean {
    return this.orders.push(order) > 0;
  }
  kill(): boolean {
    this.ended += 1;
    return true;
  }
  answers(): void {
    this.emit('message', { kind: 'made', made: MADE });
  }
}

let children: Child[] = [];
const pool = (size: number) =>
  createMakerPool({
    size,
    idleMs: IDLE_MS,
    start() {
      const child = new Child();
      children.push(child);
      return child as unknown as MakerProcess;
    },
  });
const order = (signal = new AbortController().signal) =>
  [
    { kind: 'still' } as unknown as Manifest,
    { scratch: '/nowhere', inputs: [], picture: null, signal, onPercent: () => undefined },
  ] as const;
const turn = async () => await vi.advanceTimersByTimeAsync(0);

beforeEach(() => {
  children = [];
  vi.useFakeTimers();
});
afterEach(() => vi.useRealTimers());

test('a child that is being ended for idleness is not handed out again', async () => {
  const { make } = pool(1);
  const first = make(...order());
  await turn();
  children[0]?.answers();
  await first;
  await vi.advanceTimersByTimeAsync(IDLE_MS);
  expect(children[0]?.ended).toBe(1);
  // Its 'exit' has not come yet.
  const second = make(...order());
  await turn();
  expect(children).toHaveLength(2);
  children[1]?.answers();
  await expect(second).resolves.toBe(MADE);
});

test('a child in use is not ended for the idleness before', async () => {
  const { make } = pool(1);
  const first = make(...order());
  await turn();
  children[0]?.answers();
  await first;
  const second = make(...order());
  await vi.advanceTimersByTimeAsync(2 * IDLE_MS);
  expect(children[0]?.ended).toBe(0);
  children[0]?.answers();
  await expect(second).resolves.toBe(MADE);
});

test('who waits for a seat gets a fresh child when the one before breaks', async () => {
  const { make } = pool(1);
  const first = make(...order());
  await turn();
  const second = make(...order());
  await turn();
  const broken = expect(first).rejects.toThrow('out of memory');
  children[0]?.emit('error', new Error('out of memory'));
  await broken;
  await turn();
  expect(children).toHaveLength(2);
  children[1]?.answers();
  await expect(second).resolves.toBe(MADE);
});

test('what is stopped while it waits for a seat is never begun, and the seat stays usable', async () => {
  const { make } = pool(1);
  const first = make(...order());
  await turn();
  const stop = new AbortController();
  const stopped = expect(make(...order(stop.signal))).rejects.toBe('cancel');
  stop.abort('cancel');
  children[0]?.answers();
  await first;
  await stopped;
  expect(children[0]?.orders).toHaveLength(1);
  const third = make(...order());
  await turn();
  children[0]?.answers();
  await expect(third).resolves.toBe(MADE);
});

test('a child that does not heed a stop is ended by force', async () => {
  const { make } = pool(1);
  const stop = new AbortController();
  const stopped = expect(make(...order(stop.signal))).rejects.toBe('lost');
  await turn();
  stop.abort('lost');
  await vi.advanceTimersByTimeAsync(5_000);
  expect(children[0]?.ended).toBe(1);
  children[0]?.emit('exit', 1);
  await stopped;
  const next = make(...order());
  await turn();
  children[1]?.answers();
  await expect(next).resolves.toBe(MADE);
});
