import { CAPABILITIES, can, ROLES, type Role } from '@trashfire/shared/access/roles';
import { ROUTES, type Route, type RouteName } from '@trashfire/shared/api/routes';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Caller, request, type StudioApi, startStudioApi } from '../support/studio-api.ts';

const NAMES = Object.keys(ROUTES) as RouteName[];
const route = (name: RouteName): Route => ROUTES[name];

/** A body each route accepts; null for routes without one. A new route does not compile until it has one here. */
const BODIES: Record<RouteName, object | null> = {
  redeemLink: { token: 'a-token-nobody-ever-got' },
  session: null,
  signOut: null,
  openSeat: {},
  listSeries: null,
  createSeries: { title: 'A series' },
  renameSeries: { title: 'Another name' },
  deleteSeries: null,
  createEpisode: { title: 'An episode' },
  episode: null,
  entryShots: null,
  renameEpisode: { title: 'Another name' },
  deleteEpisode: null,
  readScript: { fountain: 'INT. ROOM - DAY\n', seriesId: null },
  present: null,
  duplicateEpisode: { title: 'Another' },
  archiveSeries: null,
  unarchiveSeries: null,
  archiveEpisode: null,
  unarchiveEpisode: null,
  trash: null,
  restoreSeries: null,
  restoreEpisode: null,
  purgeSeries: null,
  purgeEpisode: null,
  importScript: { fountain: 'INT. ROOM - DAY\n' },
  mintTicket: { document: 'episode:000000000000' },
  signAssets: { hashes: ['a'.repeat(64)] },
  beginPicture: { hash: 'a'.repeat(64), parts: [{ hash: 'b'.repeat(64), bytes: 9 }] },
  finishPicture: { hash: 'a'.repeat(64), parts: [{ hash: 'b'.repeat(64), bytes: 9 }] },
  dropPicture: { hash: 'a'.repeat(64), parts: [{ hash: 'b'.repeat(64), bytes: 9 }] },
  takes: { seed: 1 },
  episodeTakes: null,
  olderTakes: null,
  drawings: { subject: { kind: 'character', id: '000000000000' } },
  requestDrawings: { subject: { kind: 'character', id: '000000000000' } },
  captions: null,
  plan: { preset: 'LOW' },
  requestRender: { preset: 'LOW', seq: 1, price: '1', key: 'key-of-a-test' },
  render: null,
  cancelRender: null,
  resumeRender: null,
  queue: null,
  listChat: null,
  olderChat: null,
  postChat: { text: 'Hello', ask: false },
  people: null,
  listThreads: null,
  openThread: { id: '0b0e7a52-0000-4000-8000-000000000006', anchor: { kind: 'episode' }, text: 'Hello' },
  reply: { id: '0b0e7a52-0000-4000-8000-000000000007', text: 'Hello' },
  resolveThread: { resolved: true },
  seeThread: { count: 1 },
  editComment: { text: 'Hello' },
  deleteComment: null,
  listRuns: null,
  stopRun: null,
  history: {},
  nameVersion: { name: 'A version' },
  renameVersion: { name: 'Another name' },
  removeVersion: null,
  contentAt: { point: { seq: 0 } },
  compare: { from: { seq: 0 } },
  authorship: {},
  restore: { point: { seq: 0 }, key: 'key-of-a-test' },
  undoRestore: { key: 'key-of-a-test' },
  undoRun: null,
  connections: null,
  connectGroq: { apiKey: null },
};

let api: StudioApi;
let params: Record<string, string>;
const callers = new Map<Role, Caller>();
let stranger: Caller;

beforeAll(async () => {
  api = await startStudioApi();
  const { teamId } = await api.team();
  for (const role of ROLES) callers.set(role, await api.person(teamId, role));
  const owner = await api.person(teamId, 'owner');
  const series = await owner.call('createSeries', {}, { title: 'Ours' });
  const episode = await owner.call('createEpisode', { seriesId: series.id }, { title: 'Ours' });
  params = {
    seriesId: series.id,
    episodeId: episode.id,
    entryId: '0123456789AB',
    cursor: '1767225600000-0b0e7a52-0000-4000-8000-000000000006',
    hash: 'a'.repeat(64),
    renderId: '0b0e7a52-0000-4000-8000-000000000001',
    runId: '0b0e7a52-0000-4000-8000-000000000002',
    messageId: '0b0e7a52-0000-4000-8000-000000000004',
    versionId: '0b0e7a52-0000-4000-8000-000000000003',
    threadId: '0b0e7a52-0000-4000-8000-000000000004',
    commentId: '0b0e7a52-0000-4000-8000-000000000005',
    document: `episode:${episode.id}`,
  };
  stranger = await api.person((await api.team('Others')).teamId, 'owner');
});
afterAll(() => api.stop());

describe('who may pass each door (R3)', () => {
  it.each(NAMES.filter((name) => route(name).capability !== 'public'))(
    '%s is closed to whoever is not signed in',
    async (name) => {
      const answer = await request(api.url, name, params, BODIES[name] ?? undefined);
      expect(answer.status).toBe(401);
      expect(await answer.json()).toMatchObject({ code: 'not-signed-in' });
    },
  );

  const pairs = NAMES.flatMap((name) => ROLES.map((role) => [name, role] as const)).filter(([name]) => name !== 'signOut');
  it.each(pairs)('%s asked by a %s', async (name, role) => {
    const { capability } = route(name);
    const allowed = capability === null || capability === 'public' || can(role, capability);
    // An empty body stops a permitted call behind the door, so nothing happens; a refused one never gets as far.
    const harmless = BODIES[name] === null ? undefined : {};
    const harmful = route(name).method !== 'GET' && BODIES[name] === null && allowed;
    const ids = harmful ? { ...params, seriesId: '000000000000', episodeId: '000000000000' } : params;
    const answer = await callers.get(role)?.raw(name, ids, harmless);
    // Behind this door stands a link, and an empty body has none: 400 is said by the route, so the door was open.
    if (name === 'redeemLink') expect(answer?.status).toBe(400);
    else if (allowed) expect([401, 403]).not.toContain(answer?.status);
    else expect(answer?.status).toBe(403);
  });

  it('redeemLink lets in nobody with a link that is none, signed in or not', async () => {
    const strangers = await request(api.url, 'redeemLink', params, BODIES.redeemLink ?? undefined);
    const owners = await callers.get('owner')?.raw('redeemLink', params, BODIES.redeemLink ?? undefined);
    for (const answer of [strangers, owners]) {
      expect([answer?.status, answer?.headers.get('set-cookie')]).toEqual([401, null]);
    }
  });

  it('every capability opens some door, and no door asks for one that does not exist', () => {
    const asked = new Set(NAMES.map((name) => route(name).capability));
    for (const capability of CAPABILITIES) expect(asked).toContain(capability);
  });
});

describe("another team's things are not there (R3)", () => {
  const withIds = NAMES.filter((name) => route(name).path.includes(':'));
  it.each(withIds)('%s', async (name) => {
    const answer = await stranger.raw(name, params, BODIES[name] ?? undefined);
    expect([answer.status, await answer.json()]).toEqual([404, expect.objectContaining({ code: 'not-found' })]);
  });

  it('a ticket, a signature, a list', async () => {
    for (const kind of ['episode', 'renders', 'series']) {
      const id = kind === 'series' ? params.seriesId : params.episodeId;
      expect((await stranger.raw('mintTicket', {}, { document: `${kind}:${id}` })).status).toBe(404);
    }
    expect(await stranger.call('listSeries')).toEqual({ series: [] });
    expect((await fetch(`${api.url}/api/episodes/${params.episodeId}/fountain`, bearer(stranger))).status).toBe(404);
  });

  const bearer = (caller: Caller) => ({ headers: { authorization: `Bearer ${caller.bearer}` } });
});

describe('what a door answers to nonsense', () => {
  it('an id that cannot be one, a body that does not fit, JSON that is none, a path nobody has', async () => {
    const owner = callers.get('owner');
    expect((await owner?.raw('episode', { episodeId: '..%2F..%2Fetc' }))?.status).toBe(404);
    expect((await owner?.raw('render', { renderId: '1' }))?.status).toBe(404);
    expect((await owner?.raw('createSeries', {}, { title: '', extra: 1 }))?.status).toBe(400);
    const headers = { authorization: `Bearer ${owner?.bearer}`, 'content-type': 'application/json' };
    const broken = await fetch(`${api.url}/api/series`, { method: 'POST', headers, body: '{"title":' });
    expect([broken.status, await broken.json()]).toEqual([400, { code: 'bad-input', message: 'The body is not JSON.' }]);
    const huge = await fetch(`${api.url}/api/series`, { method: 'POST', headers, body: `{"title":"${'x'.repeat(300_000)}"}` });
    expect([huge.status, await huge.json()]).toEqual([413, expect.objectContaining({ code: 'too-large' })]);
    const nowhere = await fetch(`${api.url}/api/nothing`, { headers });
    expect([nowhere.status, await nowhere.json()]).toEqual([404, expect.objectContaining({ code: 'not-found' })]);
  });

  it('carries the headers that keep foreign scripts and frames out, and a request number', async () => {
    const answer = await fetch(`${api.url}/api/session`);
    const policy = answer.headers.get('content-security-policy') ?? '';
    expect(policy).toContain("default-src 'self'");
    expect(policy).toContain(api.collabUrl);
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).not.toContain('upgrade-insecure-requests');
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
    expect(answer.headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/);
  });
});
