import { seededRandom } from '@trashfire/shared/testing/random';
import pg from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type TestDatabase, testDatabase } from '../../tests/support/postgres.ts';
import { arrayLiteral, byteaArrayLiteral } from './array-literal.ts';

let database: TestDatabase;
let pool: pg.Pool;
beforeAll(async () => {
  database = await testDatabase();
  pool = new pg.Pool({ connectionString: database.url, max: 2 });
});
afterAll(async () => {
  await pool.end();
  await database.drop();
});

const read = async (literal: string, type: string) =>
  (await pool.query<{ a: unknown[] }>(`SELECT $1::${type}[] AS a`, [literal])).rows[0]?.a;

const PIECES = ['', 'NULL', 'null', '{', '}', ',', '"', '\\', ' ', '\n', "'", 'a', 'é', '𝄞', '\\x'];

it('is read by Postgres as what was written', async () => {
  const random = seededRandom(1);
  const some = <T>(make: () => T) => Array.from({ length: random.int(0, 5) }, make);
  for (let n = 0; n < 300; n++) {
    const texts = some(() => (random.int(0, 5) === 0 ? null : some(() => random.pick(PIECES)).join('')));
    expect(await read(arrayLiteral(texts), 'text')).toEqual(texts);
    const bytes = some(() => some(() => random.int(0, 255)));
    const back = (await read(byteaArrayLiteral(bytes.map((one) => new Uint8Array(one))), 'bytea')) as Buffer[];
    expect(back.map((one) => [...one])).toEqual(bytes);
  }
  expect(await read(arrayLiteral([1, null, -3]), 'int')).toEqual([1, null, -3]);
});
