import type { TicketClaims } from '@trashfire/shared/access/tickets';
import { runCommand } from '@trashfire/shared/document/commands/command';
import { setShotStill } from '@trashfire/shared/document/commands/set-shot-still';
import { BUS_CHANNEL } from '@trashfire/shared/realtime/bus-messages';
import { CLOSE, CLOSE_TEXT } from '@trashfire/shared/realtime/close-codes';
import { eventually } from '@trashfire/shared/testing/eventually';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { createPostgresBus } from './adapters/postgres-bus.ts';
import { NODE_DEFAULTS } from './collab-node.ts';
import type { Bus } from './ports/bus.ts';
import { encodeStep2, encodeUpdate } from './sync/encode.ts';
import { refusals } from './testing/counted.ts';
import { addBlock, scriptOf, updateOf } from './testing/edits.ts';
import { CollabHarness, type Node, type Person, type RawClient } from './testing/harness.ts';

let harness: CollabHarness;
let node: Node;

beforeAll(async () => {
  harness = await CollabHarness.start();
  node = await harness.node();
});
afterAll(() => harness.close());

it('R3: ends the connection of somebody who was removed within two seconds, for good', async () => {
  const person = await harness.person('Gone');
  const session = harness.session(node, await harness.document(), person);
  await session.ready;
  const began = performance.now();
  await harness.pool.query('DELETE FROM membership WHERE person_id = $1', [person.id]);
  await eventually('closed', () => session.status.connection === 'closed', 2000);
  expect(performance.now() - began).toBeLessThan(2000);
  expect(session.status.closeReason).toEqual({ code: CLOSE.revoked, text: CLOSE_TEXT[CLOSE.revoked] });
  await expect(session.durable()).resolves.toBeUndefined();
});

describe('R3: within a second, with nothing but the poll of a server as it is run', () => {
  const usual = () => harness.node({ pollMs: NODE_DEFAULTS.pollMs });

  it('somebody who was removed is out', async () => {
    const person = await harness.person('Gone');
    const node = await usual();
    const client = await rawMember(node, person, 'write');
    const began = performance.now();
    await harness.pool.query('DELETE FROM membership WHERE person_id = $1', [person.id]);
    expect((await client.closed).code).toBe(CLOSE.revoked);
    expect(performance.now() - began).toBeLessThan(1000);
    expect(refusals(node.server.node, CLOSE.revoked)).toBe(1);
  });

  it('somebody who may only look from now on is sent to come back with less', async () => {
    const person = await harness.person('Demoted');
    const node = await usual();
    const client = await rawMember(node, person, 'write');
    const began = performance.now();
    await harness.pool.query("UPDATE membership SET role = 'viewer' WHERE person_id = $1", [person.id]);
    expect((await client.closed).code).toBe(CLOSE.roleChanged);
    expect(performance.now() - began).toBeLessThan(1000);
    expect(refusals(node.server.node, CLOSE.roleChanged)).toBe(1);
  });
});

describe('R3: somebody who was removed and let in again with less, between two looks', () => {
  const again = async (person: Person) => {
    const client = await harness.pool.connect();
    try {
      await client.query('BEGIN');
      await client.query('DELETE FROM membership WHERE person_id = $1', [person.id]);
      await client.query("INSERT INTO membership (team_id, person_id, role, version) VALUES ($1, $2, 'viewer', 1)", [
        harness.team,
        person.id,
      ]);
      await client.query('COMMIT');
    } finally {
      client.release();
    }
  };

  it('is sent to come back with less', async () => {
    const person = await harness.person('Again');
    const client = await rawMember(node, person, 'write');
    await again(person);
    expect((await client.closed).code).toBe(CLOSE.roleChanged);
  });

  it('does not come in with the ticket of before', async () => {
    const person = await harness.person('Again');
    const document = await harness.document();
    const ticket = await harness.ticket(document, person);
    await again(person);
    await expect(harness.raw(node, document, ticket)).rejects.toThrow('status 401');
  });
});

async function rawMember(at: Node, person: Person, can: 'read' | 'write'): Promise<RawClient> {
  const document = await harness.document();
  return harness.raw(at, document, await harness.ticket(document, person, { can }));
}

it('brings somebody whose role changed back at once with the new rights', async () => {
  const person = await harness.person('Demoted');
  const document = await harness.document();
  const can = async () => {
    const { rows } = await harness.pool.query<{ role: string }>('SELECT role FROM membership WHERE person_id = $1', [person.id]);
    return rows[0]?.role === 'viewer' ? ('read' as const) : ('write' as const);
  };
  const session = harness.session(node, document, person, {
    ticket: async () => harness.ticket(document, person, { can: await can() }),
  });
  await session.ready;
  expect(session.status.readOnly).toBe(false);
  await harness.pool.query("UPDATE membership SET role = 'viewer' WHERE person_id = $1", [person.id]);
  await eventually('back as a viewer', () => session.status.connection === 'online' && session.status.readOnly);
  expect(() => session.transact('test', () => addBlock(session.doc, 'no'))).toThrow(/role/);
});

it.each(['update', 'step 2'])('throws a viewer out who sends an %s, and applies not one byte of it', async (how) => {
  const viewer = await harness.person('Viewer', 'viewer');
  const editor = await harness.person('Editor');
  const document = await harness.document();
  const session = harness.session(node, document, editor);
  await session.ready;
  session.transact('test', () => addBlock(session.doc, 'mine'));
  await session.durable();
  const client = await harness.raw(node, document, await harness.ticket(document, viewer, { can: 'read' }));
  const update = updateOf(session.doc, (doc) => addBlock(doc, 'graffiti'));
  client.socket.send(how === 'update' ? encodeUpdate(update) : encodeStep2(update));
  expect((await client.closed).code).toBe(CLOSE.readOnly);
  // Never asked for what it has (SyncStep1), told in y-protocols' words and in ours.
  expect(client.starting(0, 0)).toEqual([]);
  expect([client.starting(2, 0).length, client.starting(102).length]).toEqual([1, 1]);
  session.transact('test', () => addBlock(session.doc, 'after'));
  await session.durable();
  expect(scriptOf(await harness.stored(document))).toBe(scriptOf(session.doc));
  expect(scriptOf(session.doc)).not.toContain('graffiti');
});

it('shows viewers to the room', async () => {
  const viewer = await harness.person('Watcher', 'viewer');
  const editor = await harness.person('Writer');
  const document = await harness.document();
  const writing = harness.session(node, document, editor);
  const watching = harness.session(node, document, viewer, { claims: { can: 'read' } });
  await Promise.all([writing.ready, watching.ready]);
  const names = () => [...writing.awareness.getStates().values()].map((state) => state.user?.name);
  await eventually('the viewer is seen', () => names().includes('Watcher'));
});

describe('a renders document is written by services alone (DESIGN §4)', () => {
  const run = '11111111-2222-3333-4444-555555555555';
  /** The agent stands in for its asker, an editor, and comes with the asker's membership. */
  const others: [string, Partial<TicketClaims>][] = [
    ['a person', {}],
    ['an agent', { actor: { kind: 'agent', id: run, name: 'Agent', color: '#00ffea' } }],
  ];

  it.each(others)('%s who may write all else is there to look, a service to write', async (_who, claims) => {
    const document = await harness.document('renders');
    const session = harness.session(node, document, await harness.person('Editor'), { claims });
    const service = harness.service(node, document);
    await Promise.all([session.ready, service.ready]);
    expect([session.status.readOnly, service.status.readOnly]).toEqual([true, false]);
  });

  it.each(others)('%s who writes all the same is thrown out, and not a byte of it is kept', async (_who, claims) => {
    const document = await harness.document('renders');
    const editor = await harness.person('Editor');
    const service = harness.service(node, document);
    await service.ready;
    const forge = (doc: Y.Doc) => void doc.getMap('shotStills').set('ZZZZZZZZZZZZ', new Y.Map([['asset', 'forged']]));
    for (const encode of [encodeUpdate, encodeStep2]) {
      const client = await harness.raw(node, document, await harness.ticket(document, editor, claims));
      client.socket.send(encode(updateOf(service.doc, forge)));
      expect((await client.closed).code).toBe(CLOSE.readOnly);
    }
    const still = { id: 'AAAAAAAAAAAA', revision: 'a'.repeat(64), asset: 'b'.repeat(64) };
    service.transact('test', () => runCommand(service.doc, setShotStill, { still }, 'test'));
    await service.durable();
    const stored = await harness.stored(document);
    expect([...stored.getMap('shotStills').keys()]).toEqual([still.id]);
    const authors = await harness.pool.query('SELECT DISTINCT actor_kind FROM doc_update WHERE document_id = $1', [document]);
    expect(authors.rows).toEqual([{ actor_kind: 'service' }]);
  });
});

it('acts at once on a bell, without waiting for the poll', async () => {
  const quiet = pino({ level: 'silent' });
  let listening: () => void = () => undefined;
  const heard = new Promise<void>((resolve) => {
    listening = resolve;
  });
  const bus = createPostgresBus(harness.database.url, harness.pool, quiet);
  const subscribe: Bus['subscribe'] = (listener) =>
    bus.subscribe({
      ...listener,
      onReconnect: () => {
        listener.onReconnect();
        listening();
      },
    });
  const slowPoll = await harness.node({ pollMs: 60_000 }, { bus: { ...bus, subscribe } });
  await heard;
  const person = await harness.person('Rung');
  const session = harness.session(slowPoll, await harness.document(), person);
  await session.ready;
  await harness.pool.query('DELETE FROM membership WHERE person_id = $1', [person.id]);
  const bell = JSON.stringify({ kind: 'access', team: harness.team, person: person.id });
  await harness.pool.query('SELECT pg_notify($1, $2)', [BUS_CHANNEL, bell]);
  await eventually('closed', () => session.status.connection === 'closed', 1000);
});

it('tells a deleted document from a broken connection', async () => {
  const person = await harness.person('Reader');
  const document = await harness.document();
  const session = harness.session(node, document, person);
  await session.ready;
  await harness.pool.query('UPDATE document SET deleted_at = now() WHERE id = $1', [document]);
  await eventually('closed', () => session.status.closeReason?.code === CLOSE.notFound);
  expect(Y.encodeStateVector(session.doc)).toEqual(new Uint8Array([0]));
});
