import { parseDocumentName } from '@trashfire/shared/document/names';
import type { Pool } from 'pg';
import type { CompactionLog } from '../ports/compaction-log.ts';
import { KEPT_SINCE, PostgresTurn } from './postgres-turn.ts';

/** The first of the two numbers of an advisory lock; the second is the document's. */
const COMPACTION_LOCK = 4_127;

/** Lengths are read without the bytes; a tail of more rows than that is long, whatever its bytes. */
const TAIL = `
SELECT d.head_seq - s.seq AS rows, t.bytes FROM document d
CROSS JOIN LATERAL (SELECT coalesce(max(seq), 0) AS seq FROM doc_snapshot WHERE document_id = d.id) AS s
CROSS JOIN LATERAL (
  SELECT coalesce(sum(octet_length(bytes)), 0) AS bytes FROM (
    SELECT bytes FROM doc_update WHERE document_id = d.id AND seq > s.seq ORDER BY seq LIMIT 10000
  ) AS part
) AS t
WHERE d.id = $1 AND d.deleted_at IS NULL`;

/** A row of this many bytes is in the index `doc_update_heavy`, which knows the number too. */
const HEAVY_ROW = 2048;

/**
 * Two looks into an index for each document, whatever its tail: its heavy rows, with all others as heavy as they can be, nearly
 * always say that it is too light, and it is not weighed row by row.
 */
const LONGEST_TAILS = `
SELECT d.id FROM document d
CROSS JOIN LATERAL (SELECT coalesce(max(seq), 0) AS seq FROM doc_snapshot WHERE document_id = d.id) AS s
WHERE d.deleted_at IS NULL AND d.head_seq > s.seq AND CASE
  WHEN d.head_seq - s.seq >= $1 THEN true
  WHEN (d.head_seq - s.seq) * ${HEAVY_ROW} + (
    SELECT coalesce(sum(octet_length(bytes)), 0) FROM doc_update
    WHERE document_id = d.id AND seq > s.seq AND octet_length(bytes) >= ${HEAVY_ROW}
  ) < $2 THEN false
  ELSE (SELECT sum(octet_length(bytes)) >= $2 FROM doc_update WHERE document_id = d.id AND seq > s.seq)
END
ORDER BY d.head_seq - s.seq DESC, d.id LIMIT $3`;

const OLD_ROWS = `
WITH page AS (
  SELECT id, kind, head_seq FROM document WHERE deleted_at IS NULL AND ($1::text IS NULL OR id > $1) ORDER BY id LIMIT $2
)
SELECT d.id, coalesce(old.seq <= d.head_seq - $4, false) AS due FROM page d
LEFT JOIN LATERAL (
  SELECT seq FROM (
    SELECT seq, created_at FROM doc_update WHERE document_id = d.id ORDER BY seq OFFSET $3 - 1 LIMIT 1
  ) AS last WHERE created_at <= ${KEPT_SINCE('$5')}
) AS old ON true
ORDER BY d.id`;

/** @param keepDays how long rows stay, so that the document as of any moment since can be read. */
export function createPostgresCompaction(pool: Pool, keepDays: number): CompactionLog {
  const compact: CompactionLog['compact'] = async (document, work) => {
    const client = await pool.connect();
    // While merging nothing is asked of it: a connection that breaks then would end the process. The next query says it too.
    const broken = () => undefined;
    client.on('error', broken);
    const give = (isBroken: boolean) => {
      if (!isBroken) client.off('error', broken);
      client.release(isBroken);
    };
    try {
      // Reading and merging hold nobody up: outside of a statement this transaction holds the advisory lock alone.
      await client.query('BEGIN');
      const { rows } = await client.query<{ mine: boolean }>('SELECT pg_try_advisory_xact_lock($1, hashtext($2)) AS mine', [
        COMPACTION_LOCK,
        document,
      ]);
      const result = rows[0]?.mine === true ? await work(new PostgresTurn(client, document, keepDays)) : 'busy';
      await client.query('COMMIT');
      give(false);
      return result;
    } catch (error) {
      // A connection that does not answer any more is closed, and the database rolls back by itself.
      await client.query('ROLLBACK').then(
        () => give(false),
        () => give(true),
      );
      throw error;
    }
  };

  return {
    compact,

    tail: async (document) => {
      const { rows } = await pool.query<{ rows: string; bytes: string }>(TAIL, [document]);
      const tail = rows[0];
      return tail === undefined ? null : { rows: Number(tail.rows), bytes: Number(tail.bytes) };
    },

    longestTails: async (count, least) => {
      const { rows } = await pool.query<{ id: string }>(LONGEST_TAILS, [least.rows, least.bytes, count]);
      return rows.flatMap(({ id }) => parseDocumentName(id)?.name ?? []);
    },

    withOldRows: async (after, count, { oldRows, keptRows }) => {
      const values = [after, count, oldRows, keptRows, keepDays];
      const { rows } = await pool.query<{ id: string; due: boolean }>(OLD_ROWS, values);
      const names = rows.flatMap(({ id, due }) => {
        const name = parseDocumentName(id)?.name;
        return name === undefined ? [] : [{ name, due }];
      });
      const documents = names.filter(({ due }) => due).map(({ name }) => name);
      return { documents, next: rows.length === count ? (names.at(-1)?.name ?? null) : null };
    },
  };
}
