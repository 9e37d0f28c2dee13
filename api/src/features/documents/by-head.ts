import { type DocumentKind, documentName } from '@trashfire/shared/document/names';
import type { Pool } from 'pg';
import type * as Y from 'yjs';
import type { DocumentReader } from './reader.ts';

/** Something read out of documents, kept as long as they stay as they are. */
export interface ByHead<T> {
  /** @returns what was read of each document, by the id in its name; null for one that is not there. */
  of(ids: readonly string[]): Promise<Map<string, T | null>>;
}

interface Deps<T> {
  pool: Pool;
  reader: Pick<DocumentReader, 'head'>;
  kind: DocumentKind;
  /** @param editedAt when somebody last edited it. */
  read(doc: Y.Doc, editedAt: Date | null): T;
  /** Kept in memory, of how many documents. */
  kept?: number;
}

/** Reads documents once per head: a list of a hundred episodes reads only those that changed since the last time. */
export function createByHead<T>({ pool, reader, kind, read, kept = 2000 }: Deps<T>): ByHead<T> {
  const known = new Map<string, { seq: number; value: T }>();

  const readAt = async (id: string, seq: number, editedAt: Date | null): Promise<T | null> => {
    const cached = known.get(id);
    if (cached?.seq === seq) return cached.value;
    const found = await reader.head(documentName(kind, id));
    if (found === null) return null;
    const value = read(found.doc, editedAt);
    known.delete(id);
    known.set(id, { seq: found.seq, value });
    for (const oldest of known.keys()) {
      if (known.size <= kept) break;
      known.delete(oldest);
    }
    return value;
  };

  return {
    async of(ids) {
      const { rows } = await pool.query<{ id: string; head_seq: string; created_at: Date | null }>(
        `SELECT d.id, d.head_seq, u.created_at FROM document d
         LEFT JOIN doc_update u ON u.document_id = d.id AND u.seq = d.head_seq
         WHERE d.id = ANY ($1) AND d.deleted_at IS NULL`,
        [ids.map((id) => documentName(kind, id))],
      );
      const heads = new Map(rows.map((row) => [row.id, row]));
      const found = new Map<string, T | null>();
      // One after the other: parsing is CPU work of this process, doing it at once would only hold more in memory.
      for (const id of ids) {
        const head = heads.get(documentName(kind, id));
        found.set(id, head === undefined ? null : await readAt(id, Number(head.head_seq), head.created_at));
      }
      return found;
    },
  };
}
