import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import * as Y from 'yjs';
import { documentName } from '../document/names.ts';
import { countOf } from '../testing/counts.ts';
import { type Random, seededRandom } from '../testing/random.ts';
import { ScriptedServer } from '../testing/scripted-server.ts';
import { CLOSE } from './close-codes.ts';
import { type DocumentSession, openDocument } from './document-session.ts';

const SEEDS = countOf('seeds of sessions on a broken network', { usual: 40, long: 5000 });
const STEPS = 400;
const SESSIONS = 3;

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'performance', 'Date'] });
});
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

/** A session, and what was written through it that the server is not known to have committed. */
class Writer {
  readonly session: DocumentSession;
  private unsure: Uint8Array[] = [];
  private written = 0;

  constructor(server: ScriptedServer, random: Random) {
    const doc = new Y.Doc();
    // Decides conflicts; drawn from the seed, so that a failing run can be repeated.
    doc.clientID = random.int(1, 0x7fff_fff0);
    this.session = openDocument({
      doc,
      url: 'ws://studio.test',
      name: documentName('episode', random.id()),
      ticket: () => (random.chance(0.1) ? Promise.reject(new Error('the api is away')) : Promise.resolve('ticket')),
      user: null,
      WebSocket: server.WebSocket,
    });
    doc.on('update', (update: Uint8Array, _origin: unknown, _doc: Y.Doc, { local }: Y.Transaction) => {
      if (local) this.unsure.push(update);
    });
  }

  write(random: Random): void {
    const { doc } = this.session;
    const text = doc.getText('script');
    const action = random.int(0, 9);
    if (action <= 4) text.insert(random.int(0, text.length), random.pick(['a', 'word ', 'x'.repeat(200)]));
    else if (action === 5 && text.length > 0) text.delete(random.int(0, text.length - 1), 1);
    else if (action === 6) doc.getMap('scenes').set(String(random.int(0, 5)), this.written++);
    else if (action === 7) doc.getMap('scenes').delete(String(random.int(0, 5)));
    else if (action === 8) text.insert(0, 'y'.repeat(random.int(1, 150_000)));
    else for (let n = 0; n < 50; n++) text.insert(text.length, 'z');
  }

  /** R1: what is called saved is committed. */
  check(committed: Y.Doc): void {
    if (this.session.status.saved !== 'saved') return;
    const snapshot = Y.snapshot(committed);
    for (const update of this.unsure) {
      if (!Y.snapshotContainsUpdate(snapshot, update)) throw new Error('called saved, and not committed');
    }
    this.unsure = [];
  }
}

/** One thing that happens to the network, the server or a writer. */
async function step(server: ScriptedServer, writers: readonly Writer[], random: Random): Promise<void> {
  const socket = server.open.length === 0 ? null : random.pick(server.open);
  const action = random.int(0, 99);
  if (action < 30) random.pick(writers).write(random);
  else if (action < 45) for (let n = random.int(1, 6); n > 0; n--) socket?.pump();
  else if (action < 60) for (let n = random.int(1, 6); n > 0; n--) socket?.deliver();
  else if (action < 72) server.commit();
  else if (action < 90) await vi.advanceTimersByTimeAsync(random.pick([1, 20, 100, 500, 3000]));
  else if (action < 93) socket?.drop(random.pick([1006, CLOSE.restart, CLOSE.overloaded, CLOSE.roleChanged]));
  else if (action < 94) server.crash();
  else if (action < 96) server.flows = !server.flows;
  else if (action < 98) server.change((doc) => doc.getText('script').insert(0, 'somebody else '));
  else server.commits = !server.commits;
  await Promise.resolve();
}

it.each(Array.from({ length: SEEDS }, (_, i) => i + 1))(
  'R1: whatever the network and the server do, saved means committed, and in the end all is (seed %i)',
  async (seed) => {
    const random = seededRandom(seed);
    vi.spyOn(Math, 'random').mockImplementation(() => random.next());
    const server = new ScriptedServer();
    const writers = Array.from({ length: SESSIONS }, () => new Writer(server, random));
    for (let n = 0; n < STEPS; n++) {
      await step(server, writers, random);
      for (const writer of writers) writer.check(server.committed);
    }
    server.flows = true;
    server.commits = true;
    for (const open of server.open) {
      while (open.pump());
      open.deliverAll();
    }
    await vi.advanceTimersByTimeAsync(120_000);
    server.commit();
    await vi.advanceTimersByTimeAsync(1000);
    const content = Y.snapshot(server.committed);
    for (const writer of writers) {
      expect(writer.session.status).toMatchObject({ connection: 'online', saved: 'saved', pending: 0 });
      writer.check(server.committed);
      expect(Y.equalSnapshots(Y.snapshot(writer.session.doc), content)).toBe(true);
      writer.session.destroy();
    }
    expect(server.gaps).toBe(0);
    await vi.advanceTimersByTimeAsync(1);
    expect(vi.getTimerCount()).toBe(0);
  },
);
