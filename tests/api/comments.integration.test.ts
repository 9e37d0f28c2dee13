import { randomUUID } from 'node:crypto';
import { COMMENT_LIMITS, mentionOf } from '@trashfire/shared/api/comments-contract';
import { EVENTS, SOCKET_PATH } from '@trashfire/shared/realtime/events';
import { eventually } from '@trashfire/shared/testing/eventually';
import { io, type Socket } from 'socket.io-client';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type Caller, type StudioApi, startStudioApi } from '../support/studio-api.ts';

let api: StudioApi;
let teamId: string;
let owner: Caller;
let commenter: Caller;
let viewer: Caller;
let seriesId: string;
const sockets: Socket[] = [];

beforeAll(async () => {
  api = await startStudioApi();
  ({ teamId } = await api.team());
  owner = await api.person(teamId, 'owner', 'Nao Hara');
  commenter = await api.person(teamId, 'commenter', 'Kite Sol');
  viewer = await api.person(teamId, 'viewer', 'Ren');
  seriesId = (await owner.call('createSeries', {}, { title: 'Harbour' })).id;
});
afterEach(() => {
  for (const socket of sockets.splice(0)) socket.disconnect();
});
afterAll(() => api.stop());

const newEpisode = async () => (await owner.call('createEpisode', { seriesId }, { title: 'One' })).id;
const TEXT = { kind: 'text', start: 'AAAA', end: 'AAAA', quote: 'Mind the hull.', before: '', after: '', once: false };

/** Opens a thread about the whole episode. */
const open = (
  by: Caller,
  episodeId: string,
  text = 'Too slow?',
  id: string = randomUUID(),
  anchor: object = { kind: 'episode' },
) => by.call('openThread', { episodeId }, { id, anchor, text });
const replyTo = (by: Caller, threadId: string, text = 'Yes.', id: string = randomUUID()) =>
  by.call('reply', { threadId }, { id, text });
const statusOf = async (response: Promise<Response>) => (await response).status;

describe('threads', () => {
  it('are opened and answered by who may comment, read by everybody of the team, and by nobody else (R3)', async () => {
    const episodeId = await newEpisode();
    const thread = await open(commenter, episodeId, ' Too slow? ', randomUUID(), TEXT);
    expect(thread).toMatchObject({ episodeId, anchor: TEXT, version: 1, resolved: null, mentioned: [] });
    expect(thread.comments).toMatchObject([
      { text: 'Too slow?', author: { id: commenter.personId, name: 'Kite Sol' }, edited: false },
    ]);
    await replyTo(owner, thread.id);
    const { threads } = await viewer.call('listThreads', { episodeId });
    expect(threads.map(({ comments }) => comments.map(({ text }) => text))).toEqual([['Too slow?', 'Yes.']]);
    const stranger = await api.person((await api.team()).teamId, 'owner');
    const { id: threadId } = thread;
    const commentId = thread.comments[0]?.id ?? '';
    const body = { id: randomUUID(), text: 'hi' };
    expect(await statusOf(viewer.raw('reply', { threadId }, body))).toBe(403);
    for (const answer of [
      stranger.raw('listThreads', { episodeId }),
      stranger.raw('openThread', { episodeId }, { ...body, anchor: { kind: 'episode' } }),
      stranger.raw('reply', { threadId }, body),
      stranger.raw('resolveThread', { threadId }, { resolved: true }),
      stranger.raw('seeThread', { threadId }, { count: 1 }),
      stranger.raw('editComment', { commentId }, { text: 'hi' }),
      stranger.raw('deleteComment', { commentId }),
    ]) {
      expect(await statusOf(answer)).toBe(404);
    }
    const left = await viewer.call('listThreads', { episodeId });
    expect(left.threads).toHaveLength(1);
  });

  it('stand once, however often they are sent, and never take the place of another', async () => {
    const episodeId = await newEpisode();
    const [id, answerId] = [randomUUID(), randomUUID()];
    const [first, again] = await Promise.all([open(owner, episodeId, 'Once', id), open(owner, episodeId, 'Once', id)]);
    expect(again.id).toBe(first.id);
    await replyTo(owner, first.id, 'Twice', answerId);
    await replyTo(owner, first.id, 'Twice', answerId);
    const { threads } = await owner.call('listThreads', { episodeId });
    expect(threads.map(({ comments }) => comments.length)).toEqual([2]);
    expect(await statusOf(commenter.raw('reply', { threadId: first.id }, { id: answerId, text: 'Mine now' }))).toBe(409);
  });

  it('are resolved and opened again by anybody who comments; who was first did it', async () => {
    const thread = await open(owner, await newEpisode());
    const params = { threadId: thread.id };
    const [done, again] = [
      await commenter.call('resolveThread', params, { resolved: true }),
      await owner.call('resolveThread', params, { resolved: true }),
    ];
    expect(done.resolved?.by.name).toBe('Kite Sol');
    expect([again.resolved, again.version]).toEqual([done.resolved, 2]);
    expect((await owner.call('resolveThread', params, { resolved: false })).resolved).toBeNull();
  });

  it('a comment is changed and deleted by its author alone; a thread goes with its last comment', async () => {
    const episodeId = await newEpisode();
    const thread = await open(commenter, episodeId);
    const first = thread.comments[0]?.id ?? '';
    const answer = (await replyTo(owner, thread.id)).comments[1]?.id ?? '';
    for (const call of [
      owner.raw('editComment', { commentId: first }, { text: 'x' }),
      owner.raw('deleteComment', { commentId: first }),
    ])
      expect(await statusOf(call)).toBe(404);
    const edited = await commenter.call('editComment', { commentId: first }, { text: 'Much too slow?' });
    expect(edited.comments[0]).toMatchObject({ text: 'Much too slow?', edited: true });
    const { thread: left } = await commenter.call('deleteComment', { commentId: first });
    expect(left?.comments).toMatchObject([{ text: '', deleted: true }, { text: 'Yes.' }]);
    expect(await statusOf(commenter.raw('editComment', { commentId: first }, { text: 'Back' }))).toBe(404);
    expect((await owner.call('deleteComment', { commentId: answer })).thread).toBeNull();
    expect((await owner.call('listThreads', { episodeId })).threads).toEqual([]);
    expect(await api.core.prisma.comment.count({ where: { threadId: thread.id } })).toBe(0);
  });

  it('name people of the team by their id; who is not of it is not named', async () => {
    const stranger = await api.person((await api.team()).teamId, 'owner');
    const text = `${mentionOf(viewer.personId)} and ${mentionOf(stranger.personId)}: ${mentionOf(viewer.personId)}!`;
    const { mentioned, comments } = await open(owner, await newEpisode(), text);
    expect([mentioned.map(({ name }) => name), comments[0]?.text]).toEqual([['Ren'], text]);
    const people = await viewer.call('people');
    expect(people.people.map(({ name }) => name)).toEqual(expect.arrayContaining(['Kite Sol', 'Nao Hara', 'Ren']));
    expect(people.people.map(({ id }) => id)).not.toContain(stranger.personId);
  });

  it('name whom they mention however large the team is, and read nobody else of it for that', async () => {
    const { prisma } = api.core;
    const { teamId } = await api.team();
    const head = await api.person(teamId, 'owner', 'Aki');
    const last = await api.person(teamId, 'viewer', 'Zoe');
    const crowd = await prisma.person.createManyAndReturn({
      data: Array.from({ length: 1000 }, (_, i) => ({ teamId, name: `Mob ${i}`, color: '#ffffff' })),
      select: { id: true },
    });
    await prisma.membership.createMany({ data: crowd.map(({ id }) => ({ teamId, personId: id, role: 'viewer' as const })) });
    const series = await head.call('createSeries', {}, { title: 'Crowd' });
    const { id } = await head.call('createEpisode', { seriesId: series.id }, { title: 'One' });
    const { mentioned } = await open(head, id, `${mentionOf(last.personId)}?`);
    expect(mentioned.map(({ name }) => name)).toEqual(['Zoe']);
    const { threads } = await head.call('listThreads', { episodeId: id });
    expect(threads.map((thread) => thread.mentioned.map(({ name }) => name))).toEqual([['Zoe']]);
  });

  it('say to each what they have not read, and what one wrote one has read', async () => {
    const episodeId = await newEpisode();
    const thread = await open(owner, episodeId);
    const seen = async (who: Caller) => (await who.call('listThreads', { episodeId })).seen[thread.id];
    expect([await seen(owner), await seen(viewer)]).toEqual([1, undefined]);
    await replyTo(owner, thread.id);
    await viewer.call('seeThread', { threadId: thread.id }, { count: 100 });
    // Nothing that was read becomes unread by an answer that was overtaken.
    await viewer.call('seeThread', { threadId: thread.id }, { count: 1 });
    expect([await seen(owner), await seen(viewer)]).toEqual([2, 2]);
  });

  it('are bounded: letters, comments of a thread, threads of an episode, and how fast', async () => {
    const episodeId = await newEpisode();
    const { id: threadId } = await open(owner, episodeId);
    expect(
      await statusOf(owner.raw('reply', { threadId }, { id: randomUUID(), text: 'x'.repeat(COMMENT_LIMITS.text + 1) })),
    ).toBe(400);
    const many = Array.from({ length: COMMENT_LIMITS.mentions + 1 }, () => mentionOf(randomUUID())).join(' ');
    expect(await statusOf(owner.raw('reply', { threadId }, { id: randomUUID(), text: many }))).toBe(400);
    const comment = { teamId, authorId: owner.personId, text: 'again' };
    await api.core.prisma.comment.createMany({
      data: Array.from({ length: COMMENT_LIMITS.comments - 1 }, () => ({ ...comment, id: randomUUID(), threadId })),
    });
    expect(await statusOf(owner.raw('reply', { threadId }, { id: randomUUID(), text: 'one more' }))).toBe(413);
    const row = { teamId, episodeId, anchor: { kind: 'episode' }, createdById: owner.personId };
    await api.core.prisma.commentThread.createMany({ data: Array.from({ length: COMMENT_LIMITS.threads - 2 }, () => row) });
    await open(commenter, episodeId);
    expect(
      await statusOf(owner.raw('openThread', { episodeId }, { id: randomUUID(), text: 'more', anchor: { kind: 'episode' } })),
    ).toBe(413);
    const hasty = await api.person(teamId, 'commenter');
    const statuses = await Promise.all(
      Array.from({ length: 40 }, () => statusOf(hasty.raw('resolveThread', { threadId }, { resolved: true }))),
    );
    expect(statuses).toContain(429);
  });

  it('go with their episode when it is removed for good, and not before; nothing is said in a deleted one', async () => {
    const episodeId = await newEpisode();
    const { id: threadId } = await open(owner, episodeId);
    await owner.call('deleteEpisode', { episodeId });
    expect(await statusOf(owner.raw('reply', { threadId }, { id: randomUUID(), text: 'Late' }))).toBe(404);
    await owner.call('restoreEpisode', { episodeId });
    expect((await owner.call('listThreads', { episodeId })).threads).toHaveLength(1);
    await owner.call('deleteEpisode', { episodeId });
    await owner.call('purgeEpisode', { episodeId });
    const { prisma } = api.core;
    const left = [
      await prisma.commentThread.count({ where: { id: threadId } }),
      await prisma.comment.count({ where: { threadId } }),
      await prisma.threadSeen.count({ where: { threadId } }),
    ];
    expect(left).toEqual([0, 0, 0]);
  });

  it('reach everybody who watches the episode: changed, and removed', async () => {
    const episodeId = await newEpisode();
    const socket = io(api.url, {
      path: SOCKET_PATH,
      transports: ['websocket'],
      auth: { bearer: viewer.bearer },
      reconnection: false,
    });
    sockets.push(socket);
    const heard: unknown[] = [];
    const gone: unknown[] = [];
    socket.on('thread.changed', (payload) => heard.push(EVENTS['thread.changed'].parse(payload).thread));
    socket.on('thread.removed', (payload) => gone.push(EVENTS['thread.removed'].parse(payload)));
    await eventually('connected', () => socket.connected || undefined);
    await socket.timeout(5000).emitWithAck('watch', { episodeId });
    const thread = await open(owner, episodeId);
    const commentId = thread.comments[0]?.id ?? '';
    await owner.call('deleteComment', { commentId });
    await eventually('heard of its removal', () => gone[0]);
    expect([heard, gone]).toEqual([[thread], [{ episodeId, threadId: thread.id }]]);
  });
});
