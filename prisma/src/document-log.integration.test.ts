import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestDatabase, testDatabase } from '../../tests/support/postgres.ts';
import { appendUpdates, assertDurable, createDocument, heads, type LogAppend, readDocument, readRange } from './document-log.ts';

let database: TestDatabase;
let pool: pg.Pool;
let teamId: string;
let count = 0;

beforeAll(async () => {
  database = await testDatabase();
  pool = new pg.Pool({ connectionString: database.url, max: 12 });
  teamId = (await pool.query<{ id: string }>(`INSERT INTO team (name) VALUES ('Test') RETURNING id`)).rows[0]?.id ?? '';
});
afterAll(async () => {
  await pool.end();
  await database.drop();
});

async function newDocument(): Promise<string> {
  count += 1;
  const name = `episode:${String(count).padStart(12, '0')}`;
  await createDocument(pool, name, teamId);
  return name;
}

const row = (document: string, byte: number, more: Partial<LogAppend> = {}): LogAppend => ({
  document,
  bytes: new Uint8Array([byte]),
  actor: { kind: 'person', id: 'p1' },
  clientIds: [4294967295],
  ...more,
});

describe('appending to the update log', () => {
  it('numbers rows 1, 2, 3 … per document and keeps their bytes in order', async () => {
    const [a, b] = [await newDocument(), await newDocument()];
    const results = await appendUpdates(pool, [row(b, 1), row(a, 2), row(b, 3)]);
    expect(results).toEqual([
      { state: 'written', seq: 1 },
      { state: 'written', seq: 1 },
      { state: 'written', seq: 2 },
    ]);
    expect((await readRange(pool, b, 0, 2))?.map((r) => [r.seq, ...r.bytes])).toEqual([
      [1, 1],
      [2, 3],
    ]);
  });

  it('stays dense and deadlock-free when many writers append to the same documents in opposite orders (R1)', async () => {
    const names = await Promise.all([newDocument(), newDocument(), newDocument()]);
    const rounds = Array.from({ length: 40 }, (_, i) => (i % 2 === 0 ? names : [...names].reverse()));
    await Promise.all(
      rounds.map((order, i) =>
        appendUpdates(
          pool,
          order.map((name) => row(name, i)),
        ),
      ),
    );
    for (const name of names) {
      const stored = await readDocument(pool, name);
      expect(stored?.head).toBe(40);
      expect(stored?.updates.map((u) => u.seq)).toEqual(Array.from({ length: 40 }, (_, i) => i + 1));
    }
  });

  it('writes a key once, in one batch, in two, and from two at the same time (R6)', async () => {
    const name = await newDocument();
    expect(await appendUpdates(pool, [row(name, 1, { writeKey: 'k' }), row(name, 2, { writeKey: 'k' }), row(name, 3)])).toEqual([
      { state: 'written', seq: 1 },
      { state: 'already', seq: 1 },
      { state: 'written', seq: 2 },
    ]);
    expect(await appendUpdates(pool, [row(name, 4, { writeKey: 'k' })])).toEqual([{ state: 'already', seq: 1 }]);
    const race = await Promise.all(
      Array.from({ length: 8 }, (_, i) => appendUpdates(pool, [row(name, i, { writeKey: 'race' })])),
    );
    expect(race.flat().filter((r) => r.state === 'written')).toHaveLength(1);
    expect(new Set(race.flat().map((r) => r.seq))).toEqual(new Set([3]));
    expect((await heads(pool, [name])).get(name)?.head).toBe(3);
  });

  it('knows the keys of rows that were given up (R6)', async () => {
    const name = await newDocument();
    await appendUpdates(pool, [row(name, 1, { writeKey: 'k' }), row(name, 2)]);
    await pool.query(
      `WITH gone AS (DELETE FROM doc_update WHERE document_id = $1 AND seq = 1 RETURNING *)
       INSERT INTO doc_write_key (document_id, write_key, seq, team_id) SELECT document_id, write_key, seq, team_id FROM gone`,
      [name],
    );
    expect(await appendUpdates(pool, [row(name, 3, { writeKey: 'k' }), row(name, 4)])).toEqual([
      { state: 'already', seq: 1 },
      { state: 'written', seq: 3 },
    ]);
  });

  it('does not wait for whoever holds the document against its deletion, as a snapshot being written does (R7)', async () => {
    const name = await newDocument();
    const holder = await pool.connect();
    try {
      await holder.query('BEGIN');
      await holder.query('SELECT 1 FROM document WHERE id = $1 FOR KEY SHARE', [name]);
      expect(await appendUpdates(pool, [row(name, 1)])).toEqual([{ state: 'written', seq: 1 }]);
    } finally {
      await holder.query('ROLLBACK');
      holder.release();
    }
  });

  it('answers for a missing and a deleted document without failing the others (R7)', async () => {
    const [alive, dead] = [await newDocument(), await newDocument()];
    await pool.query('UPDATE document SET deleted_at = now() WHERE id = $1', [dead]);
    const results = await appendUpdates(pool, [row(dead, 1), row('episode:ZZZZZZZZZZZZ', 2), row(alive, 3)]);
    expect(results).toEqual([
      { state: 'deleted', seq: null },
      { state: 'missing', seq: null },
      { state: 'written', seq: 1 },
    ]);
  });

  it('takes rows of the release before, which does not know the epoch, while both run side by side', async () => {
    const name = await newDocument();
    const { rows } = await pool.query(
      `SELECT ord, seq, state FROM append_doc_updates($1, $2, '{person,person}', '{p1,p1}', '{null,null}', '{null,null}', '{k,k}', '{"{1}","{1}"}')`,
      [
        [name, name],
        [Buffer.from([1]), Buffer.from([2])],
      ],
    );
    expect(rows).toEqual([
      { ord: '1', seq: '1', state: 'written' },
      { ord: '2', seq: '1', state: 'already' },
    ]);
    expect((await pool.query(`SELECT * FROM append_doc_updates('{}', '{}', '{}', '{}', '{}', '{}', '{}', '{}')`)).rows).toEqual(
      [],
    );
    expect(await appendUpdates(pool, [row(name, 3, { epoch: 1 }), row(name, 4, { epoch: 2 })])).toEqual([
      { state: 'written', seq: 2 },
      { state: 'replaced', seq: null },
    ]);
  });

  it('keeps the author, the run and the client ids of each row, and lets nothing rewrite one', async () => {
    const name = await newDocument();
    const runId = crypto.randomUUID();
    await appendUpdates(pool, [
      row(name, 1, { actor: { kind: 'agent', id: runId }, runId, step: 4, clientIds: [1, 4294967295] }),
    ]);
    const { rows } = await pool.query(
      'SELECT team_id, actor_kind, actor_id, run_id, step, client_ids FROM doc_update WHERE document_id = $1',
      [name],
    );
    expect(rows).toEqual([
      { team_id: teamId, actor_kind: 'agent', actor_id: runId, run_id: runId, step: 4, client_ids: ['1', '4294967295'] },
    ]);
    await expect(pool.query(`UPDATE doc_update SET bytes = 'x' WHERE document_id = $1`, [name])).rejects.toThrow('never changed');
  });
});

describe('reading the update log', () => {
  it('gives the newest snapshot and the tail after it', async () => {
    const name = await newDocument();
    await appendUpdates(pool, [row(name, 1), row(name, 2), row(name, 3)]);
    for (const seq of [1, 2]) {
      await pool.query(
        `INSERT INTO doc_snapshot (document_id, seq, team_id, bytes, state_vector, sha256)
         VALUES ($1, $2, $3, $4, '', encode(sha256($4), 'hex'))`,
        [name, seq, teamId, Buffer.from([100 + seq])],
      );
    }
    const stored = await readDocument(pool, name);
    expect(stored).toMatchObject({ teamId, head: 3, epoch: 1, schemaVersion: 1, deleted: false });
    expect([stored?.snapshot?.seq, stored?.snapshot?.bytes[0]]).toEqual([2, 102]);
    expect(stored?.updates.map((u) => u.seq)).toEqual([3]);
    const earlier = await readDocument(pool, name, 1);
    expect([earlier?.snapshot?.seq, earlier?.updates.length, earlier?.head]).toEqual([1, 0, 3]);
  });

  it('passes over a damaged snapshot and says so; refuses to show part of a document as the whole (R1)', async () => {
    const name = await newDocument();
    await appendUpdates(pool, [row(name, 1), row(name, 2), row(name, 3)]);
    for (const seq of [1, 2]) {
      await pool.query(
        `INSERT INTO doc_snapshot (document_id, seq, team_id, bytes, state_vector, sha256)
         VALUES ($1, $2, $3, $4, '', encode(sha256($4), 'hex'))`,
        [name, seq, teamId, Buffer.from([100 + seq])],
      );
    }
    const damage = (seq: number) =>
      pool.query(`UPDATE doc_snapshot SET bytes = 'x' WHERE document_id = $1 AND seq = $2`, [name, seq]);
    await damage(2);
    const stored = await readDocument(pool, name);
    expect([stored?.snapshot?.seq, stored?.updates.map((u) => u.seq), stored?.damaged]).toEqual([1, [2, 3], [2]]);
    await damage(1);
    const rows = await readDocument(pool, name);
    expect([rows?.snapshot, rows?.updates.map((u) => u.seq), rows?.damaged.sort()]).toEqual([null, [1, 2, 3], [1, 2]]);
    await pool.query('DELETE FROM doc_update WHERE document_id = $1 AND seq <= 2', [name]);
    await expect(readDocument(pool, name)).rejects.toThrow('not whole');
  });

  it('says null for a document that is not there, and for a range that is no longer or not yet whole', async () => {
    const name = await newDocument();
    await appendUpdates(pool, [row(name, 1), row(name, 2)]);
    expect(await readDocument(pool, 'episode:ZZZZZZZZZZZZ')).toBeNull();
    expect(await readRange(pool, name, 0, 3)).toBeNull();
    expect(await readRange(pool, name, 2, 2)).toEqual([]);
    await pool.query('DELETE FROM doc_update WHERE document_id = $1 AND seq = 1', [name]);
    expect(await readRange(pool, name, 0, 2)).toBeNull();
  });

  it('refuses a database that acknowledges before it has written (R1)', async () => {
    await assertDurable(pool, { fsync: false });
    await expect(assertDurable(pool)).rejects.toThrow('fsync off');
    const careless = new pg.Pool({ connectionString: database.url, options: '-c synchronous_commit=off' });
    await expect(assertDurable(careless, { fsync: false })).rejects.toThrow('synchronous_commit');
    await careless.end();
  });
});
