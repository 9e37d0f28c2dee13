import { type AuthorSpan, authorSpans } from '@trashfire/shared/document/author-spans';
import type { DocumentKind, DocumentName } from '@trashfire/shared/document/names';
import * as Y from 'yjs';
import { type CompactionPolicy, type CompactionReport, compactDocument, POLICY } from '../compaction/compact-document.ts';
import { mergeHistory } from '../compaction/merge.ts';
import type { CompactionLog, CompactionTurn, HistoryRow } from '../ports/compaction-log.ts';
import type { AppendEntry, StoredDocument, UpdateLog } from '../ports/update-log.ts';

export type Log = UpdateLog & CompactionLog;

/** One store, as an acceptance suite needs it: what a log cannot do by its port is done to the store itself. */
export interface LogUnderTest {
  /** Two nodes' logs on the one store. */
  here: Log;
  there: Log;
  /** The log of a node whose program has this layout version. */
  of(schemaVersion: number): Log;
  /** @param kind an episode when left out. */
  create(kind?: DocumentKind): Promise<DocumentName>;
  remove(document: DocumentName): Promise<void>;
  /** Other content takes the name: the epoch rises. */
  replace(document: DocumentName): Promise<void>;
  /** The rows up to `seq` become older than the retention. */
  age(document: DocumentName, seq: number): Promise<void>;
  /** Changes a byte of the snapshot. */
  damage(document: DocumentName, seq: number): Promise<void>;
  /** Seqs of all snapshots, ascending. */
  snapshots(document: DocumentName): Promise<number[]>;
  /** Who wrote the rows that were given up, by client and clock. */
  authors(document: DocumentName): Promise<AuthorSpan[]>;
  /** Somebody names the version after this row. */
  pin(document: DocumentName, seq: number): Promise<void>;
}

/** Small enough that a history of a few rows is merged in passes, and keeps two rows. */
export const SMALL: CompactionPolicy = { ...POLICY, keptRows: 2, trimRows: 1 };

export function entryOf(document: DocumentName, { bytes, author }: Pick<HistoryRow, 'bytes' | 'author'>): AppendEntry {
  return {
    document,
    bytes,
    author,
    writeKey: null,
    clientIds: [...Y.parseUpdateMeta(bytes).from.keys()],
  };
}

/** Compacts once, in this thread. @throws Error when somebody else does, or the document is gone. */
export async function compactOnce(log: CompactionLog, document: DocumentName, policy = SMALL): Promise<CompactionReport> {
  const merge = (job: Parameters<typeof mergeHistory>[0]) => Promise.resolve(mergeHistory(job));
  const report = await log.compact(document, (turn) => compactDocument(turn, merge, true, policy));
  if (report === null || report === 'busy') throw new Error(`not compacted: ${report}`);
  return report;
}

export function docOf(stored: Pick<StoredDocument, 'snapshot' | 'rows'> | null): Y.Doc {
  const doc = new Y.Doc();
  const parts = stored === null ? [] : [...(stored.snapshot === null ? [] : [stored.snapshot]), ...stored.rows];
  doc.transact(() => {
    for (const { bytes } of parts) Y.applyUpdate(doc, bytes);
  });
  return doc;
}

/** A turn that throws before or after one of its steps, when so many have been counted. */
export function brokenOff(turn: CompactionTurn, steps: number): CompactionTurn {
  let left = steps;
  const count = () => {
    if (left-- <= 0) throw new Error('broken off');
  };
  const wrap =
    <A extends unknown[], T>(step: (...args: A) => Promise<T>) =>
    async (...args: A): Promise<T> => {
      count();
      const result = await step(...args);
      count();
      return result;
    };
  return {
    extent: wrap(() => turn.extent()),
    history: wrap((...args) => turn.history(...args)),
    lastSpans: wrap(() => turn.lastSpans()),
    store: wrap((change) => turn.store(change)),
  };
}

/** @returns spans of rows that were given up and of those that follow them, by client and clock. */
export function allSpans(kept: readonly AuthorSpan[], rows: readonly HistoryRow[]): AuthorSpan[] {
  const spans = new Map(kept.map((span) => [`${span.client}:${span.clock}`, span]));
  const newest = new Map([...kept].sort(bySpan).map((span) => [span.client, span]));
  for (const span of authorSpans(rows, newest.values())) spans.set(`${span.client}:${span.clock}`, span);
  return [...spans.values()].sort(bySpan);
}

function bySpan(a: AuthorSpan, b: AuthorSpan): number {
  return a.client - b.client || a.clock - b.clock;
}
