import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type EmbeddedPostgres, postgresLocation, startEmbeddedPostgres } from '../embedded-postgres.ts';
import { goneWithin, processFacts } from './processes.ts';

let dataDir: string;
let running: EmbeddedPostgres | null = null;
let lines: string[] = [];

beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'studio-'));
  chmodSync(dataDir, 0o711);
  lines = [];
});
afterEach(async () => {
  await running?.stop();
  running = null;
  rmSync(dataDir, { recursive: true, force: true });
});

async function start(port?: number): Promise<EmbeddedPostgres> {
  running = await startEmbeddedPostgres({ dataDir, ...(port === undefined ? {} : { port }), log: (line) => lines.push(line) });
  return running;
}

async function query(url: string, sql: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}

describe('the embedded server', () => {
  it('starts small and durable, keeps its data, lets nobody in without the password, and moves off a taken port', async () => {
    const first = await start();
    await query(first.url, 'CREATE TABLE kept AS SELECT 7 AS n');
    const settings = await query(
      first.url,
      `SELECT name, setting FROM pg_settings WHERE name IN ('fsync', 'synchronous_commit')`,
    );
    expect(settings.map((row) => row.setting)).toEqual(['on', 'on']);
    await expect(query(first.url.replace(/:[^:@]+@/, ':guess@'), 'SELECT 1')).rejects.toThrow('password');
    await first.stop();
    expect(processFacts(first.pid)).toBeNull();

    const taken = createServer().listen(0, '127.0.0.1');
    await once(taken, 'listening');
    const address = taken.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    const second = await start(port);
    expect(second.port).not.toBe(port);
    expect(await query(second.url, 'SELECT n FROM kept')).toEqual([{ n: 7 }]);
    taken.close();
  });

  it('recovers when server and helpers were killed at once (R6)', async () => {
    const first = await start();
    await query(first.url, 'CREATE TABLE kept AS SELECT 8 AS n');
    process.kill(first.pid, 'SIGKILL');
    await first.exited;
    expect(existsSync(join(postgresLocation(dataDir), 'cluster', 'postmaster.pid'))).toBe(true);
    const second = await start();
    expect(await query(second.url, 'SELECT n FROM kept')).toEqual([{ n: 8 }]);
  });

  it('ends the server of a studio that was killed, and starts its own (R6)', async () => {
    const studio = spawn(process.execPath, [fileURLToPath(new URL('./hold-server.ts', import.meta.url)), dataDir], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const [said] = await once(studio.stdout, 'data');
    const { pid, url } = JSON.parse(String(said));
    await query(url, 'CREATE TABLE kept AS SELECT 9 AS n');
    await expect(startEmbeddedPostgres({ dataDir, log: () => undefined })).rejects.toThrow('Another studio');
    studio.kill('SIGKILL');
    await once(studio, 'exit');
    expect(processFacts(pid)).not.toBeNull();
    const mine = await start();
    expect(await goneWithin(pid, 0)).toBe(true);
    expect(lines).toEqual(['Stopped a PostgreSQL left over from the last run.']);
    expect(await query(mine.url, 'SELECT n FROM kept')).toEqual([{ n: 9 }]);
  });

  it.runIf(process.getuid?.() === 0)(
    'as root, finds a place its user can reach when the data folder is closed to others',
    async () => {
      chmodSync(dataDir, 0o700);
      const server = await start();
      const place = postgresLocation(dataDir);
      expect(place.startsWith('/var/lib/trashfire/')).toBe(true);
      await query(server.url, 'CREATE TABLE kept AS SELECT 5 AS n');
      await server.stop();
      const again = await start();
      expect(await query(again.url, 'SELECT n FROM kept')).toEqual([{ n: 5 }]);
      await again.stop();
      rmSync(place, { recursive: true });
    },
  );
});
