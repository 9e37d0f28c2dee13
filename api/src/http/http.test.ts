import { describe, expect, it } from 'vitest';
import { createAuthenticate } from './authenticate.ts';
import { readCookie, sessionCookie, writeCookie } from './cookies.ts';
import type { Viewer } from './handler.ts';
import { isOwnOrigin } from './origin.ts';
import { checkParams } from './params.ts';

describe('the session cookie', () => {
  it('is named by the port, so two studios on one machine do not sign each other out', () => {
    expect(sessionCookie('http://127.0.0.1:4310')).toEqual({ name: 'trashfire_4310', secure: false });
    expect(sessionCookie('https://studio.example')).toEqual({ name: 'trashfire_session', secure: true });
  });

  it('is found among others and forgotten by an empty one in the past', () => {
    expect(readCookie('a=1; trashfire_4310=to=ken; b', 'trashfire_4310')).toBe('to=ken');
    expect(readCookie('xtrashfire_4310=1', 'trashfire_4310')).toBeNull();
    expect(readCookie(undefined, 'a')).toBeNull();
    const cookie = { name: 'c', secure: true };
    expect(writeCookie(cookie, 't', new Date(0))).toBe(
      'c=t; Path=/; HttpOnly; SameSite=Strict; Expires=Thu, 01 Jan 1970 00:00:00 GMT; Secure',
    );
    expect(writeCookie(cookie, null, new Date(Date.now() + 1e6))).toContain('c=; ');
  });
});

describe('whose page asks', () => {
  it.each([
    ['http://127.0.0.1:4310', '127.0.0.1:4310', true],
    ['http://studio.example', 'inner:80', true],
    ['http://192.168.0.7:4310', '192.168.0.7:4310', true],
    ['http://evil.example', '127.0.0.1:4310', false],
    ['http://127.0.0.1:9999', '127.0.0.1:4310', false],
    ['null', '127.0.0.1:4310', false],
    [undefined, '127.0.0.1:4310', false],
  ])('%s to %s', (origin, host, own) => {
    expect(isOwnOrigin(origin, host, 'http://studio.example')).toBe(own);
  });
});

describe('who the headers speak for', () => {
  const viewer = (personId: string): Viewer => ({
    sessionId: 's',
    teamId: 't',
    personId,
    name: 'n',
    color: '#000000',
    role: 'editor',
    version: 1,
  });
  const people: Record<string, Viewer> = { ['c'.repeat(43)]: viewer('cookie'), ['b'.repeat(43)]: viewer('bearer') };
  const authenticate = createAuthenticate({
    cookieName: 'trashfire',
    viewerOf: (token) => Promise.resolve(people[token] ?? null),
  });
  const cookie = `trashfire=${'c'.repeat(43)}`;

  it('a bearer, else the cookie, never the cookie behind a bearer that is no good', async () => {
    expect(await authenticate({ cookie })).toEqual({ viewer: viewer('cookie'), by: 'cookie' });
    expect(await authenticate({ cookie, authorization: `Bearer ${'b'.repeat(43)}` })).toEqual({
      viewer: viewer('bearer'),
      by: 'bearer',
    });
    expect(await authenticate({ cookie }, 'b'.repeat(43))).toEqual({ viewer: viewer('bearer'), by: 'bearer' });
    expect(await authenticate({ cookie, authorization: `Bearer ${'x'.repeat(43)}` })).toBeNull();
    expect(await authenticate({ cookie, authorization: 'Basic abc' })).toBeNull();
    expect(await authenticate({})).toBeNull();
  });
});

describe('ids in a path', () => {
  it('pass when they could be ids, and are not found otherwise; an unknown name is our own mistake', () => {
    expect(checkParams({ episodeId: '0123456789AB' })).toEqual({ episodeId: '0123456789AB' });
    expect(() => checkParams({ episodeId: '0123456789ab' })).toThrow('does not exist');
    expect(() => checkParams({ runId: "1' OR 1=1" })).toThrow('does not exist');
    expect(() => checkParams({ other: 'x' })).toThrow(TypeError);
  });
});
