import { createHash, randomUUID } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import pg from 'pg';

/** The advisory lock Prisma Migrate takes, so its CLI and this runner exclude each other. */
const MIGRATE_LOCK = 72_707_369;

/** Prisma Migrate's own table, so `prisma migrate status` reads what this runner wrote. */
const HISTORY_TABLE = `CREATE TABLE IF NOT EXISTS _prisma_migrations (
  id VARCHAR(36) PRIMARY KEY NOT NULL, checksum VARCHAR(64) NOT NULL, finished_at TIMESTAMPTZ,
  migration_name VARCHAR(255) NOT NULL, logs TEXT, rolled_back_at TIMESTAMPTZ,
  started_at TIMESTAMPTZ NOT NULL DEFAULT now(), applied_steps_count INTEGER NOT NULL DEFAULT 0)`;

export const MIGRATIONS_FOLDER = fileURLToPath(new URL('../migrations', import.meta.url));

export interface Migration {
  name: string;
  sql: string;
  /** sha256 of the file, hex. */
  checksum: string;
}

/** What is in the history table, reduced to what the decision needs. */
export interface AppliedMigration {
  name: string;
  checksum: string;
  finished: boolean;
}

export interface DeployOptions {
  folder?: string;
  log?: (line: string) => void;
}

/** @returns the migrations of a folder in the order of their names. */
export function readMigrations(folder: string): Migration[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort()
    .map((name) => {
      const file = readFileSync(join(folder, name, 'migration.sql'));
      return { name, sql: file.toString('utf8'), checksum: createHash('sha256').update(file).digest('hex') };
    });
}

/**
 * Decides what is left to apply.
 * @throws Error when the history and the folder disagree: applying anything then would build on a database nobody has described.
 */
export function pendingMigrations(known: readonly Migration[], applied: readonly AppliedMigration[]): Migration[] {
  for (const row of applied) {
    const file = known.find((m) => m.name === row.name);
    if (!row.finished) {
      throw new Error(
        `Migration ${row.name} was begun and never finished. Restore the last backup, or repair it and mark it with "prisma migrate resolve".`,
      );
    }
    if (file === undefined) {
      throw new Error(
        `The database has migration ${row.name}, which this release does not know: it was used by a newer release. Start that one.`,
      );
    }
    if (file.checksum !== row.checksum) {
      throw new Error(
        `Migration ${row.name} was edited after it was applied. Put its file back as it was and write a new migration instead.`,
      );
    }
  }
  return known.filter((m) => !applied.some((row) => row.name === m.name));
}

/**
 * Brings a database to the newest migration without Prisma's CLI. One transaction per migration, so a failure or a kill
 * leaves the database at the migration before; runs at the same time wait for each other.
 * @returns names of the migrations applied now.
 */
export async function deployMigrations(url: string, options: DeployOptions = {}): Promise<string[]> {
  const client = new pg.Client({ connectionString: url });
  // A server that dies under it (a full disk) fails the query, which says so; unheard, it would end the process as well.
  client.on('error', () => undefined);
  await client.connect();
  try {
    await client.query('SELECT pg_advisory_lock($1)', [MIGRATE_LOCK]);
    await client.query(HISTORY_TABLE);
    const pending = pendingMigrations(readMigrations(options.folder ?? MIGRATIONS_FOLDER), await readHistory(client));
    for (const migration of pending) {
      await applyMigration(client, migration);
      options.log?.(`Applied migration ${migration.name}.`);
    }
    return pending.map((m) => m.name);
  } finally {
    // Ends the session, which also lets go of the lock.
    await client.end();
  }
}

async function readHistory(client: pg.Client): Promise<AppliedMigration[]> {
  const { rows } = await client.query<AppliedMigration>(
    `SELECT migration_name AS name, checksum, finished_at IS NOT NULL AS finished
     FROM _prisma_migrations WHERE rolled_back_at IS NULL ORDER BY migration_name`,
  );
  return rows;
}

async function applyMigration(client: pg.Client, migration: Migration): Promise<void> {
  await client.query('BEGIN');
  try {
    await client.query(migration.sql);
    await client.query(
      `INSERT INTO _prisma_migrations (id, checksum, migration_name, finished_at, applied_steps_count) VALUES ($1, $2, $3, now(), 1)`,
      [randomUUID(), migration.checksum, migration.name],
    );
    await client.query('COMMIT');
  } catch (cause) {
    await client.query('ROLLBACK').catch(() => undefined);
    const said = cause instanceof Error ? cause.message : String(cause);
    throw new Error(`Migration ${migration.name} failed and was undone: ${said}`, { cause });
  }
}
