import { createHash } from 'node:crypto';
import type { AuthorSpan } from '@trashfire/shared/document/author-spans';
import { type DocumentName, parseDocumentName } from '@trashfire/shared/document/names';
import { DOCUMENT_SCHEMA_VERSION } from '@trashfire/shared/document/schema';
import type { Snapshot } from '../ports/compaction-log.ts';
import type { AppendEntry, AppendResult, LogRow, RowAuthor } from '../ports/update-log.ts';

export interface StoredRow extends LogRow {
  author: RowAuthor;
  writeKey: string | null;
  clientIds: readonly number[];
  /** ms since 1970. */
  at: number;
}

/** One document as the store holds it. */
export interface MemoryDocument {
  team: string;
  epoch: number;
  schemaVersion: number;
  head: number;
  rows: StoredRow[];
  /** Ascending by seq. */
  snapshots: Snapshot[];
  /** Seq of each named version. */
  pins: Set<number>;
  /** Seq by write key, of rows given up as well. */
  writeKeys: Map<string, number>;
  /** Authors of rows given up, by client and clock. */
  spans: Map<string, AuthorSpan>;
}

/** What a log is asked for, as {@link MemoryStore.pause} sees it. */
export type MemoryOperation = 'read' | 'readRange' | 'append' | 'hasWriteKey' | 'heads' | 'tail' | 'compact';

/** What goes wrong with the next append: nothing is written, or it is written and the answer is lost. */
type Fault = 'fails' | 'forgets';

const DAY_MS = 24 * 60 * 60 * 1000;

/**
 * What several nodes share in place of Postgres, for tests and the simulation: the same promises, no clock and no thread of
 * its own, so one order of calls always gives one history. Bytes are copied in and out, as a real store does.
 */
export class MemoryStore {
  readonly documents = new Map<DocumentName, MemoryDocument>();
  /** Documents somebody compacts, by whom. */
  readonly locks = new Map<DocumentName, object>();
  /**
   * Called at the start of each operation; it takes effect when the returned promise resolves, or at once without one. A
   * simulation delays with it, and fails an operation by rejecting.
   */
  pause: (operation: MemoryOperation) => Promise<void> | undefined = () => undefined;
  private readonly faults: Fault[] = [];
  private readonly now: () => number;
  private readonly keepMs: number;

  constructor({ now = Date.now, keepMs = 90 * DAY_MS }: { now?: () => number; keepMs?: number } = {}) {
    this.now = now;
    this.keepMs = keepMs;
  }

  create(document: DocumentName, { team = 'team', schemaVersion = DOCUMENT_SCHEMA_VERSION } = {}): void {
    if (this.documents.has(document)) throw new Error(`${document} is there already`);
    this.documents.set(document, {
      team,
      epoch: 1,
      schemaVersion,
      head: 0,
      rows: [],
      snapshots: [],
      pins: new Set(),
      writeKeys: new Map(),
      spans: new Map(),
    });
  }

  delete(document: DocumentName): void {
    this.documents.delete(document);
  }

  /** @throws Error when there is no such document. */
  get(document: DocumentName): MemoryDocument {
    const found = this.documents.get(document);
    if (found === undefined) throw new Error(`${document} is not there`);
    return found;
  }

  /** The next appends, in this order. */
  failNextAppends(count = 1): void {
    for (let n = 0; n < count; n++) this.faults.push('fails');
  }

  /** The next append is committed, and whoever asked hears of a broken connection. */
  loseNextAnswer(): void {
    this.faults.push('forgets');
  }

  takeFault(): Fault | null {
    return this.faults.shift() ?? null;
  }

  /** Changes one byte of a snapshot, as a bad disk would. */
  damageSnapshot(document: DocumentName, seq: number): void {
    const snapshot = this.get(document).snapshots.find((kept) => kept.seq === seq);
    if (snapshot === undefined) throw new Error(`${document} has no snapshot ${seq}`);
    const middle = Math.floor(snapshot.bytes.length / 2);
    snapshot.bytes[middle] = (snapshot.bytes[middle] ?? 0) ^ 0xff;
  }

  /** @param schemaVersion layout version of the program that writes. */
  append(entries: readonly AppendEntry[], schemaVersion: number): AppendResult[] {
    return entries.map(({ document, bytes, author, writeKey, clientIds, epoch }): AppendResult => {
      const stored = this.documents.get(document);
      if (stored === undefined) return { state: 'gone' };
      if (epoch !== undefined && epoch !== stored.epoch) return { state: 'replaced' };
      stored.schemaVersion = Math.max(stored.schemaVersion, schemaVersion);
      if (writeKey !== null && stored.writeKeys.has(writeKey)) return { state: 'duplicate' };
      const seq = ++stored.head;
      stored.rows.push({ seq, bytes: bytes.slice(), author, writeKey, clientIds, at: this.now() });
      if (writeKey !== null) stored.writeKeys.set(writeKey, seq);
      return { state: 'written', seq };
    });
  }

  /** Seq of the last row such that it and all before it are older than the retention; that before the log when there is none. */
  expired(document: DocumentName): number {
    const { rows, head } = this.get(document);
    const keepMs = parseDocumentName(document)?.kind === 'renders' ? 0 : this.keepMs;
    const kept = rows.find((row) => row.at > this.now() - keepMs);
    return kept === undefined ? head : kept.seq - 1;
  }
}

export function baseOf({ rows, head }: MemoryDocument): number {
  return (rows[0]?.seq ?? head + 1) - 1;
}

export function isWhole({ bytes, sha256 }: Snapshot): boolean {
  return createHash('sha256').update(bytes).digest('hex') === sha256;
}

/** The newest whole snapshot at or before `seq`. */
export function wholeSnapshot({ snapshots }: MemoryDocument, seq: number): Snapshot | null {
  return snapshots.findLast((snapshot) => snapshot.seq <= seq && isWhole(snapshot)) ?? null;
}
