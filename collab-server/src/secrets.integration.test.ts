import { DOCUMENT_SCHEMA_VERSION } from '@trashfire/shared/document/schema';
import { encodeLabel } from '@trashfire/shared/realtime/session-frames';
import { eventually } from '@trashfire/shared/testing/eventually';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import * as Y from 'yjs';
import { createPostgresLog } from './adapters/postgres-log.ts';
import { describeError } from './logger.ts';
import type { UpdateLog } from './ports/update-log.ts';
import { encodeAwareness, encodeAwarenessEntry, encodeUpdate } from './sync/encode.ts';
import { addBlock, scriptOf, updateOf } from './testing/edits.ts';
import { CollabHarness, type Person } from './testing/harness.ts';
import { LoggingServers } from './testing/logging-server.ts';

/** Unlike anything the server would say by itself; short enough to stand whole in what Postgres quotes of a row. */
const CONTENT = 'Zq7Wörtlich';

let harness: CollabHarness;
let ines: Person;
let servers: LoggingServers;
beforeAll(async () => {
  harness = await CollabHarness.start();
  ines = await harness.person('Ines');
});
afterAll(() => harness.close());
beforeEach(() => {
  servers = new LoggingServers(harness);
});

const loggingServer = (change: Partial<UpdateLog> = {}) =>
  servers.start(() => ({ log: { ...createPostgresLog(harness.pool), ...change } }));
const expectNowhere = (text: string) => servers.expectNowhere(text);

it('R3: never writes a ticket to its log, whatever happens to it', async () => {
  const server = await loggingServer({ read: () => Promise.reject(new Error('no store')) });
  const document = await harness.document();
  const good = await harness.ticket(document, ines);
  await expect(harness.raw(server, document, good)).rejects.toThrow('status 503');
  await expect(harness.raw(server, document, `${good}x`)).rejects.toThrow('status 401');
  await expect(harness.raw(server, await harness.document(), good)).rejects.toThrow('status 403');
  expect(servers.log).toContain('could not open a document');
  expect(servers.log).toContain('refused an upgrade');
  expectNowhere(good.slice(0, 20));
  expectNowhere(good.slice(-20));
});

it('R3: never writes to its log what people write, when all is well and when they are refused', async () => {
  const server = await loggingServer();
  const document = await harness.document();
  const session = harness.session(server, document, ines, { user: { name: CONTENT, color: '#ffffff' } });
  await session.ready;
  session.transact('test', () => addBlock(session.doc, CONTENT));
  session.transact('test', () => session.doc.getMap('shots').set(CONTENT, { [CONTENT]: CONTENT }));
  session.transact('test', () => {
    const [foreign, known] = [new Y.XmlElement(CONTENT), new Y.XmlElement('action')];
    for (const element of [foreign, known]) element.setAttribute(CONTENT, CONTENT);
    known.insert(0, [new Y.XmlText(CONTENT)]);
    session.doc.getXmlFragment('script').push([foreign, known]);
  });
  session.transact('test', () => textOf(session.doc).format(0, 3, { [CONTENT]: CONTENT }));
  await session.durable();

  const query = `&schema=${DOCUMENT_SCHEMA_VERSION}&caps=ack&extra=${encodeURIComponent(CONTENT)}`;
  const bytes = Buffer.from(CONTENT);
  const state = (clientId: number, json: string) => encodeAwareness([encodeAwarenessEntry(clientId, 1, json)]);
  const frames: (Uint8Array | string)[] = [
    CONTENT,
    Buffer.concat([Buffer.from([0, 2, bytes.length]), bytes]),
    Buffer.concat([Buffer.from([99]), bytes]),
    Buffer.concat([Buffer.from([0, 0, bytes.length]), bytes]),
    encodeLabel({ runId: crypto.randomUUID() }, CONTENT),
    encodeLabel({ runId: CONTENT }, ''),
    encodeUpdate(updateOf(gapped(), (doc) => addBlock(doc, CONTENT))),
    encodeUpdate(updateOf(new Y.Doc(), (doc) => void doc.getMap(CONTENT).set(CONTENT, CONTENT))),
    state(7, JSON.stringify({ cursor: CONTENT })),
    state(8, CONTENT),
    state(9, JSON.stringify({ cursor: CONTENT.repeat(1000) })),
  ];
  for (const frame of frames) {
    const raw = await harness.raw(server, document, await harness.ticket(document, ines), query);
    raw.socket.send(frame);
    await new Promise((resolve) => raw.socket.ping(resolve));
    raw.socket.terminate();
  }
  const viewer = await harness.raw(server, document, await harness.ticket(document, ines, { can: 'read' }), query);
  viewer.socket.send(encodeUpdate(updateOf(new Y.Doc(), (doc) => addBlock(doc, CONTENT))));
  await viewer.closed;
  await eventually('refusals are told', () => (servers.log.match(/refused a connection/g)?.length ?? 0) >= 5);
  session.destroy();
  expect(servers.log).toContain('repaired what did not fit the schema');
  expectNowhere(CONTENT);
});

it('R3: never writes to its log what the database refuses to store', async () => {
  const document = await harness.document();
  const server = await loggingServer();
  const session = harness.session(server, document, ines);
  await session.ready;
  session.transact('test', () => addBlock(session.doc, 'x'));
  await session.durable();
  const text = textOf(session.doc);
  // Postgres tells whoever asks which row it would not take, and shows it.
  await harness.pool.query('ALTER TABLE doc_update ADD CONSTRAINT refuses CHECK (false) NOT VALID');
  try {
    const quoted = harness.pool.query(`INSERT INTO doc_update SELECT * FROM doc_update WHERE document_id = $1 LIMIT 1`, [
      document,
    ]);
    await expect(quoted).rejects.toMatchObject({ detail: expect.stringContaining('Failing row contains') });
    session.transact('test', () => text.insert(0, CONTENT));
    await eventually('the commit failed', () => servers.log.includes('commit failed'));
  } finally {
    await harness.pool.query('ALTER TABLE doc_update DROP CONSTRAINT refuses');
  }
  await session.durable();
  expect(scriptOf(await harness.stored(document))).toContain(CONTENT);
  expect(servers.log).toContain('"constraint":"refuses"');
  expectNowhere(CONTENT);
  session.destroy();
});

it('R3: never writes to its log what an error quotes, whichever part of the store it comes from', async () => {
  const quoting = () => {
    const error = Object.assign(new Error(`value "${CONTENT}" refused\nDETAIL: ${CONTENT}`), {
      code: '23514',
      detail: `Failing row contains (${CONTENT})`,
      command: { name: 'publish', args: [CONTENT, Buffer.from(CONTENT)] },
      where: CONTENT,
    });
    return Promise.reject(new Error(`could not: \`${CONTENT}\``, { cause: error }));
  };
  const broken: { on: boolean } = { on: false };
  const real = createPostgresLog(harness.pool);
  const server = await loggingServer({
    append: (entries) => (broken.on ? quoting() : real.append(entries)),
    heads: (documents) => (broken.on ? quoting() : real.heads(documents)),
    readRange: (...range) => (broken.on ? quoting() : real.readRange(...range)),
    hasWriteKey: (...key) => (broken.on ? quoting() : real.hasWriteKey(...key)),
  });
  const document = await harness.document();
  const session = harness.session(server, document, ines);
  await session.ready;
  broken.on = true;
  session.transact('test', () => addBlock(session.doc, CONTENT));
  const service = harness.service(server, document);
  const written = service.writeOnce(CONTENT, () => addBlock(service.doc, CONTENT));
  written.catch(() => undefined);
  for (const words of ['commit failed', 'could not look for changes', 'could not look up a write key'])
    await eventually(words, () => servers.log.includes(words));
  broken.on = false;
  service.destroy();
  await session.durable();
  session.destroy();
  expect(servers.log).toContain('"code":"23514"');
  expectNowhere(CONTENT);
});

it('says of an error what it is, where it happened and which rule it broke', () => {
  const error = Object.assign(new TypeError('no room for "words"'), {
    code: 'EX',
    table: 'doc_update',
    detail: 'words',
    hint: 'words',
  });
  expect(describeError(error)).toMatchObject({ type: 'TypeError', message: 'no room for …', code: 'EX', table: 'doc_update' });
  expect(JSON.stringify(describeError(error))).not.toContain('words');
  expect(JSON.stringify(describeError(error))).toContain('secrets.integration.test');
  expect(describeError('words')).toEqual({ type: 'string' });
});

/** A document whose changes build on something nobody else has. */
function gapped(): Y.Doc {
  const doc = new Y.Doc();
  addBlock(doc, 'unknown to all others');
  return doc;
}

function textOf(doc: Y.Doc): Y.XmlText {
  const block = doc.getXmlFragment('script').get(0);
  const text = block instanceof Y.XmlElement ? block.get(0) : null;
  if (!(text instanceof Y.XmlText)) throw new TypeError('no text');
  return text;
}
