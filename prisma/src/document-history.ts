import { IS_WHOLE, type Queryable } from './document-log.ts';
import type { ActorKind } from './generated/enums.ts';

/**
 * The raw log as history: what its rows say besides their bytes. By raw `pg` like the log itself; sequence numbers fit a
 * JavaScript number.
 */

export interface RowActor {
  kind: ActorKind;
  id: string;
  runId: string | null;
  step: number | null;
}

export interface HistoryLogRow {
  seq: number;
  bytes: Uint8Array;
  actor: RowActor;
}

interface ActorColumns {
  actor_kind: ActorKind;
  actor_id: string;
  run_id: string | null;
  step: number | null;
}

function actorOf(row: ActorColumns): RowActor {
  return { kind: row.actor_kind, id: row.actor_id, runId: row.run_id, step: row.step };
}

export interface HistoryHead {
  teamId: string;
  head: number;
}

/** @returns null when there is no such document in the team, or it was deleted. */
export async function historyHead(db: Queryable, document: string, teamId: string): Promise<HistoryHead | null> {
  const { rows } = await db.query<{ head_seq: string }>(
    'SELECT head_seq FROM document WHERE id = $1 AND team_id = $2 AND deleted_at IS NULL',
    [document, teamId],
  );
  return rows[0] === undefined ? null : { teamId, head: Number(rows[0].head_seq) };
}

/** @returns the last seq at or before a time, 0 when the document was empty then, null when rows of that time are gone. */
export async function seqAt(db: Queryable, document: string, at: Date): Promise<number | null> {
  const { rows } = await db.query<{ seq: string | null; oldest: string | null }>(
    `SELECT (SELECT max(seq) FROM doc_update WHERE document_id = $1 AND created_at <= $2) AS seq,
            (SELECT min(seq) FROM doc_update WHERE document_id = $1) AS oldest`,
    [document, at],
  );
  const [found] = rows;
  if (found?.seq != null) return Number(found.seq);
  return found?.oldest == null || Number(found.oldest) > 1 ? null : 0;
}

/** @returns the newest whole snapshot at or before `seq`. */
export async function snapshotBefore(
  db: Queryable,
  document: string,
  seq: number,
): Promise<{ seq: number; bytes: Uint8Array } | null> {
  const { rows } = await db.query<{ seq: string; bytes: Buffer }>(
    `SELECT seq, bytes FROM (
       SELECT seq, bytes, sha256 FROM doc_snapshot WHERE document_id = $1 AND seq <= $2 ORDER BY seq DESC OFFSET 0
     ) AS newest WHERE ${IS_WHOLE} LIMIT 1`,
    [document, seq],
  );
  return rows[0] === undefined ? null : { seq: Number(rows[0].seq), bytes: rows[0].bytes };
}

/** @returns how many rows `afterSeq < seq <= toSeq` there are and how many bytes they hold. */
export async function weighRange(
  db: Queryable,
  document: string,
  afterSeq: number,
  toSeq: number,
): Promise<{ rows: number; bytes: number }> {
  const { rows } = await db.query<{ rows: string; bytes: string }>(
    `SELECT count(*) AS rows, coalesce(sum(octet_length(bytes)), 0) AS bytes FROM doc_update
     WHERE document_id = $1 AND seq > $2 AND seq <= $3`,
    [document, afterSeq, toSeq],
  );
  return { rows: Number(rows[0]?.rows ?? 0), bytes: Number(rows[0]?.bytes ?? 0) };
}

/** The first `limit` of the rows `afterSeq < seq <= toSeq` with their actors, in order; some may be gone. Weigh them first. */
export async function historyRows(
  db: Queryable,
  document: string,
  afterSeq: number,
  toSeq: number,
  limit: number,
): Promise<HistoryLogRow[]> {
  const { rows } = await db.query<ActorColumns & { seq: string; bytes: Buffer }>(
    `SELECT seq, bytes, actor_kind, actor_id, run_id, step FROM doc_update
     WHERE document_id = $1 AND seq > $2 AND seq <= $3 ORDER BY seq LIMIT $4`,
    [document, afterSeq, toSeq, limit],
  );
  return rows.map((row) => ({ seq: Number(row.seq), bytes: row.bytes, actor: actorOf(row) }));
}

/** A stretch of edits without a longer pause. */
export interface EditSession {
  fromSeq: number;
  toSeq: number;
  from: Date;
  to: Date;
  rows: number;
  actors: RowActor[];
}

/**
 * The newest sessions before a seq, newest first. What one call looks at is bounded: a session with more rows than that is
 * given in parts.
 * @param before only rows below this seq; null for the newest.
 * @param pauseMs a pause at least this long parts two sessions.
 * @param rows most rows looked at.
 */
export async function editSessions(
  db: Queryable,
  document: string,
  { before, pauseMs, limit, rows: most }: { before: number | null; pauseMs: number; limit: number; rows: number },
): Promise<EditSession[]> {
  const { rows } = await db.query<{ from_seq: string; to_seq: string; from: Date; to: Date; rows: string; actors: RowActor[] }>(
    `WITH recent AS (
       SELECT seq, created_at, actor_kind, actor_id, run_id FROM doc_update
       WHERE document_id = $1 AND ($2::bigint IS NULL OR seq < $2) ORDER BY seq DESC LIMIT $5
     ), marked AS (
       SELECT *, created_at - lag(created_at) OVER (ORDER BY seq) >= make_interval(secs => $3::double precision / 1000) AS starts
       FROM recent
     ), numbered AS (
       SELECT *, count(*) FILTER (WHERE starts) OVER (ORDER BY seq) AS session FROM marked
     )
     SELECT min(seq) AS from_seq, max(seq) AS to_seq, min(created_at) AS "from", max(created_at) AS "to", count(*) AS rows,
       (jsonb_agg(DISTINCT jsonb_build_object('kind', actor_kind, 'id', actor_id, 'runId', run_id, 'step', NULL))) AS actors
     FROM numbered GROUP BY session ORDER BY max(seq) DESC LIMIT $4`,
    [document, before, pauseMs, limit, most],
  );
  return rows.map((row) => ({
    fromSeq: Number(row.from_seq),
    toSeq: Number(row.to_seq),
    from: row.from,
    to: row.to,
    rows: Number(row.rows),
    actors: row.actors,
  }));
}

export interface ClientAuthor {
  client: number;
  actor: RowActor;
}

/**
 * Whose each client id of a document is, from its rows and from rows that were trimmed: a client with several authors (an
 * agent's steps) comes several times.
 */
export async function clientAuthors(db: Queryable, document: string, limit: number): Promise<ClientAuthor[]> {
  const { rows } = await db.query<ActorColumns & { client: string }>(
    `SELECT client, actor_kind, actor_id, run_id, step, min(first_seq) AS first_seq FROM (
       SELECT client, actor_kind, actor_id, run_id, step, seq AS first_seq
       FROM doc_update CROSS JOIN LATERAL unnest(client_ids) AS client WHERE document_id = $1
       UNION ALL
       SELECT client_id, actor_kind, actor_id, run_id, step, first_seq FROM doc_author WHERE document_id = $1
     ) AS known GROUP BY client, actor_kind, actor_id, run_id, step ORDER BY first_seq LIMIT $2`,
    [document, limit],
  );
  return rows.map((row) => ({ client: Number(row.client), actor: actorOf(row) }));
}

/** Rows that brought anything of these clients, in order, as many as fit the limits. */
export async function rowsOfClients(
  db: Queryable,
  document: string,
  clients: readonly number[],
  most: { rows: number; bytes: number },
): Promise<HistoryLogRow[]> {
  if (clients.length === 0) return [];
  const { rows } = await db.query<ActorColumns & { seq: string; bytes: Buffer }>(
    `SELECT u.seq, u.bytes, u.actor_kind, u.actor_id, u.run_id, u.step FROM doc_update u JOIN (
       SELECT seq, sum(octet_length(bytes)) OVER (ORDER BY seq) AS total FROM doc_update
       WHERE document_id = $1 AND client_ids && $2::bigint[] ORDER BY seq LIMIT $3
     ) AS fitting ON fitting.seq = u.seq AND fitting.total <= $4
     WHERE u.document_id = $1 ORDER BY u.seq`,
    [document, clients, most.rows, most.bytes],
  );
  return rows.map((row) => ({ seq: Number(row.seq), bytes: row.bytes, actor: actorOf(row) }));
}

/**
 * Which documents of a team a run wrote to, and the seq of its first row in each; null where rows of it were trimmed.
 */
export async function documentsOfRun(
  db: Queryable,
  teamId: string,
  runId: string,
): Promise<{ document: string; first: number | null }[]> {
  const { rows } = await db.query<{ document_id: string; first: string | null; trimmed: boolean }>(
    `SELECT document_id, min(seq) AS first, bool_or(trimmed) AS trimmed FROM (
       SELECT document_id, team_id, run_id, seq, false AS trimmed FROM doc_update WHERE run_id = $1
       UNION ALL
       SELECT document_id, team_id, run_id, first_seq, true FROM doc_author WHERE run_id = $1
     ) AS written JOIN document d ON d.id = document_id AND d.deleted_at IS NULL
     WHERE written.team_id = $2 GROUP BY document_id ORDER BY document_id`,
    [runId, teamId],
  );
  return rows.map((row) => ({ document: row.document_id, first: row.trimmed || row.first === null ? null : Number(row.first) }));
}

/** Whether a row after `afterSeq` brought anything of this client. */
export async function hasClientSince(db: Queryable, document: string, client: number, afterSeq: number): Promise<boolean> {
  const { rowCount } = await db.query(
    'SELECT 1 FROM doc_update WHERE document_id = $1 AND seq > $2 AND client_ids @> ARRAY[$3::bigint] LIMIT 1',
    [document, afterSeq, client],
  );
  return rowCount === 1;
}

/**
 * Removes all there is of deleted documents (their rows in `document` stay as gravestones, so nothing writes them back), and what was
 * said and asked in an episode with its document.
 * @returns how many were removed. One transaction a document: a long log takes a second.
 */
export async function purgeDocuments(db: Queryable, documents: readonly string[]): Promise<number> {
  let purged = 0;
  for (const document of documents) {
    const { rows } = await db.query<{ purged: number }>('SELECT purge_documents($1) AS purged', [[document]]);
    purged += rows[0]?.purged ?? 0;
  }
  return purged;
}

/** Documents deleted before a time of which something is left, oldest first. */
export async function documentsToPurge(db: Queryable, deletedBefore: Date, limit: number): Promise<string[]> {
  const { rows } = await db.query<{ id: string }>(
    'SELECT id FROM document WHERE deleted_at IS NOT NULL AND purged_at IS NULL AND deleted_at <= $1 ORDER BY deleted_at LIMIT $2',
    [deletedBefore, limit],
  );
  return rows.map(({ id }) => id);
}
