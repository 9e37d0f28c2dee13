import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import type { DocumentName } from '@trashfire/shared/document/names';
import { CLOSE } from '@trashfire/shared/realtime/close-codes';
import { LIMITS, RATES } from '@trashfire/shared/realtime/limits';
import { eventually } from '@trashfire/shared/testing/eventually';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createPostgresLog } from './adapters/postgres-log.ts';
import type { DoorwayLimits } from './doorway.ts';
import { counted, refusals } from './testing/counted.ts';
import { CollabHarness, type Node, type Person, type RawClient, STUDIO_ORIGIN } from './testing/harness.ts';

let harness: CollabHarness;
beforeAll(async () => {
  harness = await CollabHarness.start();
});
afterAll(() => harness.close());

const nodeWith = (limits: Partial<DoorwayLimits>): Promise<Node> =>
  harness.node({ limits: { ...LIMITS, rates: RATES, ...limits } });

/** How many came in, and what the others were told. */
async function outcome(clients: readonly Promise<RawClient>[]): Promise<{ in: number; told: string[] }> {
  const settled = await Promise.allSettled(clients);
  const told = settled.flatMap((result) => (result.status === 'rejected' ? [String(result.reason.message)] : []));
  return { in: settled.length - told.length, told: [...new Set(told)] };
}

describe('places (R7)', () => {
  it('lets exactly as many in as one person may have, however many ask at the same moment', async () => {
    const node = await nodeWith({ socketsPerPerson: 3 });
    const document = await harness.document();
    const ticket = await harness.ticket(document, await harness.person('Ines'));
    const asked = Array.from({ length: 20 }, () => harness.raw(node, document, ticket));
    expect(await outcome(asked)).toEqual({ in: 3, told: ['status 429'] });
    expect(refusals(node.server.node, CLOSE.overloaded)).toBe(17);
    const other = harness.raw(node, document, await harness.ticket(document, await harness.person('Bo')));
    expect(await outcome([other])).toEqual({ in: 1, told: [] });
  });

  it('lets exactly as many into a document as it may have, and into another as well', async () => {
    const node = await nodeWith({ socketsPerDocument: 4 });
    const [full, free] = [await harness.document(), await harness.document()];
    const people = await Promise.all(Array.from({ length: 12 }, (_, n) => harness.person(`Person ${n}`)));
    const tickets = await Promise.all(people.map((person) => harness.ticket(full, person)));
    expect(await outcome(tickets.map((ticket) => harness.raw(node, full, ticket)))).toEqual({ in: 4, told: ['status 429'] });
    const elsewhere = await Promise.all(people.slice(0, 4).map((person) => harness.ticket(free, person)));
    expect((await outcome(elsewhere.map((ticket) => harness.raw(node, free, ticket)))).in).toBe(4);
  });

  it('gives a place back to whoever comes after somebody who left', async () => {
    const node = await nodeWith({ socketsPerPerson: 1, socketsPerDocument: 1 });
    const document = await harness.document();
    const ticket = await harness.ticket(document, await harness.person('Ines'));
    for (let visit = 0; visit < 3; visit++) {
      const client = await harness.raw(node, document, ticket);
      // Refused for what it sends, so that its own end, not the client's, is what gives the place back.
      client.socket.send(new Uint8Array([77]));
      expect((await client.closed).code).toBe(CLOSE.malformed);
    }
  });
});

/** Each way of not getting in, by somebody whose ticket is good. */
const FAILURES: readonly [string, (place: { node: Node; person: Person }) => Promise<string | number>][] = [
  [
    'a document that is not there',
    async ({ node, person }) => {
      const missing = 'episode:ZZZZZZZZZZZZ';
      return told(harness.raw(node, missing, await harness.ticket(missing, person)));
    },
  ],
  [
    'a ticket of an older role',
    async ({ node, person }) => {
      const document = await harness.document();
      return told(harness.raw(node, document, await harness.ticket(document, person, { version: 99 })));
    },
  ],
  [
    'a document of a newer release',
    async ({ node, person }) => {
      const document = await harness.document();
      await harness.pool.query('UPDATE document SET schema_version = 999 WHERE id = $1', [document]);
      return (await (await harness.raw(node, document, await harness.ticket(document, person))).closed).code;
    },
  ],
  [
    'a client that is too old',
    async ({ node, person }) => {
      const document = await harness.document();
      return (await (await harness.raw(node, document, await harness.ticket(document, person), '&schema=0')).closed).code;
    },
  ],
  [
    'a broken handshake',
    async ({ node, person }) => {
      const document = await harness.document();
      const path = `/collab/${document}?ticket=${await harness.ticket(document, person)}&schema=1`;
      return (await answerTo(node, path)).status;
    },
  ],
  [
    'a client that hangs up meanwhile',
    async ({ node, person }) => {
      const document = await harness.document();
      const path = `/collab/${document}?ticket=${await harness.ticket(document, person)}&schema=1`;
      const socket = connect(Number(new URL(node.http).port), '127.0.0.1');
      socket.on('error', () => undefined).resume();
      const gone = once(socket, 'close');
      socket.end(`${upgradeOf(path)}Sec-WebSocket-Key: ${'a'.repeat(22)}==\r\n\r\n`);
      await gone;
      return 'gone';
    },
  ],
];

describe('a place that was taken for nothing is given back', () => {
  it.each(FAILURES)('after %s', async (_what, fail) => {
    const node = await nodeWith({ socketsPerPerson: 1, socketsPerDocument: 1 });
    const person = await harness.person('Ines');
    const document = await harness.document();
    const good = await harness.ticket(document, person);
    for (let n = 0; n < 2; n++) expect(await fail({ node, person })).not.toBe('status 429');
    // The server may hear of a hang-up a moment after the client said it.
    await eventually('let in', async () => (await told(harness.raw(node, document, good))) === 'in');
  });

  it('after the store did not answer', async () => {
    const log = createPostgresLog(harness.pool);
    let broken = true;
    const read: typeof log.read = async (name) => {
      if (broken) throw new Error('the store is gone');
      return await log.read(name);
    };
    const node = await harness.node({ limits: { ...LIMITS, rates: RATES, socketsPerPerson: 1 } }, { log: { ...log, read } });
    const document = await harness.document();
    const ticket = await harness.ticket(document, await harness.person('Ines'));
    expect(await told(harness.raw(node, document, ticket))).toBe('status 503');
    broken = false;
    expect(await told(harness.raw(node, document, ticket))).toBe('in');
  });

  it('after the membership ended', async () => {
    const node = await nodeWith({ socketsPerDocument: 1 });
    const document = await harness.document();
    const leaver = await harness.person('Leaver');
    const ticket = await harness.ticket(document, leaver);
    await harness.pool.query('DELETE FROM membership WHERE person_id = $1', [leaver.id]);
    expect(await told(harness.raw(node, document, ticket))).toBe('status 403');
    const good = await harness.ticket(document, await harness.person('Ines'));
    expect(await told(harness.raw(node, document, good))).toBe('in');
  });
});

/** Each way in which a socket is opened and closed at once, as `ws` must be told with a close code. */
const CLOSED_AT_ONCE: readonly [string, string, (document: DocumentName) => Promise<unknown>][] = [
  ['a client that is too old', '&schema=0', () => Promise.resolve()],
  ['a copy of a document that was replaced', '&schema=1&epoch=9', () => Promise.resolve()],
  [
    'a document whose log cannot be read',
    '&schema=1',
    (document) =>
      harness.pool.query(
        "WITH d AS (UPDATE document SET head_seq = 1 WHERE id = $1 RETURNING id, team_id) INSERT INTO doc_update (document_id, team_id, seq, bytes, actor_kind, actor_id) SELECT id, team_id, 1, $2, 'service', 'test' FROM d",
        [document, Buffer.of(1, 5, 9, 0, 200)],
      ),
  ],
];

describe('what is sent behind an upgrade that is not let in (R7)', () => {
  it.each(CLOSED_AT_ONCE)('does not end the process: %s', async (_what, query, prepare) => {
    const node = await nodeWith({});
    const document = await harness.document();
    await prepare(document);
    const path = `/collab/${document}?ticket=${await harness.ticket(document, await harness.person('Ines'))}${query}`;
    const socket = connect(Number(new URL(node.http).port), '127.0.0.1');
    socket.on('error', () => undefined).resume();
    const gone = once(socket, 'close');
    const uncaught: Error[] = [];
    const hear = (error: Error) => uncaught.push(error);
    process.on('uncaughtException', hear);
    // `ws` takes no frame with these bits, and says so by an error of its own.
    socket.write(
      Buffer.concat([Buffer.from(`${upgradeOf(path)}Sec-WebSocket-Key: ${'a'.repeat(22)}==\r\n\r\n`), Buffer.alloc(6, 0xff)]),
    );
    await gone;
    process.off('uncaughtException', hear);
    expect(uncaught).toEqual([]);
    if (query === '&schema=0') expect(counted(node.server.node, 'collab_refused_total{reason="clientOutdated"}')).toBe(1);
    const other = await harness.document();
    const ticket = await harness.ticket(other, await harness.person('Bo'));
    expect(await told(harness.raw(node, other, ticket))).toBe('in');
  });
});

describe('rates (R7)', () => {
  const slow = { burst: 3, perSecond: 0.01 };

  it('holds one person to a rate of upgrades, and says when to come back', async () => {
    const node = await nodeWith({ rates: { ...RATES, upgrades: slow } });
    const document = await harness.document();
    const ticket = await harness.ticket(document, await harness.person('Ines'));
    for (let n = 0; n < 3; n++) expect(await told(harness.raw(node, document, ticket))).toBe('in');
    const path = `/collab/${document}?ticket=${ticket}&schema=1`;
    const { status, headers } = await answerTo(node, path);
    expect(status).toBe(429);
    expect(Number(/retry-after: (\d+)/i.exec(headers)?.[1])).toBeGreaterThan(90);
    expect(counted(node.server.node, 'collab_refused_total{reason="overloaded"}')).toBe(1);
    const other = await harness.ticket(document, await harness.person('Bo'));
    expect(await told(harness.raw(node, document, other))).toBe('in');
  });

  it('holds an address without good tickets to a rate, and never those who share it with one', async () => {
    const node = await nodeWith({ rates: { ...RATES, refusedUpgrades: slow } });
    const document = await harness.document();
    const statuses: string[] = [];
    for (let n = 0; n < 5; n++) statuses.push(await told(harness.raw(node, document, 'no ticket')));
    expect(statuses).toEqual([...Array<string>(3).fill('status 401'), 'status 429', 'status 429']);
    expect(counted(node.server.node, 'collab_refused_total{reason="ticket"}')).toBe(5);
    const ticket = await harness.ticket(document, await harness.person('Ines'));
    expect(await told(harness.raw(node, document, ticket))).toBe('in');
  });

  it('lets go of a stranger who never closes', async () => {
    const node = await nodeWith({});
    const { socket } = await answerTo(node, '/collab/x');
    // Its own side stays open and sends, so only a server that lets go ends this.
    await eventually('the server let go', () => {
      if (!socket.destroyed) socket.write('still here');
      return socket.destroyed;
    });
  });
});

async function told(client: Promise<RawClient>): Promise<string> {
  return await client.then(
    () => 'in',
    (error: Error) => error.message,
  );
}

/** The head of an upgrade from the studio's page, without what makes the handshake whole. */
function upgradeOf(path: string): string {
  const lines = ['Host: x', 'Connection: Upgrade', 'Upgrade: websocket', 'Sec-WebSocket-Version: 13', `Origin: ${STUDIO_ORIGIN}`];
  return `GET ${path} HTTP/1.1\r\n${lines.join('\r\n')}\r\n`;
}

/** Sends one upgrade by hand and reads how it is refused; the client's side stays open. */
async function answerTo(node: Node, path: string): Promise<{ status: number; headers: string; socket: Socket }> {
  const socket = connect({ port: Number(new URL(node.http).port), host: '127.0.0.1', allowHalfOpen: true });
  harness.onClose(() => void socket.destroy());
  socket.on('error', () => undefined);
  socket.write(`${upgradeOf(path)}\r\n`);
  const [bytes] = (await once(socket, 'data')) as [Buffer];
  const headers = bytes.toString();
  return { status: Number(headers.slice(9, 12)), headers, socket };
}
