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

const FILE = new URL('./merge-worker.ts', import.meta.url);

/**
 * Merges in a thread of its own, so that a long history costs the rooms nothing (R7). The thread is started when it is needed
 * and ended by `rest`: an idle one would hold memory for nothing.
 */
export class MergeThread implements Merger {
  private readonly limits: ThreadLimits;
  private worker: Worker | null = null;

  constructor(limits: ThreadLimits) {
    this.limits = limits;
  }

  merge(job: MergeJob): Promise<MergeOutcome> {
    const { message, transfer } = packJob(job);
    const worker = this.running();
    return new Promise<MergeOutcome>((resolve, reject) => {
      const settle = (act: () => void) => {
        clearTimeout(timer);
        worker.removeAllListeners();
        // A worker that was told to end may still say so.
        worker.on('error', () => undefined);
        act();
      };
      const give = (error: Error) => {
        if (this.worker === worker) this.worker = null;
        void worker.terminate();
        settle(() => reject(error));
      };
      const timer = setTimeout(() => give(new Error(`the merge took longer than ${this.limits.ms} ms`)), this.limits.ms);
      worker.on('message', (outcome: MergeOutcome) => settle(() => resolve(outcome)));
      worker.on('error', (error) => give(new Error('the thread that merges failed', { cause: error })));
      worker.on('exit', () => give(new Error('the thread that merges ended')));
      worker.postMessage(message, transfer);
    });
  }

  async rest(): Promise<void> {
    const { worker } = this;
    this.worker = null;
    await worker?.terminate();
  }

  private running(): Worker {
    if (this.worker !== null) return this.worker;
    const worker = new Worker(FILE, {
      name: 'compaction',
      // Flags of the process that started us are not the thread's.
      execArgv: [],
      resourceLimits: { maxOldGenerationSizeMb: this.limits.heapMiB },
    });
    // The process may end without waiting for it.
    worker.unref();
    this.worker = worker;
    return worker;
  }
}
