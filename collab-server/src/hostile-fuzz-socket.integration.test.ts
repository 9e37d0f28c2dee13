import { isDeepStrictEqual } from 'node:util';
import type { TicketClaims } from '@trashfire/shared/access/tickets';
import type { DocumentName } from '@trashfire/shared/document/names';
import type { DocumentSession } from '@trashfire/shared/realtime/document-session';
import { eventually } from '@trashfire/shared/testing/eventually';
import { contentOf } from '@trashfire/shared/testing/network';
import { type Random, seededRandom } from '@trashfire/shared/testing/random';
import { afterAll, beforeAll, expect, it } from 'vitest';
import * as Y from 'yjs';
import { type CollabProcess, collabProcess } from '../../tests/support/collab-process.ts';
import { type DurableTeam, durableTeam } from '../../tests/support/durable-postgres.ts';
import { threadTime } from '../../tests/support/thread-time.ts';
import { createPostgresLog } from './adapters/postgres-log.ts';
import { encodeAwareness, encodeAwarenessEntry, encodeStep1, encodeUpdate } from './sync/encode.ts';
import { encodeLabel, encodeMarker, QUERY_AWARENESS } from './testing/client-frames.ts';
import { expectValid } from './testing/expect-valid.ts';
import type { CollabHarness, Person, RawClient } from './testing/harness.ts';
import { docOf } from './testing/log-under-test.ts';
import { mutateFrame } from './testing/mutate.ts';
import { write } from './testing/writing.ts';

/** `hostile-fuzz.test.ts` says as much and more to the session itself; here the same frames come the whole way, to a process of its own. */
const FRAMES = 1000;
const SEED = 77;
/** What the server's thread may run between a frame and the answer to what follows it. ms. */
const TURN_MS = 100;
const RUN = '11111111-2222-3333-4444-555555555555';
/** So many, that nobody comes back more often than one person may. */
const HOSTILE = 8;

let team: DurableTeam;
let harness: CollabHarness;
let people: readonly Person[];
let collab: CollabProcess;
beforeAll(async () => {
  team = await durableTeam(HOSTILE);
  ({ harness, people } = team);
  collab = await collabProcess(() => team.postgres.url());
  await collab.start();
});
afterAll(async () => {
  await collab.kill();
  await team.close();
});

/** Two write and leave. @returns every kind of frame that such people send. */
async function record(document: DocumentName, random: Random): Promise<Uint8Array[]> {
  const corpus: Uint8Array[] = [QUERY_AWARENESS, encodeMarker(random.int(0, 2 ** 31))];
  for (const name of ['First', 'Second']) {
    const session = harness.session(collab.address, document, await harness.person(name));
    await session.ready;
    const { doc } = session;
    doc.on('update', (update: Uint8Array, _origin, _doc, { local }) => local && corpus.push(encodeUpdate(update)));
    for (let n = 0; n < 40; n++) session.transact('test', () => write(doc, random));
    await session.durable();
    const presence = encodeAwarenessEntry(doc.clientID, random.int(1, 9), JSON.stringify({ user: { name }, cursor: null }));
    corpus.push(encodeAwareness([presence]), encodeStep1(Y.encodeStateVector(doc)), encodeUpdate(Y.encodeStateAsUpdate(doc)));
    corpus.push(encodeLabel(RUN, 2, `key ${name}`), encodeLabel('', 0, ''));
    session.destroy();
  }
  return corpus;
}

async function hostileClient(document: DocumentName, random: Random): Promise<RawClient> {
  const kind = random.int(0, 9);
  const agent = { kind: 'agent' as const, id: RUN, name: 'Agent', color: '#00ffea' };
  const claims: Partial<TicketClaims> = kind === 0 ? { can: 'read' } : kind <= 2 ? { actor: agent } : {};
  const ticket = await harness.ticket(document, random.pick(people), claims);
  const client = await harness.raw(collab.address, document, ticket);
  // Bytes that are no WebSocket frame make it fail here as well.
  client.socket.on('error', () => undefined);
  return client;
}

/** Everything before it has been read and done when the server answers it, or has closed. */
function answered({ socket, closed }: RawClient): Promise<unknown> {
  if (socket.readyState !== socket.OPEN) return closed;
  const pong = new Promise((resolve) => socket.once('pong', resolve));
  socket.ping();
  return Promise.race([pong, closed]);
}

/** Past `ws`, onto the wire: what no WebSocket client would send. */
function onTheWire({ socket }: RawClient, bytes: Uint8Array): void {
  (socket as unknown as { _socket: NodeJS.WritableStream })._socket.write(bytes);
}

it(`R7: takes ${FRAMES} mutated frames through sockets: no crash, no stall, no invalid document`, {
  timeout: 240_000,
}, async () => {
  const random = seededRandom(SEED);
  const document = await harness.document();
  const corpus = await record(document, random);
  const honest: DocumentSession[] = [];
  const left: string[] = [];
  for (const name of ['One', 'Two']) {
    const session = harness.session(collab.address, document, await harness.person(name));
    await session.ready;
    session.onStatus(({ connection }) => connection !== 'online' && left.push(`${name}: ${connection}`));
    honest.push(session);
  }
  const [first] = honest;
  if (first === undefined) throw new Error('nobody');
  const present = new Set(honest.map(({ doc }) => doc.clientID));
  const past = [Y.encodeStateAsUpdate(first.doc)];
  const watcher = await harness.person('Joiner');

  const settle = async (words: string) => {
    await Promise.all(honest.map((session) => session.durable()));
    const joiner = harness.session(collab.address, document, watcher);
    await joiner.ready;
    const docs = [joiner.doc, ...honest.map(({ doc }) => doc)];
    const stored = async () => docOf(await createPostgresLog(harness.pool).read(document));
    const alike = async () => {
      const wanted = contentOf(await stored());
      return docs.every((doc) => isDeepStrictEqual(contentOf(doc), wanted));
    };
    await eventually(`${words}: everybody and the log hold the same`, alike);
    for (const doc of [await stored(), ...docs]) expectValid(doc);
    joiner.destroy();
  };

  const server = collab.pid();
  let hostile = await hostileClient(document, random);
  let slowest = 0;
  for (let sent = 0; sent < FRAMES * 1.1; sent++) {
    const kind = sent % 22;
    const frame =
      kind === 10 || kind === 21
        ? random.bytes(new Uint8Array(random.int(1, 300)))
        : mutateFrame(random, { doc: first.doc, past, corpus, present });
    const words = `seed ${SEED}, frame ${sent}: ${Buffer.from(frame).toString('base64')}`;
    const before = threadTime(server).ran;
    if (kind === 21) onTheWire(hostile, frame);
    else hostile.socket.send(frame);
    await answered(hostile);
    const took = threadTime(server).ran - before;
    slowest = Math.max(slowest, took);
    expect(took, words).toBeLessThan(TURN_MS);
    // Asked again for what it has, it would be waited for, and all it says until then be left out.
    const owes = hostile.starting(0, 0).length > 1;
    if (owes || hostile.socket.readyState !== hostile.socket.OPEN || random.chance(0.02)) {
      hostile.socket.terminate();
      hostile = await hostileClient(document, random);
    }
    if (sent % 20 === 0) for (const session of honest) session.transact('test', () => write(session.doc, random));
    if (sent % 100 === 99) {
      await settle(words);
      past.push(Y.encodeStateAsUpdate(first.doc));
    }
  }
  await settle(`seed ${SEED}, at the end`);
  expect((await collab.readiness())?.status).toBe(200);
  expect(collab.logged()).toBe('');
  // Nobody honest was thrown out or cut off for what others sent.
  expect(left).toEqual([]);
  // A fuzz whose frames are all refused at the door would try nothing.
  const { rows } = await harness.pool.query<{ taken: string }>(
    'SELECT count(*) AS taken FROM doc_update WHERE document_id = $1 AND (actor_id = ANY ($2) OR actor_id = $3)',
    [document, people.map(({ id }) => id), RUN],
  );
  expect(Number(rows[0]?.taken)).toBeGreaterThan(FRAMES / 20);
  process.stdout.write(`slowest hostile frame through a socket: ${slowest.toFixed(1)} ms of the server’s thread\n`);
});
