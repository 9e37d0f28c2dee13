import pg from 'pg';
import { afterAll, expect, it } from 'vitest';
import { type TestDatabase, testDatabase } from '../../../tests/support/postgres.ts';
import { membershipAcceptance } from '../testing/membership-acceptance.ts';
import { createPostgresMembership } from './postgres-membership.ts';

let database: TestDatabase | undefined;
let pool: pg.Pool | undefined;
afterAll(async () => {
  await pool?.end();
  await database?.drop();
});

membershipAcceptance(async () => {
  database = await testDatabase();
  const connections = new pg.Pool({ connectionString: database.url, max: 4 });
  pool = connections;
  const idOf = async (sql: string, values: unknown[] = []) => {
    const { rows } = await connections.query<{ id: string }>(sql, values);
    return rows[0]?.id ?? '';
  };
  const team = () => idOf("INSERT INTO team (name) VALUES ('Test') RETURNING id");
  const person = `INSERT INTO person (team_id, name, color) VALUES ($1, 'Ines', '#00ffea') RETURNING id`;
  return {
    source: createPostgresMembership(connections),
    stranger: async () => ({ team: await team(), person: await idOf(person, [await team()]) }),
    set: async ({ team, person }, role) => {
      if (role === null) await connections.query('DELETE FROM membership WHERE team_id = $1 AND person_id = $2', [team, person]);
      else
        await connections.query(
          `INSERT INTO membership (team_id, person_id, role) VALUES ($1, $2, $3)
           ON CONFLICT (team_id, person_id) DO UPDATE SET role = excluded.role`,
          [team, person, role],
        );
    },
  };
});

it('R3: says that it cannot tell when the database is gone, which throws nobody out', async () => {
  const gone = new pg.Pool({ connectionString: 'postgres://nobody@127.0.0.1:1/none' });
  gone.on('error', () => undefined);
  const source = createPostgresMembership(gone);
  const key = { team: crypto.randomUUID(), person: crypto.randomUUID() };
  await expect(source.current(key)).rejects.toThrow('ECONNREFUSED');
  await expect(source.changed([{ ...key, version: 1 }])).rejects.toThrow('ECONNREFUSED');
  await gone.end();
});
