import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import type { PrismaClient } from '@trashfire/prisma/client';
import { documentName } from '@trashfire/shared/document/names';
import { DOCUMENT_SCHEMA_VERSION } from '@trashfire/shared/document/schema';
import { AppError } from '@trashfire/shared/errors/app-error';
import { ZipFile } from 'yazl';
import * as Y from 'yjs';
import type { AssetStore } from '../assets/store.ts';
import { type DocumentReader, mustRead } from '../documents/reader.ts';
import { findSeries } from '../series/repo.ts';
import { ARCHIVE_LIMITS, assetPath, documentPath, FORMAT, LAYOUT_VERSION, MANIFEST_PATH, type Manifest } from './manifest.ts';
import type { States } from './states.ts';

export interface ExportDeps {
  prisma: PrismaClient;
  store: AssetStore;
  reader: DocumentReader;
  states: Pick<States, 'leaving'>;
  now(): Date;
}

export interface ArchiveStream {
  title: string;
  /** Of the whole file. */
  bytes: number;
  stream: Readable;
}

/** Pictures are asked for so many at a time. */
const PAGE = 5000;
const TOO_LARGE =
  'This series is larger than one archive holds (2 GB). Bring its largest pictures in a smaller size, then try again.';

/**
 * A series as one zip: its documents as the exact states they have now, the pictures they show, and a manifest with sizes and
 * hashes. Nothing is packed smaller, so that its length is known before the first byte goes out.
 * @throws AppError not-found, too-large.
 */
export async function exportSeries(deps: ExportDeps, teamId: string, seriesId: string): Promise<ArchiveStream> {
  const series = await findSeries(deps.prisma, teamId, seriesId);
  const there = await deps.prisma.episode.count({ where: { teamId, seriesId, deletedAt: null } });
  // A list shows no more either: the rest would be left out without a word.
  if (there > ARCHIVE_LIMITS.episodes)
    throw new AppError('too-large', `An archive holds ${ARCHIVE_LIMITS.episodes} episodes, and this series has ${there}.`);
  const hashes = new Set<string>();
  const files = new Map<string, Buffer>();
  let held = 0;
  const read = async (kind: 'series' | 'episode', id: string) => {
    const { doc } = await mustRead(deps.reader, documentName(kind, id));
    const state = await deps.states.leaving(Y.encodeStateAsUpdate(doc), kind);
    for (const hash of state.hashes) hashes.add(hash);
    const bytes = Buffer.from(state.bytes);
    held += bytes.length;
    // All states are held at once: they are of one moment as nearly as they can be, and small beside what pictures take.
    if (bytes.length > ARCHIVE_LIMITS.documentBytes || held > ARCHIVE_LIMITS.statesBytes)
      throw new AppError('too-large', TOO_LARGE);
    files.set(documentPath(kind, id), bytes);
    return { bytes: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex') };
  };
  const { id, title, logline } = series;
  const manifest: Manifest = {
    format: FORMAT,
    version: LAYOUT_VERSION,
    schemaVersion: DOCUMENT_SCHEMA_VERSION,
    exportedAt: deps.now().toISOString(),
    series: { id, title, logline, state: await read('series', id) },
    episodes: [],
    assets: [],
  };
  for (const { id, number, title, archivedAt } of series.episodes)
    manifest.episodes.push({ id, number, title, archived: archivedAt !== null, state: await read('episode', id) });
  manifest.assets = await assetsOf(deps, teamId, [...hashes].sort());
  const total = held + manifest.assets.reduce((sum, { bytes }) => sum + bytes, 0);
  if (total > ARCHIVE_LIMITS.bytes || manifest.assets.length > ARCHIVE_LIMITS.assets) throw new AppError('too-large', TOO_LARGE);
  const { bytes, stream } = await zipOf(deps, teamId, manifest, files);
  return { title, bytes, stream };
}

/** Pictures alone: what else bears a hash can be made again. One whose bytes the store lost is left out, as it is on screen. */
async function assetsOf({ prisma, store }: ExportDeps, teamId: string, hashes: readonly string[]): Promise<Manifest['assets']> {
  const assets: Manifest['assets'] = [];
  for (let at = 0; at < hashes.length; at += PAGE) {
    const where = { teamId, hash: { in: hashes.slice(at, at + PAGE) }, mime: { startsWith: 'image/' } };
    const rows = await prisma.asset.findMany({ where, select: { hash: true }, orderBy: { hash: 'asc' } });
    for (const { hash } of rows) {
      const bytes = await store.size({ teamId, hash });
      if (bytes !== null) assets.push({ hash, bytes });
    }
  }
  return assets;
}

async function zipOf(
  { store }: ExportDeps,
  teamId: string,
  manifest: Manifest,
  files: ReadonlyMap<string, Buffer>,
): Promise<{ bytes: number; stream: Readable }> {
  const zip = new ZipFile();
  // One moment for all entries: the same series gives the same bytes.
  const options = { compress: false, mtime: new Date(manifest.exportedAt) };
  zip.addBuffer(Buffer.from(JSON.stringify(manifest, null, 1)), MANIFEST_PATH, options);
  for (const [path, bytes] of files) zip.addBuffer(bytes, path, options);
  const stream = Readable.from(zip.outputStream, { objectMode: false });
  for (const { hash, bytes } of manifest.assets) {
    zip.addReadStreamLazy(assetPath(hash), { ...options, size: bytes }, (give) => {
      store.get({ teamId, hash }).then(
        (picture) => (picture === null ? give(new Error(`asset ${hash} went away`), Readable.from([])) : give(null, picture)),
        (error: unknown) => give(error instanceof Error ? error : new Error(String(error)), Readable.from([])),
      );
    });
  }
  // A picture that cannot be read ends the file where it is: the browser sees that it is not whole.
  zip.on('error', (error) => stream.destroy(error));
  // The type of the library leaves out what its callback is told.
  const ended = (resolve: (bytes: number) => void) => resolve as () => void;
  const bytes = await new Promise<number>((resolve) => zip.end({ forceZip64Format: false, comment: '' }, ended(resolve)));
  return { bytes, stream };
}
