import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import type { TestProject } from 'vitest/node';
import { deployMigrations } from '../../prisma/src/deploy.ts';
import { startEmbeddedPostgres } from '../../scripts/embedded-postgres.ts';
import { processFacts } from '../../scripts/postgres/processes.ts';
import { TEMPLATE_DATABASE } from './postgres.ts';

const PREFIX = 'trashfire-test-';

/**
 * One PostgreSQL for the whole run, its template migrated once. `TEST_DATABASE_URL` uses a server that runs already (its
 * user must be allowed to create databases). Without fsync: no test on this server kills it; those that do start their own.
 */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const given = process.env.TEST_DATABASE_URL;
  if (given !== undefined) {
    await migrateTemplate(given);
    project.provide('postgresUrl', given);
    return async () => undefined;
  }
  sweepLeftovers();
  const dataDir = mkdtempSync(join(tmpdir(), PREFIX));
  // As root the server runs as another user, who must be able to pass through.
  chmodSync(dataDir, 0o711);
  writeFileSync(join(dataDir, 'run'), String(process.pid));
  const settings = { fsync: 'off', full_page_writes: 'off', synchronous_commit: 'on', max_connections: '200' };
  const postgres = await startEmbeddedPostgres({ dataDir, settings, database: 'trashfire_test', log: () => undefined });
  await migrateTemplate(postgres.url);
  project.provide('postgresUrl', postgres.url);
  return async () => {
    await postgres.stop();
    rmSync(dataDir, { recursive: true, force: true });
  };
}

async function migrateTemplate(serverUrl: string): Promise<void> {
  const client = new pg.Client({ connectionString: serverUrl });
  await client.connect();
  try {
    await client.query(`DROP DATABASE IF EXISTS ${TEMPLATE_DATABASE} WITH (FORCE)`);
    await client.query(`CREATE DATABASE ${TEMPLATE_DATABASE}`);
  } finally {
    await client.end();
  }
  const url = new URL(serverUrl);
  url.pathname = `/${TEMPLATE_DATABASE}`;
  await deployMigrations(url.href);
}

/** Removes what runs that were killed left behind: their server and its folder. */
function sweepLeftovers(): void {
  for (const name of readdirSync(tmpdir()).filter((entry) => entry.startsWith(PREFIX))) {
    const folder = join(tmpdir(), name);
    try {
      if (processFacts(Number(readFileSync(join(folder, 'run'), 'utf8'))) !== null) continue;
      const server = Number(readFileSync(join(folder, 'postgres', 'cluster', 'postmaster.pid'), 'utf8').split('\n')[0]);
      if (processFacts(server)?.command.includes(folder)) process.kill(server, 'SIGQUIT');
    } catch {
      // No such file: that run had not come so far, or its folder is being made right now by another.
      continue;
    }
    rmSync(folder, { recursive: true, force: true });
  }
}
