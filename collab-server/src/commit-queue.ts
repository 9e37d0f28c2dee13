import type { DocumentName } from '@trashfire/shared/document/names';
import { LIMITS } from '@trashfire/shared/realtime/limits';
import type { Logger } from 'pino';
import type { Metrics } from './metrics.ts';
import type { Pace } from './pace.ts';
import type { AppendEntry, AppendResult, UpdateLog } from './ports/update-log.ts';

/** A row as it is in the log now. */
export interface CommittedRow {
  document: DocumentName;
  seq: number;
  bytes: Uint8Array;
}

export interface Commit {
  entry: AppendEntry;
  onResult(result: AppendResult): void;
}

interface DocumentQueue {
  commits: Commit[];
  inFlight: boolean;
  attempts: number;
  /** After a failure: not before this time, and in a transaction of its own, so one bad document cannot hold up the others (R7). */
  retryAt: number;
}

const MAX_IN_FLIGHT = 2;
/**
 * Transactions begin this far apart: the first row goes at once, those that follow it share the next, and the database its work.
 * The gap grows with the rows that come in a millisecond, up to the second: the more there are, the more a wait saves.
 */
const GAP_MS = 2.5;
const MOST_GAP_MS = 12;
const RETRY_FIRST_MS = 100;
const RETRY_MAX_MS = 3000;

export interface CommitQueueDeps {
  log: UpdateLog;
  logger: Logger;
  metrics: Metrics;
  pace: Pace;
  /** Called after each committed transaction with the rows it wrote, ascending for each document. */
  onCommitted: (rows: readonly CommittedRow[]) => void;
}

/**
 * Group commit for all rooms (DESIGN §5.3): while two transactions run, what arrives waits and goes together in the next.
 * Rows of one document commit in order, so it is never in two transactions at once. A failed or unknown commit is tried
 * again for ever; a row that was written after all is written twice, which Yjs does not notice.
 */
export class CommitQueue {
  private readonly queues = new Map<DocumentName, DocumentQueue>();
  private readonly deps: CommitQueueDeps;
  private inFlight = 0;
  private bytes = 0;
  private failingSince: number | null = null;
  /** Transactions under way, the oldest first. */
  private readonly begun = new Set<{ at: number }>();
  private scheduled = false;
  private closed = false;
  private timer: NodeJS.Timeout | undefined;
  private lastBegan = Number.NEGATIVE_INFINITY;
  private gapMs = GAP_MS;
  private waiters: { document: DocumentName | null; resolve: () => void }[] = [];

  constructor(deps: CommitQueueDeps) {
    this.deps = deps;
  }

  /** Bytes that are applied in memory and not yet committed. */
  get unstoredBytes(): number {
    return this.bytes;
  }

  /** Since when the store refuses everything or leaves a transaction unanswered, in ms; null while it works. */
  get storeFailingSince(): number | null {
    const [oldest] = this.begun;
    return this.failingSince ?? oldest?.at ?? null;
  }

  get full(): boolean {
    return this.bytes > LIMITS.unstoredBytes;
  }

  enqueue(commit: Commit): void {
    const { document, bytes } = commit.entry;
    let queue = this.queues.get(document);
    if (queue === undefined) {
      queue = { commits: [], inFlight: false, attempts: 0, retryAt: 0 };
      this.queues.set(document, queue);
    }
    queue.commits.push(commit);
    this.bytes += bytes.length;
    this.schedule();
  }

  /** Resolves when everything queued so far (of one document, or of all) is committed. */
  drained(document: DocumentName | null = null): Promise<void> {
    if (document === null ? this.queues.size === 0 : !this.queues.has(document)) return Promise.resolve();
    return new Promise((resolve) => this.waiters.push({ document, resolve }));
  }

  /** Stops trying. Call when the process ends; what is not committed was never acknowledged. */
  close(): void {
    this.closed = true;
    clearTimeout(this.timer);
  }

  private schedule(): void {
    if (this.scheduled || this.closed) return;
    this.scheduled = true;
    const run = () => {
      this.scheduled = false;
      this.flush();
    };
    const wait = this.lastBegan + this.gapMs + this.deps.pace() - performance.now();
    if (wait > 0) setTimeout(run, wait);
    else setImmediate(run);
  }

  private flush(): void {
    clearTimeout(this.timer);
    if (this.closed) return;
    while (this.inFlight < MAX_IN_FLIGHT) {
      const batch = this.takeBatch(Date.now());
      if (batch.length === 0) break;
      void this.commit(batch);
    }
    const next = Math.min(...[...this.queues.values()].filter((q) => !q.inFlight && q.commits.length > 0).map((q) => q.retryAt));
    if (this.inFlight < MAX_IN_FLIGHT && Number.isFinite(next)) {
      this.timer = setTimeout(() => this.flush(), Math.max(1, next - Date.now()));
    }
  }

  /** Whole documents up to the limits of one transaction; a large queue is cut, its rest follows. */
  private takeBatch(now: number): Commit[] {
    const batch: Commit[] = [];
    let bytes = 0;
    for (const queue of this.queues.values()) {
      if (queue.inFlight || queue.commits.length === 0 || queue.retryAt > now) continue;
      const alone = queue.attempts > 0;
      if (alone && batch.length > 0) continue;
      let taken = 0;
      for (const { entry } of queue.commits) {
        const room = batch.length + taken < LIMITS.commitRows && bytes + entry.bytes.length <= LIMITS.commitBytes;
        if (!room && batch.length + taken > 0) break;
        bytes += entry.bytes.length;
        taken++;
      }
      if (taken === 0) break;
      queue.inFlight = true;
      batch.push(...queue.commits.slice(0, taken));
      if (alone) break;
    }
    return batch;
  }

  private async commit(batch: readonly Commit[]): Promise<void> {
    this.inFlight++;
    const started = performance.now();
    const rate = batch.length / Math.max(1, started - this.lastBegan);
    // Half of what it was: one burst is not a load.
    this.gapMs = (this.gapMs + Math.min(MOST_GAP_MS, GAP_MS + (MOST_GAP_MS - GAP_MS) * rate)) / 2;
    this.lastBegan = started;
    const begun = { at: Date.now() };
    this.begun.add(begun);
    const outcome = await this.deps.log.append(batch.map((commit) => commit.entry)).catch((error: unknown) => ({ error }));
    this.begun.delete(begun);
    this.inFlight--;
    this.schedule();
    if ('error' in outcome) return this.failed(batch, outcome.error);
    this.deps.metrics.commitSeconds.observe((performance.now() - started) / 1000);
    this.deps.metrics.commitRows.observe(batch.length);
    this.deps.metrics.committedRows.add(batch.length);
    this.failingSince = null;
    this.settle(batch, outcome);
  }

  private settle(batch: readonly Commit[], results: readonly AppendResult[]): void {
    const rows: CommittedRow[] = [];
    for (const [i, commit] of batch.entries()) {
      const { document, bytes } = commit.entry;
      const queue = this.queues.get(document);
      queue?.commits.shift();
      this.bytes -= bytes.length;
      if (queue !== undefined) Object.assign(queue, { inFlight: false, attempts: 0, retryAt: 0 });
      if (queue?.commits.length === 0) this.queues.delete(document);
      const result = results[i] ?? { state: 'gone' };
      if (result.state === 'written') rows.push({ document, seq: result.seq, bytes });
      this.tell(commit, result);
    }
    if (rows.length > 0) this.deps.onCommitted(rows);
    this.wake();
  }

  /** What one document makes of its answer is not for the others to pay: theirs follow it. */
  private tell(commit: Commit, result: AppendResult): void {
    try {
      commit.onResult(result);
    } catch (error) {
      this.deps.logger.error({ err: error, document: commit.entry.document }, 'a committed row could not be taken in');
    }
  }

  private failed(batch: readonly Commit[], error: unknown): void {
    this.failingSince ??= Date.now();
    this.deps.metrics.commitFailures.add(1);
    const documents = new Set(batch.map((commit) => commit.entry.document));
    this.deps.logger.error({ err: error, documents: [...documents], unstoredBytes: this.bytes }, 'commit failed, trying again');
    for (const document of documents) {
      const queue = this.queues.get(document);
      if (queue === undefined) continue;
      const delay = Math.min(RETRY_MAX_MS, RETRY_FIRST_MS * 2 ** queue.attempts);
      queue.inFlight = false;
      queue.attempts++;
      queue.retryAt = Date.now() + delay * (0.5 + Math.random() / 2);
    }
  }

  private wake(): void {
    const isDrained = (document: DocumentName | null) =>
      document === null ? this.queues.size === 0 : !this.queues.has(document);
    const done = this.waiters.filter((waiter) => isDrained(waiter.document));
    this.waiters = this.waiters.filter((waiter) => !isDrained(waiter.document));
    for (const waiter of done) waiter.resolve();
  }
}
