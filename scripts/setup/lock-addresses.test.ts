import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { addressRefused, withAddresses } from './lock-addresses.mjs';

const sum = 'sha512-AAAA';

describe('withAddresses', () => {
  it('addresses packages by name and version, scoped, nested and renamed ones too', () => {
    const lock = {
      packages: {
        '': { version: '0.1.0' },
        shared: { version: '0.1.0' },
        'node_modules/@trashfire/shared': { link: true },
        'node_modules/yjs': { version: '13.6.33', integrity: sum },
        'node_modules/@tiptap/core': { version: '3.31.3', integrity: sum },
        'node_modules/a/node_modules/b': { version: '1.0.0-rc.1', integrity: sum },
        'node_modules/prisma-cli': { name: 'prisma', version: '7.10.0', integrity: sum },
        'node_modules/unsigned': { version: '1.0.0' },
      },
    };
    const resolved = Object.fromEntries(
      Object.entries(withAddresses(lock, 'http://mirror.test/npm/').packages).map(([path, entry]) => [path, entry.resolved]),
    );
    expect(resolved).toEqual({
      '': undefined,
      shared: undefined,
      'node_modules/@trashfire/shared': undefined,
      'node_modules/yjs': 'http://mirror.test/npm/yjs/-/yjs-13.6.33.tgz',
      'node_modules/@tiptap/core': 'http://mirror.test/npm/@tiptap/core/-/core-3.31.3.tgz',
      'node_modules/a/node_modules/b': 'http://mirror.test/npm/b/-/b-1.0.0-rc.1.tgz',
      'node_modules/prisma-cli': 'http://mirror.test/npm/prisma/-/prisma-7.10.0.tgz',
      // Without a checksum nothing would hold what arrives to what was meant.
      'node_modules/unsigned': undefined,
    });
  });

  it('changes nothing else, and leaves no package of this project without an address', () => {
    const lock = JSON.parse(readFileSync(new URL('../../package-lock.json', import.meta.url), 'utf8'));
    const addressed = withAddresses(lock, 'http://mirror.test');
    for (const [path, entry] of Object.entries(addressed.packages)) {
      const before = lock.packages[path];
      if (!path.includes('node_modules/') || before.link) expect(entry).toEqual(before);
      else expect(entry).toEqual({ ...before, resolved: expect.stringMatching(/^http:\/\/mirror\.test\/.+\/-\/[^/]+\.tgz$/) });
    }
  });
});

describe('addressRefused', () => {
  it('knows a registry that keeps archives elsewhere from one that is away', () => {
    expect(addressRefused('npm error code E404\nnpm error 404 Not Found - GET http://mirror.test/yjs/-/yjs-13.6.33.tgz')).toBe(
      true,
    );
    expect(addressRefused('npm ERR! code E403')).toBe(true);
    expect(addressRefused('npm error code ENOTFOUND')).toBe(false);
    expect(addressRefused('npm http fetch GET 404 http://mirror.test/@x%2fandroid 20ms')).toBe(false);
    expect(addressRefused('npm error code E503')).toBe(false);
  });
});
