import { trimmedAuthors } from '@trashfire/prisma/document-authors';
import { createDocument } from '@trashfire/prisma/document-log';
import { documentName } from '@trashfire/shared/document/names';
import { newId } from '@trashfire/shared/ids';
import { seededRandom } from '@trashfire/shared/testing/random';
import pg from 'pg';
import { afterAll, expect, it } from 'vitest';
import { testDatabase } from '../../../tests/support/postgres.ts';
import { compactDocument } from '../compaction/compact-document.ts';
import { mergeHistory } from '../compaction/merge.ts';
import type { HistoryRow } from '../ports/compaction-log.ts';
import { ageRows } from '../testing/aged-rows.ts';
import { compactionAcceptance } from '../testing/compaction-acceptance.ts';
import { entryOf, type LogUnderTest, SMALL } from '../testing/log-under-test.ts';
import { randomHistory } from '../testing/random-history.ts';
import { updateLogAcceptance } from '../testing/update-log-acceptance.ts';
import { createPostgresCompaction } from './postgres-compaction.ts';
import { createPostgresLog } from './postgres-log.ts';

const KEEP_DAYS = 90;
const closing: (() => Promise<void>)[] = [];
afterAll(async () => {
  for (const close of closing) await close();
});

async function underTest(): Promise<LogUnderTest> {
  const database = await testDatabase();
  const pool = new pg.Pool({ connectionString: database.url, max: 12, statement_timeout: 20_000 });
  closing.push(async () => {
    await pool.end();
    await database.drop();
  });
  const team = (await pool.query<{ id: string }>("INSERT INTO team (name) VALUES ('Test') RETURNING id")).rows[0]?.id ?? '';
  const ines = `INSERT INTO person (team_id, name, color) VALUES ($1, 'Ines', '#00ffea') RETURNING id`;
  const person = (await pool.query<{ id: string }>(ines, [team])).rows[0]?.id ?? '';
  const log = (version?: number) => ({ ...createPostgresLog(pool, version), ...createPostgresCompaction(pool, KEEP_DAYS) });
  return {
    here: log(),
    there: log(),
    of: log,
    create: async (kind = 'episode') => {
      const name = documentName(kind, newId());
      await createDocument(pool, name, team);
      return name;
    },
    remove: async (document) => void (await pool.query('UPDATE document SET deleted_at = now() WHERE id = $1', [document])),
    replace: async (document) => void (await pool.query('UPDATE document SET epoch = epoch + 1 WHERE id = $1', [document])),
    age: (document, seq) => ageRows(pool, document, seq, KEEP_DAYS),
    damage: async (document, seq) => {
      const { rowCount } = await pool.query(
        `UPDATE doc_snapshot SET bytes = set_byte(bytes, length(bytes) / 2, get_byte(bytes, length(bytes) / 2) # 255)
         WHERE document_id = $1 AND seq = $2`,
        [document, seq],
      );
      if (rowCount !== 1) throw new Error(`${document} has no snapshot ${seq}`);
    },
    snapshots: async (document) => {
      const { rows } = await pool.query<{ seq: string }>('SELECT seq FROM doc_snapshot WHERE document_id = $1 ORDER BY seq', [
        document,
      ]);
      return rows.map(({ seq }) => Number(seq));
    },
    authors: (document) => trimmedAuthors(pool, document),
    pin: async (document, seq) =>
      void (await pool.query(
        "INSERT INTO doc_version (document_id, team_id, seq, name, created_by) VALUES ($1, $2, $3, 'Draft', $4)",
        [document, team, seq, person],
      )),
  };
}

it('R7: nobody who writes waits for a compaction that has stored all and not committed yet', async () => {
  const { here, there, create, age } = await underTest();
  const name = await create();
  const { rows } = randomHistory(seededRandom(31), 40);
  await here.append(rows.map((row) => entryOf(name, row)));
  await age(name, rows.length);
  const written = await here.compact(name, async (turn) => {
    await compactDocument(turn, (job) => Promise.resolve(mergeHistory(job)), true, SMALL);
    const results = await there.append([entryOf(name, rows[0] as HistoryRow)]);
    // What is stored is not to be seen yet.
    expect((await there.read(name))?.rows).toHaveLength(rows.length + 1);
    return results;
  });
  expect(written).toEqual([{ state: 'written', seq: rows.length + 1 }]);
  expect((await there.read(name))?.rows.map(({ seq }) => seq)).toEqual([rows.length + 1]);
});

updateLogAcceptance(underTest);
compactionAcceptance(underTest);
