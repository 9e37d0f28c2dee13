import type { AuthorSpan } from '@trashfire/shared/document/author-spans';
import type { Queryable } from './document-log.ts';
import type { ActorKind } from './generated/enums.ts';

/** A row of doc_author, as `pg` gives it. */
export interface AuthorRow {
  client_id: string;
  clock: string;
  end_clock: string;
  actor_kind: ActorKind;
  actor_id: string;
  run_id: string | null;
  step: number | null;
  first_seq: string;
  last_seq: string;
  first_at: Date;
  last_at: Date;
}

export const AUTHOR_COLUMNS =
  'client_id, clock, end_clock, actor_kind, actor_id, run_id, step, first_seq, last_seq, first_at, last_at';

export function authorSpan(row: AuthorRow): AuthorSpan {
  return {
    client: Number(row.client_id),
    clock: Number(row.clock),
    end: Number(row.end_clock),
    actorKind: row.actor_kind,
    actorId: row.actor_id,
    runId: row.run_id,
    step: row.step,
    firstSeq: Number(row.first_seq),
    lastSeq: Number(row.last_seq),
    firstAt: row.first_at.getTime(),
    lastAt: row.last_at.getTime(),
  };
}

/**
 * Who wrote what in the rows of a document that compaction has given up, by client and clock. Of the rows that are still there,
 * `authorSpans(rows, these)` says it.
 */
export async function trimmedAuthors(db: Queryable, document: string): Promise<AuthorSpan[]> {
  const { rows } = await db.query<AuthorRow>(
    `SELECT ${AUTHOR_COLUMNS} FROM doc_author WHERE document_id = $1 ORDER BY client_id, clock`,
    [document],
  );
  return rows.map(authorSpan);
}
