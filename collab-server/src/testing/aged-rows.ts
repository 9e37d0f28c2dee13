import type { Pool } from 'pg';

/** Makes time pass: the rows up to `seq` become older than `days`. Rows are final, which a trigger holds; this goes round it. */
export async function ageRows(pool: Pool, document: string, seq: number, days: number): Promise<void> {
  const client = await pool.connect();
  try {
    await client.query('BEGIN');
    await client.query('SET LOCAL session_replication_role = replica');
    await client.query(
      `UPDATE doc_update SET created_at = now() - make_interval(days => $3, mins => 1)
       WHERE document_id = $1 AND seq <= $2 AND created_at > now() - make_interval(days => $3)`,
      [document, seq, days],
    );
    await client.query('COMMIT');
  } finally {
    client.release();
  }
}
