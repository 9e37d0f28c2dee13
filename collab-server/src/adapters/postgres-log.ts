import { appendUpdates, heads, raiseSchemaVersion, readDocument, readRange } from '@trashfire/prisma/document-log';
import { type DocumentName, parseDocumentName } from '@trashfire/shared/document/names';
import { DOCUMENT_SCHEMA_VERSION } from '@trashfire/shared/document/schema';
import type { Pool } from 'pg';
import type { AppendResult, DocumentHead, UpdateLog } from '../ports/update-log.ts';

/** Documents of which it is remembered that they are of this program's layout; beyond that many they are looked up again. */
const KNOWN = 10_000;

/**
 * The log in Postgres. `pool` is the collab-server's own: its size bounds what one node asks of the database at once.
 * @param schemaVersion layout version of this program; a test runs two nodes of different ones.
 */
export function createPostgresLog(pool: Pool, schemaVersion = DOCUMENT_SCHEMA_VERSION): UpdateLog {
  const raised = new Set<DocumentName>();
  const isRaised = (document: DocumentName) => {
    if (raised.size >= KNOWN) raised.clear();
    raised.add(document);
  };
  return {
    read: async (document) => {
      const stored = await readDocument(pool, document);
      if (stored === null || stored.deleted) return null;
      if (stored.schemaVersion >= schemaVersion) isRaised(document);
      const { teamId: team, epoch, snapshot, updates: rows, head, damaged } = stored;
      return { team, epoch, schemaVersion: stored.schemaVersion, snapshot, rows, head, damaged };
    },

    readRange: async (document, after, limit) => {
      const head = (await heads(pool, [document])).get(document);
      if (head === undefined || head.deleted || head.head <= after) return [];
      // The version is raised before the first newer row: rows up to a head that was read with the older one are all older.
      if (head.schemaVersion > schemaVersion) throw new Error(`${document} belongs to a newer release`);
      const rows = await readRange(pool, document, after, Math.min(head.head, after + limit));
      if (rows !== null) return rows;
      const stored = await readDocument(pool, document);
      if (stored !== null && stored.schemaVersion > schemaVersion) throw new Error(`${document} belongs to a newer release`);
      return stored === null || stored.deleted ? [] : [...(stored.snapshot === null ? [] : [stored.snapshot]), ...stored.updates];
    },

    append: async (entries) => {
      const older = [...new Set(entries.map(({ document }) => document))].filter((document) => !raised.has(document));
      if (older.length > 0) await raiseSchemaVersion(pool, older, schemaVersion);
      for (const document of older) isRaised(document);
      const results = await appendUpdates(
        pool,
        entries.map(({ document, bytes, author, writeKey, clientIds, epoch }) => ({
          document,
          bytes,
          actor: { kind: author.kind, id: author.id },
          runId: author.runId,
          step: author.step,
          writeKey,
          clientIds,
          ...(epoch !== undefined && { epoch }),
        })),
      );
      return results.map((result): AppendResult => {
        if (result.state === 'written') return { state: 'written', seq: result.seq };
        if (result.state === 'replaced') return { state: 'replaced' };
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
      const found = new Map<DocumentName, DocumentHead>();
      for (const [name, { head: seq, deleted, ...head }] of await heads(pool, documents)) {
        const parsed = parseDocumentName(name);
        if (parsed !== null && !deleted) found.set(parsed.name, { seq, ...head });
      }
      return found;
    },
  };
}
