import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { explainStartFailure } from './start-failure.ts';

let dataDir: string;
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'start-failure-'));
});
afterEach(() => rmSync(dataDir, { recursive: true, force: true }));

it('says what happened and what to do, or where the details are', () => {
  expect(explainStartFailure(new Error('Port 1 is taken. Close the other program.'), dataDir, 0)).toBe(
    'TrashFire: Port 1 is taken. Close the other program.',
  );
  expect(explainStartFailure(new Error('it broke'), dataDir, 0)).toBe(`TrashFire: it broke. The details are in ${dataDir}/logs.`);
});

it('names the full disk, whatever the part that met it first has said', () => {
  expect(explainStartFailure(new Error('Connection terminated unexpectedly'), dataDir, Number.POSITIVE_INFINITY)).toBe(
    `TrashFire: the disk of ${dataDir} is full. Free about 300 MB there and start again; nothing was lost.`,
  );
});
