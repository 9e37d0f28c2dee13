import { AUTHOR_COLUMNS, type AuthorRow, authorSpan } from '@trashfire/prisma/document-authors';
import { IS_WHOLE } from '@trashfire/prisma/document-log';
import type { ActorKind } from '@trashfire/shared/access/tickets';
import type { AuthorSpan } from '@trashfire/shared/document/author-spans';
import type { DocumentName } from '@trashfire/shared/document/names';
import type { PoolClient } from 'pg';
import type { CompactionChange, CompactionTurn, History, HistoryBounds, LogExtent, Snapshot } from '../ports/compaction-log.ts';

/**
 * Rows made at this moment or before are older than the retention. `renders:` has no history (DESIGN §4), so all of its are.
 * @param days SQL of the number of days; `d` is the document.
 */
export const KEPT_SINCE = (days: string) =>
  `now() - make_interval(days => CASE WHEN d.kind = 'renders' THEN 0 ELSE ${days}::int END)`;

const EXTENT = `
SELECT d.head_seq, log.base,
  coalesce((
    SELECT seq FROM doc_update WHERE document_id = d.id AND created_at > ${KEPT_SINCE('$2')} ORDER BY seq LIMIT 1
  ), d.head_seq + 1) - 1 AS expired,
  (SELECT coalesce(max(seq), 0) FROM doc_snapshot WHERE document_id = d.id AND ${IS_WHOLE}) AS snapshot,
  ARRAY(SELECT seq FROM doc_snapshot WHERE document_id = d.id AND NOT ${IS_WHOLE} ORDER BY seq) AS damaged
FROM document d
CROSS JOIN LATERAL (
  SELECT coalesce((SELECT seq FROM doc_update WHERE document_id = d.id ORDER BY seq LIMIT 1), d.head_seq + 1) - 1 AS base
) AS log
WHERE d.id = $1 AND d.deleted_at IS NULL`;

const PINS = `
SELECT DISTINCT v.seq FROM doc_version v WHERE v.document_id = $1 AND v.seq > $2
  AND NOT EXISTS (SELECT 1 FROM doc_snapshot WHERE document_id = v.document_id AND seq = v.seq AND ${IS_WHOLE})
ORDER BY v.seq`;

const START = `
SELECT seq, bytes FROM (
  SELECT seq, bytes, sha256 FROM doc_snapshot WHERE document_id = $1 AND seq <= $2 ORDER BY seq DESC OFFSET 0
) AS newest WHERE ${IS_WHOLE} LIMIT 1`;

const ROWS = `
SELECT seq, bytes, actor_kind, actor_id, run_id, step, created_at FROM (
  SELECT *, row_number() OVER (ORDER BY seq) AS nth, sum(octet_length(bytes)) OVER (ORDER BY seq) AS so_far FROM (
    SELECT seq, bytes, actor_kind, actor_id, run_id, step, created_at FROM doc_update
    WHERE document_id = $1 AND seq > $2 AND seq <= $3 ORDER BY seq LIMIT $4
  ) AS part
) AS counted WHERE so_far <= $5 OR nth = 1 ORDER BY seq`;

const TRIM = `
WITH gone AS (DELETE FROM doc_update WHERE document_id = $1 AND seq <= $2 RETURNING document_id, write_key, seq, team_id)
INSERT INTO doc_write_key (document_id, write_key, seq, team_id)
SELECT document_id, write_key, seq, team_id FROM gone WHERE write_key IS NOT NULL`;

const KEEP_AUTHORS = `
INSERT INTO doc_author AS known
  (document_id, team_id, client_id, clock, end_clock, actor_kind, actor_id, run_id, step, first_seq, last_seq, first_at, last_at)
SELECT $1, $2, client, clock, ends, kind::actor_kind, id, run, step, first_seq, last_seq, first_at, last_at
FROM unnest($3::bigint[], $4::bigint[], $5::bigint[], $6::text[], $7::text[], $8::uuid[], $9::int[], $10::bigint[], $11::bigint[],
  $12::timestamptz[], $13::timestamptz[]) AS span (client, clock, ends, kind, id, run, step, first_seq, last_seq, first_at, last_at)
ON CONFLICT (document_id, client_id, clock)
DO UPDATE SET end_clock = excluded.end_clock, last_seq = excluded.last_seq, last_at = excluded.last_at`;

const LAST_SPANS = `
SELECT DISTINCT ON (client_id) ${AUTHOR_COLUMNS}
FROM doc_author WHERE document_id = $1 ORDER BY client_id, clock DESC`;

/** A whole one of that row is there already: then it is left alone. */
const KEEP_SNAPSHOT = `
INSERT INTO doc_snapshot AS kept (document_id, seq, team_id, bytes, state_vector, sha256) VALUES ($1, $2, $3, $4, $5, $6)
ON CONFLICT (document_id, seq) DO UPDATE SET bytes = excluded.bytes, state_vector = excluded.state_vector, sha256 = excluded.sha256
WHERE encode(sha256(kept.bytes), 'hex') <> kept.sha256`;

/** Needed are the newest two, a named version's and the one the log begins at. */
const DROP_SNAPSHOTS = `
DELETE FROM doc_snapshot WHERE document_id = $1 AND seq <> $2 AND seq < (
  SELECT min(seq) FROM (
    SELECT seq FROM doc_snapshot WHERE document_id = $1 AND ${IS_WHOLE} ORDER BY seq DESC LIMIT 2
  ) AS newest
) AND NOT EXISTS (SELECT 1 FROM doc_version v WHERE v.document_id = $1 AND v.seq = doc_snapshot.seq)`;

/** Compaction of one document inside one transaction, which its caller begins and ends. */
export class PostgresTurn implements CompactionTurn {
  private readonly client: PoolClient;
  private readonly document: DocumentName;
  private readonly keepDays: number;

  constructor(client: PoolClient, document: DocumentName, keepDays: number) {
    this.client = client;
    this.document = document;
    this.keepDays = keepDays;
  }

  async extent(): Promise<LogExtent | null> {
    const { rows } = await this.client.query<
      Record<'head_seq' | 'base' | 'expired' | 'snapshot', string> & { damaged: string[] }
    >(EXTENT, [this.document, this.keepDays]);
    const extent = rows[0];
    if (extent === undefined) return null;
    const base = Number(extent.base);
    return {
      head: Number(extent.head_seq),
      base,
      expired: Number(extent.expired),
      snapshot: Number(extent.snapshot),
      damaged: extent.damaged.map(Number),
      pins: await this.pins(base),
    };
  }

  private async pins(base: number): Promise<number[]> {
    const { rows } = await this.client.query<{ seq: string }>(PINS, [this.document, base]);
    return rows.map(({ seq }) => Number(seq));
  }

  async history(from: number, to: number, bounds: HistoryBounds): Promise<History> {
    const [start] = (await this.client.query<{ seq: string; bytes: Buffer }>(START, [this.document, from])).rows;
    const after = start === undefined ? 0 : Number(start.seq);
    const { rows } = await this.client.query<{
      seq: string;
      bytes: Buffer;
      actor_kind: ActorKind;
      actor_id: string;
      run_id: string | null;
      step: number | null;
      created_at: Date;
    }>(ROWS, [this.document, after, to, bounds.rows, bounds.bytes]);
    return {
      start: start === undefined ? null : { seq: after, bytes: start.bytes },
      rows: rows.map(({ seq, bytes, actor_kind, actor_id, run_id, step, created_at }) => ({
        seq: Number(seq),
        bytes,
        author: { kind: actor_kind, id: actor_id, runId: run_id, step },
        at: created_at.getTime(),
      })),
    };
  }

  async lastSpans(): Promise<AuthorSpan[]> {
    const { rows } = await this.client.query<AuthorRow>(LAST_SPANS, [this.document]);
    return rows.map(authorSpan);
  }

  /** @throws Error when the log would begin where no whole snapshot is; the transaction must be given up then. */
  async store({ snapshots, trimTo, authors }: CompactionChange): Promise<void> {
    // Held until the commit, against whoever deletes the document; writers do not wait for it.
    const { rows } = await this.client.query<{ team_id: string }>(
      'SELECT team_id FROM document WHERE id = $1 AND deleted_at IS NULL FOR KEY SHARE',
      [this.document],
    );
    const team = rows[0]?.team_id;
    if (team === undefined) return;
    for (const snapshot of snapshots) await this.keep(team, snapshot);
    if (trimTo !== null) await this.trim(team, trimTo, authors);
    const base = await this.base();
    await this.client.query(DROP_SNAPSHOTS, [this.document, base]);
  }

  private async keep(team: string, { seq, bytes, stateVector, sha256 }: Snapshot): Promise<void> {
    await this.client.query(KEEP_SNAPSHOT, [this.document, seq, team, Buffer.from(bytes), Buffer.from(stateVector), sha256]);
  }

  private async trim(team: string, to: number, authors: readonly AuthorSpan[]): Promise<void> {
    await this.client.query(TRIM, [this.document, to]);
    const column = <K extends keyof AuthorSpan>(key: K) => authors.map((span) => span[key]);
    const times = (key: 'firstAt' | 'lastAt') => authors.map((span) => new Date(span[key]));
    await this.client.query(KEEP_AUTHORS, [
      this.document,
      team,
      column('client'),
      column('clock'),
      column('end'),
      column('actorKind'),
      column('actorId'),
      column('runId'),
      column('step'),
      column('firstSeq'),
      column('lastSeq'),
      times('firstAt'),
      times('lastAt'),
    ]);
    const { rowCount } = await this.client.query(
      `SELECT 1 FROM doc_snapshot WHERE document_id = $1 AND seq = $2 AND ${IS_WHOLE}`,
      [this.document, to],
    );
    if (rowCount !== 1) throw new Error(`The log of ${this.document} would begin after ${to}, where no whole snapshot is`);
  }

  /** The row before the first that is there. */
  private async base(): Promise<number> {
    const { rows } = await this.client.query<{ seq: string }>(
      'SELECT seq FROM doc_update WHERE document_id = $1 ORDER BY seq LIMIT 1',
      [this.document],
    );
    return Number(rows[0]?.seq ?? 0) - 1;
  }
}
