import type { DocumentName } from '@trashfire/shared/document/names';
import { COMPACTION } from '@trashfire/shared/realtime/limits';
import type { Logger } from 'pino';
import type { Metrics } from '../metrics.ts';
import type { CompactionLog } from '../ports/compaction-log.ts';
import { type CompactionPolicy, type CompactionReport, compactDocument, POLICY } from './compact-document.ts';
import type { MergeJob } from './merge.ts';
import type { Merger } from './merge-thread.ts';
import { type MergeRest, TailCounts } from './tail-counts.ts';

export interface CompactorDeps {
  log: CompactionLog;
  logger: Logger;
  metrics: Metrics;
  merger: Merger;
}

export interface CompactorOptions {
  tail: { rows: number; bytes: number };
  rest: MergeRest;
  policy: CompactionPolicy;
  queued: number;
  sweepMs: number;
  sweepDocuments: number;
}

const DEFAULTS: CompactorOptions = {
  tail: COMPACTION.tail,
  rest: COMPACTION.rest,
  policy: POLICY,
  queued: COMPACTION.queued,
  sweepMs: COMPACTION.sweepMs,
  sweepDocuments: COMPACTION.sweepDocuments,
};

/**
 * Keeps every document quick to open and its log as long as its retention (DESIGN §5.5): documents whose tail has grown long
 * wait in a queue, each once, and are merged one after the other. It hears of what this node commits; the sweep finds what
 * nobody heard of. It may fail or stop at any time: the log is whole without it.
 */
export class Compactor {
  private readonly deps: CompactorDeps;
  private readonly options: CompactorOptions;
  private readonly counts: TailCounts;
  private readonly queue = new Set<DocumentName>();
  private running: Promise<void> | null = null;
  private sweeping: Promise<void> | null = null;
  private sweptTo: DocumentName | null = null;
  private timer: NodeJS.Timeout | undefined;
  private closed = false;

  constructor(deps: CompactorDeps, options: Partial<CompactorOptions> = {}) {
    this.deps = deps;
    this.options = { ...DEFAULTS, ...options };
    this.counts = new TailCounts(this.options.tail, this.options.rest, COMPACTION.counted);
  }

  /** Documents whose history waits to be merged. */
  get queued(): number {
    return this.queue.size;
  }

  /** Rows of theirs that are in no snapshot. */
  get tailRows(): number {
    return [...this.queue].reduce((sum, document) => sum + this.counts.rowsOf(document), 0);
  }

  /** Begins to look for long tails that nobody on this node wrote. */
  start(): void {
    this.timer = setInterval(() => void this.sweep(), this.options.sweepMs);
    this.timer.unref();
  }

  /** This node has committed rows of the document. @param bytes of these rows together. */
  committed(document: DocumentName, seq: number, bytes: number): void {
    if (this.counts.committed(document, seq, bytes)) this.enqueue(document);
  }

  /** This node has read the document up to `seq`, and knows its tail without asking for it. */
  loaded(document: DocumentName, seq: number, tail: { rows: number; bytes: number }): void {
    if (this.counts.loaded(document, seq, tail)) this.enqueue(document);
  }

  /** Somebody found a snapshot that is not what was written: another takes its place. */
  damaged(document: DocumentName): void {
    this.counts.demand(document);
    this.enqueue(document);
  }

  /** Looks for the longest tails, and through the next documents for old rows; after the last begins with the first. Never rejects. */
  sweep(): Promise<void> {
    this.sweeping ??= this.lookFurther()
      .catch((error: unknown) => this.deps.logger.warn({ err: error }, 'could not look for long histories, trying again'))
      .finally(() => {
        this.sweeping = null;
      });
    return this.sweeping;
  }

  /** Resolves when nothing waits and nothing is being merged. */
  async idle(): Promise<void> {
    await this.sweeping;
    await this.running;
  }

  /** What is under way is broken off; nothing of it is kept. */
  async close(): Promise<void> {
    this.closed = true;
    clearInterval(this.timer);
    this.queue.clear();
    await this.deps.merger.rest();
    await this.idle();
  }

  private async lookFurther(): Promise<void> {
    const { sweepDocuments, queued, tail, policy } = this.options;
    this.take(await this.deps.log.longestTails(queued, tail));
    const worth = { oldRows: policy.trimRows, keptRows: policy.keptRows };
    const { documents, next } = await this.deps.log.withOldRows(this.sweptTo, sweepDocuments, worth);
    this.sweptTo = next;
    this.take(documents);
  }

  private take(documents: readonly DocumentName[]): void {
    for (const document of documents) if (this.counts.found(document)) this.enqueue(document);
  }

  private enqueue(document: DocumentName): void {
    if (this.closed || this.queue.size >= this.options.queued) return;
    this.queue.add(document);
    this.running ??= this.run();
  }

  private async run(): Promise<void> {
    do {
      for (const document of this.queue) {
        await this.attend(document);
        this.queue.delete(document);
        if (this.counts.due(document) && !this.closed) this.queue.add(document);
      }
      // Somebody may join the queue meanwhile.
      await this.deps.merger.rest();
    } while (this.queue.size > 0);
    this.running = null;
  }

  private async attend(document: DocumentName): Promise<void> {
    try {
      if (await this.isDue(document)) await this.compact(document);
    } catch (error) {
      this.counts.failed(document);
      if (this.closed) return;
      this.deps.metrics.compactionFailures.add(1);
      this.deps.logger.warn({ err: error, document }, 'could not merge the history, trying again when it has grown');
    }
  }

  private async isDue(document: DocumentName): Promise<boolean> {
    const tail = await this.deps.log.tail(document);
    if (tail === null) this.counts.forget(document);
    else this.counts.looked(document, tail);
    return this.counts.due(document);
  }

  private async compact(document: DocumentName): Promise<void> {
    const started = performance.now();
    const { log, merger, metrics } = this.deps;
    const mayTrim = this.counts.mayTrim(document);
    const merge = async (job: MergeJob) => {
      if (this.closed) throw new Error('closing');
      return merger.merge(job);
    };
    const report = await log.compact(document, (turn) => compactDocument(turn, merge, mayTrim, this.options.policy));
    // Another node does it, and will have done before this one hears of the next threshold.
    if (report === 'busy' || report === null) {
      this.counts.forget(document);
      return;
    }
    const ms = performance.now() - started;
    metrics.compactionSeconds.observe(ms / 1000);
    this.tell(document, report);
    this.counts.compacted(document, report, ms);
  }

  private tell(document: DocumentName, { refused, trimRefused, damaged, head, snapshot, trimmed }: CompactionReport): void {
    const { logger, metrics } = this.deps;
    metrics.trimmedRows.add(trimmed);
    if (damaged.length > 0) logger.error({ document, damaged }, 'snapshots are not what was written');
    if (refused === null && trimRefused === null) {
      metrics.compactions.add(1);
      logger.debug({ document, snapshot, trimmed }, 'history merged');
      return;
    }
    metrics.compactionFailures.add(1);
    logger.error({ document, head, refused, trimRefused }, 'the merged history differs from the document, not kept');
  }
}
