import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import * as Y from 'yjs';
import { documentName } from '../document/names.ts';
import { AppError } from '../errors/app-error.ts';
import { newId } from '../ids.ts';
import { ScriptedServer } from '../testing/scripted-server.ts';
import { CLOSE } from './close-codes.ts';
import { type DocumentSession, type OpenDocumentOptions, openDocument, type SessionStatus } from './document-session.ts';
import { LIMITS, RATES } from './limits.ts';
import { BUFFER_HIGH_BYTES, UNANSWERED_BYTES } from './outbox.ts';
import { MESSAGE_AWARENESS, MESSAGE_LABEL, MESSAGE_MARKER, MESSAGE_SYNC, SYNC_STEP_2, SYNC_UPDATE } from './protocol.ts';

let server: ScriptedServer;
const opened: DocumentSession[] = [];

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'performance', 'Date'] });
  server = new ScriptedServer();
});
afterEach(() => {
  for (const session of opened.splice(0)) session.destroy();
  vi.useRealTimers();
});

/** Lets what is on its way arrive. */
const settle = (ms = 0) => vi.advanceTimersByTimeAsync(ms);

function open(options: Partial<OpenDocumentOptions> = {}): DocumentSession {
  const session = openDocument({
    url: 'ws://studio.test',
    name: documentName('episode', newId()),
    ticket: () => Promise.resolve('ticket'),
    WebSocket: server.WebSocket,
    ...options,
  });
  opened.push(session);
  return session;
}

async function online(options: Partial<OpenDocumentOptions> = {}): Promise<DocumentSession> {
  const session = open(options);
  await settle();
  expect(session.status.connection).toBe('online');
  return session;
}

function write(session: DocumentSession, key: string, value: unknown = key): void {
  session.doc.getMap('words').set(key, value);
}

const wordsOf = (doc: Y.Doc) => Object.keys(doc.getMap('words').toJSON()).toSorted();
const edits = () => server.heard.filter(({ step }) => step === SYNC_UPDATE || step === SYNC_STEP_2);
const rejected = (promise: Promise<unknown>) => promise.then(() => null).catch((error: unknown) => error as AppError);

describe('a connection', () => {
  it('opens, saves at once and says so', async () => {
    const session = open();
    expect(session.status).toMatchObject({ connection: 'connecting', saved: 'saved', offlineSince: Date.now() });
    await session.ready;
    expect(session.status).toMatchObject({ connection: 'online', epoch: 1, readOnly: false, offlineSince: null, retry: null });
    write(session, 'a');
    expect(session.status).toMatchObject({ saved: 'saving', pending: 1 });
    await session.durable();
    expect(session.status).toMatchObject({ saved: 'saved', pending: 0 });
    expect(wordsOf(server.committed)).toEqual(['a']);
  });

  it('tells since when it is away, when it tries next, and comes back by itself', async () => {
    vi.spyOn(Math, 'random').mockReturnValue(0.5);
    const session = await online();
    await settle(10_000);
    server.accepts = false;
    server.crash();
    const lostAt = Date.now();
    expect(session.status).toMatchObject({
      connection: 'offline',
      offlineSince: lostAt,
      retry: { attempt: 1, at: lostAt + 180 },
    });
    write(session, 'offline');
    expect(session.status).toMatchObject({ saved: 'offline', pending: 1 });
    await settle(180);
    expect(session.status).toMatchObject({ connection: 'connecting', offlineSince: lostAt, retry: null });
    server.socket.drop(1006);
    expect(session.status.retry).toMatchObject({ attempt: 2, at: Date.now() + 360 });
    server.accepts = true;
    await settle(360);
    expect(session.status).toMatchObject({ connection: 'online', saved: 'saved', offlineSince: null });
    expect(wordsOf(server.committed)).toEqual(['offline']);
  });

  it('tries at once when asked to, and only then', async () => {
    const session = await online();
    server.crash();
    session.reconnectNow();
    expect(session.status.connection).toBe('connecting');
    session.reconnectNow();
    await settle();
    expect(session.status.connection).toBe('online');
    expect(server.sockets).toHaveLength(2);
    session.reconnectNow();
    await settle(10_000);
    expect(server.sockets).toHaveLength(2);
  });

  it('says in words why the server sent it away for a while, until it is back', async () => {
    const session = await online();
    server.socket.drop(CLOSE.restart, 'server restarting');
    expect(session.status.interruption).toMatchObject({ code: CLOSE.restart, text: expect.stringContaining('restarting') });
    await settle(1000);
    expect(session.status).toMatchObject({ connection: 'online', interruption: null });
    server.socket.drop(1006);
    expect(session.status.interruption).toBeNull();
  });

  it('gives a server that has too much to do more time, and a connection that is thrown out at once', async () => {
    vi.spyOn(Math, 'random').mockReturnValue(0.999);
    const session = await online();
    const waits: number[] = [];
    for (const code of [CLOSE.overloaded, CLOSE.roleChanged, CLOSE.roleChanged]) {
      server.socket.drop(code);
      waits.push((session.status.retry?.at ?? 0) - Date.now());
      await settle(5);
      session.reconnectNow();
      await settle();
    }
    expect(waits[0]).toBeGreaterThan(1000);
    expect(waits[2]).toBeGreaterThan(waits[1] ?? 0);
    await settle(60_000);
    server.socket.drop(CLOSE.roleChanged);
    expect((session.status.retry?.at ?? 0) - Date.now()).toBeLessThanOrEqual(300);
  });

  it('gives up a socket that does not open, and one that opens and never says a word', async () => {
    server.accepts = false;
    const session = open();
    await settle(10_000);
    expect(session.status.connection).toBe('connecting');
    await settle(7000);
    expect(server.sockets.length).toBeGreaterThan(1);
    server.silent = true;
    server.accepts = true;
    server.flows = false;
    await settle(200_000);
    expect(server.sockets.length).toBeGreaterThan(3);
    server.silent = false;
    server.flows = true;
    await settle(80_000);
    expect(session.status.connection).toBe('online');
  });

  it('notices within 15 seconds that a line is dead, and leaves a quiet one alone', async () => {
    const session = await online();
    await settle(10 * 60_000);
    expect(server.sockets).toHaveLength(1);
    server.flows = false;
    await settle(15_000);
    expect(session.status.connection).not.toBe('online');
    server.flows = true;
    await settle(10_000);
    expect(session.status.connection).toBe('online');
  });

  it('comes back when a ticket cannot be had for now, and ends in its words when it cannot be had for good', async () => {
    let failures = 1;
    const session = open({ ticket: () => (failures-- > 0 ? Promise.reject(new Error('api away')) : Promise.resolve('t')) });
    await settle();
    expect(session.status.connection).toBe('offline');
    await settle(1000);
    expect(session.status.connection).toBe('online');
    const refused = open({ ticket: () => Promise.reject(new AppError('not-allowed', 'You left the team.')) });
    await settle();
    expect(refused.status).toMatchObject({ connection: 'closed', closeReason: { code: 4403, text: 'You left the team.' } });
    expect(await rejected(refused.ready)).toMatchObject({ code: 'not-allowed' });
  });
});

describe('what the server does not take', () => {
  it('keeps a refused edit here, says why, and never calls it saved', async () => {
    const session = await online();
    server.flows = false;
    write(session, 'too long');
    const durable = rejected(session.durable());
    server.refuse(server.socket, CLOSE.tooLarge, 'tooLarge', 'That edit is larger than the limit.');
    expect(session.status).toMatchObject({
      connection: 'closed',
      saved: 'kept',
      pending: 1,
      refusal: { code: 'tooLarge', text: 'That edit is larger than the limit.' },
      closeReason: { code: CLOSE.tooLarge, text: 'That edit is larger than the limit.' },
    });
    expect(wordsOf(session.doc)).toEqual(['too long']);
    expect(await durable).toMatchObject({ code: 'too-large' });
  });

  it('tries on after a refusal that is only for now, and forgets its words once all is saved', async () => {
    const session = await online();
    server.flows = false;
    write(session, 'a');
    server.refuse(server.socket, CLOSE.overloaded, 'overloaded', 'The studio cannot store edits right now.');
    expect(session.status).toMatchObject({ saved: 'offline', refusal: { text: 'The studio cannot store edits right now.' } });
    server.flows = true;
    await settle(5000);
    expect(session.status).toMatchObject({ saved: 'saved', refusal: null });
  });

  it('follows a role in place: what was written before it ended is kept and told, and sent when it comes back', async () => {
    const session = await online();
    server.flows = false;
    write(session, 'on its way');
    const durable = rejected(session.durable());
    server.canWrite = false;
    server.socket.drop(CLOSE.roleChanged);
    server.flows = true;
    await settle(1000);
    expect(session.status).toMatchObject({ connection: 'online', readOnly: true, saved: 'kept', pending: 1 });
    expect(session.status.refusal?.text).toContain('not edit');
    expect(await durable).toMatchObject({ code: 'not-allowed' });
    expect(() => session.transact('test', () => write(session, 'b'))).toThrow(AppError);
    expect(edits()).toHaveLength(1);
    server.canWrite = true;
    server.socket.drop(CLOSE.roleChanged);
    await settle(1000);
    expect(session.status).toMatchObject({ readOnly: false, saved: 'saved', refusal: null });
    expect(wordsOf(server.committed)).toEqual(['on its way']);
  });

  it('does not begin to send what the server would not take at all', async () => {
    const session = await online();
    write(session, 'huge', 'x'.repeat(LIMITS.frameBytes));
    await settle();
    expect(session.status).toMatchObject({ connection: 'closed', saved: 'kept', closeReason: { code: CLOSE.tooLarge } });
    const kept = new Y.Doc();
    Y.applyUpdate(kept, Y.encodeStateAsUpdate(session.doc));
    const again = open({ doc: kept });
    await settle();
    expect(again.status).toMatchObject({ connection: 'closed', saved: 'kept', closeReason: { code: CLOSE.tooLarge } });
    expect(edits().filter(({ bytes }) => bytes > 1000)).toEqual([]);
  });

  it('does not merge content of an earlier epoch, whether the server says so or greets with another', async () => {
    const old = new Y.Doc();
    old.getMap('words').set('old', 1);
    server.epoch = 2;
    server.change((doc) => doc.getMap('words').set('new', 1));
    const greeted = open({ doc: old, epoch: 1 });
    await settle();
    server.refuses = { code: CLOSE.epoch, reason: 'document replaced' };
    const refused = open({ doc: old, epoch: 1 });
    await settle();
    for (const session of [greeted, refused]) {
      expect(session.status).toMatchObject({ connection: 'closed', saved: 'kept', epoch: 1, closeReason: { code: CLOSE.epoch } });
      expect(await rejected(session.durable())).toMatchObject({ code: 'conflict' });
    }
    expect(wordsOf(old)).toEqual(['old']);
    expect(wordsOf(server.applied)).toEqual(['new']);
  });

  it('tells an outdated program to reload and keeps its edits', async () => {
    const session = await online({ schemaVersion: 3 });
    expect(new URL(server.socket.url).searchParams.get('schema')).toBe('3');
    server.flows = false;
    write(session, 'kept');
    server.socket.drop(CLOSE.clientOutdated);
    expect(session.status).toMatchObject({ connection: 'closed', saved: 'kept', pending: 1 });
    expect(session.status.closeReason?.text).toContain('Reload');
    expect(await rejected(session.durable())).toMatchObject({ code: 'client-outdated' });
  });
});

describe('backpressure', () => {
  it('sends the edits of one turn as one frame, in time for the marker behind it', async () => {
    const session = await online();
    const before = edits().length;
    for (let n = 0; n < 500; n++) write(session, `w${n}`);
    await session.durable();
    expect(edits().length - before).toBe(1);
    expect(server.heard.at(-1)?.type).toBe(MESSAGE_MARKER);
    expect(wordsOf(server.committed)).toHaveLength(500);
  });

  it('holds back while the buffer is full, then sends one difference; memory does not grow with the wait', async () => {
    const session = await online();
    server.flows = false;
    write(session, 'filler', 'x'.repeat(BUFFER_HIGH_BYTES + 1));
    await settle();
    const buffered = server.socket.bufferedAmount;
    for (let n = 0; n < 2000; n++) {
      write(session, 'moved', n);
      await settle(1);
    }
    expect(server.socket.bufferedAmount - buffered).toBeLessThan(200);
    let flushed = false;
    void session.flushed().then(() => {
      flushed = true;
    });
    await settle();
    expect(flushed).toBe(false);
    expect(session.status).toMatchObject({ saved: 'saving', pending: 2001 });
    server.flows = true;
    while (server.socket.pump());
    const before = edits().length;
    await settle(1000);
    expect(flushed).toBe(true);
    expect(edits().length - before).toBe(1);
    expect(edits().at(-1)?.bytes).toBeLessThan(200);
    expect(session.status.saved).toBe('saved');
    expect(server.committed.getMap('words').get('moved')).toBe(1999);
    expect(server.gaps).toBe(0);
  });

  it('covers with a marker what was sent and not what waits', async () => {
    const session = await online();
    server.flows = false;
    write(session, 'filler', 'x'.repeat(BUFFER_HIGH_BYTES + 1));
    await settle();
    write(session, 'waits');
    await settle(200);
    while (server.socket.pump());
    server.socket.deliverAll();
    expect(session.status).toMatchObject({ saved: 'saving', pending: 1 });
    expect(wordsOf(server.committed)).toEqual(['filler']);
  });

  it('waits for a server that does not store what it has', async () => {
    const session = await online();
    server.commits = false;
    for (let n = 0; n < 40; n++) {
      write(session, `w${n}`, 'x'.repeat(UNANSWERED_BYTES / 10));
      await settle(100);
    }
    const sent = edits().reduce((sum, { bytes }) => sum + bytes, 0);
    expect(sent).toBeGreaterThan(UNANSWERED_BYTES);
    expect(sent).toBeLessThan(UNANSWERED_BYTES * 1.3);
    server.commits = true;
    server.commit();
    await settle(1000);
    expect(session.status.saved).toBe('saved');
    expect(wordsOf(server.committed)).toHaveLength(40);
  });

  it('sends no more frames than the server takes, however often a program writes', async () => {
    const session = await online();
    for (let n = 0; n < 4000; n++) {
      write(session, 'count', n);
      await settle(n % 4 === 0 ? 1 : 0);
    }
    expect(server.heard.length).toBeLessThan(RATES.messages.burst);
    await settle(10_000);
    expect(server.committed.getMap('words').get('count')).toBe(3999);
  });

  it('sends what others wrote during a wait not back to them', async () => {
    const session = await online();
    server.flows = false;
    write(session, 'filler', 'x'.repeat(BUFFER_HIGH_BYTES + 1));
    await settle();
    write(session, 'mine');
    await settle();
    server.change((doc) => doc.getMap('words').set('theirs', 'y'.repeat(50_000)));
    server.socket.deliverAll();
    server.flows = true;
    while (server.socket.pump());
    await settle(1000);
    expect(edits().at(-1)?.bytes).toBeLessThan(1000);
    expect(wordsOf(server.committed)).toEqual(['filler', 'mine', 'theirs']);
  });

  it('sends what gathered in a long wait as an answer to a sync request, which may be larger than one edit', async () => {
    const session = await online();
    server.flows = false;
    write(session, 'filler', 'x'.repeat(BUFFER_HIGH_BYTES + 1));
    await settle();
    for (let n = 0; n < 5; n++) write(session, `page ${n}`, 'x'.repeat(LIMITS.updateBytes / 4));
    await settle();
    server.flows = true;
    while (server.socket.pump());
    await settle(1000);
    expect(edits().at(-1)).toMatchObject({ step: SYNC_STEP_2 });
    expect(session.status.saved).toBe('saved');
  });

  it('puts a label between what was written before it and after it', async () => {
    const session = await online();
    const from = server.heard.length;
    write(session, 'before');
    session.label({ runId: '5f5a1d0c-8d8e-4a52-9d0c-6a4d0e0f7a11', step: 1 });
    write(session, 'after');
    await settle(200);
    expect(session.status.saved).toBe('saved');
    const order = server.heard.slice(from).map(({ type }) => type);
    expect(order.filter((type) => type !== MESSAGE_MARKER)).toEqual([MESSAGE_SYNC, MESSAGE_LABEL, MESSAGE_SYNC]);
  });
});

describe('presence', () => {
  const heard = () => server.heard.filter(({ type }) => type === MESSAGE_AWARENESS).length;

  it('sends its own and never repeats what it hears of others', async () => {
    const [one, two] = [await online({ user: { name: 'Ida', color: '#fff' } }), await online()];
    const before = heard();
    const other = new Y.Doc();
    const { Awareness, encodeAwarenessUpdate } = await import('y-protocols/awareness');
    const awareness = new Awareness(other);
    for (let n = 0; n < 20; n++) {
      awareness.setLocalState({ at: n });
      const update = encodeAwarenessUpdate(awareness, [awareness.clientID]);
      for (const socket of server.open) socket.say(Uint8Array.of(MESSAGE_AWARENESS, update.length, ...update));
      await settle(40);
    }
    for (const session of [one, two]) expect(session.awareness.getStates().get(awareness.clientID)).toEqual({ at: 19 });
    expect(heard()).toBe(before);
    one.awareness.setLocalStateField('place', { room: 'script' });
    expect(heard()).toBe(before);
    await settle();
    expect(heard()).toBe(before + 1);
    awareness.destroy();
  });

  it('sends the first change at once, 30 a second at most, and the last value', async () => {
    const session = await online({ user: { name: 'Ida', color: '#fff' } });
    await settle(1000);
    const before = heard();
    for (let n = 0; n < 1000; n++) {
      session.awareness.setLocalStateField('frame', n);
      await settle(1);
      if (n === 0) expect(heard()).toBe(before + 1);
    }
    await settle(100);
    expect(heard() - before).toBeLessThanOrEqual(32);
    expect(heard() - before).toBeGreaterThan(25);
  });
});

describe('the end', () => {
  it('waits until all is committed, and leaves no timer, listener or socket', async () => {
    const doc = new Y.Doc();
    // y-protocols' Awareness never takes its own 'destroy' listener back.
    const listeners = () => ['update', 'afterTransaction'].reduce((sum, name) => sum + (doc._observers.get(name)?.size ?? 0), 0);
    const before = listeners();
    const session = await online({ doc });
    server.commits = false;
    write(session, 'last words');
    const closing = session.close();
    await settle(100);
    expect(session.status.connection).toBe('online');
    server.commit();
    await settle();
    expect(await closing).toEqual({ saved: true, unsaved: 0 });
    await settle();
    expect(vi.getTimerCount()).toBe(0);
    expect(server.open).toEqual([]);
    expect(listeners()).toBe(before);
    expect(process.listenerCount('exit')).toBe(exitListeners);
  });

  it('says after a bounded wait what was not saved, and sends it all the same', async () => {
    const session = await online();
    server.commits = false;
    write(session, 'a');
    write(session, 'b');
    const closing = session.close({ withinMs: 2000 });
    await settle(2000);
    expect(await closing).toEqual({ saved: false, unsaved: 2 });
    expect(wordsOf(server.applied)).toEqual(['a', 'b']);
  });

  it('does not wait for what cannot be saved any more', async () => {
    const session = await online();
    server.refuses = { code: CLOSE.notFound, reason: 'document deleted' };
    server.flows = false;
    write(session, 'a');
    server.socket.drop(CLOSE.notFound);
    expect(await session.close()).toEqual({ saved: false, unsaved: 1 });
  });

  it('hands over what was written in the same turn before it is destroyed', async () => {
    const session = await online();
    server.flows = false;
    const socket = server.socket;
    const sent: Uint8Array[] = [];
    socket.send = (frame) => void sent.push(frame);
    write(session, 'goodbye');
    session.destroy();
    expect(sent.some((frame) => frame[0] === MESSAGE_SYNC && frame[1] === SYNC_UPDATE)).toBe(true);
  });

  it('tells whoever listens of each change once, and nobody who has stopped', async () => {
    const session = await online();
    const seen: SessionStatus[] = [];
    const stop = session.onStatus((status) => seen.push(status));
    write(session, 'a');
    stop();
    write(session, 'b');
    expect(seen.map(({ pending }) => pending)).toEqual([1]);
  });
});

const exitListeners = process.listenerCount('exit');
