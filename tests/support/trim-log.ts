import type { Pool } from 'pg';
import { createPostgresCompaction } from '../../collab-server/src/adapters/postgres-compaction.ts';
import { ageRows } from '../../collab-server/src/testing/aged-rows.ts';
import { compactOnce, SMALL } from '../../collab-server/src/testing/log-under-test.ts';
import type { DocumentName } from '../../shared/src/document/names.ts';

const KEEP_DAYS = 90;

/** All that the log holds of a document has grown older than the retention, and is compacted: only its newest state and its named versions are left. */
export async function trimLog(pool: Pool, document: DocumentName): Promise<void> {
  await ageRows(pool, document, Number.MAX_SAFE_INTEGER, KEEP_DAYS);
  const log = createPostgresCompaction(pool, KEEP_DAYS);
  while ((await compactOnce(log, document, { ...SMALL, keptRows: 0 })).more);
}
