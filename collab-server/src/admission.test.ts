import { mintTicket, type TicketClaims } from '@trashfire/shared/access/tickets';
import { describe, expect, it } from 'vitest';
import { checkMembership, checkTicket, mayWrite, parseUpgrade } from './admission.ts';

const SECRET = 'a secret for tests, 32 characters long';
const NOW = 1_800_000_000;
const ORIGINS = ['https://studio.test'];
const person: Omit<TicketClaims, 'exp'> = {
  doc: 'episode:0123456789AB',
  team: 't',
  can: 'write',
  actor: { kind: 'person', id: 'p', name: 'P', color: '#00ffea' },
  member: 'p',
  version: 3,
};
const service: Omit<TicketClaims, 'exp'> = { ...person, actor: { ...person.actor, kind: 'service' }, member: null };

function check(
  claims: Omit<TicketClaims, 'exp'>,
  { origin = 'https://studio.test' as string | null, secret = SECRET, at = NOW, document = claims.doc } = {},
) {
  const ticket = mintTicket(claims, secret, at);
  const request = parseUpgrade(`/collab/${document}?ticket=${ticket}&schema=1&caps=ack`, origin ?? undefined);
  return request === null ? 'no document' : checkTicket(request, SECRET, ORIGINS, NOW);
}

describe('parseUpgrade', () => {
  it('reads what a client asks for', () => {
    expect(parseUpgrade('/collab/episode:0123456789AB?ticket=t&schema=2&caps=x,ack&epoch=4', 'https://a.test')).toEqual({
      document: 'episode:0123456789AB',
      ticket: 't',
      schema: 2,
      epoch: 4,
      acks: true,
      origin: 'https://a.test',
    });
    expect(parseUpgrade('/collab/series%3A0123456789AB', undefined)).toMatchObject({
      ticket: '',
      schema: 0,
      epoch: null,
      acks: false,
      origin: null,
    });
  });

  it.each([
    '/',
    '/collab/',
    '/collab/episode:short',
    '/collab/movie:0123456789AB',
    '/collab/%E0%A4%A',
    '/collab/episode:0123456789AB/x',
    '//x:99999/collab',
  ])('finds no document in %s', (url) => expect(parseUpgrade(url, undefined)).toBeNull());

  it.each(['-1', '1e3', '99999999999', 'x'])('reads schema %s as unknown', (schema) => {
    expect(parseUpgrade(`/collab/episode:0123456789AB?schema=${schema}`, undefined)?.schema).toBe(0);
  });
});

describe('checkTicket (R3)', () => {
  it('admits a person from the studio, and programs without an origin', () => {
    expect(check(person)).toMatchObject({ state: 'valid', claims: { member: 'p' } });
    expect(check(service, { origin: null })).toMatchObject({ state: 'valid' });
  });

  it.each([
    ['a forged ticket', check(person, { secret: 'another secret of 32 characters!!' }), 401],
    ['an expired ticket', check(person, { at: NOW - 61 }), 401],
    ['a foreign page', check(person, { origin: 'https://evil.test' }), 403],
    ['a page that hides its origin', check(person, { origin: 'null' }), 403],
    ['a person without an origin', check(person, { origin: null }), 403],
    ['another document', check(person, { document: 'episode:ZZZZZZZZZZZZ' }), 403],
    ['a person nobody answers for', check({ ...person, member: null }), 403],
    ['a service that poses as a member', check({ ...service, member: 'p' }), 403],
  ])('refuses %s', (_what, verdict, status) => {
    expect(verdict).toMatchObject({ state: 'refused', status });
  });
});

it('lets only services write what the room sees of rendering', () => {
  const claims = (value: Omit<TicketClaims, 'exp'>): TicketClaims => ({ ...value, exp: NOW });
  expect(mayWrite(claims(person))).toBe(true);
  expect(mayWrite(claims({ ...person, can: 'read' }))).toBe(false);
  expect(mayWrite(claims({ ...person, doc: 'renders:0123456789AB' }))).toBe(false);
  expect(mayWrite(claims({ ...person, actor: { ...person.actor, kind: 'agent' } }))).toBe(true);
  expect(mayWrite(claims({ ...person, actor: { ...person.actor, kind: 'agent' }, doc: 'renders:0123456789AB' }))).toBe(false);
  expect(mayWrite(claims({ ...service, doc: 'renders:0123456789AB' }))).toBe(true);
});

it.each([
  [{ version: 3, role: 'editor' as const }, 'valid'],
  [{ version: 4, role: 'viewer' as const }, 'changed'],
  [null, 'revoked'],
])('a membership %j means %s', (now, verdict) => {
  expect(checkMembership({ ...person, exp: NOW }, now)).toBe(verdict);
});
