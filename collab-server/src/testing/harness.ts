import { createDocument } from '@trashfire/prisma/document-log';
import type { Role } from '@trashfire/shared/access/roles';
import { mintTicket, type TicketClaims } from '@trashfire/shared/access/tickets';
import { type DocumentKind, type DocumentName, documentName } from '@trashfire/shared/document/names';
import { DOCUMENT_SCHEMA_VERSION } from '@trashfire/shared/document/schema';
import { newId } from '@trashfire/shared/ids';
import { type DocumentSession, type OpenDocumentOptions, openDocument } from '@trashfire/shared/realtime/document-session';
import { COMPACTION } from '@trashfire/shared/realtime/limits';
import pg from 'pg';
import { type Logger, pino } from 'pino';
import WebSocket from 'ws';
import { WebsocketProvider } from 'y-websocket';
import * as Y from 'yjs';
import { type TestDatabase, testDatabase } from '../../../tests/support/postgres.ts';
import { createPostgresCompaction } from '../adapters/postgres-compaction.ts';
import { createPostgresLog } from '../adapters/postgres-log.ts';
import { createPostgresMembership } from '../adapters/postgres-membership.ts';
import { MergeThread } from '../compaction/merge-thread.ts';
import { type Bus, silentBus } from '../ports/bus.ts';
import type { UpdateLog } from '../ports/update-log.ts';
import { CollabServer, type CollabServerOptions } from '../server.ts';

export const TICKET_SECRET = 'a secret for tests, 32 characters long';
const KEEP_DAYS = 90;
export const STUDIO_ORIGIN = 'http://studio.test';

export interface Person {
  id: string;
  name: string;
}

/** Where a node answers. */
export interface Address {
  url: string;
  http: string;
}

export interface Node extends Address {
  server: CollabServer;
}

/**
 * A real server on a real Postgres with a team in it, and the clients that talk to it. Everything opened through it is
 * closed by `close`.
 */
export class CollabHarness {
  readonly database: TestDatabase;
  readonly pool: pg.Pool;
  readonly team: string;
  private readonly opened: (() => void | Promise<void>)[] = [];

  private constructor(database: TestDatabase, pool: pg.Pool, team: string) {
    this.database = database;
    this.pool = pool;
    this.team = team;
  }

  /** @param database a migrated one; a fresh one on the run's server when left out. */
  static async start(database?: TestDatabase): Promise<CollabHarness> {
    return CollabHarness.on(database ?? (await testDatabase()));
  }

  private static async on(database: TestDatabase): Promise<CollabHarness> {
    const pool = new pg.Pool({ connectionString: database.url, max: 6 });
    pool.on('error', () => undefined);
    const { rows } = await pool.query<{ id: string }>("INSERT INTO team (name) VALUES ('Test') RETURNING id");
    return new CollabHarness(database, pool, rows[0]?.id ?? '');
  }

  async close(): Promise<void> {
    for (const end of this.opened.reverse()) await end();
    await this.pool.end();
    await this.database.drop();
  }

  onClose(end: () => void | Promise<void>): void {
    this.opened.push(end);
  }

  async node(
    options: Partial<CollabServerOptions> = {},
    deps: { log?: UpdateLog; bus?: Bus; node?: string; logger?: Logger } = {},
    wantedPort = 0,
  ): Promise<Node> {
    const server = new CollabServer(
      {
        log: deps.log ?? createPostgresLog(this.pool, options.schemaVersion),
        compaction: {
          log: createPostgresCompaction(this.pool, KEEP_DAYS),
          merger: new MergeThread({ ms: COMPACTION.mergeMs, heapMiB: COMPACTION.mergeHeapMiB }),
        },
        membership: createPostgresMembership(this.pool),
        bus: deps.bus ?? silentBus,
        logger: deps.logger ?? pino({ level: process.env.TEST_LOG ?? 'silent' }),
        ticketSecret: TICKET_SECRET,
        allowedOrigins: [STUDIO_ORIGIN],
        node: deps.node ?? newId(),
      },
      { pollMs: 100, idleMs: 50, drainSpreadMs: 50, ...options },
    );
    const port = await server.listen(wantedPort, '127.0.0.1');
    this.onClose(() => server.drain());
    return { server, url: `ws://127.0.0.1:${port}`, http: `http://127.0.0.1:${port}` };
  }

  async person(name: string, role: Role = 'editor'): Promise<Person> {
    const { rows } = await this.pool.query<{ id: string }>(
      "INSERT INTO person (team_id, name, color) VALUES ($1, $2, '#00ffea') RETURNING id",
      [this.team, name],
    );
    const id = rows[0]?.id ?? '';
    await this.pool.query('INSERT INTO membership (team_id, person_id, role) VALUES ($1, $2, $3)', [this.team, id, role]);
    return { id, name };
  }

  async document(kind: DocumentKind = 'episode'): Promise<DocumentName> {
    const name = documentName(kind, newId());
    await createDocument(this.pool, name, this.team);
    return name;
  }

  /** A ticket as the api would mint it now. */
  async ticket(document: DocumentName, person: Person, claims: Partial<TicketClaims> = {}): Promise<string> {
    const { rows } = await this.pool.query<{ version: number }>(
      'SELECT version FROM membership WHERE team_id = $1 AND person_id = $2',
      [this.team, person.id],
    );
    const actor = { kind: 'person' as const, id: person.id, name: person.name, color: '#00ffea' };
    const version = rows[0]?.version ?? 0;
    return mintTicket(
      { doc: document, team: this.team, can: 'write', actor, member: person.id, version, ...claims },
      TICKET_SECRET,
      Math.floor(Date.now() / 1000),
    );
  }

  serviceTicket(document: DocumentName, id = 'render-worker'): string {
    const actor = { kind: 'service' as const, id, name: id, color: '#888888' };
    return mintTicket(
      { doc: document, team: this.team, can: 'write', actor, member: null, version: 0 },
      TICKET_SECRET,
      Math.floor(Date.now() / 1000),
    );
  }

  /** A stock y-websocket client, as anyone could write one. */
  async stock(node: Address, document: DocumentName, person: Person, doc = new Y.Doc()): Promise<WebsocketProvider> {
    const params = { ticket: await this.ticket(document, person), schema: String(DOCUMENT_SCHEMA_VERSION) };
    const provider = new WebsocketProvider(`${node.url}/collab`, document, doc, {
      params,
      disableBc: true,
      WebSocketPolyfill: StudioWebSocket as unknown as typeof globalThis.WebSocket,
    });
    this.onClose(() => {
      provider.destroy();
      provider.awareness.destroy();
    });
    return provider;
  }

  session(
    node: Address,
    document: DocumentName,
    person: Person,
    options: Partial<OpenDocumentOptions> & { claims?: Partial<TicketClaims> } = {},
  ): DocumentSession {
    const { claims, ...rest } = options;
    const session = openDocument({
      url: node.url,
      name: document,
      ticket: () => this.ticket(document, person, claims),
      WebSocket: StudioWebSocket as unknown as typeof globalThis.WebSocket,
      ...rest,
    });
    this.onClose(() => session.destroy());
    return session;
  }

  service(node: Address, document: DocumentName, id?: string): DocumentSession {
    const session = openDocument({
      url: node.url,
      name: document,
      ticket: () => Promise.resolve(this.serviceTicket(document, id)),
      user: null,
    });
    this.onClose(() => session.destroy());
    return session;
  }

  /** A socket that sends what it likes. @param query more of it, e.g. `&schema=0`. */
  async raw(node: Address, document: DocumentName, ticket: string, query = '&schema=1&caps=ack'): Promise<RawClient> {
    const socket = new StudioWebSocket(`${node.url}/collab/${document}?ticket=${ticket}${query}`);
    this.onClose(() => socket.terminate());
    const client = new RawClient(socket);
    await client.opened;
    return client;
  }

  /** What is in the log, as a fresh document: what survives everything. */
  async stored(document: DocumentName): Promise<Y.Doc> {
    const { rows } = await this.pool.query<{ bytes: Buffer }>(
      'SELECT bytes FROM doc_update WHERE document_id = $1 ORDER BY seq',
      [document],
    );
    const doc = new Y.Doc();
    for (const row of rows) Y.applyUpdate(doc, row.bytes);
    return doc;
  }
}

/** A socket as a page of the studio opens it: browsers send their page's origin. */
export class StudioWebSocket extends WebSocket {
  constructor(url: string | URL) {
    super(url, { origin: STUDIO_ORIGIN });
  }
}

/** Keeps what it hears; knows nothing of the protocol beyond that. */
export class RawClient {
  readonly socket: WebSocket;
  readonly frames: Uint8Array[] = [];
  /** Rejects with the status when the upgrade is refused. */
  readonly opened: Promise<void>;
  readonly closed: Promise<{ code: number; reason: string }>;

  constructor(socket: WebSocket) {
    this.socket = socket;
    socket.on('message', (data: Buffer) => this.frames.push(new Uint8Array(data)));
    this.closed = new Promise((resolve) => socket.on('close', (code, reason) => resolve({ code, reason: reason.toString() })));
    this.opened = new Promise((resolve, reject) => {
      socket.on('open', resolve);
      socket.on('unexpected-response', (_request, response) => reject(new Error(`status ${response.statusCode}`)));
      socket.on('error', reject);
    });
  }

  /** Frames that begin with these bytes. */
  starting(...bytes: number[]): Uint8Array[] {
    return this.frames.filter((frame) => bytes.every((byte, i) => frame[i] === byte));
  }
}
