import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { appendUpdates, createDocument } from '@trashfire/prisma/document-log';
import { mintTicket } from '@trashfire/shared/access/tickets';
import { type DocumentName, documentName } from '@trashfire/shared/document/names';
import { newId } from '@trashfire/shared/ids';
import { COMPACTION } from '@trashfire/shared/realtime/limits';
import { eventually } from '@trashfire/shared/testing/eventually';
import pg from 'pg';
import * as Y from 'yjs';
import { TICKET_SECRET } from '../../../collab-server/src/testing/harness.ts';
import { deployMigrations } from '../../../prisma/src/deploy.ts';
import { startEmbeddedPostgres } from '../../../scripts/embedded-postgres.ts';
import { childrenOf, pin, SERVER_CORE } from './processes.ts';
import { PEER_TABLE } from './servers/peer-store.ts';

/** The database all servers of a run share, with a team whose people open the documents. */
export interface World {
  databaseUrl: string;
  postgresPid: number;
  /** On the disk Postgres writes to. */
  folder: string;
  pool: pg.Pool;
  /** Creates an empty document. */
  document(): Promise<DocumentName>;
  /** Creates many at once. */
  documents(count: number): Promise<DocumentName[]>;
  /** Writes rows into our log as if they had been typed, one after another. */
  store(document: DocumentName, updates: readonly Uint8Array[]): Promise<void>;
  /** Resolves once our server, which must have the document open, has merged all of its log that it merges. @returns rows in no snapshot then. */
  merged(document: DocumentName): Promise<number>;
  /** A document with the same rows under a name of its own: its newest snapshot, and what came after it. */
  copyOf(document: DocumentName): Promise<DocumentName>;
  /** Writes a whole state where the peers look for it. */
  storeForPeers(document: DocumentName, state: Uint8Array): Promise<void>;
  /** Removes documents whose measurement is over: a server of a later turn would find and merge what is left of them. */
  drop(documents: readonly DocumentName[]): Promise<void>;
  /** @param person number of somebody on the team; each has an account of their own. */
  ticket(document: DocumentName, person: number): string;
  close(): Promise<void>;
}

const PEOPLE = 1000;
const ROWS_AT_ONCE = 2000;
const MERGE_MS = 180_000;

/** Tables a document opens from, the column that names it, and which of its rows. */
const NEWEST = 'SELECT coalesce(max(seq), 0) FROM doc_snapshot WHERE document_id = $1';
const COPIED = [
  ['document', 'id', ''],
  ['doc_snapshot', 'document_id', `AND seq = (${NEWEST})`],
  ['doc_update', 'document_id', `AND seq > (${NEWEST})`],
] as const;

async function copyRows(pool: pg.Pool, table: string, key: string, rest: string, from: string, to: string): Promise<void> {
  const { rows } = await pool.query<{ name: string }>(
    "SELECT column_name AS name FROM information_schema.columns WHERE table_schema = current_schema() AND table_name = $1 AND is_generated = 'NEVER'",
    [table],
  );
  const names = rows.map(({ name }) => `"${name}"`);
  const values = rows.map(({ name }) => (name === key ? '$2' : `"${name}"`));
  await pool.query(`INSERT INTO ${table} (${names.join()}) SELECT ${values.join()} FROM ${table} WHERE ${key} = $1 ${rest}`, [
    from,
    to,
  ]);
}

/** What our server reads after the newest snapshot. */
async function tailOf(pool: pg.Pool, document: DocumentName): Promise<{ rows: number; bytes: number }> {
  const { rows } = await pool.query<{ rows: string; bytes: string }>(
    `SELECT count(*) AS rows, coalesce(sum(length(bytes)), 0) AS bytes FROM doc_update WHERE document_id = $1 AND seq > (${NEWEST})`,
    [document],
  );
  return { rows: Number(rows[0]?.rows), bytes: Number(rows[0]?.bytes) };
}

export async function createWorld(): Promise<World> {
  const folder = mkdtempSync(join(tmpdir(), 'trashfire-bench-'));
  chmodSync(folder, 0o711);
  const settings = { fsync: 'on', synchronous_commit: 'on', full_page_writes: 'on' };
  const postgres = await startEmbeddedPostgres({ dataDir: folder, settings, log: () => undefined });
  // Children of the postmaster inherit its core; those that run already are moved.
  pin(postgres.pid, SERVER_CORE);
  for (const child of childrenOf(postgres.pid)) pin(child, SERVER_CORE);
  await deployMigrations(postgres.url);
  const pool = new pg.Pool({ connectionString: postgres.url, max: 4 });
  pool.on('error', () => undefined);
  await pool.query(PEER_TABLE);
  const { rows: teams } = await pool.query<{ id: string }>("INSERT INTO team (name) VALUES ('Bench') RETURNING id");
  const team = teams[0]?.id ?? '';
  const { rows: people } = await pool.query<{ id: string; version: number }>(
    `WITH made AS (INSERT INTO person (team_id, name, color)
       SELECT $1, 'Person ' || i, '#00ffea' FROM generate_series(1, $2::int) AS i RETURNING id)
     INSERT INTO membership (team_id, person_id, role) SELECT $1, id, 'editor' FROM made RETURNING person_id AS id, version`,
    [team, PEOPLE],
  );
  const documents = async (count: number) => {
    const names = Array.from({ length: count }, () => documentName('episode', newId()));
    for (const name of names) await createDocument(pool, name, team);
    return names;
  };
  return {
    databaseUrl: postgres.url,
    postgresPid: postgres.pid,
    folder,
    pool,
    documents,
    document: async () => (await documents(1))[0] as DocumentName,
    store: async (document, updates) => {
      const actor = { kind: 'person', id: people[0]?.id ?? '' } as const;
      for (let from = 0; from < updates.length; from += ROWS_AT_ONCE) {
        const rows = updates.slice(from, from + ROWS_AT_ONCE);
        await appendUpdates(
          pool,
          rows.map((bytes) => ({ document, bytes, actor, clientIds: [...Y.parseUpdateMeta(bytes).to.keys()] })),
        );
      }
    },
    merged: async (document) => {
      const isMerged = async () => {
        const { rows, bytes } = await tailOf(pool, document);
        return rows < COMPACTION.tail.rows && bytes < COMPACTION.tail.bytes;
      };
      await eventually('our server has merged the log', isMerged, MERGE_MS);
      return (await tailOf(pool, document)).rows;
    },
    copyOf: async (document) => {
      const copy = documentName('episode', newId());
      for (const [table, key, rest] of COPIED) await copyRows(pool, table, key, rest, document, copy);
      return copy;
    },
    storeForPeers: async (document, state) => {
      await pool.query('INSERT INTO peer_state (name, state) VALUES ($1, $2)', [document, Buffer.from(state)]);
    },
    drop: async (documents) => {
      await pool.query('UPDATE document SET deleted_at = now() WHERE id = ANY ($1)', [documents]);
    },
    ticket: (document, person) => {
      const { id = '', version = 0 } = people[person % people.length] ?? {};
      const actor = { kind: 'person', id, name: `Person ${person}`, color: '#00ffea' } as const;
      return mintTicket(
        { doc: document, team, can: 'write', actor, member: id, version },
        TICKET_SECRET,
        Math.floor(Date.now() / 1000),
      );
    },
    close: async () => {
      await pool.end();
      await postgres.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
