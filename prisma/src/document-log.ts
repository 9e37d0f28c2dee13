import { parseDocumentName } from '@trashfire/shared/document/names';
import { DOCUMENT_SCHEMA_VERSION } from '@trashfire/shared/document/schema';
import type { Pool, PoolClient } from 'pg';
import { arrayLiteral, byteaArrayLiteral } from './array-literal.ts';
import type { ActorKind, DocumentKind } from './generated/enums.ts';

/**
 * The update log in Postgres, by raw `pg`: the hot path of the collab-server and the reader of the api. A document's
 * rows are Yjs updates (V1) numbered 1, 2, 3 … without a gap, in commit order. Sequence numbers fit a JavaScript number.
 */

/** A pool, or a connection inside the caller's transaction. */
export type Queryable = Pick<Pool, 'query'> | Pick<PoolClient, 'query'>;

export interface LogRow {
  seq: number;
  bytes: Uint8Array;
}

/** Of a row of doc_snapshot: its bytes are the ones that were written. A bad disk or a careless hand may have changed them. */
export const IS_WHOLE = `encode(sha256(bytes), 'hex') = sha256`;

export interface StoredDocument {
  teamId: string;
  /** Seq of the newest row; 0 for a document nobody has written to. */
  head: number;
  epoch: number;
  schemaVersion: number;
  deleted: boolean;
  snapshot: LogRow | null;
  /** Rows after the snapshot up to `head`, or up to the seq asked for, in order, without a gap. */
  updates: LogRow[];
  /** Newer snapshots that were passed over: their bytes are not what was written. Tell somebody. */
  damaged: number[];
}

export interface LogAppend {
  document: string;
  bytes: Uint8Array;
  actor: { kind: ActorKind; id: string };
  /** The agent run and step this row belongs to. */
  runId?: string | null;
  step?: number | null;
  /** Written at most once per document: a retried job's second write is skipped. */
  writeKey?: string | null;
  /** Yjs client ids whose edits are in `bytes`. */
  clientIds: readonly number[];
  /** Epoch of the content it was written for; left out, it is written whatever the document's is. */
  epoch?: number;
}

/**
 * `missing`, `deleted` and `replaced` rows were not written; the rest of the batch was. `replaced`: the document is of another
 * epoch. `already`: the write key was there, under `seq`.
 */
export type AppendResult =
  | { state: 'written' | 'already'; seq: number }
  | { state: 'missing' | 'deleted' | 'replaced'; seq: null };

interface ReadRow {
  part: 'head' | 'snapshot' | 'update' | 'damaged';
  seq: string;
  bytes: Buffer | null;
  team_id: string | null;
  epoch: number | null;
  schema_version: number | null;
  deleted: boolean | null;
}

/**
 * One statement, so head, snapshot and tail are of one moment even while rows are appended or compacted away. OFFSET 0 keeps the
 * order: a snapshot's bytes are read and hashed only when all newer ones turned out to be damaged.
 */
const READ_DOCUMENT = `
WITH snapshot AS (
  SELECT seq, bytes FROM (
    SELECT seq, bytes, sha256 FROM doc_snapshot WHERE document_id = $1 AND ($2::bigint IS NULL OR seq <= $2) ORDER BY seq DESC OFFSET 0
  ) AS newest WHERE ${IS_WHOLE} LIMIT 1
), start AS (
  SELECT coalesce((SELECT seq FROM snapshot), 0) AS seq
)
SELECT 'head' AS part, head_seq AS seq, NULL::bytea AS bytes, team_id, epoch, schema_version, deleted_at IS NOT NULL AS deleted
  FROM document WHERE id = $1
UNION ALL SELECT 'snapshot', seq, bytes, NULL, NULL, NULL, NULL FROM snapshot
UNION ALL SELECT * FROM (
  SELECT 'update', seq, bytes, NULL::uuid, NULL::int, NULL::int, NULL::boolean FROM doc_update
  WHERE document_id = $1 AND seq > (SELECT seq FROM start) AND ($2::bigint IS NULL OR seq <= $2) ORDER BY seq
) AS tail
UNION ALL SELECT 'damaged', seq, NULL, NULL, NULL, NULL, NULL FROM doc_snapshot
  WHERE document_id = $1 AND seq > (SELECT seq FROM start) AND ($2::bigint IS NULL OR seq <= $2)`;

/**
 * @param toSeq read the document as it was after this row; left out, as it is now. Check that the parts reach it: rows that
 * were compacted away are missing from `updates`.
 * @returns the document as stored, or null when there is none by that name.
 * @throws Error when what is stored does not reach the newest row: part of it shown as the whole would be built upon.
 */
export async function readDocument(db: Queryable, name: string, toSeq?: number): Promise<StoredDocument | null> {
  const { rows } = await db.query<ReadRow>(READ_DOCUMENT, [name, toSeq ?? null]);
  const head = rows.find((row) => row.part === 'head');
  if (head?.team_id == null) return null;
  const snapshot = rows.find((row) => row.part === 'snapshot');
  const stored = {
    teamId: head.team_id,
    head: Number(head.seq),
    epoch: head.epoch ?? 1,
    schemaVersion: head.schema_version ?? 1,
    deleted: head.deleted ?? false,
    snapshot: snapshot ? logRow(snapshot) : null,
    updates: rows.filter((row) => row.part === 'update').map(logRow),
    damaged: rows.filter((row) => row.part === 'damaged').map((row) => Number(row.seq)),
  };
  if (toSeq === undefined && reachOf(stored) !== stored.head) {
    throw new Error(
      `The stored history of ${name} is not whole: it reaches ${reachOf(stored)} of ${stored.head} rows and snapshots ${stored.damaged.join(', ') || 'none'} are damaged. Restore the database from a backup.`,
    );
  }
  return stored;
}

/** Seq of the row up to which a document was read, without a gap. */
export function reachOf({ snapshot, updates }: Pick<StoredDocument, 'snapshot' | 'updates'>): number {
  return (snapshot?.seq ?? 0) + updates.length;
}

function logRow(row: { seq: string; bytes: Buffer | null }): LogRow {
  return { seq: Number(row.seq), bytes: row.bytes ?? new Uint8Array() };
}

/**
 * Rows `afterSeq < seq <= toSeq`, in order.
 * @returns null when some of them are gone (compacted into a snapshot) or not there yet: read the whole document instead.
 */
export async function readRange(db: Queryable, name: string, afterSeq: number, toSeq: number): Promise<LogRow[] | null> {
  const { rows } = await db.query<{ seq: string; bytes: Buffer }>(
    'SELECT seq, bytes FROM doc_update WHERE document_id = $1 AND seq > $2 AND seq <= $3 ORDER BY seq',
    [name, afterSeq, toSeq],
  );
  return rows.length === Math.max(0, toSeq - afterSeq) ? rows.map(logRow) : null;
}

export interface DocumentHead {
  head: number;
  epoch: number;
  schemaVersion: number;
  deleted: boolean;
}

/** @returns the head of each document that exists, by name: what a node polls to find out what it missed. */
export async function heads(db: Queryable, names: readonly string[]): Promise<Map<string, DocumentHead>> {
  const { rows } = await db.query<{ id: string; head_seq: string; epoch: number; schema_version: number; deleted: boolean }>(
    'SELECT id, head_seq, epoch, schema_version, deleted_at IS NOT NULL AS deleted FROM document WHERE id = ANY($1)',
    [arrayLiteral(names)],
  );
  return new Map(
    rows.map(({ id, head_seq, epoch, schema_version: schemaVersion, deleted }) => [
      id,
      { head: Number(head_seq), epoch, schemaVersion, deleted },
    ]),
  );
}

/** These documents are of this layout version from now on, or of the higher one they had: an older program refuses them (DESIGN §4). */
export async function raiseSchemaVersion(db: Queryable, names: readonly string[], version: number): Promise<void> {
  // Locked in the order in which rows are appended, so that two nodes that raise the same documents do not wait for each other.
  await db.query(
    `UPDATE document SET schema_version = $2
     WHERE id IN (SELECT id FROM document WHERE id = ANY($1) AND schema_version < $2 ORDER BY id FOR UPDATE) AND schema_version < $2`,
    [names, version],
  );
}

/**
 * Appends rows to any number of documents in one commit; when this resolves on a pool they are durable (R1).
 * @returns one result per row, in the order given.
 */
export async function appendUpdates(db: Queryable, batch: readonly LogAppend[]): Promise<AppendResult[]> {
  if (batch.length === 0) return [];
  const { rows } = await db.query<{ ord: string; seq: string | null; state: AppendResult['state'] }>({
    // Prepared once a connection: parsing it was a tenth of what a commit costs.
    name: 'append_doc_updates',
    text: 'SELECT ord, seq, state FROM append_doc_updates($1, $2, $3, $4, $5, $6, $7, $8, $9) ORDER BY ord',
    values: [
      arrayLiteral(batch.map((row) => row.document)),
      byteaArrayLiteral(batch.map((row) => row.bytes)),
      arrayLiteral(batch.map((row) => row.actor.kind)),
      arrayLiteral(batch.map((row) => row.actor.id)),
      arrayLiteral(batch.map((row) => row.runId ?? null)),
      arrayLiteral(batch.map((row) => row.step ?? null)),
      arrayLiteral(batch.map((row) => row.writeKey ?? null)),
      arrayLiteral(batch.map((row) => `{${row.clientIds.join(',')}}`)),
      arrayLiteral(batch.map((row) => row.epoch ?? null)),
    ],
  });
  return rows.map(({ state, seq }) =>
    state === 'written' || state === 'already' ? { state, seq: Number(seq) } : { state, seq: null },
  );
}

export interface DocumentRow {
  id: string;
  teamId: string;
  kind: DocumentKind;
  schemaVersion: number;
}

/** @returns the row of a new document, for Prisma's `document.create`. @throws TypeError when the name is not one. */
export function documentRow(name: string, teamId: string): DocumentRow {
  const parsed = parseDocumentName(name);
  if (parsed === null) throw new TypeError(`Not a document name: ${name}`);
  return { id: parsed.name, teamId, kind: parsed.kind, schemaVersion: DOCUMENT_SCHEMA_VERSION };
}

/** Creates an empty document in the caller's transaction. @returns false when it existed. */
export async function createDocument(db: Queryable, name: string, teamId: string): Promise<boolean> {
  const row = documentRow(name, teamId);
  const { rowCount } = await db.query(
    'INSERT INTO document (id, team_id, kind, schema_version) VALUES ($1, $2, $3, $4) ON CONFLICT (id) DO NOTHING',
    [row.id, row.teamId, row.kind, row.schemaVersion],
  );
  return rowCount === 1;
}

/**
 * Refuses a database that answers COMMIT before the row is safe: "Saved" would be a promise nobody keeps (R1).
 * @param options.fsync false accepts a server without fsync, for tests that kill no server.
 */
export async function assertDurable(db: Queryable, options: { fsync?: boolean } = {}): Promise<void> {
  const { rows } = await db.query<{ name: string; setting: string }>(
    `SELECT name, setting FROM pg_settings WHERE name IN ('synchronous_commit', 'fsync')`,
  );
  const setting = (name: string) => rows.find((row) => row.name === name)?.setting;
  if (setting('synchronous_commit') === 'off') {
    throw new Error(
      'The database has synchronous_commit off, so an acknowledged edit could be lost. Turn it on and start again.',
    );
  }
  if ((options.fsync ?? true) && setting('fsync') === 'off') {
    throw new Error('The database has fsync off, so an acknowledged edit could be lost. Turn it on and start again.');
  }
}
