import { Worker } from 'node:worker_threads';
import type { MergeJob, MergeOutcome } from './merge.ts';
import { packJob } from './merge-message.ts';

/** Does merges one at a time. Rejects when one did not end: out of time, out of memory, or broken. */
export interface Merger {
  merge(job: MergeJob): Promise<MergeOutcome>;
  /** There is nothing to do for now. What is under way rejects. */
  rest(): Promise<void>;
}

interface ThreadLimits {
  ms: number;
  heapMiB: number;
}

interface Waiting {
  resolve(outcome: MergeOutcome): void;
  reject(error: Error): void;
  timer: NodeJS.Timeout;
}

const FILE = new URL('./merge-worker.ts', import.meta.url);

/**
 * Merges in a thread of its own, so that a long history costs the rooms nothing (R7). The thread is started when it is needed
 * and ended by `rest`: an idle one would hold memory for nothing.
 */
export class MergeThread implements Merger {
  private readonly limits: ThreadLimits;
  private worker: Worker | null = null;
  private waiting: Waiting | null = null;

  constructor(limits: ThreadLimits) {
    this.limits = limits;
  }

  merge(job: MergeJob): Promise<MergeOutcome> {
    if (this.waiting !== null) return Promise.reject(new Error('a merge is under way already'));
    const { message, transfer } = packJob(job);
    const worker = this.worker ?? this.start();
    return new Promise<MergeOutcome>((resolve, reject) => {
      const late = new Error(`the merge took longer than ${this.limits.ms} ms`);
      const timer = setTimeout(() => void this.giveUp(late), this.limits.ms);
      this.waiting = { resolve, reject, timer };
      worker.postMessage(message, transfer);
    });
  }

  rest(): Promise<void> {
    return this.giveUp(new Error('the thread that merges was ended'));
  }

  private start(): Worker {
    const worker = new Worker(FILE, {
      name: 'compaction',
      // Flags of the process that started us are not the thread's.
      execArgv: [],
      resourceLimits: { maxOldGenerationSizeMb: this.limits.heapMiB },
    });
    const failed = (error: Error) => {
      if (this.worker === worker) void this.giveUp(error);
    };
    worker.on('message', (outcome: MergeOutcome) => {
      if (this.worker === worker) this.take()?.resolve(outcome);
    });
    worker.on('error', (error) => failed(new Error('the thread that merges failed', { cause: error })));
    worker.on('exit', () => failed(new Error('the thread that merges ended')));
    // The process may end without waiting for it.
    worker.unref();
    this.worker = worker;
    return worker;
  }

  /** The next merge gets a thread of its own. */
  private async giveUp(error: Error): Promise<void> {
    const { worker } = this;
    this.worker = null;
    this.take()?.reject(error);
    await worker?.terminate();
  }

  private take(): Waiting | null {
    const { waiting } = this;
    this.waiting = null;
    clearTimeout(waiting?.timer);
    return waiting;
  }
}
