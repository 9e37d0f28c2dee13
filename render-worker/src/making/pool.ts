import { type ChildProcess, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { AppError } from '@trashfire/shared/errors/app-error';
import type { MakeContext, Measured, MeasuredMaker } from '../made.ts';
import { endedByItself } from '../steps/failure.ts';
import type { FromMaker, ToMaker } from './messages.ts';

interface Deps {
  /** Processes at most; one a core, because drawing is all CPU. */
  size: number;
  /** Starts a making child; see {@link makerProcess}. */
  start(): MakerProcess;
  /** A child idle for this long is ended, so that a studio at rest holds no canvases in memory. */
  idleMs: number;
}

/** The part of a child process that the pool deals with. */
export type MakerProcess = Pick<ChildProcess, 'send' | 'kill' | 'on' | 'once' | 'off'>;

/**
 * @returns what starts a process of ./maker-process.ts. A process and not a thread: what the canvas and the speech engine take from the
 * system comes back only when a process ends (a worker at rest held 550 MB after the demo), and a fault in native code ends one shot.
 */
export function makerProcess(ffmpegPath: string): () => MakerProcess {
  const entry = fileURLToPath(new URL('./maker-process.ts', import.meta.url));
  return () => fork(entry, [ffmpegPath], { serialization: 'advanced' });
}

interface Seat {
  child: MakerProcess;
  busy: boolean;
  idle: NodeJS.Timeout | null;
}

/** After a stop a child has this long to clean up (end ffmpeg) before it is ended by force. */
const STOP_GRACE_MS = 5_000;

/**
 * Makes things in processes of their own, so that beats go out while frames are drawn. Processes are started when there is
 * work; a call beyond `size` waits for a seat.
 */
export function createMakerPool({ size, start, idleMs }: Deps): { make: MeasuredMaker; close(): Promise<void> } {
  const seats = new Set<Seat>();
  const waiting: ((seat: Seat) => void)[] = [];
  let closed = false;

  const open = (): Seat => {
    const seat: Seat = { child: start(), busy: true, idle: null };
    seats.add(seat);
    // A child that failed is on its way out, and one that is being ended answers no more: neither may be handed out again.
    seat.child.once('exit', () => leave(seat));
    seat.child.on('error', () => {
      leave(seat);
      seat.child.kill('SIGKILL');
    });
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
      if (next && !closed) next(open());
      return;
    }
    const next = waiting.shift();
    if (next) return next(seat);
    seat.busy = false;
    seat.idle = setTimeout(() => {
      leave(seat);
      seat.child.kill('SIGKILL');
    }, idleMs);
  };

  return {
    async make(manifest, context) {
      context.signal.throwIfAborted();
      const seat = await take();
      try {
        // It may have been stopped while it waited for the seat.
        context.signal.throwIfAborted();
        const { scratch, inputs, picture } = context;
        return await run(seat.child, { kind: 'make', manifest, scratch, inputs, picture }, context);
      } finally {
        giveBack(seat);
      }
    },
    async close() {
      closed = true;
      await Promise.all([...seats].map((seat) => ended(seat.child)));
    },
  };
}

async function ended(child: MakerProcess): Promise<void> {
  const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  // False for one that is gone already: its 'exit' has come and comes no more.
  if (child.kill('SIGKILL')) await gone;
}

function run(child: MakerProcess, order: ToMaker, { signal, onPercent }: MakeContext): Promise<Measured> {
  return new Promise((resolve, reject) => {
    let force: NodeJS.Timeout | undefined;
    const end = (settle: () => void) => {
      clearTimeout(force);
      signal.removeEventListener('abort', stop);
      child.off('message', hear);
      child.off('error', broke);
      child.off('exit', left);
      settle();
    };
    const failed = (error: unknown) => end(() => reject(signal.aborted ? signal.reason : error));
    const broke = (error: unknown) => failed(error);
    const left = (code: number | null, by: string | null) => failed(endedByItself(code, by));
    const stop = () => {
      child.send({ kind: 'stop' } satisfies ToMaker);
      force = setTimeout(() => void child.kill('SIGKILL'), STOP_GRACE_MS);
    };
    const hear = (message: FromMaker) => {
      if (message.kind === 'percent') onPercent(message.percent);
      else if (message.kind === 'made') end(() => resolve(message.made));
      else failed(new AppError(message.code, message.message));
    };
    child.on('message', hear);
    child.once('error', broke);
    child.once('exit', left);
    signal.addEventListener('abort', stop, { once: true });
    child.send(order);
    if (signal.aborted) stop();
  });
}
