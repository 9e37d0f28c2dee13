import { documentsToPurge, purgeDocuments } from '@trashfire/prisma/document-history';
import type { DocumentName } from '@trashfire/shared/document/names';
import type { Pool } from 'pg';
import type { Ring } from '../../realtime/ring.ts';

interface Deps {
  pool: Pool;
  ring: Ring;
  now(): Date;
}

export interface Erasure {
  /** Documents were marked as deleted: their rooms are told (SPEC H8). Never rejects. */
  deleted(documents: readonly DocumentName[]): void;
  /** Removes all there is of documents that lie in the trash, and what was said and asked in their episodes. */
  purge(documents: readonly string[]): Promise<void>;
  /** The same for what has lain there for {@link KEPT_MS}. */
  sweep(): Promise<void>;
}

/** How long what was deleted can be given back: 30 days. */
export const KEPT_MS = 30 * 24 * 60 * 60 * 1000;
/** Documents removed in one turn of the sweep. */
const AT_ONCE = 20;

/** Removes for good what people deleted, once it has lain in the trash. */
export function createErasure({ pool, ring, now }: Deps): Erasure {
  const purge = async (documents: readonly string[]): Promise<void> => {
    await purgeDocuments(pool, documents);
  };
  return {
    deleted: (documents) => ring(documents.map((document) => ({ kind: 'document', document }))),
    purge,
    sweep: async () => purge(await documentsToPurge(pool, new Date(now().getTime() - KEPT_MS), AT_ONCE)),
  };
}
