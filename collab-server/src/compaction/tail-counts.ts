import type { DocumentName } from '@trashfire/shared/document/names';
import type { LogTail } from '../ports/compaction-log.ts';
import type { CompactionReport } from './compact-document.ts';

interface Count {
  /** Newest seq heard of, and the tail's rows and bytes as far as they are known. */
  seq: number;
  rows: number;
  bytes: number;
  /** Whether the log was asked; before, only what this node wrote is counted. */
  exact: boolean;
  /** The tail's length at which it is looked at or merged. */
  least: LogTail;
  /** Old rows are not given up before the log has come to here. */
  trimAfter: number;
  /** To be merged however short the tail is. */
  demanded: boolean;
  /** Monotonic ms: merged a moment ago, it is left alone until then. */
  restsUntil: number;
}

/**
 * How long a document is left alone after a merge, in ms and in times of what the merge took: a room of sixty that type would
 * otherwise merge its whole history twice a second. A tail of `rows` is merged all the same.
 */
export interface MergeRest {
  ms: number;
  times: number;
  rows: number;
}

/** An unknown tail is asked for when this part of the threshold was written here. */
const FIRST_LOOK = 10;

/**
 * How long the tails of the documents are that this node writes to, as far as it knows; decides when one is long. Whatever is
 * forgotten or missed here is found by the sweep.
 */
export class TailCounts {
  private readonly counts = new Map<DocumentName, Count>();
  private readonly threshold: LogTail;
  private readonly most: number;
  private readonly rest: MergeRest;

  /** @param most documents remembered; the one heard of longest ago goes first. */
  constructor(threshold: LogTail, rest: MergeRest, most: number) {
    this.threshold = threshold;
    this.rest = rest;
    this.most = most;
  }

  rowsOf(document: DocumentName): number {
    return this.counts.get(document)?.rows ?? 0;
  }

  /** The document was read up to `seq`, with all of its tail. @returns whether it is to be looked at. */
  loaded(document: DocumentName, seq: number, { rows, bytes }: LogTail): boolean {
    const count = this.take(document) ?? this.fresh(seq);
    this.keep(document, count);
    // Rows that were committed after it was read are counted already.
    if (count.seq <= seq) this.know(count, seq, { rows, bytes });
    return isLong(count) && this.isRested(count);
  }

  /** @returns whether the document is to be looked at. */
  committed(document: DocumentName, seq: number, bytes: number): boolean {
    const count = this.take(document) ?? this.fresh(seq);
    // Rows of other nodes count as well; their bytes are not known here.
    count.rows += Math.max(1, seq - count.seq);
    count.bytes += bytes;
    count.seq = Math.max(count.seq, seq);
    this.keep(document, count);
    return isLong(count) && this.isRested(count);
  }

  /** The sweep found it. @returns whether it may be tried: not when that was refused and it has hardly grown since. */
  found(document: DocumentName): boolean {
    const count = this.counts.get(document);
    if (count === undefined) {
      this.demand(document);
      return true;
    }
    const wasRefused = count.least.rows > this.threshold.rows || count.trimAfter > count.seq;
    if (wasRefused && !isLong(count)) return false;
    count.demanded = true;
    return true;
  }

  demand(document: DocumentName): void {
    const count = this.take(document) ?? this.fresh(0);
    count.demanded = true;
    this.keep(document, count);
  }

  looked(document: DocumentName, { rows, bytes }: LogTail): void {
    const count = this.counts.get(document);
    if (count !== undefined) this.know(count, count.seq, { rows, bytes });
  }

  private know(count: Count, seq: number, { rows, bytes }: LogTail): void {
    // Known for the first time: until now `least` was only when to ask.
    if (!count.exact) count.least = this.threshold;
    Object.assign(count, { seq, rows, bytes, exact: true });
  }

  due(document: DocumentName): boolean {
    const count = this.counts.get(document);
    return count !== undefined && (count.demanded || (isLong(count) && this.isRested(count)));
  }

  mayTrim(document: DocumentName): boolean {
    const count = this.counts.get(document);
    return count === undefined || count.seq >= count.trimAfter;
  }

  /** @param ms how long it took. */
  compacted(document: DocumentName, { head, refused, trimRefused, snapshot, more }: CompactionReport, ms: number): void {
    const count = this.counts.get(document);
    if (count === undefined) return;
    count.restsUntil = performance.now() + Math.max(this.rest.ms, this.rest.times * ms);
    count.seq = Math.max(count.seq, head);
    count.demanded = more;
    if (trimRefused !== null) count.trimAfter = head + this.threshold.rows;
    if (refused !== null) this.wait(count, this.threshold);
    else if (snapshot !== null) Object.assign(count, { rows: head - snapshot, bytes: 0, least: this.threshold });
  }

  /** It could not be tried; soon again, but not at every commit. */
  failed(document: DocumentName): void {
    const count = this.counts.get(document);
    if (count !== undefined) this.wait(count, part(this.threshold));
  }

  forget(document: DocumentName): void {
    this.counts.delete(document);
  }

  private isRested({ rows, restsUntil }: Count): boolean {
    return performance.now() >= restsUntil || rows >= this.rest.rows;
  }

  private wait(count: Count, { rows, bytes }: LogTail): void {
    count.demanded = false;
    count.least = { rows: count.rows + rows, bytes: count.bytes + bytes };
  }

  private fresh(seq: number): Count {
    return { seq, rows: 0, bytes: 0, exact: false, least: part(this.threshold), trimAfter: 0, demanded: false, restsUntil: 0 };
  }

  private take(document: DocumentName): Count | undefined {
    const count = this.counts.get(document);
    this.counts.delete(document);
    return count;
  }

  private keep(document: DocumentName, count: Count): void {
    this.counts.set(document, count);
    for (const oldest of this.counts.keys()) {
      if (this.counts.size <= this.most) break;
      this.counts.delete(oldest);
    }
  }
}

function part({ rows, bytes }: LogTail): LogTail {
  return { rows: Math.ceil(rows / FIRST_LOOK), bytes: Math.ceil(bytes / FIRST_LOOK) };
}

function isLong({ rows, bytes, least }: Count): boolean {
  return rows >= least.rows || bytes >= least.bytes;
}
