import { Worker } from 'node:worker_threads';
import { AppError } from '@trashfire/shared/errors/app-error';
import type { Made, MakeContext, Maker } from '../made.ts';
import type { FromThread, ThreadData, ToThread } from './messages.ts';

interface Deps {
  /** Threads at most; one a core, because drawing is all CPU. */
  size: number;
  /** Starts a making thread; see {@link makerThread}. */
  start(): MakerThread;
  /** A thread idle for this long is ended, so that a studio at rest holds no canvases in memory. */
  idleMs: number;
}

/** The part of a worker thread that the pool deals with. */
export type MakerThread = Pick<Worker, 'postMessage' | 'terminate' | 'on' | 'once' | 'off'>;

/** @returns what starts a thread of ./maker-thread.ts. */
export function makerThread(data: ThreadData): () => MakerThread {
  return () => new Worker(new URL('./maker-thread.ts', import.meta.url), { workerData: data });
}

interface Seat {
  thread: MakerThread;
  busy: boolean;
  idle: NodeJS.Timeout | null;
}

/** After a stop a thread has this long to clean up (end ffmpeg) before it is ended by force. */
const STOP_GRACE_MS = 5_000;

/**
 * Makes things off the main thread, so that beats go out while frames are drawn. Threads are started when there is
 * work; the queue's concurrency never exceeds `size`, and a call beyond it waits for a seat.
 */
export function createMakerPool({ size, start, idleMs }: Deps): { make: Maker; close(): Promise<void> } {
  const seats = new Set<Seat>();
  const waiting: ((seat: Seat) => void)[] = [];

  const open = (): Seat => {
    const seat: Seat = { thread: start(), busy: true, idle: null };
    seats.add(seat);
    // A thread that failed is on its way out, and one that is being ended answers no more: neither may be handed out again.
    seat.thread.once('exit', () => leave(seat));
    seat.thread.on('error', () => leave(seat));
    return seat;
  };
  const leave = (seat: Seat) => {
    seats.delete(seat);
    if (seat.idle) clearTimeout(seat.idle);
  };
  const take = async (): Promise<Seat> => {
    for (const seat of seats) {
      if (seat.busy) continue;
      seat.busy = true;
      if (seat.idle) clearTimeout(seat.idle);
      seat.idle = null;
      return seat;
    }
    return seats.size < size ? open() : await new Promise((resolve) => waiting.push(resolve));
  };
  const giveBack = (seat: Seat) => {
    if (!seats.has(seat)) {
      const next = waiting.shift();
      if (next) next(open());
      return;
    }
    const next = waiting.shift();
    if (next) return next(seat);
    seat.busy = false;
    seat.idle = setTimeout(() => {
      leave(seat);
      void seat.thread.terminate();
    }, idleMs);
  };

  return {
    async make(manifest, context) {
      context.signal.throwIfAborted();
      const seat = await take();
      try {
        // It may have been stopped while it waited for the seat.
        context.signal.throwIfAborted();
        return await run(seat.thread, { kind: 'make', manifest, scratch: context.scratch, inputs: context.inputs }, context);
      } finally {
        giveBack(seat);
      }
    },
    async close() {
      await Promise.all([...seats].map((seat) => seat.thread.terminate()));
    },
  };
}

function run(thread: MakerThread, order: ToThread, { signal, onPercent }: MakeContext): Promise<Made> {
  return new Promise((resolve, reject) => {
    let force: NodeJS.Timeout | undefined;
    const end = (settle: () => void) => {
      clearTimeout(force);
      signal.removeEventListener('abort', stop);
      thread.off('message', hear);
      thread.off('error', broke);
      thread.off('exit', left);
      settle();
    };
    const failed = (error: unknown) => end(() => reject(signal.aborted ? signal.reason : error));
    const broke = (error: unknown) => failed(error);
    const left = (code: number) =>
      failed(
        new AppError(
          'internal',
          `Drawing stopped without a word (code ${code}). Render it again; if it ends the same way, look at the worker's log.`,
        ),
      );
    const stop = () => {
      thread.postMessage({ kind: 'stop' } satisfies ToThread);
      force = setTimeout(() => void thread.terminate(), STOP_GRACE_MS);
    };
    const hear = (message: FromThread) => {
      if (message.kind === 'percent') onPercent(message.percent);
      else if (message.kind === 'made') end(() => resolve(message.made));
      else failed(new AppError(message.code, message.message));
    };
    thread.on('message', hear);
    thread.once('error', broke);
    thread.once('exit', left);
    signal.addEventListener('abort', stop, { once: true });
    thread.postMessage(order);
    if (signal.aborted) stop();
  });
}
