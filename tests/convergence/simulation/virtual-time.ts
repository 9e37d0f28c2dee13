import { webcrypto } from 'node:crypto';
import { performance } from 'node:perf_hooks';
import type { Random } from '@trashfire/shared/testing/random';

/**
 * Time and chance of a simulated world. While a {@link VirtualTime} is in force, every timer, clock and random number of the
 * process comes from it, so what runs in it depends on its seed alone. Nothing in it may wait for anything but timers and promises.
 *
 * Import this file before anything that loads lib0, which keeps the clock and the random source it finds.
 */
const real = {
  timeout: globalThis.setTimeout,
  interval: globalThis.setInterval,
  immediate: globalThis.setImmediate,
  clearTimer: globalThis.clearTimeout,
  clearTurn: globalThis.clearImmediate,
  date: Date.now,
  now: performance.now.bind(performance),
  utilization: performance.eventLoopUtilization.bind(performance),
  random: Math.random,
  bytes: webcrypto.getRandomValues.bind(webcrypto),
  uuid: webcrypto.randomUUID.bind(webcrypto),
};

/** Somewhere in 2027; no test may care. */
const EPOCH_MS = 1_800_000_000_000;

/** A process of the simulated world: when it dies, nothing of it ever runs again. */
export class Process {
  readonly name: string;
  alive = true;

  constructor(name: string) {
    this.name = name;
  }
}

class Task {
  readonly process: Process;
  readonly run: () => void;
  at: number;
  order: number;
  /** Milliseconds after which it runs again; null for once. */
  readonly every: number | null;
  cancelled = false;
  /** Keeps its process alive, as Node's timers do until they are unref'ed. */
  holds = true;

  constructor(process: Process, at: number, order: number, every: number | null, run: () => void) {
    this.process = process;
    this.at = at;
    this.order = order;
    this.every = every;
    this.run = run;
  }

  ref(): this {
    this.holds = true;
    return this;
  }

  unref(): this {
    this.holds = false;
    return this;
  }

  hasRef(): boolean {
    return this.holds;
  }
}

let inForce: VirtualTime | null = null;

/** One world's clock and what is to happen in it, in order of time, then of asking. */
export class VirtualTime {
  /** Milliseconds since the world began. */
  now = 0;
  /** Events that ran. */
  events = 0;
  /** Share of the time that processes are at work, 0 to 1: what a program that measures its own load is told. */
  load = 0;
  /** On whose behalf code runs; timers set now are this process's. */
  current: Process;
  readonly random: Random;
  private readonly heap: Task[] = [];
  private order = 0;

  /** @param random what every program of this world draws from. @param outside the process in which the simulation itself acts. */
  constructor(random: Random, outside: Process) {
    this.random = random;
    this.current = outside;
  }

  /** Replaces the process's clocks, timers and randomness until {@link leave}. One world at a time. */
  enter(): void {
    if (inForce !== null) throw new Error('another world is in force');
    inForce = this;
  }

  leave(): void {
    inForce = null;
  }

  /** Something that happens to a process after `ms`: an arriving frame, an answer. Dropped when the process is dead by then. */
  after(ms: number, process: Process, run: () => void): Task {
    return this.push(new Task(process, this.now + Math.max(0, ms), this.order++, null, run).unref());
  }

  schedule(ms: number, every: number | null, run: () => void): Task {
    return this.push(new Task(this.current, this.now + Math.max(0, ms), this.order++, every, run));
  }

  /** Lets `ms` pass and everything happen that is due. */
  async advance(ms: number): Promise<void> {
    const until = this.now + ms;
    for (let task = this.heap[0]; task !== undefined && task.at <= until; task = this.heap[0]) {
      this.pop();
      if (task.cancelled || !task.process.alive) continue;
      this.now = task.at;
      if (task.every !== null) {
        task.at = this.now + task.every;
        task.order = this.order++;
        this.push(task);
      }
      this.events++;
      await this.act(task.process, task.run);
    }
    this.now = until;
  }

  /** Runs something as `process`, with all promises that become ready by it. */
  async act(process: Process, run: () => void): Promise<void> {
    const before = this.current;
    this.current = process;
    run();
    await new Promise<void>((resolve) => real.immediate(resolve));
    this.current = before;
  }

  /** How many timers of a process are left that would keep it from ending. */
  timersOf(process: Process): number {
    return this.heap.filter((task) => task.process === process && task.holds && !task.cancelled).length;
  }

  private push(task: Task): Task {
    const { heap } = this;
    let i = heap.length;
    heap.push(task);
    while (i > 0) {
      const parent = (i - 1) >> 1;
      const above = heap[parent];
      if (above === undefined || isBefore(above, task)) break;
      heap[i] = above;
      i = parent;
    }
    heap[i] = task;
    return task;
  }

  private pop(): void {
    const { heap } = this;
    const last = heap.pop();
    if (last === undefined || heap.length === 0) return;
    let i = 0;
    for (;;) {
      let child = 2 * i + 1;
      const left = heap[child];
      const right = heap[child + 1];
      if (left === undefined) break;
      let least = left;
      if (right !== undefined && isBefore(right, left)) {
        child++;
        least = right;
      }
      if (isBefore(last, least)) break;
      heap[i] = least;
      i = child;
    }
    heap[i] = last;
  }
}

function isBefore(a: Task, b: Task): boolean {
  return a.at < b.at || (a.at === b.at && a.order < b.order);
}

type Callback = (...args: unknown[]) => void;

function timer(ms: unknown, repeats: boolean, run: Callback, args: unknown[]): unknown {
  const delay = Math.max(1, Number(ms) || 0);
  return inForce?.schedule(delay, repeats ? delay : null, () => run(...args));
}

function cancel(task: unknown, otherwise: (task: never) => void): void {
  if (task instanceof Task) task.cancelled = true;
  else otherwise(task as never);
}

const later = (run: Callback, ms?: number, ...args: unknown[]) =>
  inForce === null ? real.timeout(run, ms, ...args) : timer(ms, false, run, args);
const again = (run: Callback, ms?: number, ...args: unknown[]) =>
  inForce === null ? real.interval(run, ms, ...args) : timer(ms, true, run, args);
const nextTurn = (run: Callback, ...args: unknown[]) =>
  inForce === null ? real.immediate(run, ...args) : inForce.schedule(0, null, () => run(...args));

Object.assign(globalThis, {
  setTimeout: later,
  setInterval: again,
  setImmediate: nextTurn,
  clearTimeout: (task: unknown) => cancel(task, real.clearTimer),
  clearInterval: (task: unknown) => cancel(task, real.clearTimer),
  clearImmediate: (task: unknown) => cancel(task, real.clearTurn),
});
Date.now = () => (inForce === null ? real.date() : EPOCH_MS + inForce.now);
performance.now = () => (inForce === null ? real.now() : inForce.now);
performance.eventLoopUtilization = (...since) =>
  inForce === null ? real.utilization(...since) : { idle: 0, active: 0, utilization: inForce.load };
Math.random = () => (inForce === null ? real.random() : inForce.random.next());

function fill<T>(target: T): T {
  if (inForce === null) return real.bytes(target as never) as T;
  const view = target as unknown as ArrayBufferView;
  inForce.random.bytes(new Uint8Array(view.buffer, view.byteOffset, view.byteLength));
  return target;
}

function uuid(): string {
  if (inForce === null) return real.uuid();
  const hex = Array.from(inForce.random.bytes(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20)}`;
}

Object.defineProperty(webcrypto, 'getRandomValues', { value: fill, configurable: true, writable: true });
Object.defineProperty(webcrypto, 'randomUUID', { value: uuid, configurable: true, writable: true });
