import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { processFacts } from '../postgres/processes.ts';
import { holderOf, takeLock } from './lock.ts';

let dataDir: string;
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'lock-'));
});
afterEach(() => rmSync(dataDir, { recursive: true, force: true }));

function taken() {
  const result = takeLock(dataDir, 'studio');
  if (!result.ok) throw new Error('the lock is held');
  return result.lock;
}

it('lets one in and tells the second where the first is', () => {
  const lock = taken();
  lock.announce('http://127.0.0.1:4310');
  expect(takeLock(dataDir, 'episode run')).toEqual({
    ok: false,
    holder: { pid: process.pid, started: processFacts(process.pid)?.started, what: 'studio', url: 'http://127.0.0.1:4310' },
  });
  lock.release();
  expect(holderOf(dataDir)).toBeNull();
  taken().release();
  expect(readdirSync(dataDir)).toEqual([]);
});

it('takes over from a process that is gone', () => {
  const { pid } = spawnSync(process.execPath, ['-e', '']);
  writeFileSync(join(dataDir, 'studio.lock'), JSON.stringify({ pid, started: '1', what: 'studio', url: null }));
  expect(holderOf(dataDir)).toBeNull();
  taken().release();
});

it('is not fooled by a new process with an old number', () => {
  writeFileSync(
    join(dataDir, 'studio.lock'),
    JSON.stringify({ pid: process.pid, started: 'another boot', what: 'studio', url: null }),
  );
  taken().release();
});

it('takes over a lock that was cut off while it was written', () => {
  writeFileSync(join(dataDir, 'studio.lock'), '{"pid":');
  taken().release();
});
