import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestDatabase, testDatabase } from '../../tests/support/postgres.ts';
import { createPrisma, type PrismaClient } from './client.ts';
import { deployMigrations, MIGRATIONS_FOLDER, readMigrations } from './deploy.ts';
import { creditBalance } from './ledger.ts';
import { seedStudio } from './seed.ts';

let database: TestDatabase;
const folder = mkdtempSync(join(tmpdir(), 'migrations-'));
const write = (name: string, sql: string): void => {
  mkdirSync(join(folder, name), { recursive: true });
  writeFileSync(join(folder, name, 'migration.sql'), sql);
};
const query = async (sql: string): Promise<unknown[]> => {
  const client = new pg.Client({ connectionString: database.url });
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
};

beforeAll(async () => {
  database = await testDatabase();
});
afterAll(async () => {
  rmSync(folder, { recursive: true });
  await database.drop();
});

describe('the deploy runner', () => {
  it('applies once, also when several run at the same time', async () => {
    await query('DROP SCHEMA public CASCADE; CREATE SCHEMA public');
    const runs = await Promise.all([1, 2, 3].map(() => deployMigrations(database.url)));
    const names = readMigrations(MIGRATIONS_FOLDER).map(({ name }) => name);
    expect(runs.flat()).toEqual(names);
    expect(await query('SELECT migration_name FROM _prisma_migrations ORDER BY 1')).toEqual(
      names.map((name) => ({ migration_name: name })),
    );
  });

  it('undoes a migration that fails in its middle and applies it whole when it is mended', async () => {
    await query('DROP SCHEMA public CASCADE; CREATE SCHEMA public');
    write('0001_a', 'CREATE TABLE kept (id int);');
    write('0002_b', 'CREATE TABLE half (id int); SELECT 1 / 0;');
    await expect(deployMigrations(database.url, { folder })).rejects.toThrow('0002_b failed and was undone: division by zero');
    expect(await query(`SELECT to_regclass('half') AS half, to_regclass('kept')::text AS kept`)).toEqual([
      { half: null, kept: 'kept' },
    ]);
    write('0002_b', 'CREATE TABLE half (id int);');
    expect(await deployMigrations(database.url, { folder })).toEqual(['0002_b']);
    write('0002_b', 'CREATE TABLE other (id int);');
    await expect(deployMigrations(database.url, { folder })).rejects.toThrow('edited after it was applied');
  });
});

it('0002 reads the length of tasks made before out of their manifests', async () => {
  await query('DROP SCHEMA public CASCADE; CREATE SCHEMA public');
  const older = mkdtempSync(join(tmpdir(), 'migrations-'));
  cpSync(join(MIGRATIONS_FOLDER, '0001_init'), join(older, '0001_init'), { recursive: true });
  expect(await deployMigrations(database.url, { folder: older })).toEqual(['0001_init']);
  rmSync(older, { recursive: true });
  await query(`
    WITH t AS (INSERT INTO team (name) VALUES ('T') RETURNING id),
      s AS (INSERT INTO series (id, team_id, title) SELECT '0SER00000001', id, 'S' FROM t RETURNING id, team_id),
      e AS (INSERT INTO episode (id, team_id, series_id, number, title) SELECT '0EPS00000001', team_id, id, 1, 'E' FROM s RETURNING id, team_id)
    INSERT INTO render_task (team_id, episode_id, revision, kind, preset, label, price, manifest)
    SELECT team_id, id, encode(sha256(kind::bytea), 'hex'), kind::task_kind, 'LOW', '', 0, manifest::jsonb FROM e, (VALUES
      ('still', '{"width": 640}'), ('shot', '{"frames": 48, "fps": 30}'),
      ('episode', '{"fps": 30, "shots": [{"frames": 48}, {"frames": 2}]}')) AS old (kind, manifest)`);
  await deployMigrations(database.url);
  expect(await query('SELECT kind, frames, fps FROM render_task ORDER BY frames')).toEqual([
    { kind: 'still', frames: 1, fps: 24 },
    { kind: 'shot', frames: 48, fps: 30 },
    { kind: 'episode', frames: 50, fps: 30 },
  ]);
});

it('0007 leaves memberships the versions their tickets carry, and gives no other one of these', async () => {
  await query('DROP SCHEMA public CASCADE; CREATE SCHEMA public');
  const older = mkdtempSync(join(tmpdir(), 'migrations-'));
  for (const { name } of readMigrations(MIGRATIONS_FOLDER).filter((migration) => migration.name < '0007'))
    cpSync(join(MIGRATIONS_FOLDER, name), join(older, name), { recursive: true });
  await deployMigrations(database.url, { folder: older });
  rmSync(older, { recursive: true });
  await query(`
    WITH t AS (INSERT INTO team (name) VALUES ('T') RETURNING id),
      p AS (INSERT INTO person (team_id, name, color) SELECT id, 'P', '#00ffea' FROM t RETURNING id, team_id)
    INSERT INTO membership (team_id, person_id, role) SELECT team_id, id, 'editor' FROM p`);
  await query(`UPDATE membership SET role = 'viewer'`);
  await deployMigrations(database.url);
  const version = async () => ((await query('SELECT version FROM membership')) as { version: number }[])[0]?.version ?? 0;
  const versions = [await version()];
  await query(`UPDATE membership SET role = 'editor', version = 2`);
  versions.push(await version());
  const [row] = (await query('DELETE FROM membership RETURNING team_id, person_id')) as { team_id: string; person_id: string }[];
  await query(
    `INSERT INTO membership (team_id, person_id, role, version) VALUES ('${row?.team_id}', '${row?.person_id}', 'editor', 2)`,
  );
  versions.push(await version());
  expect(versions[0]).toBe(2);
  expect(new Set(versions).size).toBe(3);
});

describe('seeding', () => {
  let prisma: PrismaClient;
  beforeAll(async () => {
    await query('DROP SCHEMA public CASCADE; CREATE SCHEMA public');
    await deployMigrations(database.url);
    prisma = createPrisma(database.url, 6);
  });
  afterAll(() => prisma.$disconnect());

  it('makes one studio with an owner, a plan and play credits, however often it runs', async () => {
    const studios = await Promise.all([1, 2, 3].map(() => seedStudio(prisma)));
    expect(new Set(studios.map((s) => s.teamId)).size).toBe(1);
    expect(await prisma.person.count()).toBe(1);
    expect(await creditBalance(prisma, studios[0]?.teamId ?? '')).toBe(25_000_000n);
    expect((await prisma.plan.findMany()).map((p) => p.mode)).toEqual(['mock']);
  });
});
