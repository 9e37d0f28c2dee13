import { createHmac } from 'node:crypto';
import { mintTicket, TICKET_TTL_SECONDS, type TicketClaims } from '@trashfire/shared/access/tickets';
import { describe, expect, it } from 'vitest';
import { checkTicket, parseUpgrade } from './admission.ts';

const SECRET = 'a secret for tests, 32 characters long';
const NOW = 1_800_000_000;
const STUDIO = 'https://studio.test';
const DOCUMENT = 'episode:0123456789AB';
const good: Omit<TicketClaims, 'exp'> = {
  doc: DOCUMENT,
  team: 't',
  can: 'write',
  actor: { kind: 'person', id: 'p', name: 'P', color: '#00ffea' },
  member: 'p',
  version: 3,
};

const base64 = (value: unknown) => Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)).toString('base64url');
const hmac = (payload: string, secret = SECRET, algorithm = 'sha256') =>
  createHmac(algorithm, secret).update(payload).digest('base64url');
/** Signed as the api signs, whatever it says. */
const signed = (claims: unknown) => `${base64(claims)}.${hmac(base64(claims))}`;
const exp = NOW + TICKET_TTL_SECONDS;
const whole = { ...good, exp };
const minted = mintTicket(good, SECRET, NOW);
const [payload = '', signature = ''] = minted.split('.');
const jwt = (header: object, sign: (text: string) => string) => {
  const text = `${base64(header)}.${base64({ ...whole, iat: NOW, azp: STUDIO })}`;
  return `${text}.${sign(text)}`;
};
const actor = (change: object) => signed({ ...whole, actor: { ...good.actor, ...change } });

/** Forged, worn out, other people's and made for something else (faults B3.33). */
const BAD: readonly [string, string][] = [
  ['nothing', ''],
  ['a dot', '.'],
  ['words', 'let me in'],
  ['a payload alone', payload],
  ['a payload and a dot', `${payload}.`],
  ['a signature alone', `.${signature}`],
  ['a third part', `${minted}.x`],
  ['an empty third part', `${minted}.`],
  ['the parts the wrong way round', `${signature}.${payload}`],
  ['a signature cut short', minted.slice(0, -1)],
  ['a longer signature', `${minted}A`],
  ['a signature with one bit changed', `${payload}.${signature.startsWith('A') ? 'B' : 'A'}${signature.slice(1)}`],
  ['a signature of zeros', `${payload}.${'A'.repeat(43)}`],
  ['a signature in hexadecimal', `${payload}.${Buffer.from(signature, 'base64url').toString('hex')}`],
  ['another secret', mintTicket(good, 'another secret for tests, 32 chars', NOW)],
  ['an empty secret', `${payload}.${hmac(payload, '')}`],
  ['a weaker hash', `${payload}.${hmac(payload, SECRET, 'sha1')}`],
  ['a hash without a secret', `${payload}.${base64('none')}`],
  ['another payload under a good signature', `${base64({ ...whole, can: 'read' })}.${signature}`],
  ['a JSON web token without a signature (alg none)', jwt({ alg: 'none', typ: 'JWT' }, () => '')],
  ['a JSON web token signed with none', jwt({ alg: 'None' }, (text) => hmac(text))],
  ['a JSON web token signed with our secret', jwt({ alg: 'HS256', typ: 'JWT' }, (text) => hmac(text))],
  ['a JSON web token of another party (azp)', jwt({ alg: 'RS256', kid: 'other' }, (text) => hmac(text, 'other'))],
  ['one of yesterday', mintTicket(good, SECRET, NOW - 86_400)],
  ['one that ran out a second ago', mintTicket(good, SECRET, NOW - TICKET_TTL_SECONDS - 1)],
  ['one that never ends', signed({ ...whole, exp: null })],
  ['one whose end is a text', signed({ ...whole, exp: String(exp) })],
  ['one whose end is no whole number', signed({ ...whole, exp: exp + 0.5 })],
  ['one without an end', signed({ ...good })],
  ['one with more in it', signed({ ...whole, admin: true })],
  ['one that may do something else', signed({ ...whole, can: 'own' })],
  ['a list in place of claims', signed([whole])],
  ['null in place of claims', signed('null')],
  ['a payload that is no JSON', signed('{"doc":')],
  ['an actor of another kind', actor({ kind: 'root' })],
  ['an actor with a long name', actor({ name: 'x'.repeat(81) })],
  ['an actor with a colour that is code', actor({ color: 'url(javascript:1)' })],
  ['an actor with a long id', actor({ id: 'x'.repeat(65) })],
  ['a service that names a member', signed({ ...whole, actor: { ...good.actor, kind: 'service' } })],
  ['a person without a member', signed({ ...whole, member: null })],
  ['another document', mintTicket({ ...good, doc: 'episode:ZZZZZZZZZZZZ' }, SECRET, NOW)],
  ['the renders of the same episode', mintTicket({ ...good, doc: 'renders:0123456789AB' }, SECRET, NOW)],
];

function verdict(ticket: string, origin: string | null = STUDIO) {
  const request = parseUpgrade(`/collab/${DOCUMENT}?ticket=${encodeURIComponent(ticket)}&schema=1`, origin ?? undefined);
  return request === null ? null : checkTicket(request, SECRET, [STUDIO], NOW);
}

it('R3: lets the good one in', () => {
  expect(verdict(minted)).toMatchObject({ state: 'valid', claims: { doc: DOCUMENT, member: 'p' } });
});

it.each(BAD)('R3: refuses a ticket that is %s', (_what, ticket) => {
  expect(verdict(ticket)).toMatchObject({ state: 'refused' });
});

it('R3: tries at least forty of them', () => expect(new Set(BAD.map(([, ticket]) => ticket)).size).toBeGreaterThanOrEqual(40));

describe('R3: a good ticket from a page that is not the studio', () => {
  const service = mintTicket({ ...good, actor: { ...good.actor, kind: 'service' }, member: null }, SECRET, NOW);

  it.each([
    ['a foreign page', 'https://evil.test'],
    ['a page without an origin of its own', 'null'],
    ['no origin', null],
    ['an empty origin', ''],
    ['a page of a subdomain', 'https://evil.studio.test'],
    ['a name that ends alike', 'https://evilstudio.test'],
    ['a name that begins alike', 'https://studio.test.evil.test'],
    ['the studio without encryption', 'http://studio.test'],
    ['another port', 'https://studio.test:8443'],
    ['the studio with a path', 'https://studio.test/'],
    ['two origins', 'https://studio.test, https://evil.test'],
  ])('%s', (_what, origin) => {
    expect(verdict(minted, origin)).toEqual({ state: 'refused', status: 403, reason: 'origin' });
    // Programs of ours send none; a page that got hold of their ticket sends its own.
    expect(verdict(service, origin)?.state).toBe(origin === null ? 'valid' : 'refused');
  });
});
