import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { eventually } from '@trashfire/shared/testing/eventually';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { postgresLocation } from '../../scripts/embedded-postgres.ts';
import { processFacts } from '../../scripts/postgres/processes.ts';
import { launchStudio, type StudioProcess } from '../support/studio-process.ts';

/** `npm run reset` as a person meets it, on a data folder of its own. */
const RESET = fileURLToPath(new URL('../../scripts/reset.ts', import.meta.url));
const servicesRoot = fileURLToPath(new URL('../support/minimal-services', import.meta.url));
/** The question is asked only on a terminal; this program of the system makes one. */
const noTerminal = !existsSync('/usr/bin/script') || process.platform !== 'linux';

let dataDir: string;
let studio: StudioProcess | null = null;
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'trashfire-reset-'));
  // As root the server runs as another user, who must be able to pass through.
  chmodSync(dataDir, 0o711);
});
afterEach(async () => {
  await studio?.stop();
  studio = null;
  rmSync(dataDir, { recursive: true, force: true });
});

/** @param answer typed at the question on a terminal; left out, there is no terminal. */
async function reset(words: readonly string[], answer?: string): Promise<{ code: number; said: string }> {
  const [program, args] =
    answer === undefined
      ? [process.execPath, [RESET, ...words]]
      : ['/usr/bin/script', ['-qec', [process.execPath, RESET, ...words].join(' '), '/dev/null']];
  const child = spawn(program, args, { env: { ...process.env, DATA_DIR: dataDir }, stdio: ['pipe', 'pipe', 'pipe'] });
  let said = '';
  const hear = (bytes: Buffer): void => {
    said += bytes.toString();
  };
  child.stdout.on('data', hear);
  child.stderr.on('data', hear);
  if (answer === undefined) child.stdin.end('yes\n');
  else {
    await eventually('the question', () => said.includes('Type "yes"'));
    child.stdin.write(`${answer}\n`);
  }
  const [code] = await once(child, 'close');
  return { code: Number(code), said };
}

const launch = async (): Promise<StudioProcess> => {
  studio = await launchStudio(dataDir, { servicesRoot });
  return studio;
};
const secrets = (): string => readFileSync(join(dataDir, 'secrets.json'), 'utf8');

it('removes nothing where nobody can be asked, even when a pipe says yes', async () => {
  writeFileSync(join(dataDir, 'work'), 'x');
  const { code, said } = await reset([]);
  expect(code).toBe(1);
  expect(said).toContain('nothing was removed. Answer "yes", or run npm run reset -- --yes.');
  expect(said).toContain(dataDir);
  expect(readdirSync(dataDir)).toEqual(['work']);
});

it.skipIf(noTerminal)('asks on a terminal, and anything but yes is a no', async () => {
  writeFileSync(join(dataDir, 'work'), 'x');
  for (const answer of ['no', 'y', '']) {
    const { code, said } = await reset([], answer);
    expect(code).toBe(1);
    expect(said).toContain('nothing was removed');
  }
  expect(readdirSync(dataDir)).toEqual(['work']);
  const { code, said } = await reset([], 'yes');
  expect(said).toContain('Removed. npm start begins anew.');
  expect(code).toBe(0);
  expect(existsSync(dataDir)).toBe(false);
});

it('refuses while the studio runs, ends the database of a killed one, and the next start is a first start', async () => {
  const running = await launch();
  const before = secrets();
  const database = Number(readFileSync(join(postgresLocation(dataDir), 'cluster', 'postmaster.pid'), 'utf8').split('\n')[0]);
  const refused = await reset(['--yes']);
  expect(refused.code).toBe(1);
  expect(refused.said).toContain(`a studio is running here (process ${running.pid}). Stop it with Ctrl-C`);
  expect(secrets()).toBe(before);

  await running.kill();
  expect(processFacts(database)).not.toBeNull();
  expect((await reset(['--yes'])).code).toBe(0);
  expect(processFacts(database)).toBeNull();
  expect(existsSync(dataDir)).toBe(false);

  await launch();
  expect(secrets()).not.toBe(before);
}, 120_000);
