import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROUTES } from '@trashfire/shared/api/routes';
import { expect, it } from 'vitest';
import { createSignedUrls } from '../../api/src/features/assets/signed-urls.ts';
import { ROOT } from '../../scripts/checks.ts';

/** client/Caddyfile stands before the services in the distributed profile: what it does not name there is answered with index.html. */
const gateway = readFileSync(join(ROOT, 'client', 'Caddyfile'), 'utf8');
const PREFIXES = [...gateway.matchAll(/handle (\/\S+)\/\* \{\s*reverse_proxy (\S+):/g)].map(([, prefix = '', to]) => ({
  matches: (path: string) => path.startsWith(`${prefix}/`),
  to,
}));
const PATTERNS = [...gateway.matchAll(/path_regexp (\S+)\s+handle @\w+ \{\s*reverse_proxy (\S+):/g)].map(
  ([, pattern = '', to]) => ({
    matches: (path: string) => new RegExp(pattern).test(path),
    to,
  }),
);
const sentTo = (path: string): string => [...PREFIXES, ...PATTERNS].find(({ matches }) => matches(path))?.to ?? 'client';

it('every route of the contract reaches the api', () => {
  const paths = Object.values(ROUTES).map(({ path }) => path);
  expect(paths.length).toBeGreaterThan(10);
  expect(paths.filter((path) => sentTo(path) !== 'api')).toEqual([]);
  expect(sentTo('/socket.io/')).toBe('api');
});

it('a signed picture reaches the api, the client’s own bundle does not', () => {
  const urls = createSignedUrls({ secret: 'x'.repeat(43), now: () => new Date(0), origin: 'http://gateway' });
  const signed = new URL(
    urls.signGet({ teamId: '00000000-0000-4000-8000-000000000000', hash: 'a'.repeat(64) }),
    'http://gateway',
  );
  expect(sentTo(signed.pathname)).toBe('api');
  expect(sentTo('/assets/index-C0ffee.js')).toBe('client');
  expect(sentTo('/episodes/ABC/script')).toBe('client');
});

it('a document’s socket reaches the collab-server', () => expect(sentTo('/collab/episode:0123456789AB')).toBe('collab-server'));
