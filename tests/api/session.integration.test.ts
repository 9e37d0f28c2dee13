import { RedeemView, SeatView } from '@trashfire/shared/api/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loginToken, request, type StudioApi, startStudioApi } from '../support/studio-api.ts';

let api: StudioApi;
let now = new Date();
beforeAll(async () => {
  api = await startStudioApi({ now: () => now });
});
afterAll(() => api.stop());

const redeem = (token: string) => request(api.url, 'redeemLink', {}, { token });
const cookieOf = (answer: Response): string => answer.headers.get('set-cookie')?.split(';')[0] ?? '';

describe('signing in', () => {
  it('takes a one-time link once, gives a cookie no script can read, and knows the person by it', async () => {
    const { teamId, ownerId } = await api.team('Harbour');
    const token = await loginToken(api.core, teamId, ownerId);
    const both = await Promise.all([redeem(token), redeem(token)]);
    expect(both.map((answer) => answer.status).sort()).toEqual([200, 401]);
    const answer = both.find((one) => one.ok);
    const set = answer?.headers.get('set-cookie') ?? '';
    for (const word of ['HttpOnly', 'SameSite=Strict', 'Path=/']) expect(set).toContain(word);
    expect(set).not.toContain('Secure');
    const { session } = RedeemView.parse(await answer?.json());
    expect(session).toMatchObject({ team: { name: 'Harbour', plan: 'Studio' }, role: 'owner', credits: '25000000' });
    expect(session.profile).toMatchObject({ identity: 'local', agent: 'offline drafter', billing: 'mock' });
    const again = await request(api.url, 'session', {}, undefined, { cookie: set.split(';')[0] ?? '' });
    expect(again.status).toBe(200);
  });

  it('refuses a link past its time, and an unknown one, in words', async () => {
    const { teamId, ownerId } = await api.team();
    const token = await loginToken(api.core, teamId, ownerId);
    now = new Date(Date.now() + 2 * 60_000);
    const late = await redeem(token);
    now = new Date();
    expect([late.status, await late.json()]).toEqual([
      401,
      expect.objectContaining({ message: expect.stringContaining('past its time') }),
    ]);
    expect((await redeem('x'.repeat(40))).status).toBe(401);
  });

  it('keeps only the hash of a token', async () => {
    const { teamId } = await api.team();
    const { bearer } = await api.person(teamId, 'editor');
    const { rows } = await api.core.pool.query('SELECT row_to_json(s)::text AS row FROM session s');
    expect(rows.length).toBeGreaterThan(0);
    expect(rows.some(({ row }) => String(row).includes(bearer))).toBe(false);
  });

  it('ends with sign-out, with time and with leaving the team', async () => {
    const { teamId } = await api.team();
    const [out, old, gone] = await Promise.all([1, 2, 3].map(() => api.person(teamId, 'editor')));
    await out?.call('signOut');
    expect((await out?.raw('session'))?.status).toBe(401);
    now = new Date(Date.now() + 31 * 24 * 60 * 60_000);
    expect((await old?.raw('session'))?.status).toBe(401);
    now = new Date();
    expect((await gone?.raw('session'))?.status).toBe(200);
    await api.core.prisma.membership.delete({ where: { teamId_personId: { teamId, personId: gone?.personId ?? '' } } });
    expect((await gone?.raw('session'))?.status).toBe(401);
  });

  it('a cookie changes nothing for a page of another origin; a bearer is not sent by browsers on their own', async () => {
    const { teamId, ownerId } = await api.team();
    const cookie = cookieOf(await redeem(await loginToken(api.core, teamId, ownerId)));
    const post = (headers: Record<string, string>) =>
      request(api.url, 'createSeries', {}, { title: 'x' }, { cookie, ...headers });
    expect((await post({ origin: 'https://evil.example' })).status).toBe(403);
    expect((await post({ origin: 'null' })).status).toBe(403);
    expect((await post({})).status).toBe(403);
    expect((await post({ origin: api.url })).status).toBe(200);
    expect((await request(api.url, 'listSeries', {}, undefined, { cookie })).status).toBe(200);
  });

  it('a bearer that has ended does not become the person of the cookie', async () => {
    const { teamId, ownerId } = await api.team();
    const cookie = cookieOf(await redeem(await loginToken(api.core, teamId, ownerId)));
    const headers = { cookie, authorization: `Bearer ${'x'.repeat(43)}` };
    expect((await request(api.url, 'session', {}, undefined, headers)).status).toBe(401);
  });
});

describe('a second seat', () => {
  it('is another person of the team, with a link and its picture, who may edit but not invite', async () => {
    const { teamId } = await api.team();
    const owner = await api.person(teamId, 'owner');
    const seat = SeatView.parse(await owner.call('openSeat', {}, { name: 'Kite' }));
    expect(seat.url.startsWith(`${api.url}/enter#token=`)).toBe(true);
    expect(seat.qr).toContain('<svg');
    const answer = await redeem(new URL(seat.url).hash.replace('#token=', ''));
    const { session, bearer } = RedeemView.parse(await answer.json());
    expect(session).toMatchObject({ person: { name: 'Kite', initials: 'K' }, role: 'editor', team: { id: teamId } });
    const headers = { authorization: `Bearer ${bearer}` };
    expect((await request(api.url, 'openSeat', {}, {}, headers)).status).toBe(403);
    const unnamed = SeatView.parse(await owner.call('openSeat', {}, {}));
    const next = RedeemView.parse(await (await redeem(new URL(unnamed.url).hash.replace('#token=', ''))).json());
    expect(next.session.person.name).toMatch(/^Writer \d+$/);
    expect(next.session.person.color).not.toBe(session.person.color);
  });
});
