import type { BusMessage } from '@trashfire/shared/realtime/bus-messages';
import type { Pool } from 'pg';

/** Edits older than this were heard by whoever ran before. */
const LATELY = '1 hour';

/** What the bell would have rung for lately: asked when it was not heard for a while, or never yet. */
export async function missedUpdates(pool: Pool): Promise<BusMessage[]> {
  const { rows } = await pool.query<{ id: string; head_seq: string }>(
    `SELECT d.id, d.head_seq FROM document d JOIN doc_update u ON u.document_id = d.id AND u.seq = d.head_seq
     WHERE d.deleted_at IS NULL AND u.created_at > now() - $1::interval`,
    [LATELY],
  );
  return rows.map(({ id, head_seq }) => ({ kind: 'update', document: id, seq: Number(head_seq), node: 'log' }));
}
