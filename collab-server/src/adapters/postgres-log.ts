import { appendUpdates, heads, readDocument, readRange } from '@trashfire/prisma/document-log';
import { type DocumentName, parseDocumentName } from '@trashfire/shared/document/names';
import type { Pool } from 'pg';
import type { AppendResult, UpdateLog } from '../ports/update-log.ts';

/** The log in Postgres. `pool` is the collab-server's own: its size bounds what one node asks of the database at once. */
export function createPostgresLog(pool: Pool): UpdateLog {
  return {
    read: async (document) => {
      const stored = await readDocument(pool, document);
      if (stored === null || stored.deleted) return null;
      const { teamId: team, epoch, schemaVersion, snapshot, updates: rows, head, damaged } = stored;
      return { team, epoch, schemaVersion, snapshot, rows, head, damaged };
    },

    readRange: async (document, after, limit) => {
      const head = (await heads(pool, [document])).get(document);
      if (head === undefined || head.deleted || head.head <= after) return [];
      const rows = await readRange(pool, document, after, Math.min(head.head, after + limit));
      if (rows !== null) return rows;
      const stored = await readDocument(pool, document);
      return stored === null ? [] : [...(stored.snapshot === null ? [] : [stored.snapshot]), ...stored.updates];
    },

    append: async (entries) => {
      const results = await appendUpdates(
        pool,
        entries.map(({ document, bytes, author, writeKey, clientIds }) => ({
          document,
          bytes,
          actor: { kind: author.kind, id: author.id },
          runId: author.runId,
          step: author.step,
          writeKey,
          clientIds,
        })),
      );
      return results.map((result): AppendResult => {
        if (result.state === 'written') return { state: 'written', seq: result.seq };
        return { state: result.state === 'already' ? 'duplicate' : 'gone' };
      });
    },

    hasWriteKey: async (document, writeKey) => {
      const { rowCount } = await pool.query(
        `SELECT 1 FROM doc_update WHERE document_id = $1 AND write_key = $2
         UNION ALL SELECT 1 FROM doc_write_key WHERE document_id = $1 AND write_key = $2`,
        [document, writeKey],
      );
      return rowCount !== null && rowCount > 0;
    },

    heads: async (documents) => {
      const found = new Map<DocumentName, { seq: number; epoch: number }>();
      for (const [name, { head, epoch, deleted }] of await heads(pool, documents)) {
        const parsed = parseDocumentName(name);
        if (parsed !== null && !deleted) found.set(parsed.name, { seq: head, epoch });
      }
      return found;
    },
  };
}
