import type { PrismaClient } from '@trashfire/prisma/client';
import { appendUpdates, createDocument, type Queryable } from '@trashfire/prisma/document-log';
import type { ImportedArchiveView } from '@trashfire/shared/api/home-contract';
import { documentName } from '@trashfire/shared/document/names';
import { DOCUMENT_SCHEMA_VERSION } from '@trashfire/shared/document/schema';
import { AppError } from '@trashfire/shared/errors/app-error';
import { newId } from '@trashfire/shared/ids';
import { PICTURE_LIMITS } from '@trashfire/shared/pictures/limits';
import type { Pool } from 'pg';
import { checkPicture } from '../assets/check-picture.ts';
import type { AssetStore } from '../assets/store.ts';
import type { ContentKind } from './contents.ts';
import {
  ARCHIVE_LIMITS,
  assetPath,
  documentPath,
  Envelope,
  entriesOf,
  LAYOUT_VERSION,
  MANIFEST_PATH,
  Manifest,
} from './manifest.ts';
import { type OpenZip, openZip } from './open-zip.ts';
import type { Edit, States } from './states.ts';

export interface ImportDeps {
  prisma: PrismaClient;
  pool: Pool;
  store: AssetStore;
  states: States;
  now(): Date;
}

interface For {
  teamId: string;
  personId: string;
}

const NO_ARCHIVE = 'That file is no archive of a series. Bring one that was exported from a studio (.trashfire.zip).';
const NEWER = 'That archive was made by a newer release of the studio. Update this one, then bring it again.';
const OTHER = 'What is in that archive is not what its manifest says, so nothing of it was brought in. Export the series anew.';

/**
 * Makes a series of an archive: its documents byte for byte, its pictures, its rows. Everything is checked before anything is
 * kept, and the rows and documents are one transaction, so what is refused leaves nothing behind.
 * @param path of the file. @param signal ends it between two steps. @throws AppError with words for the person.
 */
export async function importArchive(deps: ImportDeps, path: string, by: For, signal: AbortSignal): Promise<ImportedArchiveView> {
  const zip = await openZip(path);
  try {
    const manifest = await manifestOf(zip);
    const ids = await idsFor(deps.pool, manifest);
    const renamed = manifest.episodes.map(({ id }): [string, string] => [id, ids(id)]).filter(([from, to]) => from !== to);
    const documents: Seed[] = [];
    for (const { kind, id, state } of documentsOf(manifest)) {
      signal.throwIfAborted();
      const bytes = await zip.bytes(documentPath(kind, id), ARCHIVE_LIMITS.documentBytes, state.sha256);
      const { clients, edit } = await deps.states.coming(bytes, kind, renamed);
      documents.push({ kind, id: ids(id), updates: [{ bytes, clients }, ...(edit === null ? [] : [edit])] });
    }
    const kept = await keepAssets(deps, zip, manifest, by.teamId, signal);
    try {
      signal.throwIfAborted();
      await insertAll(deps, manifest, ids, documents, kept.rows, by);
    } catch (error) {
      await kept.takeBack();
      throw error;
    }
    return { seriesId: ids(manifest.series.id), title: manifest.series.title, episodes: manifest.episodes.length };
  } finally {
    zip.close();
  }
}

interface Seed {
  kind: ContentKind;
  id: string;
  /** The state as it was exported; behind it, what new ids make necessary. */
  updates: Edit[];
}

const documentsOf = ({ series, episodes }: Manifest) => [
  { kind: 'series' as const, id: series.id, state: series.state },
  ...episodes.map(({ id, state }) => ({ kind: 'episode' as const, id, state })),
];

async function manifestOf(zip: OpenZip): Promise<Manifest> {
  if (!zip.sizes.has(MANIFEST_PATH)) throw new AppError('bad-input', NO_ARCHIVE);
  const json = jsonOf(await zip.bytes(MANIFEST_PATH, ARCHIVE_LIMITS.manifestBytes));
  const envelope = Envelope.safeParse(json);
  if (!envelope.success) throw new AppError('bad-input', NO_ARCHIVE);
  if (envelope.data.version > LAYOUT_VERSION || envelope.data.schemaVersion > DOCUMENT_SCHEMA_VERSION)
    throw new AppError('bad-input', NEWER);
  const parsed = Manifest.safeParse(json);
  if (!parsed.success) throw new AppError('bad-input', OTHER, { cause: parsed.error });
  const named = entriesOf(parsed.data);
  const paths = new Set(named.map(({ path }) => path));
  const numbers = new Set(parsed.data.episodes.map(({ number }) => number));
  const whole = paths.size === named.length && numbers.size === parsed.data.episodes.length && zip.sizes.size === paths.size + 1;
  if (!whole || named.some(({ path, bytes }) => zip.sizes.get(path) !== bytes)) throw new AppError('bad-input', OTHER);
  return parsed.data;
}

function jsonOf(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString('utf8'));
  } catch {
    return null;
  }
}

/** The archive's own ids, or new ones for all where this studio has had one of them: what is here is never written over. */
async function idsFor(pool: Pool, manifest: Manifest): Promise<(id: string) => string> {
  const all = [manifest.series.id, ...manifest.episodes.map(({ id }) => id)];
  const { rows } = await pool.query<{ taken: boolean }>('SELECT EXISTS (SELECT 1 FROM document WHERE id = ANY ($1)) AS taken', [
    all.flatMap((id) => (['series', 'episode', 'renders'] as const).map((kind) => documentName(kind, id))),
  ]);
  if (rows[0]?.taken !== true) return (id) => id;
  const fresh = new Map(all.map((id) => [id, newId()]));
  return (id) => fresh.get(id) ?? id;
}

interface AssetRow {
  teamId: string;
  hash: string;
  size: number;
  mime: string;
}

/** Pictures go into the store one by one, each read whole and checked like one that a person brings. */
async function keepAssets(
  { prisma, store }: ImportDeps,
  zip: OpenZip,
  { assets }: Manifest,
  teamId: string,
  signal: AbortSignal,
) {
  const rows: AssetRow[] = [];
  const added: string[] = [];
  const takeBack = async () => {
    const used = await prisma.asset.findMany({ where: { teamId, hash: { in: added } }, select: { hash: true } });
    const kept = new Set(used.map(({ hash }) => hash));
    for (const hash of added) if (!kept.has(hash)) await store.delete({ teamId, hash });
  };
  try {
    for (const { hash } of assets) {
      signal.throwIfAborted();
      const file = await zip.bytes(assetPath(hash), PICTURE_LIMITS.bytes, hash);
      const { mime } = await checkPicture(file);
      if ((await store.size({ teamId, hash })) === null) {
        added.push(hash);
        await store.put({ teamId, hash }, bytesOf(file), file.length);
      }
      rows.push({ teamId, hash, size: file.length, mime });
    }
  } catch (error) {
    await takeBack();
    throw error;
  }
  return { rows, takeBack };
}

async function* bytesOf(file: Buffer): AsyncGenerator<Uint8Array> {
  yield file;
}

/** Rows, documents and assets in one transaction: all of the series is there, or nothing. Nobody can have one of its documents open. */
async function insertAll(
  { pool, now }: ImportDeps,
  { series, episodes }: Manifest,
  ids: (id: string) => string,
  documents: readonly Seed[],
  assets: readonly AssetRow[],
  { teamId, personId }: For,
): Promise<void> {
  const client = await pool.connect();
  let isWhole = true;
  try {
    await client.query('BEGIN');
    // Before the rows: whoever brings in the same archive at this moment waits here, and is told so.
    for (const { kind, id } of documents) await createFresh(client, documentName(kind, id), teamId);
    await client.query('INSERT INTO series (id, team_id, title, logline) VALUES ($1, $2, $3, $4)', [
      ids(series.id),
      teamId,
      series.title,
      series.logline,
    ]);
    for (const { id, number, title, archived } of episodes) {
      await client.query(
        'INSERT INTO episode (id, team_id, series_id, number, title, archived_at) VALUES ($1, $2, $3, $4, $5, $6)',
        [ids(id), teamId, ids(series.id), number, title, archived ? now() : null],
      );
      await createFresh(client, documentName('renders', ids(id)), teamId);
    }
    for (const { kind, id, updates } of documents) {
      const document = documentName(kind, id);
      const actor = { kind: 'person' as const, id: personId };
      await appendUpdates(
        client,
        updates.map(({ bytes, clients }) => ({ document, bytes, actor, clientIds: clients })),
      );
    }
    await client.query(
      `INSERT INTO asset (team_id, hash, size, mime) SELECT $1, * FROM unnest($2::text[], $3::bigint[], $4::text[]) ON CONFLICT DO NOTHING`,
      [teamId, assets.map(({ hash }) => hash), assets.map(({ size }) => size), assets.map(({ mime }) => mime)],
    );
    await client.query('COMMIT');
  } catch (error) {
    await client.query('ROLLBACK').catch(() => {
      isWhole = false;
    });
    throw error;
  } finally {
    // A connection that could not let go is not given to others.
    client.release(!isWhole);
  }
}

/** @throws AppError conflict: another import of the same archive was a moment earlier. */
async function createFresh(client: Queryable, document: ReturnType<typeof documentName>, teamId: string): Promise<void> {
  if (await createDocument(client, document, teamId)) return;
  throw new AppError(
    'conflict',
    'That archive is being brought in by somebody else at this moment. Look at home, then try again.',
  );
}
