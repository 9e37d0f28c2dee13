import { randomBytes } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import { inject } from 'vitest';

declare module 'vitest' {
  export interface ProvidedContext {
    /** The run's server, set by ./global-setup.ts. */
    postgresUrl: string;
  }
}

export interface TestDatabase {
  url: string;
  /** Drops the database; connections still open on it are cut. */
  drop(): Promise<void>;
}

/** Name of the database with every migration applied that each test's own is copied from. */
export const TEMPLATE_DATABASE = 'trashfire_template';

/**
 * A fresh, migrated database on the run's one server: `const database = await testDatabase()` in `beforeAll`, and
 * `database.drop()` in `afterAll`.
 */
export async function testDatabase(): Promise<TestDatabase> {
  const server = new URL(inject('postgresUrl'));
  const name = `test_${randomBytes(6).toString('hex')}`;
  await onServer(server, `CREATE DATABASE ${name} TEMPLATE ${TEMPLATE_DATABASE}`);
  const url = new URL(server);
  url.pathname = `/${name}`;
  return { url: url.href, drop: () => drop(server, name) };
}

/** A pool's `end` resolves before its connections are gone; one cut off meanwhile would fail the run with an error nobody can catch. */
const CLOSING_MS = 3000;

async function drop(server: URL, name: string): Promise<void> {
  const client = new pg.Client({ connectionString: server.href });
  await client.connect();
  try {
    const busy = async () => (await client.query('SELECT 1 FROM pg_stat_activity WHERE datname = $1', [name])).rowCount !== 0;
    const deadline = Date.now() + CLOSING_MS;
    while ((await busy()) && Date.now() < deadline) await delay(10);
    await client.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
  } finally {
    await client.end();
  }
}

async function onServer(server: URL, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: server.href });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}
