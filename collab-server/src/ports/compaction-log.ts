import type { AuthorSpan } from '@trashfire/shared/document/author-spans';
import type { DocumentName } from '@trashfire/shared/document/names';
import type { LogRow, RowAuthor } from './update-log.ts';

/** What stands after a document's newest whole snapshot. */
export interface LogTail {
  rows: number;
  bytes: number;
}

/** How far a document's history reaches, as compaction sees it. Sequences; 0 stands before the first row. */
export interface LogExtent {
  head: number;
  /** The log begins after it: this row and all before it are gone. */
  base: number;
  /** This row and all before it are older than the retention; `base` when there is none. */
  expired: number;
  /** Of the newest snapshot whose bytes are what was written; 0 without one. */
  snapshot: number;
  /** Of all snapshots whose bytes are not what was written. */
  damaged: readonly number[];
  /** Named versions after `base` that have no whole snapshot of their own, ascending. */
  pins: readonly number[];
}

/** A row with who wrote it and when. */
export interface HistoryRow extends LogRow {
  author: RowAuthor;
  /** ms since 1970. */
  at: number;
}

/** A state to build upon and what followed. */
export interface History {
  /** Null: the rows begin at the first one. */
  start: LogRow | null;
  /** Ascending, without a gap. */
  rows: HistoryRow[];
}

export interface HistoryBounds {
  rows: number;
  bytes: number;
}

/** The whole document after `seq`, verified. */
export interface Snapshot extends LogRow {
  stateVector: Uint8Array;
  /** Of `bytes`, in hex. */
  sha256: string;
}

export interface CompactionChange {
  snapshots: readonly Snapshot[];
  /** Rows up to and including this one are given up; a whole snapshot of that very row must be there. Null: none. */
  trimTo: number | null;
  /** Who wrote what in the rows given up. */
  authors: readonly AuthorSpan[];
}

/** One document, held by one compactor at a time. What it stores appears when the work resolves, all of it or nothing. */
export interface CompactionTurn {
  /** @returns null when the document is gone. */
  extent(): Promise<LogExtent | null>;
  /**
   * The newest whole snapshot at or before `from` and the rows after it up to `to`; cut off at the bounds, but never before
   * the first row.
   */
  history(from: number, to: number, bounds: HistoryBounds): Promise<History>;
  /** Of each Yjs client known from rows given up earlier, the span that ends last. */
  lastSpans(): Promise<AuthorSpan[]>;
  /**
   * Keeps the snapshots, then gives up the rows, keeping their authors and write keys, and the snapshots nobody needs: not the
   * newest two, not a named version's, not the one the log begins at.
   */
  store(change: CompactionChange): Promise<void>;
}

/** So many rows that are older than the retention, apart from the newest `keptRows` of the log, are worth a turn. */
export interface OldRows {
  oldRows: number;
  keptRows: number;
}

export interface OldDocuments {
  documents: DocumentName[];
  /** Where the next look goes on; null at the end. */
  next: DocumentName | null;
}

/** The log as compaction needs it. Every method rejects when the store cannot answer; nothing is half done. */
export interface CompactionLog {
  /** @returns null when the document is gone. */
  tail(document: DocumentName): Promise<LogTail | null>;
  /** Of all documents those with a tail of at least these rows or bytes: the longest by rows first, and at most `count`. */
  longestTails(count: number, least: LogTail): Promise<DocumentName[]>;
  /**
   * Looks at the next `count` documents by name, `renders:` among them, whose rows are old as soon as they are written: they
   * have no history (DESIGN §4).
   */
  withOldRows(after: DocumentName | null, count: number, worth: OldRows): Promise<OldDocuments>;
  /**
   * Runs `work` while nobody else on any node compacts the document, and makes what it stored appear when it resolves.
   * @returns `busy` when somebody else does.
   */
  compact<T>(document: DocumentName, work: (turn: CompactionTurn) => Promise<T>): Promise<T | 'busy'>;
}
