import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import * as Y from 'yjs';
import { keepFormatting } from '../document/keep-formatting.ts';
import { AppError } from '../errors/app-error.ts';
import { crossingMarks, markedText } from '../testing/crossing-marks.ts';
import { docWith, rejection, Stage, wordsOf, write } from '../testing/scripted-session.ts';
import { CLOSE } from './close-codes.ts';
import type { SessionStatus } from './document-session.ts';
import { LIMITS } from './limits.ts';
import { MESSAGE_SYNC, SYNC_UPDATE } from './protocol.ts';

let stage: Stage;
beforeEach(() => {
  stage = new Stage();
});
afterEach(() => stage.clear());

describe('a connection', () => {
  it('opens, saves at once and says so', async () => {
    const session = stage.open();
    expect(session.status).toMatchObject({ connection: 'connecting', saved: 'saved', offlineSince: Date.now() });
    await session.ready;
    expect(session.status).toMatchObject({ connection: 'online', epoch: 1, readOnly: false, offlineSince: null, retry: null });
    write(session, 'a');
    expect(session.status).toMatchObject({ saved: 'saving', pending: 1 });
    await session.durable();
    expect(session.status).toMatchObject({ saved: 'saved', pending: 0 });
    expect(wordsOf(stage.server.committed)).toEqual(['a']);
  });

  it('tells since when it is away, when it tries next, and comes back by itself', async () => {
    vi.spyOn(Math, 'random').mockReturnValue(0.5);
    const session = await stage.online();
    await stage.settle(10_000);
    stage.server.accepts = false;
    stage.server.crash();
    const lostAt = Date.now();
    expect(session.status).toMatchObject({
      connection: 'offline',
      offlineSince: lostAt,
      retry: { attempt: 1, at: lostAt + 180 },
    });
    write(session, 'offline');
    expect(session.status).toMatchObject({ saved: 'offline', pending: 1 });
    await stage.settle(180);
    expect(session.status).toMatchObject({ connection: 'connecting', offlineSince: lostAt, retry: null });
    stage.server.socket.drop(1006);
    expect(session.status.retry).toMatchObject({ attempt: 2, at: Date.now() + 360 });
    stage.server.accepts = true;
    await stage.settle(360);
    expect(session.status).toMatchObject({ connection: 'online', saved: 'saved', offlineSince: null });
    expect(wordsOf(stage.server.committed)).toEqual(['offline']);
  });

  it('tries at once when asked to, and only then', async () => {
    const session = await stage.online();
    stage.server.crash();
    session.reconnectNow();
    expect(session.status.connection).toBe('connecting');
    session.reconnectNow();
    await stage.settle();
    expect(session.status.connection).toBe('online');
    expect(stage.server.sockets).toHaveLength(2);
    session.reconnectNow();
    await stage.settle(10_000);
    expect(stage.server.sockets).toHaveLength(2);
  });

  it('says in words why the server sent it away for a while, until it is back', async () => {
    const session = await stage.online();
    stage.server.socket.drop(CLOSE.restart, 'server restarting');
    expect(session.status.interruption).toMatchObject({ code: CLOSE.restart, text: expect.stringContaining('restarting') });
    await stage.settle(1000);
    expect(session.status).toMatchObject({ connection: 'online', interruption: null });
    stage.server.socket.drop(1006);
    expect(session.status.interruption).toBeNull();
  });

  it('gives a server that has too much to do more time, and a connection that is thrown out at once', async () => {
    vi.spyOn(Math, 'random').mockReturnValue(0.999);
    const session = await stage.online();
    const waits: number[] = [];
    for (const code of [CLOSE.overloaded, CLOSE.roleChanged, CLOSE.roleChanged]) {
      stage.server.socket.drop(code);
      waits.push((session.status.retry?.at ?? 0) - Date.now());
      await stage.settle(5);
      session.reconnectNow();
      await stage.settle();
    }
    expect(waits[0]).toBeGreaterThan(1000);
    expect(waits[2]).toBeGreaterThan(waits[1] ?? 0);
    await stage.settle(60_000);
    stage.server.socket.drop(CLOSE.roleChanged);
    expect((session.status.retry?.at ?? 0) - Date.now()).toBeLessThanOrEqual(300);
  });

  it('looks for another server soon and several times when one restarts, and takes its time again once it was back', async () => {
    vi.spyOn(Math, 'random').mockReturnValue(0.999);
    const session = await stage.online();
    await stage.settle(10_000);
    stage.server.accepts = false;
    const waits = async (code: number) => {
      const seen: number[] = [];
      for (let tries = 0; tries < 5; tries++) {
        stage.server.socket.drop(tries === 0 ? code : 1006);
        seen.push((session.status.retry?.at ?? 0) - Date.now());
        await stage.settle(seen.at(-1));
      }
      return seen;
    };
    expect(Math.max(...(await waits(CLOSE.restart)))).toBeLessThanOrEqual(300);
    stage.server.accepts = true;
    stage.server.socket.drop(1006);
    await stage.settle(60_000);
    expect(session.status.connection).toBe('online');
    stage.server.accepts = false;
    expect(Math.max(...(await waits(1006)))).toBeGreaterThan(1000);
  });

  it('gives up a socket that does not open, and one that opens and never says a word', async () => {
    stage.server.accepts = false;
    const session = stage.open();
    await stage.settle(10_000);
    expect(session.status.connection).toBe('connecting');
    await stage.settle(7000);
    expect(stage.server.sockets.length).toBeGreaterThan(1);
    stage.server.silent = true;
    stage.server.accepts = true;
    stage.server.flows = false;
    await stage.settle(200_000);
    expect(stage.server.sockets.length).toBeGreaterThan(3);
    stage.server.silent = false;
    stage.server.flows = true;
    await stage.settle(80_000);
    expect(session.status.connection).toBe('online');
  });

  it('notices within 15 seconds that a line is dead, and leaves a quiet one alone', async () => {
    const session = await stage.online();
    await stage.settle(10 * 60_000);
    expect(stage.server.sockets).toHaveLength(1);
    stage.server.flows = false;
    await stage.settle(15_000);
    expect(session.status.connection).not.toBe('online');
    stage.server.flows = true;
    await stage.settle(10_000);
    expect(session.status.connection).toBe('online');
  });

  it('comes back when a ticket cannot be had for now, and ends in its words when it cannot be had for good', async () => {
    let failures = 1;
    const session = stage.open({ ticket: () => (failures-- > 0 ? Promise.reject(new Error('api away')) : Promise.resolve('t')) });
    await stage.settle();
    expect(session.status.connection).toBe('offline');
    await stage.settle(1000);
    expect(session.status.connection).toBe('online');
    const refused = stage.open({ ticket: () => Promise.reject(new AppError('not-allowed', 'You left the team.')) });
    await stage.settle();
    expect(refused.status).toMatchObject({ connection: 'closed', closeReason: { code: 4403, text: 'You left the team.' } });
    expect(await rejection(refused.ready)).toMatchObject({ code: 'not-allowed' });
  });

  it('[R6] that is closed while it waits for a ticket leaves nothing running, so that its program can end', async () => {
    const session = stage.open({ ticket: () => new Promise(() => undefined) });
    const ready = rejection(session.ready);
    await stage.settle();
    expect(vi.getTimerCount()).toBeGreaterThan(0);
    await session.close();
    await ready;
    expect(vi.getTimerCount()).toBe(0);
  });
});

describe('what the server does not take', () => {
  it('keeps a refused edit here, says why, and never calls it saved', async () => {
    const session = await stage.online();
    stage.server.flows = false;
    write(session, 'too long');
    const durable = rejection(session.durable());
    stage.server.refuse(stage.server.socket, CLOSE.tooLarge, 'tooLarge', 'That edit is larger than the limit.');
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
    const session = await stage.online();
    stage.server.flows = false;
    write(session, 'a');
    stage.server.refuse(stage.server.socket, CLOSE.overloaded, 'overloaded', 'The studio cannot store edits right now.');
    expect(session.status).toMatchObject({ saved: 'offline', refusal: { text: 'The studio cannot store edits right now.' } });
    stage.server.flows = true;
    await stage.settle(5000);
    expect(session.status).toMatchObject({ saved: 'saved', refusal: null });
  });

  it('follows a role in place: what was written before it ended is kept and told, and sent when it comes back', async () => {
    const session = await stage.online();
    stage.server.flows = false;
    write(session, 'on its way');
    const durable = rejection(session.durable());
    stage.server.canWrite = false;
    stage.server.socket.drop(CLOSE.roleChanged);
    stage.server.flows = true;
    await stage.settle(1000);
    expect(session.status).toMatchObject({ connection: 'online', readOnly: true, saved: 'kept', pending: 1 });
    expect(session.status.refusal?.text).toContain('not edit');
    expect(await durable).toMatchObject({ code: 'not-allowed' });
    expect(() => session.transact('test', () => write(session, 'b'))).toThrow(AppError);
    expect(stage.edits).toHaveLength(1);
    stage.server.canWrite = true;
    stage.server.socket.drop(CLOSE.roleChanged);
    await stage.settle(1000);
    expect(session.status).toMatchObject({ readOnly: false, saved: 'saved', refusal: null });
    expect(wordsOf(stage.server.committed)).toEqual(['on its way']);
  });

  // Found by simulation, seeds 6885 and 19755: what a viewer's copy removed by itself nobody wrote down.
  it('R2: whoever may only look sees marks that people set at once as all others do, and has nothing to save', async () => {
    stage.server.canWrite = false;
    keepFormatting(stage.server.applied);
    const viewer = await stage.online();
    for (const row of crossingMarks()) {
      stage.server.change((doc) => Y.applyUpdate(doc, row));
      await stage.settle();
    }
    expect(markedText(stage.server.applied)).toEqual([{ insert: 'd', attributes: { italic: true } }]);
    expect(markedText(viewer.doc)).toEqual(markedText(stage.server.applied));
    expect(viewer.status).toMatchObject({ readOnly: true, saved: 'saved', pending: 0 });
  });

  it('R1: never calls saved what it came with unsaved and may not send any more', async () => {
    const kept = docWith('written when one could');
    stage.server.canWrite = false;
    const session = await stage.online({ doc: kept, epoch: 1, unsaved: true });
    expect(session.status).toMatchObject({ connection: 'online', readOnly: true, saved: 'kept', pending: 1 });
    expect(session.status.refusal?.text).toContain('not edit');
    expect(await rejection(session.durable())).toMatchObject({ code: 'not-allowed' });
    stage.server.canWrite = true;
    stage.server.socket.drop(CLOSE.roleChanged);
    await stage.settle(1000);
    expect(session.status).toMatchObject({ readOnly: false, saved: 'saved', pending: 0, refusal: null });
    expect(wordsOf(stage.server.committed)).toEqual(['written when one could']);
    stage.server.canWrite = false;
    const looking = await stage.online({ doc: docWith('of others'), epoch: 1 });
    expect(looking.status).toMatchObject({ readOnly: true, saved: 'saved', pending: 0 });
  });

  it('does not send again what was too big for the server’s socket to read', async () => {
    const session = await stage.online();
    stage.server.flows = false;
    write(session, 'too long');
    stage.server.socket.drop(1009);
    await stage.settle(60_000);
    expect(session.status).toMatchObject({ connection: 'closed', saved: 'kept', closeReason: { code: CLOSE.tooLarge } });
    expect(session.status.closeReason?.text).toContain('smaller pieces');
    expect(wordsOf(session.doc)).toEqual(['too long']);
  });

  it('does not begin to send what the server would not take at all', async () => {
    const session = await stage.online();
    write(session, 'huge', 'x'.repeat(LIMITS.frameBytes));
    await stage.settle();
    expect(session.status).toMatchObject({ connection: 'closed', saved: 'kept', closeReason: { code: CLOSE.tooLarge } });
    const kept = new Y.Doc();
    Y.applyUpdate(kept, Y.encodeStateAsUpdate(session.doc));
    const again = stage.open({ doc: kept });
    await stage.settle();
    expect(again.status).toMatchObject({ connection: 'closed', saved: 'kept', closeReason: { code: CLOSE.tooLarge } });
    expect(stage.edits.filter(({ bytes }) => bytes > 1000)).toEqual([]);
  });

  it('does not merge content of an earlier epoch, whether the server says so or greets with another', async () => {
    const old = docWith('old');
    stage.server.epoch = 2;
    stage.server.change((doc) => doc.getMap('words').set('new', 1));
    const greeted = stage.open({ doc: old, epoch: 1 });
    await stage.settle();
    stage.server.refuses = { code: CLOSE.epoch, reason: 'document replaced' };
    const refused = stage.open({ doc: old, epoch: 1 });
    await stage.settle();
    for (const session of [greeted, refused]) {
      expect(session.status).toMatchObject({ connection: 'closed', saved: 'kept', epoch: 1, closeReason: { code: CLOSE.epoch } });
      expect(await rejection(session.durable())).toMatchObject({ code: 'conflict' });
    }
    expect(wordsOf(old)).toEqual(['old']);
    expect(wordsOf(stage.server.applied)).toEqual(['new']);
  });

  it('tells an outdated program to reload and keeps its edits', async () => {
    const session = await stage.online({ schemaVersion: 3 });
    expect(new URL(stage.server.socket.url).searchParams.get('schema')).toBe('3');
    stage.server.flows = false;
    write(session, 'kept');
    stage.server.socket.drop(CLOSE.clientOutdated);
    expect(session.status).toMatchObject({ connection: 'closed', saved: 'kept', pending: 1 });
    expect(session.status.closeReason?.text).toContain('Reload');
    expect(await rejection(session.durable())).toMatchObject({ code: 'client-outdated' });
  });
});

describe('the end', () => {
  it('waits until all is committed, and leaves no timer, listener or socket', async () => {
    const doc = new Y.Doc();
    // y-protocols' Awareness never takes its own 'destroy' listener back.
    const listeners = () => ['update', 'afterTransaction'].reduce((sum, name) => sum + (doc._observers.get(name)?.size ?? 0), 0);
    const before = listeners();
    const session = await stage.online({ doc });
    stage.server.commits = false;
    write(session, 'last words');
    const closing = session.close();
    await stage.settle(100);
    expect(session.status.connection).toBe('online');
    stage.server.commit();
    await stage.settle();
    expect(await closing).toEqual({ saved: true, unsaved: 0 });
    await stage.settle();
    expect(vi.getTimerCount()).toBe(0);
    expect(stage.server.open).toEqual([]);
    expect(listeners()).toBe(before);
    expect(process.listenerCount('exit')).toBe(exitListeners);
  });

  it('says after a bounded wait what was not saved, and sends it all the same', async () => {
    const session = await stage.online();
    stage.server.commits = false;
    write(session, 'a');
    write(session, 'b');
    const closing = session.close({ withinMs: 2000 });
    await stage.settle(2000);
    expect(await closing).toEqual({ saved: false, unsaved: 2 });
    expect(wordsOf(stage.server.applied)).toEqual(['a', 'b']);
  });

  it('does not wait for what cannot be saved any more', async () => {
    const session = await stage.online();
    stage.server.refuses = { code: CLOSE.notFound, reason: 'document deleted' };
    stage.server.flows = false;
    write(session, 'a');
    stage.server.socket.drop(CLOSE.notFound);
    expect(await session.close()).toEqual({ saved: false, unsaved: 1 });
  });

  it('hands over what was written in the same turn before it is destroyed', async () => {
    const session = await stage.online();
    stage.server.flows = false;
    const socket = stage.server.socket;
    const sent: Uint8Array[] = [];
    socket.send = (frame) => void sent.push(frame);
    write(session, 'goodbye');
    session.destroy();
    expect(sent.some((frame) => frame[0] === MESSAGE_SYNC && frame[1] === SYNC_UPDATE)).toBe(true);
  });

  it('tells whoever listens of each change once, and nobody who has stopped', async () => {
    const session = await stage.online();
    const seen: SessionStatus[] = [];
    const stop = session.onStatus((status) => seen.push(status));
    write(session, 'a');
    stop();
    write(session, 'b');
    expect(seen.map(({ pending }) => pending)).toEqual([1]);
  });
});

const exitListeners = process.listenerCount('exit');
