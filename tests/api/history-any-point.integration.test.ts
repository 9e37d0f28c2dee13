import { createDocument } from '@trashfire/prisma/document-log';
import { documentName } from '@trashfire/shared/document/names';
import { newId } from '@trashfire/shared/ids';
import { seededRandom } from '@trashfire/shared/testing/random';
import pg from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import * as Y from 'yjs';
import { wholeLog } from '../../api/src/features/history/log-reader.ts';
import { unpackRows } from '../../api/src/features/history/packed-log.ts';
import { createPostgresCompaction } from '../../collab-server/src/adapters/postgres-compaction.ts';
import { createPostgresLog } from '../../collab-server/src/adapters/postgres-log.ts';
import { contentDigest } from '../../collab-server/src/compaction/content-digest.ts';
import { ageRows } from '../../collab-server/src/testing/aged-rows.ts';
import { compactOnce, entryOf } from '../../collab-server/src/testing/log-under-test.ts';
import { randomHistory } from '../../collab-server/src/testing/random-history.ts';
import { type TestDatabase, testDatabase } from '../support/postgres.ts';

const KEEP_DAYS = 90;
const ROWS = 60;

let database: TestDatabase;
let pool: pg.Pool;
let team: string;

beforeAll(async () => {
  database = await testDatabase();
  pool = new pg.Pool({ connectionString: database.url, max: 2 });
  const { rows } = await pool.query<{ id: string }>("INSERT INTO team (name) VALUES ('Test') RETURNING id");
  team = rows[0]?.id ?? '';
});
afterAll(async () => {
  await pool.end();
  await database.drop();
});

it.each([1, 2, 3, 4, 5, 6])(
  '[H1] the document as of every row is what it was then, across snapshots; what was trimmed says so (seed %i)',
  async (seed) => {
    const random = seededRandom(seed);
    const name = documentName('episode', newId());
    await createDocument(pool, name, team);
    const { rows } = randomHistory(random, ROWS);
    const compaction = createPostgresCompaction(pool, KEEP_DAYS);
    // Snapshots at rows of the seed's choice, and a beginning that is given up.
    let written = 0;
    const log = createPostgresLog(pool);
    for (const upTo of [random.int(5, 20), random.int(21, 40), rows.length]) {
      await log.append(rows.slice(written, upTo).map((row) => entryOf(name, row)));
      written = upTo;
      await compactOnce(compaction, name);
    }
    const gone = random.int(0, 20);
    await ageRows(pool, name, gone, KEEP_DAYS);
    await compactOnce(compaction, name);

    const then = new Y.Doc();
    const head = rows.length;
    for (let seq = 0; seq <= head; seq++) {
      const row = rows[seq - 1];
      if (row !== undefined) Y.applyUpdate(then, row.bytes);
      const read = await wholeLog(pool, { name, kind: 'episode', teamId: team, head }, seq, seq);
      if (read === null) {
        expect(seq, 'kept').toBeLessThan(gone);
        continue;
      }
      const doc = new Y.Doc();
      doc.transact(() => {
        if (read.base !== null) Y.applyUpdate(doc, read.base);
        for (const { bytes } of unpackRows(read)) Y.applyUpdate(doc, bytes);
      });
      expect(contentDigest(doc), `as of ${seq}`).toBe(contentDigest(then));
    }
  },
);
