import { readFileSync } from 'node:fs';
import type { DocumentName } from '@trashfire/shared/document/names';
import { DOCUMENT_SCHEMA_VERSION } from '@trashfire/shared/document/schema';
import { collectionMap, invalidRecords, patchRecord, readRecord, readRecords } from '@trashfire/shared/document/ydoc';
import { CLOSE } from '@trashfire/shared/realtime/close-codes';
import type { DocumentSession } from '@trashfire/shared/realtime/document-session';
import { eventually } from '@trashfire/shared/testing/eventually';
import { asShotV1, olderProgram } from '@trashfire/shared/testing/older-program';
import { pino } from 'pino';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { createPostgresBus } from './adapters/postgres-bus.ts';
import { createPostgresLog } from './adapters/postgres-log.ts';
import { addBlock, scriptOf } from './testing/edits.ts';
import { type Address, CollabHarness, type Node, type Person, StudioWebSocket } from './testing/harness.ts';

const OLD = DOCUMENT_SCHEMA_VERSION;
const NEW = DOCUMENT_SCHEMA_VERSION + 1;

let harness: CollabHarness;
let ines: Person;
let mika: Person;
let document: DocumentName;

beforeAll(async () => {
  harness = await CollabHarness.start();
  [ines, mika] = [await harness.person('Ines'), await harness.person('Mika')];
});
beforeEach(async () => {
  document = await harness.document();
});
afterAll(() => harness.close());

/** A node of a release, with the bell between it and the others. */
function node(schemaVersion: number, deps: Parameters<CollabHarness['node']>[1] = {}, pollMs = 50): Promise<Node> {
  const bus = createPostgresBus(harness.database.url, harness.pool, pino({ level: 'silent' }));
  return harness.node({ pollMs, schemaVersion }, { bus, node: crypto.randomUUID(), ...deps });
}

/** A window of a release's client whose way to the studio goes where `at` says, as a load balancer has it. */
function clientOf(schemaVersion: number, person: Person, at: () => Address, doc?: Y.Doc): DocumentSession {
  class RoutedSocket extends StudioWebSocket {
    constructor(asked: string | URL) {
      const target = new URL(asked);
      target.host = new URL(at().url).host;
      super(target);
    }
  }
  const WebSocket = RoutedSocket as unknown as typeof globalThis.WebSocket;
  return harness.session(at(), document, person, { schemaVersion, WebSocket, ...(doc === undefined ? {} : { doc }) });
}

async function storedVersion(): Promise<number | undefined> {
  const { rows } = await harness.pool.query<{ schema_version: number }>('SELECT schema_version FROM document WHERE id = $1', [
    document,
  ]);
  return rows[0]?.schema_version;
}

function write(session: DocumentSession, words: string): Promise<void> {
  session.transact('test', () => addBlock(session.doc, words));
  return session.durable();
}

describe('two nodes of different releases', () => {
  it('leaves a document to both until the newer writes to it, and reading is not writing', async () => {
    const [older, newer] = [await node(OLD), await node(NEW)];
    const reader = clientOf(NEW, mika, () => newer);
    const writer = clientOf(OLD, ines, () => older);
    await Promise.all([reader.ready, writer.ready]);
    await write(writer, 'from the older');
    await eventually('arrived', () => scriptOf(reader.doc).includes('from the older'));
    expect(await storedVersion()).toBe(OLD);
    expect(writer.status.connection).toBe('online');
    await write(reader, 'from the newer');
    expect(await storedVersion()).toBe(NEW);
  });

  it('sends whoever is on the older node to the newer one, with all of theirs stored and none of the newer seen', async () => {
    const [older, newer] = [await node(OLD), await node(NEW)];
    let at: Address = older;
    const writer = clientOf(OLD, ines, () => at);
    const other = clientOf(NEW, mika, () => newer);
    await Promise.all([writer.ready, other.ready]);
    await write(writer, 'before');
    await write(other, 'newer words');
    await eventually('sent away', () => writer.status.interruption?.code === CLOSE.restart);
    await eventually('refused from then on', () => (writer.status.retry?.attempt ?? 0) > 1);
    expect(scriptOf(writer.doc)).not.toContain('newer words');
    // What is written meanwhile is kept, and the newer node tells this window to reload.
    writer.transact('test', () => addBlock(writer.doc, 'written offline'));
    at = newer;
    writer.reconnectNow();
    await eventually('told to reload', () => writer.status.closeReason?.code === CLOSE.clientOutdated);
    expect(writer.status).toMatchObject({ saved: 'kept', pending: 1 });
    expect(writer.status.closeReason?.text).toContain('Reload it');
    expect(scriptOf(writer.doc)).not.toContain('newer words');

    // The reload: the newer program opens what the browser kept.
    const kept = new Y.Doc();
    Y.applyUpdate(kept, Y.encodeStateAsUpdate(writer.doc));
    const reloaded = clientOf(NEW, ines, () => newer, kept);
    await reloaded.durable();
    for (const words of ['before', 'newer words', 'written offline']) {
      await eventually(words, () => scriptOf(other.doc).includes(words) && scriptOf(reloaded.doc).includes(words));
    }
    expect(scriptOf(await harness.stored(document))).toBe(scriptOf(reloaded.doc));
  });

  it('shows nobody on the older node what the newer one tells it over the bus, before it has looked', async () => {
    const [older, newer] = [await node(OLD, {}, 60_000), await node(NEW)];
    const writer = clientOf(OLD, ines, () => older);
    const other = clientOf(NEW, mika, () => newer);
    await Promise.all([writer.ready, other.ready]);
    const shows = (turn: number) => [...writer.awareness.getStates().values()].some((state) => Number(state.turn) >= turn);
    let turn = 0;
    const move = () => other.awareness.setLocalStateField('turn', ++turn);
    // The older one looks once when it begins to listen; from then on it hears.
    await eventually('the older node listens', () => {
      move();
      return shows(1);
    });
    await write(other, 'newer words');
    move();
    // Presence comes the same way as the words, behind them.
    await eventually('heard', () => shows(turn));
    expect(scriptOf(writer.doc)).toBe('');
  });

  it('stores what the older node had applied before it sends its writer away', async () => {
    const real = createPostgresLog(harness.pool, OLD);
    const gate = Promise.withResolvers<void>();
    const log: typeof real = { ...real, append: (entries) => gate.promise.then(() => real.append(entries)) };
    const [older, newer] = [await node(OLD, { log }), await node(NEW)];
    const writer = clientOf(OLD, ines, () => older);
    const other = clientOf(NEW, mika, () => newer);
    await Promise.all([writer.ready, other.ready]);
    writer.transact('test', () => addBlock(writer.doc, 'applied and not stored'));
    const durable = writer.durable();
    await write(other, 'newer words');
    await eventually('the older node has noticed', () => older.server.node.registry.size === 0);
    expect(writer.status).toMatchObject({ connection: 'online', saved: 'saving' });
    const early = new Promise<never>((_, reject) => {
      writer.onStatus(({ connection, pending }) => {
        if (connection === 'offline' && pending > 0) reject(new Error('sent away with edits that are not stored'));
      });
    });
    gate.resolve();
    await Promise.race([durable, early]);
    await eventually('sent away', () => writer.status.interruption?.code === CLOSE.restart);
    await eventually('arrived', () => scriptOf(other.doc).includes('applied and not stored'));
    expect(await storedVersion()).toBe(NEW);
  });

  it('sends a newer client that came to the older node on to the newer', async () => {
    const [older, newer] = [await node(OLD), await node(NEW)];
    let at: Address = older;
    const client = clientOf(NEW, ines, () => at);
    await eventually('sent away', () => client.status.interruption?.code === CLOSE.restart);
    at = newer;
    await client.ready;
    await write(client, 'arrived');
  });

  it('does not lower a version, and raises those of a batch together', async () => {
    const [log, newerLog] = [createPostgresLog(harness.pool, OLD), createPostgresLog(harness.pool, NEW)];
    const two = await harness.document();
    const author = { kind: 'person' as const, id: ines.id, runId: null, step: null };
    const entryOf = (name: DocumentName) => ({
      document: name,
      bytes: Uint8Array.of(0, 0),
      author,
      writeKey: null,
      clientIds: [],
    });
    await Promise.all([newerLog.append([entryOf(document), entryOf(two)]), newerLog.append([entryOf(two), entryOf(document)])]);
    await log.append([entryOf(document)]);
    const heads = await log.heads([document, two]);
    expect([document, two].map((name) => heads.get(name)?.schemaVersion)).toEqual([NEW, NEW]);
    await expect(log.readRange(document, 0, 10)).rejects.toThrow('newer release');
    expect(await newerLog.readRange(document, 0, 10)).toHaveLength(3);
  });
});

describe('late edits of an older record version', () => {
  const golden = readFileSync(new URL('../../shared/src/document/fixtures/v1/episode.bin', import.meta.url));

  /** The document as the release of the golden one stored it. */
  async function openGolden(at: Node, person: Person): Promise<DocumentSession> {
    const session = harness.session(at, document, person);
    await session.ready;
    return session;
  }

  it('are valid the moment they arrive, lose nothing, and everybody reads the same', async () => {
    const [one, two] = [await node(OLD), await node(OLD)];
    const a = await openGolden(one, ines);
    Y.applyUpdate(a.doc, golden);
    await a.durable();
    const [id = ''] = [...collectionMap(a.doc, 'shots').keys()];
    expect(collectionMap(a.doc, 'shots').get(id)?.get('v')).toBe(1);

    // Somebody's window of the older program is away; its browser keeps what they write.
    const away = new Y.Doc();
    Y.applyUpdate(away, Y.encodeStateAsUpdate(a.doc));
    expect(olderProgram.patchShot(away, id, { title: 'Written on the train' })).toBe(true);
    const added = { ...readRecord(a.doc, 'shots', id), id: '0123456789AB' };
    olderProgram.putShot(away, withoutNew(added));

    a.transact('test', () => patchRecord(a.doc, 'shots', id, { weather: 'rain', title: 'Migrated meanwhile' }));
    await a.durable();
    const b = await openGolden(two, mika);
    const arrivals: number[] = [];
    b.doc.on('update', () => arrivals.push(invalidRecords(b.doc, 'shots').length));
    const late = harness.session(one, document, ines, { doc: away });
    await late.durable();
    await eventually('arrived', () => readRecord(b.doc, 'shots', '0123456789AB') !== null);
    expect(arrivals.every((invalid) => invalid === 0)).toBe(true);

    const stored = await harness.stored(document);
    const expected = readRecords(stored, 'shots');
    expect(expected).toHaveLength(4);
    expect(expected.every(({ v }) => v === 3)).toBe(true);
    for (const { doc } of [a, b, late]) {
      await eventually('the same', () => JSON.stringify(readRecords(doc, 'shots')) === JSON.stringify(expected));
    }
    // Of two changes of one field one wins; the other fields of both are there.
    expect(readRecord(stored, 'shots', id)).toMatchObject({ weather: 'rain' });
    expect(['Written on the train', 'Migrated meanwhile']).toContain(readRecord(stored, 'shots', id)?.title);
    expect([one, two].map(({ server }) => server.node.metrics.repairedRecords.value)).toEqual([0, 0]);
  });

  it('[M4] opens a golden document from the log and gives every replica all of its records', async () => {
    const author = { kind: 'person' as const, id: ines.id, runId: null, step: null };
    await createPostgresLog(harness.pool).append([{ document, bytes: golden, author, writeKey: null, clientIds: [] }]);
    const session = await openGolden(await node(OLD), mika);
    expect(readRecords(session.doc, 'shots')).toHaveLength(3);
    expect(invalidRecords(session.doc, 'shots')).toEqual([]);
    await write(session, 'and it can be written to');
  });
});

function withoutNew(shot: object): Parameters<typeof olderProgram.putShot>[1] {
  return asShotV1(shot as ReturnType<typeof readRecords<'shots'>>[number]);
}
