import { randomUUID } from 'node:crypto';
import { readTicket } from '@trashfire/shared/access/tickets';
import { EVENTS, SOCKET_PATH } from '@trashfire/shared/realtime/events';
import { eventually } from '@trashfire/shared/testing/eventually';
import { io, type Socket } from 'socket.io-client';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { RunStarter } from '../../api/src/features/chat/chat.ts';
import { MOST_WATCHED } from '../../api/src/realtime/realtime.ts';
import { type Caller, type StudioApi, startStudioApi } from '../support/studio-api.ts';

let api: StudioApi;
let teamId: string;
let owner: Caller;
let episodeId: string;
const asked: string[] = [];
const sockets: Socket[] = [];

/** An agent that writes the message and its run down and does nothing; the real one has tests of its own. */
async function startRun(ask: Parameters<RunStarter['start']>[0]): ReturnType<RunStarter['start']> {
  const { viewer, episodeId: id, text, context } = ask;
  asked.push(text);
  const { personId: authorId } = viewer;
  const row = { teamId, episodeId: id, askedById: authorId, task: text, model: 'none', context: { ask: context } };
  const { id: runId } = await api.core.prisma.agentRun.create({ data: row });
  const { mentions } = ask;
  const said = { teamId, episodeId: id, text, authorId, runId, mentions: [...mentions] };
  const message = await api.core.say(ask.id === undefined ? said : { ...said, id: ask.id });
  const askedBy = { id: authorId, name: viewer.name, color: viewer.color, initials: '?' };
  const rest = { steps: [], text: '', offers: [], cost: '0', reason: null, startedAt: null, finishedAt: null };
  return { message, run: { id: runId, episodeId: id, state: 'queued', task: text, context, askedBy, model: 'none', ...rest } };
}

beforeAll(async () => {
  const handlers = { listRuns: () => Promise.resolve({ runs: [] }), stopRun: () => Promise.reject(new Error('none')) };
  api = await startStudioApi({ agent: { handlers, runs: { start: startRun, withIds: () => Promise.resolve([]) } } });
  ({ teamId } = await api.team());
  owner = await api.person(teamId, 'owner', 'Nao Hara');
  const series = await owner.call('createSeries', {}, { title: 'Harbour' });
  episodeId = (await owner.call('createEpisode', { seriesId: series.id }, { title: 'One' })).id;
});
afterEach(() => {
  for (const socket of sockets.splice(0)) socket.disconnect();
});
afterAll(() => api.stop());

function connect(bearer: string | null, headers: Record<string, string> = {}): Socket {
  const socket = io(api.url, {
    path: SOCKET_PATH,
    transports: ['websocket'],
    auth: { bearer },
    extraHeaders: headers,
    reconnection: false,
  });
  sockets.push(socket);
  return socket;
}

/** What the socket hears under that name next. */
async function next(socket: Socket, event: string): Promise<unknown> {
  const heard: unknown[][] = [];
  socket.once(event, (...args: unknown[]) => heard.push(args));
  return (await eventually(`heard ${event}`, () => heard[0]))[0];
}
const watch = (socket: Socket, id: string): Promise<unknown> => socket.timeout(5000).emitWithAck('watch', { episodeId: id });

describe('chat', () => {
  it('reaches everybody who watches the episode and is kept in order', async () => {
    const socket = connect((await api.person(teamId, 'viewer')).bearer);
    await next(socket, 'connect');
    expect(await watch(socket, episodeId)).toEqual({ ok: true });
    const heard = next(socket, 'chat.message');
    const { message, run } = await owner.call('postChat', { episodeId }, { text: ' Where is Kite? ', ask: false });
    expect([message.text, message.author, run]).toEqual([
      'Where is Kite?',
      { id: owner.personId, name: 'Nao Hara', color: '#ffb84d', initials: 'NH', agent: false },
      null,
    ]);
    expect(EVENTS['chat.message'].parse(await heard)).toEqual({ message });
    await owner.call('postChat', { episodeId }, { text: 'At the pier.', ask: false });
    const { messages } = await owner.call('listChat', { episodeId });
    expect(messages.map(({ text }) => text).slice(-2)).toEqual(['Where is Kite?', 'At the pier.']);
  });

  it('hands a message to the agent when asked, but not for somebody who may only comment (R3)', async () => {
    const { run, message } = await owner.call('postChat', { episodeId }, { text: 'Break it down' });
    expect([run?.state, message.runId]).toEqual(['queued', run?.id]);
    const commenter = await api.person(teamId, 'commenter');
    const { run: none } = await commenter.call('postChat', { episodeId }, { text: 'Do it for me', ask: true });
    expect(none).toBeNull();
    expect(asked).toEqual(['Break it down']);
    expect((await (await api.person(teamId, 'viewer')).raw('postChat', { episodeId }, { text: 'hi' })).status).toBe(403);
  });

  it('the agent speaks as itself', async () => {
    const { run } = await owner.call('postChat', { episodeId }, { text: 'Go' });
    const said = await api.core.say({ teamId, episodeId, runId: run?.id ?? '', text: 'Four scenes.' });
    expect(said.author).toMatchObject({ id: 'agent', agent: true });
    await expect(api.core.say({ teamId, episodeId, text: 'Whose words are these?' })).rejects.toThrow('chat_message_author');
  });
});

describe('who watches', () => {
  const say = (id: string, text: string) => owner.call('postChat', { episodeId: id }, { text, ask: false });
  const newEpisode = async () => {
    const series = await owner.call('createSeries', {}, { title: 'Watched' });
    return (await owner.call('createEpisode', { seriesId: series.id }, { title: 'One' })).id;
  };

  it('hears the episodes watched last, the one it came back to among them, and not what it left', async () => {
    const socket = connect((await api.person(teamId, 'viewer')).bearer);
    await next(socket, 'connect');
    const heard: unknown[] = [];
    socket.on('chat.message', (payload) => heard.push(EVENTS['chat.message'].parse(payload).message.text));
    const ids = await Promise.all(Array.from({ length: MOST_WATCHED }, newEpisode));
    const [first = '', left = ''] = ids;
    for (const id of ids) await watch(socket, id);
    // It comes back to the first, and then one too many pushes the oldest out, which is no longer the first.
    await watch(socket, first);
    const last = await newEpisode();
    await watch(socket, last);
    await say(left, 'pushed out');
    await say(first, 'came back');
    await eventually('heard where it is', () => heard.includes('came back') || undefined);
    expect(heard).toEqual(['came back']);
    socket.emit('unwatch', { episodeId: first });
    // Answered in order: what was sent before has been done.
    await watch(socket, last);
    await say(first, 'left');
    await say(last, 'here');
    await eventually('heard the last', () => heard.includes('here') || undefined);
    expect(heard).toEqual(['came back', 'here']);
  });
});

describe('a message that is sent again', () => {
  const id = () => randomUUID();

  it('stands once', async () => {
    const body = { id: id(), text: 'Once', ask: false };
    const { message } = await owner.call('postChat', { episodeId }, body);
    expect(message.id).toBe(body.id);
    expect((await owner.call('postChat', { episodeId }, body)).message).toEqual(message);
    const { messages } = await owner.call('listChat', { episodeId });
    expect(messages.filter(({ text }) => text === 'Once')).toHaveLength(1);
  });

  it('of two that come in the same moment one is written', async () => {
    const body = { id: id(), text: 'At once', ask: false };
    const answers = await Promise.all([1, 2, 3, 4].map(() => owner.call('postChat', { episodeId }, body)));
    expect(new Set(answers.map(({ message }) => JSON.stringify(message))).size).toBe(1);
  });

  it('an id of somebody else’s message is refused, and nothing is told of it (R3)', async () => {
    const body = { id: id(), text: 'Mine', ask: false };
    await owner.call('postChat', { episodeId }, body);
    const other = await api.person(teamId, 'editor');
    const refused = await other.raw('postChat', { episodeId }, body);
    expect([refused.status, await refused.text()]).toEqual([409, expect.not.stringContaining('Mine')]);
    const stranger = await api.person((await api.team()).teamId, 'owner');
    const series = await stranger.call('createSeries', {}, { title: 'Other' });
    const theirs = (await stranger.call('createEpisode', { seriesId: series.id }, { title: 'One' })).id;
    expect((await stranger.raw('postChat', { episodeId: theirs }, body)).status).toBe(409);
  });
});

describe('what an ask is about', () => {
  const ref = { kind: 'scene', id: '0123456789AB', label: 'Scene 3', pinned: true };

  it('stays with the message for everybody, and is bounded', async () => {
    const context = { mode: 'ask', refs: [ref] };
    const { message } = await owner.call('postChat', { episodeId }, { text: 'How long is it?', context });
    expect(message.context).toEqual(context);
    const { messages } = await (await api.person(teamId, 'viewer')).call('listChat', { episodeId });
    expect(messages.find((one) => one.id === message.id)?.context).toEqual(context);
    const wrong = [
      { mode: 'all' },
      { refs: [{ ...ref, id: '../../etc' }] },
      { refs: [{ ...ref, kind: 'team' }] },
      { refs: [{ ...ref, label: '' }] },
      { refs: Array.from({ length: 25 }, () => ref) },
      { refs: [ref], more: 1 },
    ];
    for (const bad of wrong) expect((await owner.raw('postChat', { episodeId }, { text: 'x', context: bad })).status).toBe(400);
  });

  it('what is only said to the room is about nothing', async () => {
    const { message } = await owner.call('postChat', { episodeId }, { text: 'Lunch?', ask: false, context: { refs: [ref] } });
    expect(message.context).toBeNull();
  });
});

describe('calls of people', () => {
  it('are kept for people of the team, and for nobody else', async () => {
    const mika = await api.person(teamId, 'editor', 'Mika Tan');
    const stranger = await api.person((await api.team()).teamId, 'owner');
    const mentions = [mika.personId, stranger.personId, randomUUID()];
    const { message } = await owner.call('postChat', { episodeId }, { text: '@Mika Tan look', ask: false, mentions });
    expect(message.mentions).toEqual([mika.personId]);
    const { people } = await mika.call('people');
    expect(people).toContainEqual({ id: mika.personId, name: 'Mika Tan', color: expect.any(String), initials: 'MT' });
    expect(people.map(({ id }) => id)).not.toContain(stranger.personId);
    const many = Array.from({ length: 21 }, () => randomUUID());
    expect((await owner.raw('postChat', { episodeId }, { text: 'all', ask: false, mentions: many })).status).toBe(400);
  });
});

describe('pages', () => {
  it('go back to the first message, each one once', async () => {
    const series = await owner.call('createSeries', {}, { title: 'Long' });
    const long = (await owner.call('createEpisode', { seriesId: series.id }, { title: 'One' })).id;
    // In one moment: what has the same time is told apart by its id.
    const createdAt = new Date('2026-01-01T00:00:00.000Z');
    const data = Array.from({ length: 130 }, (_, i) => ({
      ...{ teamId, episodeId: long, authorId: owner.personId, text: `${i}` },
      createdAt: i < 70 ? createdAt : new Date(createdAt.getTime() + i),
    }));
    await api.core.prisma.chatMessage.createMany({ data });
    let page = await owner.call('listChat', { episodeId: long });
    const pages = [page];
    while (page.more) {
      page = await owner.call('olderChat', { episodeId: long, messageId: page.messages[0]?.id ?? '' });
      pages.push(page);
    }
    expect(pages.map(({ messages }) => messages.length)).toEqual([60, 60, 10]);
    const all = pages.reverse().flatMap(({ messages }) => messages);
    expect(new Set(all.map(({ text }) => text)).size).toBe(130);
    expect(all.map(({ at }) => at)).toEqual(all.map(({ at }) => at).sort());
    const elsewhere = await owner.raw('olderChat', { episodeId, messageId: all[0]?.id ?? '' });
    expect(elsewhere.status).toBe(404);
  });
});

describe('live events', () => {
  it('a socket opens for people who are signed in, from the studio alone', async () => {
    for (const bearer of [null, 'x'.repeat(43)]) {
      // One after the other: who listens late has missed it.
      expect(await next(connect(bearer), 'connect_error')).toMatchObject({ data: { code: 'not-signed-in' } });
    }
    const foreign = connect(owner.bearer, { origin: 'https://evil.example' });
    await next(foreign, 'connect_error');
    expect(foreign.connected).toBe(false);
  });

  it('an episode of another team cannot be watched, nor one that is not an id', async () => {
    const stranger = await api.person((await api.team()).teamId, 'owner');
    const socket = connect(stranger.bearer);
    await next(socket, 'connect');
    expect(await watch(socket, episodeId)).toMatchObject({ code: 'not-found' });
    expect(await watch(socket, '../etc')).toMatchObject({ code: 'bad-input' });
  });

  it('a team hears that its lists changed, another team does not', async () => {
    const stranger = await api.person((await api.team()).teamId, 'owner');
    const [mine, other] = [connect(owner.bearer), connect(stranger.bearer)];
    await Promise.all([next(mine, 'connect'), next(other, 'connect')]);
    let leaked = false;
    other.on('series.changed', () => {
      leaked = true;
    });
    const heard = next(mine, 'series.changed');
    const series = await owner.call('createSeries', {}, { title: 'New' });
    expect(await heard).toEqual({ seriesId: series.id });
    // An answered question behind it in the same socket: what was to come has come.
    await watch(other, '../etc');
    expect(leaked).toBe(false);
  });

  it('signing out ends the sockets of that session and says so (R3)', async () => {
    const person = await api.person(teamId, 'editor');
    const socket = connect(person.bearer);
    await next(socket, 'connect');
    const [told, gone] = [next(socket, 'session.ended'), next(socket, 'disconnect')];
    await person.call('signOut');
    expect(await told).toEqual({ reason: 'You are signed out here.' });
    await gone;
  });

  it('a session that ends elsewhere loses its sockets as well', async () => {
    const person = await api.person(teamId, 'editor');
    const socket = connect(person.bearer);
    await next(socket, 'connect');
    const gone = new Promise((resolve) => socket.once('disconnect', resolve));
    await api.core.prisma.membership.delete({ where: { teamId_personId: { teamId, personId: person.personId } } });
    await gone;
  });
});

describe('tickets', () => {
  it('say who, what and for how long; write for editors, read for others and for what services write', async () => {
    const editor = await api.person(teamId, 'editor', 'Kite');
    const claims = async (caller: Caller, document: string) => {
      const { ticket } = await caller.call('mintTicket', {}, { document });
      return readTicket(ticket, api.core.settings.ticketSecret, Math.floor(Date.now() / 1000));
    };
    const membership = { teamId_personId: { teamId, personId: editor.personId } };
    const { version } = await api.core.prisma.membership.findUniqueOrThrow({ where: membership });
    expect(await claims(editor, `episode:${episodeId}`)).toMatchObject({
      doc: `episode:${episodeId}`,
      team: teamId,
      can: 'write',
      actor: { kind: 'person', id: editor.personId, name: 'Kite' },
      member: editor.personId,
      version,
    });
    expect((await claims(editor, `renders:${episodeId}`))?.can).toBe('read');
    expect((await claims(await api.person(teamId, 'viewer'), `episode:${episodeId}`))?.can).toBe('read');
    for (const name of [`episode:${'0'.repeat(12)}`, 'episode:x', '', `renders:${randomUUID()}`]) {
      expect((await editor.raw('mintTicket', {}, { document: name })).status).toBe(404);
    }
  });
});
