import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ROLES } from '@trashfire/shared/access/roles';
import { ActorKind } from '@trashfire/shared/access/tickets';
import { RENDER_STATUSES, RUN_STATES, TaskView } from '@trashfire/shared/api/contract';
import { DOCUMENT_KINDS } from '@trashfire/shared/document/names';
import { PRESETS } from '@trashfire/shared/render/presets';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestDatabase, testDatabase } from '../../tests/support/postgres.ts';
import * as enums from './generated/enums.ts';

const PACKAGE = fileURLToPath(new URL('..', import.meta.url));
let database: TestDatabase;

beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.drop());

function prismaCli(...args: string[]): { status: number | null; output: string } {
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(PACKAGE, 'scripts/cli.mjs'), ...args], {
    encoding: 'utf8',
    env: { ...process.env, DATABASE_URL: database.url },
  });
  return { status, output: stdout + stderr };
}

function filesUnder(folder: string): Record<string, string> {
  const names = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return Object.fromEntries(
    names.map((entry) => {
      const path = join(entry.parentPath, entry.name);
      return [path.slice(folder.length), readFileSync(path, 'utf8')];
    }),
  );
}

describe('schema, migrations and generated client', () => {
  it('the committed client is what the schema generates', () => {
    // Inside the package, because the generator writes import paths relative to where it stands.
    const folder = mkdtempSync(join(PACKAGE, '.generate-'));
    try {
      cpSync(join(PACKAGE, 'schema.prisma'), join(folder, 'schema.prisma'));
      const { status, output } = prismaCli('generate', '--schema', join(folder, 'schema.prisma'));
      expect(status, output).toBe(0);
      const fresh = filesUnder(join(folder, 'src/generated'));
      const committed = filesUnder(join(PACKAGE, 'src/generated'));
      expect(Object.keys(fresh).sort()).toEqual(Object.keys(committed).sort());
      const stale = Object.keys(fresh).filter((name) => fresh[name] !== committed[name]);
      expect(stale, 'run `npm run generate -w prisma` and commit').toEqual([]);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it('the migrations make exactly the schema, and a difference would be seen', () => {
    const diff = ['migrate', 'diff', '--from-migrations', 'migrations', '--exit-code'];
    const same = prismaCli(...diff, '--to-schema', 'schema.prisma');
    expect(same.status, same.output).toBe(0);
    const folder = mkdtempSync(join(PACKAGE, '.diff-'));
    try {
      const changed = readFileSync(join(PACKAGE, 'schema.prisma'), 'utf8').replace(
        'model Outbox {',
        'model Outbox {\n  extra Int?',
      );
      writeFileSync(join(folder, 'schema.prisma'), changed);
      const other = prismaCli(...diff, '--to-schema', join(folder, 'schema.prisma'));
      expect(other.status, other.output).toBe(2);
      expect(other.output).toContain('extra');
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it('words that both the contracts and the database list are the same words', () => {
    expect(Object.keys(enums.Role)).toEqual([...ROLES]);
    expect(Object.keys(enums.DocumentKind)).toEqual([...DOCUMENT_KINDS]);
    expect(Object.keys(enums.ActorKind)).toEqual([...ActorKind.options]);
    expect(Object.keys(enums.RequestState)).toEqual([...RENDER_STATUSES]);
    expect(Object.keys(enums.RunState)).toEqual([...RUN_STATES]);
    expect(Object.keys(enums.TaskState)).toEqual([...TaskView.shape.state.options]);
    expect(Object.keys(enums.TaskKind)).toEqual([...TaskView.shape.kind.options]);
    expect(Object.keys(enums.Preset)).toEqual(Object.keys(PRESETS));
  });
});

describe('every table', () => {
  const query = async <R extends pg.QueryResultRow>(sql: string): Promise<R[]> => {
    const client = new pg.Client({ connectionString: database.url });
    await client.connect();
    try {
      return (await client.query<R>(sql)).rows;
    } finally {
      await client.end();
    }
  };

  it('carries its team and when it was made (R3)', async () => {
    const rows = await query<{ table_name: string; columns: string[] }>(`
      SELECT table_name, array_agg(column_name::text) AS columns FROM information_schema.columns
      WHERE table_schema = 'public' AND table_name NOT IN ('team', '_prisma_migrations') GROUP BY table_name`);
    expect(rows.length).toBeGreaterThan(20);
    for (const { table_name, columns } of rows)
      expect(columns, table_name).toEqual(expect.arrayContaining(['team_id', 'created_at']));
  });

  it('has an index whose first columns are among those of each foreign key', async () => {
    const rows = await query<{ foreign_key: string }>(`
      SELECT c.conrelid::regclass || '.' || c.conname AS foreign_key FROM pg_constraint c
      WHERE c.contype = 'f' AND c.connamespace = 'public'::regnamespace AND NOT EXISTS (
        SELECT 1 FROM pg_index i WHERE i.indrelid = c.conrelid AND i.indpred IS NULL AND i.indkey[0] = ANY (c.conkey))`);
    expect(rows).toEqual([]);
  });
});
