import { once } from 'node:events';
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { eventually } from '@trashfire/shared/testing/eventually';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { postgresLocation } from '../../scripts/embedded-postgres.ts';
import { processFacts } from '../../scripts/postgres/processes.ts';
import { launchStudio, type StudioProcess } from '../support/studio-process.ts';

/** The processes of a studio, with services that do nothing but answer: who starts, restarts and stops whom (R6). */
const servicesRoot = fileURLToPath(new URL('../support/minimal-services', import.meta.url));
/** What Ctrl-C may take before a person thinks it hangs. ms. */
const STOP_MS = 8_000;

let dataDir: string;
let studio: StudioProcess;
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'trashfire-processes-'));
  // As root the server runs as another user, who must be able to pass through.
  chmodSync(dataDir, 0o711);
});
afterEach(async () => {
  await studio.stop();
  await endPostgres();
  rmSync(dataDir, { recursive: true, force: true });
});

const launch = (port?: number): Promise<StudioProcess> =>
  launchStudio(dataDir, { servicesRoot, ...(port === undefined ? {} : { port }) });
const alive = (pid: number | null): boolean => pid !== null && processFacts(pid) !== null;
const postgresPid = (): number =>
  Number(readFileSync(join(postgresLocation(dataDir), 'cluster', 'postmaster.pid'), 'utf8').split('\n')[0]);

/** A killed studio leaves its database to the next start; a test has no next start. */
async function endPostgres(): Promise<void> {
  if (!existsSync(join(postgresLocation(dataDir), 'cluster', 'postmaster.pid'))) return;
  const pid = postgresPid();
  if (alive(pid)) process.kill(pid, 'SIGQUIT');
  await eventually('the database is gone', () => !alive(pid));
}

it('starts every process, restarts one that is killed, and stops them all, the database last', async () => {
  studio = await launch();
  const before = await studio.pids();
  const database = postgresPid();
  expect(Object.values(before).every(alive)).toBe(true);

  process.kill(before.api ?? 0, 'SIGKILL');
  await eventually('the api is back', () => studio.said().includes('api is back.'));
  expect(studio.said()).toContain('api stopped unexpectedly (SIGKILL); starting it again.');
  const after = await studio.pids();
  expect(after.api).not.toBe(before.api);
  expect(after['collab-server']).toBe(before['collab-server']);

  const began = Date.now();
  await studio.stop();
  expect(Date.now() - began).toBeLessThan(STOP_MS);
  expect([...Object.values(after), database].filter(alive)).toEqual([]);
});

it('brings a killed database back at the same address', async () => {
  studio = await launch();
  const killed = postgresPid();
  process.kill(killed, 'SIGKILL');
  await eventually('the database is back', () => studio.said().some((line) => line.startsWith('database is back')));
  expect(postgresPid()).not.toBe(killed);
  expect(await studio.ownerLink()).toMatch(/\/enter#token=[\w-]{43}$/);
});

it('leaves no service behind when it is killed, and the next start takes over with its data', async () => {
  studio = await launch();
  const orphans = Object.values(await studio.pids());
  const secrets = readFileSync(join(dataDir, 'secrets.json'), 'utf8');
  await studio.kill();
  await eventually('the services are gone', () => orphans.every((pid) => !alive(pid)));

  studio = await launch();
  expect(readFileSync(join(dataDir, 'secrets.json'), 'utf8')).toBe(secrets);
  expect(Object.values(await studio.pids()).every(alive)).toBe(true);
});

it('tells a second start where the first one is', async () => {
  studio = await launch();
  await expect(launch()).rejects.toThrow(`A studio is already running here at ${studio.url} (process ${studio.pid})`);
  expect(Object.values(await studio.pids()).every(alive)).toBe(true);
});

it('moves on from a taken port and says so', async () => {
  const other = createServer().listen(0, '127.0.0.1');
  await once(other, 'listening');
  const address = other.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  try {
    studio = await launch(port);
    const moved = Number(new URL(studio.url).port);
    expect(moved).toBeGreaterThan(port);
    expect(studio.said()).toContain(`Port ${port} is taken; the studio is on ${moved}.`);
    expect((await fetch(`${studio.url}/readyz`)).status).toBe(200);
  } finally {
    other.close();
  }
});
