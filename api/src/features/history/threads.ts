import { Worker } from 'node:worker_threads';
import { AppError } from '@trashfire/shared/errors/app-error';
import type { Logger } from 'pino';
import type { JobName, Jobs } from './jobs.ts';
import { HISTORY_LIMITS } from './limits.ts';
import type { Answer, Ask } from './worker.ts';

/** Runs a job in a thread. @param moved buffers that are handed over. @throws AppError of the job; too-many, too-large, unavailable. */
export type RunJob = <N extends JobName>(name: N, input: Jobs[N]['in'], moved?: ArrayBuffer[]) => Promise<Jobs[N]['out']>;

interface Waiting {
  ask: Ask;
  moved: ArrayBuffer[];
  resolve(output: Jobs[JobName]['out']): void;
  reject(error: AppError): void;
}

type Limits = Pick<typeof HISTORY_LIMITS, 'jobMs' | 'threads' | 'waiting' | 'threadMegabytes'>;

/** A thread that has nothing to do is ended after this. */
const IDLE_MS = 60_000;
const TOO_LONG = 'That stretch of history takes too long to work out. Take a shorter one, or name versions on the way.';
const TOO_LARGE = 'That stretch of history is too large to work out at once. Take a shorter one.';

/**
 * A few threads for computations on whole documents. One that takes too long or needs too much memory is ended with its
 * thread, so no document can hold up another for long (R7). Threads are made when needed and do not keep the process alive.
 */
export function createThreads(logger: Pick<Logger, 'error'>, limits: { [K in keyof Limits]: number } = HISTORY_LIMITS): RunJob {
  const queue: Waiting[] = [];
  const idle = new Map<Worker, NodeJS.Timeout>();
  let running = 0;

  const free = (): Worker => {
    for (const [worker, timer] of idle) {
      clearTimeout(timer);
      idle.delete(worker);
      return worker;
    }
    const worker = spawn(limits.threadMegabytes);
    worker.once('exit', () => {
      clearTimeout(idle.get(worker));
      idle.delete(worker);
    });
    return worker;
  };

  const next = () => {
    while (running < limits.threads) {
      const job = queue.shift();
      if (job === undefined) return;
      running += 1;
      work(free(), job);
    }
  };

  const work = (worker: Worker, { ask, moved, resolve, reject }: Waiting) => {
    const over = new AbortController();
    const end = (reusable: boolean) => {
      clearTimeout(timer);
      over.abort();
      running -= 1;
      if (reusable) {
        const timer = setTimeout(() => void worker.terminate(), IDLE_MS).unref();
        idle.set(worker, timer);
      } else void worker.terminate();
      next();
    };
    const fail = (error: AppError) => {
      if (over.signal.aborted) return;
      end(false);
      reject(error);
    };
    const timer = setTimeout(() => fail(new AppError('too-large', TOO_LONG)), limits.jobMs);
    const onMessage = (answer: Answer) => {
      if (over.signal.aborted) return;
      end(true);
      if (answer.ok) resolve(answer.output);
      else reject(refusal(ask.name, answer));
    };
    const onError = (error: unknown) => {
      const memory = error instanceof Error && 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY';
      if (!memory) logger.error({ err: error, job: ask.name }, 'a history thread failed');
      fail(memory ? new AppError('too-large', TOO_LARGE) : new AppError('internal', undefined, { cause: error }));
    };
    const onExit = () => fail(new AppError('unavailable'));
    worker.on('message', onMessage).on('error', onError).on('exit', onExit);
    over.signal.addEventListener('abort', () => {
      worker.off('message', onMessage).off('error', onError).off('exit', onExit);
    });
    worker.postMessage(ask, moved);
  };

  const refusal = (job: JobName, { error, stack }: Extract<Answer, { ok: false }>): AppError => {
    if (error.code === 'internal') logger.error({ job, stack }, 'a history computation failed');
    return new AppError(error.code, error.message, error.details === undefined ? {} : { details: error.details });
  };

  return (name, input, moved = []) =>
    new Promise((resolve, reject) => {
      if (queue.length >= limits.waiting) {
        reject(new AppError('too-many', 'Many people are looking at history right now. Try again in a moment.'));
        return;
      }
      // The answer to a job is of its kind; a queue of all kinds cannot say so.
      queue.push({ ask: { name, input }, moved, resolve: resolve as Waiting['resolve'], reject });
      next();
    });
}

function spawn(maxOldGenerationSizeMb: number): Worker {
  const worker = new Worker(new URL('./worker.ts', import.meta.url), {
    name: 'history',
    // Those of this process may not suit a thread, and nothing in it reads the environment.
    execArgv: [],
    env: {},
    resourceLimits: { maxOldGenerationSizeMb },
  });
  // Unheard, what goes wrong in a thread that has no job would end the process.
  worker.on('error', () => undefined);
  worker.unref();
  return worker;
}
