import { documentsToPurge, purgeDocuments } from '@trashfire/prisma/document-history';
import type { DocumentName } from '@trashfire/shared/document/names';
import type { Pool } from 'pg';
import type { Logger } from 'pino';
import type { Ring } from '../../realtime/ring.ts';

interface Deps {
  pool: Pool;
  ring: Ring;
  logger: Pick<Logger, 'warn'>;
  now(): Date;
}

export interface Erasure {
  /**
   * Documents were marked as deleted: their rooms are told, and all there is of them is removed (SPEC H8). What fails now is
   * tried again by {@link sweep}; never rejects.
   */
  deleted(documents: readonly DocumentName[]): Promise<void>;
  /** Removes what is left of documents that were deleted: those a process died over, and those that could not be removed then. */
  sweep(): Promise<void>;
}

/** How long what was deleted is kept. A trash that gives it back sets this to its days. */
const KEPT_MS = 0;
/** Documents removed in one turn of the sweep. */
const AT_ONCE = 20;

/** Removes for good what people deleted. */
export function createErasure({ pool, ring, logger, now }: Deps): Erasure {
  return {
    async deleted(documents) {
      ring(documents.map((document) => ({ kind: 'document', document })));
      if (KEPT_MS > 0) return;
      await purgeDocuments(pool, documents).catch((error: unknown) =>
        logger.warn({ err: error, documents }, 'could not remove what was deleted; it is hidden, and tried again'),
      );
    },
    async sweep() {
      await purgeDocuments(pool, await documentsToPurge(pool, new Date(now().getTime() - KEPT_MS), AT_ONCE));
    },
  };
}
