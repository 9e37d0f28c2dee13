import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  checkDisk,
  checkNode,
  checkWritable,
  explainSetupError,
  explainWriteError,
  freeBytes,
  fullest,
  npmCache,
  openLog,
} from './environment.mjs';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'environment-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('looking at the machine', () => {
  it('takes Node 20 and newer', () => {
    expect(() => checkNode('20.0.0')).not.toThrow();
    expect(() => checkNode('18.20.8')).toThrow('Node 18.20.8 is too old. Install Node 20 or newer');
  });

  it('makes a folder it may write to and leaves nothing in it', () => {
    const data = join(folder, 'deep', '.data');
    checkWritable(data);
    expect(readdirSync(data)).toEqual([]);
  });

  it('says which folder cannot be written', () => {
    const file = join(folder, 'a-file');
    writeFileSync(file, '');
    expect(() => checkWritable(join(file, '.data'))).toThrow(`no permission to write ${join(file, '.data')}`);
  });

  it.each([
    ['ENOSPC', 'the disk of /studio is full. Free about 1.5 GB there'],
    ['EROFS', 'is on a read-only disk'],
    ['EACCES', 'no permission to write /studio (EACCES)'],
  ])('has words for %s', (code, words) => {
    expect(explainWriteError(Object.assign(new Error('x'), { code }), '/studio').message).toContain(words);
  });

  it('knows a refused write wherever it comes from, and leaves every other error as it is', () => {
    const full = Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC' });
    expect(explainSetupError(full, '/studio')).toMatchObject({
      name: 'SetupError',
      message: expect.stringContaining('the disk of /studio is full'),
    });
    const denied = Object.assign(new Error('x'), { code: 'EACCES', path: '/studio/node_modules/a' });
    expect(explainSetupError(denied, '/studio')).toMatchObject({
      message: expect.stringContaining('no permission to write /studio/node_modules/a'),
    });
    const other = Object.assign(new Error('x'), { code: 'ENOENT' });
    expect(explainSetupError(other, '/studio')).toBe(other);
    const told = explainWriteError(full, '/studio');
    expect(explainSetupError(told, '/studio')).toBe(told);
  });

  it('goes on when its log cannot be written', async () => {
    const log = openLog(join(folder, 'no such folder', 'install.log'));
    log.write('lost');
    await new Promise<void>((closed) => log.once('close', () => closed()));
    expect(log.errored).toMatchObject({ code: 'ENOENT' });
  });

  it('wants 1.5 GB to install and little to run', () => {
    expect(() => checkDisk(1.4e9, true)).toThrow('only 1.4 GB of disk are free and setting up needs about 1.5 GB');
    expect(() => checkDisk(1.4e9, false)).not.toThrow();
    expect(() => checkDisk(1e8, false)).toThrow('only 100 MB of disk are free and running needs about 300 MB');
  });

  it('asks the disk of a folder that does not exist yet', () => {
    expect(freeBytes(join(folder, 'not', 'yet'))).toBeGreaterThan(0);
    expect(fullest([folder])).toBe(folder);
  });
});

describe('npmCache', () => {
  const before = process.env.npm_config_cache;
  afterEach(() => {
    if (before === undefined) delete process.env.npm_config_cache;
    else process.env.npm_config_cache = before;
  });

  it('is npm’s own, made when missing', () => {
    process.env.npm_config_cache = join(folder, 'home', '.npm');
    expect(npmCache(folder)).toEqual({ folder: join(folder, 'home', '.npm'), own: false });
  });

  it('is the project’s where the home folder is of no use', () => {
    const file = join(folder, 'no-home');
    writeFileSync(file, '', { mode: 0o400 });
    process.env.npm_config_cache = join(file, '.npm');
    expect(npmCache(join(folder, '.data'))).toEqual({ folder: join(folder, '.data', 'npm-cache'), own: true });
  });
});
