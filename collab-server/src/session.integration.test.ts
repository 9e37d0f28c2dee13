import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { AppError } from '@trashfire/shared/errors/app-error';
import { openDocument, type SessionStatus } from '@trashfire/shared/realtime/document-session';
import { eventually } from '@trashfire/shared/testing/eventually';
import { afterAll, beforeAll, expect, it } from 'vitest';
import * as Y from 'yjs';
import { addBlock, scriptOf } from './testing/edits.ts';
import { CollabHarness, type Node, type Person, STUDIO_ORIGIN } from './testing/harness.ts';

let harness: CollabHarness;
let node: Node;
let ines: Person;

beforeAll(async () => {
  harness = await CollabHarness.start();
  node = await harness.node();
  ines = await harness.person('Ines');
});
afterAll(() => harness.close());

it('comes back after the server closed, with a fresh ticket, and saves what was typed meanwhile', async () => {
  const mortal = await harness.node();
  const document = await harness.document();
  let tickets = 0;
  const url = new URL(mortal.url);
  const session = harness.session({ url: mortal.url, http: mortal.http }, document, ines, {
    ticket: async () => {
      tickets++;
      return harness.ticket(document, ines);
    },
  });
  await session.ready;
  const seen: SessionStatus[] = [];
  session.onStatus((status) => seen.push(status));
  await mortal.server.drain();
  await eventually('offline', () => session.status.connection === 'offline');
  session.transact('test', () => addBlock(session.doc, 'typed offline'));
  expect(session.status).toMatchObject({ saved: 'offline', pending: 1 });
  const again = await harness.node({}, {}, Number(url.port));
  await session.durable();
  expect(again.url).toBe(mortal.url);
  expect(session.status).toMatchObject({ connection: 'online', saved: 'saved', pending: 0 });
  expect(tickets).toBeGreaterThanOrEqual(2);
  expect(seen.map((status) => status.saved)).toContain('offline');
  expect(scriptOf(await harness.stored(document))).toContain('typed offline');
});

it('sends content that was kept offline before it was opened', async () => {
  const document = await harness.document();
  const doc = new Y.Doc();
  addBlock(doc, 'kept in the browser');
  const session = harness.session(node, document, ines, { doc });
  await session.durable();
  expect(scriptOf(await harness.stored(document))).toContain('kept in the browser');
});

it('ends with the reason when no ticket is to be had for good, and tries on when it is only now', async () => {
  const document = await harness.document();
  const refused = harness.session(node, document, ines, { ticket: () => Promise.reject(new AppError('not-found')) });
  await expect(refused.ready).rejects.toThrow(/does not exist/);
  expect(refused.status).toMatchObject({ connection: 'closed', closeReason: { code: 4404 } });
  let failures = 2;
  const patient = harness.session(node, document, ines, {
    ticket: () => (failures-- > 0 ? Promise.reject(new Error('api restarting')) : harness.ticket(document, ines)),
  });
  await patient.ready;
});

it('sends a burst of one turn as one frame and asks for its answer with one marker', async () => {
  const document = await harness.document();
  const session = harness.session(node, document, ines);
  await session.ready;
  const sent: number[] = [];
  const counting = harness.session(node, document, ines, { WebSocket: counted(sent) });
  await counting.ready;
  sent.length = 0;
  for (let n = 0; n < 200; n++) counting.transact('test', () => addBlock(counting.doc, `word ${n}`));
  await counting.durable();
  expect(sent.filter((type) => type === 100 || type === 0)).toEqual([0, 100]);
  expect(scriptOf(await harness.stored(document))).toContain('word 199');
});

it('opens as a person from Node when told the studio’s address', async () => {
  const document = await harness.document();
  const ticket = () => harness.ticket(document, ines);
  const session = openDocument({ url: node.url, name: document, ticket, origin: STUDIO_ORIGIN });
  harness.onClose(() => session.destroy());
  await session.ready;
});

it('rejects what waits when it is destroyed, and says so', async () => {
  const session = harness.session(node, await harness.document(), ines, { ticket: () => new Promise(() => undefined) });
  const waiting = [session.ready, session.durable()];
  session.destroy();
  await expect(waiting[0]).rejects.toThrow('closed');
  await expect(waiting[1]).resolves.toBeUndefined();
  expect(session.status.connection).toBe('closed');
});

it('leaves nothing behind in Node: a process ends by itself after destroy', async () => {
  const document = await harness.document();
  const script = fileURLToPath(new URL('./testing/open-and-leave.ts', import.meta.url));
  const child = spawn(process.execPath, [script, node.url, document, harness.serviceTicket(document)], { stdio: 'inherit' });
  // A repeating timer left behind would keep it alive beyond the time of this test.
  const [code] = await once(child, 'exit');
  expect(code).toBe(0);
  expect(scriptOf(await harness.stored(document))).toContain('from a program');
});

/** A socket that notes the type of each frame it sends. */
function counted(sent: number[]): typeof WebSocket {
  return class extends WebSocket {
    constructor(url: string | URL) {
      super(url, { headers: { origin: 'http://studio.test' } } as unknown as string[]);
    }

    override send(data: Parameters<WebSocket['send']>[0]): void {
      if (data instanceof Uint8Array) sent.push(data[0] ?? -1);
      super.send(data);
    }
  };
}
