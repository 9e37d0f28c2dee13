import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROUTES } from '@trashfire/shared/api/routes';
import { SOCKET_PATH } from '@trashfire/shared/realtime/events';
import { COLLAB_PATH } from '@trashfire/shared/realtime/protocol';
import { expect, it } from 'vitest';
import { createSignedUrls } from '../../api/src/features/assets/signed-urls.ts';
import { ROOT } from '../../scripts/checks.ts';

/** client/Caddyfile stands before the services in the distributed profile. */
const gateway = readFileSync(join(ROOT, 'client', 'Caddyfile'), 'utf8');
const DOORS = [...gateway.matchAll(/handle (?:(\/\S+)\/\* )?\{\s*reverse_proxy (\S+):/g)].map(([, prefix = '', to]) => ({
  matches: (path: string) => path.startsWith(`${prefix}/`),
  to,
}));
const sentTo = (path: string): string | undefined => DOORS.find(({ matches }) => matches(path))?.to;

it('every route of the contract, live events and signed pictures reach the api', () => {
  const paths = Object.values(ROUTES).map(({ path }) => path);
  expect(paths.length).toBeGreaterThan(10);
  const urls = createSignedUrls({ secret: 'x'.repeat(43), now: () => new Date(0), origin: 'http://gateway' });
  const signed = new URL(
    urls.signGet({ teamId: '00000000-0000-4000-8000-000000000000', hash: 'a'.repeat(64) }),
    'http://gateway',
  );
  expect([...paths, SOCKET_PATH, signed.pathname].filter((path) => sentTo(path) !== 'api')).toEqual([]);
});

it('the page and its bundles come from the api, which sends the security headers with them', () => {
  expect(['/', '/assets/index-C0ffee.js', '/episodes/ABC/script'].map(sentTo)).toEqual(['api', 'api', 'api']);
  expect(gateway).not.toContain('file_server');
});

it('a document’s socket reaches the collab-server', () =>
  expect(sentTo(`${COLLAB_PATH}/episode:0123456789AB`)).toBe('collab-server'));
