import { ARCHIVE_BYTES } from '@trashfire/shared/api/home-contract';
import { RecordId } from '@trashfire/shared/document/schema';
import { z } from 'zod';

/** How an archive of a series is laid out. Raise it when a program of the version before would restore something wrong. */
export const LAYOUT_VERSION = 1;
export const FORMAT = 'trashfire-series';

/** Bounds of what is read and written (R7). Bytes unless said. */
export const ARCHIVE_LIMITS = {
  /** Of the file as a whole. */
  bytes: ARCHIVE_BYTES,
  manifestBytes: 4 * 1024 ** 2,
  documentBytes: 64 * 1024 ** 2,
  episodes: 200,
  assets: 20_000,
  /** Of the documents of a series together: an export holds them while it goes out. */
  statesBytes: 256 * 1024 ** 2,
  /** Archives one process makes and takes in at once, and of one team, so that none keeps the others waiting. */
  atOnce: 8,
  perTeam: 2,
  /** A line on which nothing moves for so long is closed, ms. */
  idleMs: 60_000,
} as const;

const Hash = z.string().regex(/^[0-9a-f]{64}$/);
const Title = z.string().min(1).max(200);
const State = z.strictObject({ bytes: z.number().int().min(1).max(ARCHIVE_LIMITS.documentBytes), sha256: Hash });

/** What says of any archive, of whatever layout, whether this program can read it. */
export const Envelope = z.object({
  format: z.literal(FORMAT),
  version: z.number().int().min(1),
  schemaVersion: z.number().int(),
});

/** `manifest.json`: everything else in the archive, with its size and sha256. Rendered pictures are not in it: they are made again. */
export const Manifest = z.strictObject({
  format: z.literal(FORMAT),
  version: z.literal(LAYOUT_VERSION),
  /** Layout of the documents (DOCUMENT_SCHEMA_VERSION). */
  schemaVersion: z.number().int().min(1),
  exportedAt: z.iso.datetime(),
  series: z.strictObject({ id: RecordId, title: Title, logline: z.string().max(2000), state: State }),
  episodes: z
    .array(
      z.strictObject({
        id: RecordId,
        number: z.number().int().min(1).max(100_000),
        title: Title,
        archived: z.boolean(),
        state: State,
      }),
    )
    .max(ARCHIVE_LIMITS.episodes),
  /** Pictures that the documents show, by the sha256 of their bytes. */
  assets: z.array(z.strictObject({ hash: Hash, bytes: z.number().int().min(1) })).max(ARCHIVE_LIMITS.assets),
});
export type Manifest = z.infer<typeof Manifest>;

export const MANIFEST_PATH = 'manifest.json';
export const documentPath = (kind: 'series' | 'episode', id: string): string => `documents/${kind}-${id}.bin`;
export const assetPath = (hash: string): string => `assets/${hash}`;

/** Everything a manifest names, with its path and size. */
export function entriesOf(manifest: Manifest): { path: string; bytes: number; sha256: string }[] {
  const { series, episodes, assets } = manifest;
  return [
    { path: documentPath('series', series.id), ...series.state },
    ...episodes.map(({ id, state }) => ({ path: documentPath('episode', id), ...state })),
    ...assets.map(({ hash, bytes }) => ({ path: assetPath(hash), bytes, sha256: hash })),
  ];
}
