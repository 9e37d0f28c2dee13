import { createHash } from 'node:crypto';
import { type AuthorSpan, authorSpans } from '@trashfire/shared/document/author-spans';
import * as Y from 'yjs';
import type { HistoryRow, Snapshot } from '../ports/compaction-log.ts';
import { contentDigest } from './content-digest.ts';

export interface MergeJob {
  /** State the rows build upon, V1; null when they begin at the first row. */
  start: Uint8Array | null;
  /** Ascending by seq. */
  rows: readonly HistoryRow[];
  /** Seqs of rows after which the state is wanted, ascending. */
  points: readonly number[];
  /** Of each client, the span that ends last; null when nobody asks who wrote the rows. */
  known: readonly AuthorSpan[] | null;
}

type Difference = 'missing content' | 'state vector' | 'deletions' | 'content';

/** `unequal`: loading what was encoded gave another document. `unreadable`: Yjs could not read what is stored. */
export type MergeOutcome =
  | { state: 'merged'; snapshots: Snapshot[]; authors: AuthorSpan[] }
  | { state: 'unequal'; seq: number; what: Difference }
  | { state: 'unreadable'; error: string };

/** What a document holds, to be compared without keeping the document. */
interface Print {
  snapshot: Y.Snapshot;
  digest: string;
  waiting: boolean;
}

interface Built {
  seq: number;
  /**
   * Encoding V1, though V2 is smaller: it is what clients speak, so a cold open sends the stored bytes as they are (facts:
   * sync §5.5).
   */
  bytes: Uint8Array;
  print: Print;
}

/**
 * Builds the document from its history, encodes it after each point, loads what was encoded again and compares. What it says of
 * an error never quotes the document.
 * @param encode how a document becomes bytes; tests hand in a broken one.
 */
export function mergeHistory(job: MergeJob, encode: (doc: Y.Doc) => Uint8Array = Y.encodeStateAsUpdate): MergeOutcome {
  try {
    const states = build(job, encode);
    for (const { seq, bytes, print } of states) {
      const what = difference(print, bytes);
      if (what !== null) return { state: 'unequal', seq, what };
    }
    const authors = job.known === null ? [] : authorSpans(job.rows, job.known);
    return { state: 'merged', snapshots: states.map(snapshotOf), authors };
  } catch (error) {
    return { state: 'unreadable', error: error instanceof Error ? error.name : typeof error };
  }
}

/** Each document is forgotten before the next is made and anything is compared, so that no two of them are in memory at once. */
function build({ start, rows, points }: MergeJob, encode: (doc: Y.Doc) => Uint8Array): Built[] {
  const built: Built[] = [];
  let after = 0;
  for (const seq of points) {
    const from = built.at(-1)?.bytes ?? start;
    const some = rows.filter((row) => row.seq > after && row.seq <= seq).map((row) => row.bytes);
    after = seq;
    const doc = loaded(from === null ? some : [from, ...some]);
    built.push({ seq, bytes: encode(doc), print: printOf(doc) });
  }
  return built;
}

/**
 * One transaction on a fresh document. Merging updates with each other is quadratic, and one transaction each costs several
 * times as much (facts: sync §5.9). What is more, after a transaction that changed a text which was there before, Yjs tidies up
 * its formatting on its own: the state would hold deletions that no row has.
 */
function loaded(updates: readonly Uint8Array[]): Y.Doc {
  const doc = new Y.Doc();
  doc.transact(() => {
    for (const update of updates) Y.applyUpdate(doc, update);
  });
  return doc;
}

function printOf(doc: Y.Doc): Print {
  const { pendingStructs, pendingDs } = doc.store;
  return { snapshot: Y.snapshot(doc), digest: contentDigest(doc), waiting: pendingStructs !== null || pendingDs !== null };
}

function difference(wanted: Print, bytes: Uint8Array): Difference | null {
  const got = printOf(loaded([bytes]));
  if (wanted.waiting || got.waiting) return 'missing content';
  if (!equalClocks(wanted.snapshot.sv, got.snapshot.sv)) return 'state vector';
  if (!Y.equalSnapshots(wanted.snapshot, got.snapshot)) return 'deletions';
  return wanted.digest === got.digest ? null : 'content';
}

function equalClocks(a: ReadonlyMap<number, number>, b: ReadonlyMap<number, number>): boolean {
  return a.size === b.size && [...a].every(([client, clock]) => b.get(client) === clock);
}

function snapshotOf({ seq, bytes, print }: Built): Snapshot {
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  return { seq, bytes, stateVector: Y.encodeStateVector(print.snapshot.sv), sha256 };
}
