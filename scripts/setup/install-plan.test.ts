import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { planInstall, wantedPackages } from './install-plan.mjs';

const lock = {
  packages: {
    '': {},
    shared: { version: '0.1.0' },
    'node_modules/@trashfire/shared': { link: true },
    'node_modules/yjs': { version: '13.6.33' },
    'node_modules/vitest': { version: '5.1.1', dev: true },
    'node_modules/canvas-darwin': { version: '1.0.0', optional: true, os: ['darwin'], cpu: ['arm64'] },
    'node_modules/canvas-linux-gnu': { version: '1.0.0', optional: true, os: ['linux'], cpu: ['x64'], libc: ['glibc'] },
    'node_modules/canvas-linux-musl': { version: '1.0.0', optional: true, os: ['linux'], cpu: ['x64'], libc: ['musl'] },
    'node_modules/not-windows': { version: '1.0.0', optional: true, os: ['!win32'] },
  },
};
const run = { packages: { 'node_modules/yjs': { version: '13.6.33' } } };
const facts = { lock, lockHash: 'now', dev: false, present: true, hidden: run, marker: null };
const installed = { state: 'installed' as const, lock: 'now', dev: false };

describe('planInstall', () => {
  it('does nothing after an install of this very lockfile', () => {
    expect(planInstall({ ...facts, marker: installed })).toBe('ready');
    expect(planInstall({ ...facts, marker: { ...installed, dev: true }, dev: true })).toBe('ready');
  });

  it('adds what tests need on top of what running needs, and never takes it away', () => {
    expect(planInstall({ ...facts, marker: installed, dev: true })).toBe('add');
    expect(planInstall({ ...facts, marker: { ...installed, dev: true }, dev: false })).toBe('ready');
  });

  it('adds what changed when the lockfile changed', () => {
    expect(planInstall({ ...facts, marker: { ...installed, lock: 'before' } })).toBe('add');
  });

  it('begins afresh where nothing is installed', () => {
    expect(planInstall({ ...facts, present: false, hidden: null })).toBe('fresh');
  });

  it('begins afresh after an install that was cut off, even over an older complete one', () => {
    expect(planInstall({ ...facts, marker: { ...installed, state: 'installing' } })).toBe('fresh');
    expect(planInstall({ ...facts, hidden: null })).toBe('fresh');
  });

  it('trusts an install made by hand when it has what the lockfile asks for', () => {
    expect(planInstall(facts)).toBe('ready');
    expect(planInstall({ ...facts, dev: true })).toBe('add');
    expect(planInstall({ ...facts, hidden: { packages: { 'node_modules/yjs': { version: '13.6.32' } } } })).toBe('add');
  });
});

describe('wantedPackages', () => {
  it('leaves what only development needs out of a start, the Prisma CLI and a browser above all', () => {
    const real = JSON.parse(readFileSync(new URL('../../package-lock.json', import.meta.url), 'utf8'));
    const names = (dev: boolean) => wantedPackages(real, { dev, os: 'linux', cpu: 'x64', libc: 'glibc' });
    const heavy = ['prisma-cli', 'prisma', '@prisma/engines', 'effect', 'playwright-core', 'vitest'].map(
      (name) => `node_modules/${name}`,
    );
    expect(names(true)).toEqual(expect.arrayContaining(['node_modules/prisma-cli', 'node_modules/playwright-core']));
    expect(names(false).filter((name) => heavy.includes(name))).toEqual([]);
  });

  it('counts what this machine gets', () => {
    expect(wantedPackages(lock, { dev: false, os: 'linux', cpu: 'x64', libc: 'glibc' })).toEqual([
      'node_modules/yjs',
      'node_modules/canvas-linux-gnu',
      'node_modules/not-windows',
    ]);
    expect(wantedPackages(lock, { dev: true, os: 'win32', cpu: 'x64', libc: null })).toEqual([
      'node_modules/yjs',
      'node_modules/vitest',
    ]);
  });
});
