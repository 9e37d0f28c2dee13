import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createGroqProbe } from '../../api/src/features/connections/groq-probe.ts';
import { type Caller, type StudioApi, startStudioApi } from '../support/studio-api.ts';

const GOOD = 'gsk_a-key-that-works-1234';
let groq: Server;
let api: StudioApi;
let teamId: string;
let owner: Caller;

beforeAll(async () => {
  groq = createServer((request, response) => {
    const key = request.headers.authorization;
    const status = key === `Bearer ${GOOD}` ? 200 : key === 'Bearer gsk_too-often' ? 429 : 401;
    response.writeHead(request.url === '/v1/models' ? status : 404, { 'content-type': 'application/json' });
    response.end(JSON.stringify(status === 200 ? { object: 'list', data: [] } : { error: { message: 'no' } }));
  }).listen(0, '127.0.0.1');
  await once(groq, 'listening');
  const baseUrl = `http://127.0.0.1:${(groq.address() as AddressInfo).port}`;
  api = await startStudioApi({ probeGroq: createGroqProbe({ model: 'm', baseUrl }) });
  ({ teamId } = await api.team());
  owner = await api.person(teamId, 'owner');
});
afterAll(async () => {
  await api.stop();
  groq.closeAllConnections();
  groq.close();
});

const connect = (apiKey: string | null) => owner.raw('connectGroq', {}, { apiKey });

describe('a pasted Groq key', () => {
  it('is tested at once, used from then on, shown by its last four characters, and forgotten when asked', async () => {
    expect((await owner.call('connections')).groq).toEqual({
      set: false,
      source: 'none',
      model: 'openai/gpt-oss-120b',
      hint: null,
    });
    expect((await connect(GOOD)).status).toBe(200);
    expect((await owner.call('connections')).groq).toMatchObject({ set: true, source: 'pasted', hint: '…1234' });
    expect(await api.core.connections.groqKey(teamId)).toEqual({ apiKey: GOOD, source: 'pasted' });
    expect((await owner.call('session')).profile.agent).toBe('Groq openai/gpt-oss-120b');
    await connect(null);
    expect(await api.core.connections.groqKey(teamId)).toBeNull();
    expect((await owner.call('session')).profile.agent).toBe('offline drafter');
  });

  it('that does not work is refused with the reason, and the one before is kept', async () => {
    await connect(GOOD);
    const wrong = await connect('gsk_not-a-key-at-all');
    expect([wrong.status, await wrong.json()]).toEqual([
      400,
      expect.objectContaining({ message: expect.stringContaining('does not accept this key') }),
    ]);
    expect((await connect('gsk_too-often')).status).toBe(429);
    expect((await api.core.connections.groqKey(teamId))?.apiKey).toBe(GOOD);
    groq.closeAllConnections();
    groq.close();
    const unreachable = await connect('gsk_nobody-answers');
    expect([unreachable.status, await unreachable.json()]).toEqual([503, expect.objectContaining({ code: 'unavailable' })]);
  });

  it('lies sealed in the database, bound to its team', async () => {
    const row = await api.core.prisma.connectionSecret.findFirstOrThrow({ where: { teamId } });
    expect(Buffer.from(row.sealed).includes(Buffer.from(GOOD.slice(4, 12)))).toBe(false);
    const other = await api.team();
    const stolen = { provider: 'groq', sealed: row.sealed, hint: row.hint, setById: other.ownerId };
    await api.core.prisma.connectionSecret.create({ data: { teamId: other.teamId, ...stolen } });
    await expect(api.core.connections.groqKey(other.teamId)).rejects.toMatchObject({ code: 'internal' });
  });
});
