import type { ActorKind } from '@trashfire/shared/access/tickets';
import type { DocumentName } from '@trashfire/shared/document/names';

/** Who made a log row: a person, an agent's run and step, or a service's job. */
export interface RowAuthor {
  kind: ActorKind;
  id: string;
  runId: string | null;
  step: number | null;
}

export interface AppendEntry {
  document: DocumentName;
  /** One Yjs update, encoding V1. */
  bytes: Uint8Array;
  author: RowAuthor;
  /** Unique per document: an entry whose key is already in the log is not written again. */
  writeKey: string | null;
  /** Yjs client ids the update adds content from; authorship is computed from them. */
  clientIds: readonly number[];
  /** Epoch of the content the update was made for; left out, it is written whatever the document's is. */
  epoch?: number;
}

/**
 * `written`: committed at `seq`. `duplicate`: its write key was there before. `gone`: there is no such document. `replaced`: other
 * content has taken the name, and is not mixed with this.
 */
export type AppendResult = { state: 'written'; seq: number } | { state: 'duplicate' | 'gone' | 'replaced' };

export interface LogRow {
  seq: number;
  bytes: Uint8Array;
}

export interface DocumentHead {
  /** Last sequence. */
  seq: number;
  epoch: number;
  /** Layout version of the content; above the program's own, the document is another node's. */
  schemaVersion: number;
}

export interface StoredDocument {
  team: string;
  /** Raised when the content is replaced by other content of the same name; a client of an older epoch must not merge. */
  epoch: number;
  /** Layout version of the content; a program that knows only an older one must not touch it (DESIGN §4). */
  schemaVersion: number;
  /** Merged state up to and including `seq`, or null while there is only the log. */
  snapshot: LogRow | null;
  /** Rows after the snapshot, by ascending seq. */
  rows: LogRow[];
  /** Sequence of the last committed row; 0 for an empty document. */
  head: number;
  /** Newer snapshots that were passed over, because their bytes are not what was written. */
  damaged: readonly number[];
}

/**
 * The durable log of document updates (R1): one dense sequence per document, in commit order. Every method rejects when the
 * store cannot answer; nothing is half done.
 */
export interface UpdateLog {
  /**
   * @returns null when there is no such document. Rejects as well when what is left of a damaged history does not reach the
   * newest row: part of a document shown as the whole would be built upon.
   */
  read(document: DocumentName): Promise<StoredDocument | null>;
  /**
   * What followed `after`, ascending, about `limit` rows at most; rows that were compacted come as one merged row. Rejects once
   * a newer program has written to the document: an older one must not even pass it on (DESIGN §4).
   */
  readRange(document: DocumentName, after: number, limit: number): Promise<LogRow[]>;
  /**
   * Commits all entries in one transaction, in order; resolves after COMMIT with one result per entry. The documents are of
   * this program's layout version from then on, or before.
   */
  append(entries: readonly AppendEntry[]): Promise<AppendResult[]>;
  hasWriteKey(document: DocumentName, writeKey: string): Promise<boolean>;
  /** A document that is gone is missing from the answer. */
  heads(documents: readonly DocumentName[]): Promise<Map<DocumentName, DocumentHead>>;
}
