import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestDatabase, testDatabase } from '../../tests/support/postgres.ts';
import { createPrisma, type PrismaClient } from './client.ts';
import { deployMigrations } from './deploy.ts';
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
    expect(runs.flat()).toEqual(['0001_init']);
    expect(await query('SELECT migration_name, applied_steps_count FROM _prisma_migrations')).toHaveLength(1);
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
