import { describe, expect, it } from 'vitest';
import { createSignedUrls } from './signed-urls.ts';

const key = { teamId: '0b0e7a52-0000-4000-8000-000000000001', hash: 'a'.repeat(64) };
let at = new Date('2030-01-01T00:00:10Z');
const urls = createSignedUrls({ secret: 's'.repeat(32), now: () => at });

function parts(url: string): [string, Record<string, string>] {
  const { pathname, searchParams } = new URL(url, 'http://studio');
  return [pathname, Object.fromEntries(searchParams)];
}

describe('signed URLs (R3)', () => {
  it('open for what they were signed for, until their time and at most 5 minutes', () => {
    at = new Date('2030-01-01T00:00:10Z');
    const [path, query] = parts(urls.signGet(key));
    expect(urls.check('GET', path, query)).toBe(true);
    expect(urls.expiresAt().getTime() - at.getTime()).toBeLessThanOrEqual(300_000);
    at = new Date('2030-01-01T00:04:30Z');
    expect(urls.check('GET', path, query)).toBe(true);
    at = new Date('2030-01-01T00:05:11Z');
    expect(urls.check('GET', path, query)).toBe(false);
  });

  it('open for nothing else: another method, path, parameter or secret', () => {
    at = new Date('2030-01-01T00:00:10Z');
    const [path, query] = parts(urls.signPut(key, { bytes: 10, mime: 'image/png' }));
    expect(urls.check('PUT', path, query)).toBe(true);
    expect(urls.check('GET', path, query)).toBe(false);
    expect(urls.check('PUT', path.replace('aaaa', 'bbbb'), query)).toBe(false);
    expect(urls.check('PUT', path, { ...query, bytes: '11' })).toBe(false);
    expect(urls.check('PUT', path, { ...query, extra: '1' })).toBe(false);
    expect(urls.check('PUT', path, { ...query, signature: '' })).toBe(false);
    const other = createSignedUrls({ secret: 't'.repeat(32), now: () => at });
    expect(other.check('PUT', path, query)).toBe(false);
  });

  it('are the same for a while, so a browser finds what it has', () => {
    at = new Date('2030-01-01T00:00:10Z');
    const first = urls.signGet(key);
    at = new Date('2030-01-01T00:00:25Z');
    expect(urls.signGet(key)).toBe(first);
  });
});
