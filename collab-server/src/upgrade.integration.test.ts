import { CLOSE } from '@trashfire/shared/realtime/close-codes';
import { eventually } from '@trashfire/shared/testing/eventually';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import WebSocket from 'ws';
import { refusals } from './testing/counted.ts';
import { addBlock, scriptOf } from './testing/edits.ts';
import { CollabHarness, type Node, type Person, RawClient } from './testing/harness.ts';

let harness: CollabHarness;
let node: Node;
let ines: Person;

beforeAll(async () => {
  harness = await CollabHarness.start();
  node = await harness.node();
  ines = await harness.person('Ines');
});
afterAll(() => harness.close());

describe('before the upgrade (R3)', () => {
  it('answers 401 without a ticket, 403 for the ticket of another document, 404 for one that does not exist', async () => {
    const [one, two] = [await harness.document(), await harness.document()];
    await expect(harness.raw(node, one, '')).rejects.toThrow('status 401');
    await expect(harness.raw(node, one, await harness.ticket(two, ines))).rejects.toThrow('status 403');
    const missing = 'episode:ZZZZZZZZZZZZ';
    await expect(harness.raw(node, missing, await harness.ticket(missing, ines))).rejects.toThrow('status 404');
  });

  it('refuses a page of another origin, ticket or not', async () => {
    const document = await harness.document();
    const ticket = await harness.ticket(document, ines);
    const foreign = new WebSocket(`${node.url}/collab/${document}?ticket=${ticket}&schema=1`, { origin: 'https://evil.test' });
    await expect(new RawClient(foreign).opened).rejects.toThrow('status 403');
  });

  it('refuses a ticket from before the membership ended', async () => {
    const document = await harness.document();
    const leaver = await harness.person('Leaver');
    const ticket = await harness.ticket(document, leaver);
    await harness.pool.query('DELETE FROM membership WHERE person_id = $1', [leaver.id]);
    const before = refusals(node.server.node, CLOSE.revoked);
    await expect(harness.raw(node, document, ticket)).rejects.toThrow('status 403');
    expect(refusals(node.server.node, CLOSE.revoked)).toBe(before + 1);
  });

  it('does not open a document of another team', async () => {
    const document = await harness.document();
    const { rows } = await harness.pool.query<{ id: string }>("INSERT INTO team (name) VALUES ('Other') RETURNING id");
    const service = { kind: 'service' as const, id: 's', name: 's', color: '#888888' };
    const ticket = await harness.ticket(document, ines, { team: rows[0]?.id ?? '', actor: service, member: null });
    const client = await harness.raw(node, document, ticket);
    expect((await client.closed).code).toBe(CLOSE.notFound);
  });
});

describe('the schema handshake', () => {
  it('sends an older client away for good, and one that does not say what it knows', async () => {
    const document = await harness.document();
    const ticket = await harness.ticket(document, ines);
    const before = refusals(node.server.node, CLOSE.clientOutdated);
    for (const query of ['&schema=0', '']) {
      const client = await harness.raw(node, document, ticket, query);
      expect((await client.closed).code).toBe(CLOSE.clientOutdated);
      expect(client.frames).toEqual([]);
    }
    expect(refusals(node.server.node, CLOSE.clientOutdated)).toBe(before + 2);
  });

  it('sends a newer client to another node', async () => {
    const document = await harness.document();
    const before = refusals(node.server.node, CLOSE.restart);
    const client = await harness.raw(node, document, await harness.ticket(document, ines), '&schema=999');
    expect((await client.closed).code).toBe(CLOSE.restart);
    expect(refusals(node.server.node, CLOSE.restart)).toBe(before + 1);
  });

  it('does not touch a document of a newer release', async () => {
    const document = await harness.document();
    await harness.pool.query('UPDATE document SET schema_version = 999 WHERE id = $1', [document]);
    const client = await harness.raw(node, document, await harness.ticket(document, ines));
    expect((await client.closed).code).toBe(CLOSE.restart);
  });

  it('refuses to merge a copy of an earlier epoch', async () => {
    const document = await harness.document();
    await harness.pool.query('UPDATE document SET epoch = 2 WHERE id = $1', [document]);
    const before = refusals(node.server.node, CLOSE.epoch);
    const client = await harness.raw(node, document, await harness.ticket(document, ines), '&schema=1&epoch=1');
    expect((await client.closed).code).toBe(CLOSE.epoch);
    expect(refusals(node.server.node, CLOSE.epoch)).toBe(before + 1);
  });

  it('keeps aside what somebody writes on for content that another has just replaced, and stores it nowhere', async () => {
    const document = await harness.document();
    const session = harness.session(node, document, ines);
    await session.ready;
    session.transact('test', () => addBlock(session.doc, 'of the first'));
    await session.durable();
    const before = await harness.stored(document);
    await harness.pool.query('UPDATE document SET epoch = epoch + 1 WHERE id = $1', [document]);
    session.transact('test', () => addBlock(session.doc, 'of the first as well'));
    await eventually('told that it was replaced', () => session.status.closeReason?.code === CLOSE.epoch);
    expect(await session.close()).toMatchObject({ saved: false, unsaved: 1 });
    expect(scriptOf(await harness.stored(document))).toBe(scriptOf(before));
  });
});

it('answers health and metrics, and nothing else', async () => {
  const status = async (path: string) => (await fetch(`${node.http}${path}`)).status;
  expect([await status('/livez'), await status('/readyz'), await status('/'), await status('/collab/x')]).toEqual([
    200, 200, 404, 404,
  ]);
  const metrics = await (await fetch(`${node.http}/metrics`)).text();
  expect(metrics).toMatch(/collab_ready 1\n/);
  expect(metrics).toMatch(/collab_refused_total\{reason="ticket"\} \d/);
});
