import { appendUpdates, createDocument } from '@trashfire/prisma/document-log';
import { DOCUMENT_SCHEMA_VERSION } from '@trashfire/shared/document/schema';
import { newId } from '@trashfire/shared/ids';
import { crossingMarks, markedText } from '@trashfire/shared/testing/crossing-marks';
import pg from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import * as Y from 'yjs';
import { type TestDatabase, testDatabase } from '../../../../tests/support/postgres.ts';
import { createDocumentReader, type ReadDocument } from './reader.ts';

let database: TestDatabase;
let pool: pg.Pool;
beforeAll(async () => {
  database = await testDatabase();
  pool = new pg.Pool({ connectionString: database.url, max: 4 });
});
afterAll(async () => {
  await pool.end();
  await database.drop();
});

/** A pool whose next answers are kept back, as a slow database keeps them. */
function slowPool() {
  let held: { answered: () => void; until: Promise<void> } | null = null;
  let queries = 0;
  const query = async (text: string, values: unknown[]) => {
    queries += 1;
    const now = held;
    const answer = await pool.query(text, values);
    now?.answered();
    await now?.until;
    return answer;
  };
  return {
    pool: { query } as unknown as pg.Pool,
    queries: () => queries,
    hold() {
      const answered = Promise.withResolvers<void>();
      const released = Promise.withResolvers<void>();
      held = { answered: answered.resolve, until: released.promise };
      const release = () => {
        held = null;
        released.resolve();
      };
      return { answered: answered.promise, release };
    },
  };
}

async function written() {
  const { rows } = await pool.query<{ id: string }>("INSERT INTO team (name) VALUES ('Test') RETURNING id");
  const document = `episode:${newId()}`;
  await createDocument(pool, document, rows[0]?.id ?? '');
  const doc = new Y.Doc();
  const write = async (word: string) => {
    let bytes: Uint8Array = new Uint8Array();
    doc.once('update', (update: Uint8Array) => {
      bytes = update;
    });
    doc.getArray('words').push([word]);
    await appendUpdates(pool, [{ document, bytes, actor: { kind: 'person', id: 'p1' }, clientIds: [doc.clientID] }]);
  };
  await write('first');
  return { document, write };
}
const wordsOf = (read: ReadDocument | null) => read?.doc.getArray('words').toArray();

it('who asks after their edit was committed sees it, whatever read was under way (R1)', async () => {
  const { document, write } = await written();
  const slow = slowPool();
  const reader = createDocumentReader({ pool: slow.pool });
  await reader.head(document);
  const { answered, release } = slow.hold();
  const early = reader.head(document);
  await answered;
  await write('second');
  const late = reader.head(document).then((read) => [read?.seq, wordsOf(read)]);
  release();
  await early;
  expect(await late).toEqual([2, ['first', 'second']]);
});

it('however many ask while one reads, they share one more read; one that fails does not take the next with it', async () => {
  const { document } = await written();
  const slow = slowPool();
  const reader = createDocumentReader({ pool: slow.pool });
  await reader.head(document);
  const before = slow.queries();
  await reader.head(document);
  const one = slow.queries() - before;
  const { release } = slow.hold();
  const asked = Array.from({ length: 50 }, () => reader.head(document));
  release();
  expect(new Set((await Promise.all(asked)).map((read) => read?.seq))).toEqual(new Set([1]));
  expect(slow.queries()).toBe(before + 3 * one);

  const broken = { query: () => Promise.reject(new Error('the database is away')) } as unknown as pg.Pool;
  let source = broken;
  const flaky = createDocumentReader({ pool: { query: (...args: [string]) => source.query(...args) } as unknown as pg.Pool });
  const failing = flaky.head(document);
  const next = flaky.head(document);
  source = pool;
  await expect(failing).rejects.toThrow('away');
  expect((await next)?.seq).toBe(1);
});

it('reads past a damaged snapshot, and says so', async () => {
  const { document, write } = await written();
  await write('second');
  await pool.query(
    `INSERT INTO doc_snapshot (document_id, seq, team_id, bytes, state_vector, sha256)
     SELECT id, 2, team_id, 'not what was written', '', repeat('0', 64) FROM document WHERE id = $1`,
    [document],
  );
  const told: unknown[] = [];
  const reader = createDocumentReader({ pool, logger: { error: (fields: unknown) => void told.push(fields) } });
  expect(wordsOf(await reader.head(document))).toEqual(['first', 'second']);
  expect(told).toEqual([{ document, damaged: [2] }]);
});

it('reads nothing of a document that a newer release has written to, whether it had read it before or not', async () => {
  const { document } = await written();
  const reader = createDocumentReader({ pool });
  expect(wordsOf(await reader.head(document))).toEqual(['first']);
  await pool.query('UPDATE document SET schema_version = $2 WHERE id = $1', [document, DOCUMENT_SCHEMA_VERSION + 1]);
  for (const one of [reader, createDocumentReader({ pool })]) {
    await expect(one.head(document)).rejects.toMatchObject({
      code: 'unavailable',
      message: expect.stringContaining('newer release'),
    });
  }
});

it('shows what the log holds, however often it was read on the way: no mark that Yjs finds without effect is taken away', async () => {
  const { rows } = await pool.query<{ id: string }>("INSERT INTO team (name) VALUES ('Test') RETURNING id");
  const document = `episode:${newId()}`;
  await createDocument(pool, document, rows[0]?.id ?? '');
  const often = createDocumentReader({ pool });
  for (const bytes of crossingMarks()) {
    await appendUpdates(pool, [{ document, bytes, actor: { kind: 'person', id: 'p1' }, clientIds: [1] }]);
    await often.head(document);
  }
  const [read, fresh] = [await often.head(document), await createDocumentReader({ pool }).head(document)];
  if (read === null || fresh === null) throw new Error('the document is there');
  expect(markedText(fresh.doc)).toEqual([{ insert: 'd', attributes: { italic: true } }]);
  expect(markedText(read.doc)).toEqual(markedText(fresh.doc));
});
