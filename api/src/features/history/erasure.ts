import type { PrismaClient } from '@trashfire/prisma/client';
import { documentsToPurge, purgeDocuments } from '@trashfire/prisma/document-history';
import { type DocumentName, parseDocumentName } from '@trashfire/shared/document/names';
import type { Pool } from 'pg';
import type { Ring } from '../../realtime/ring.ts';

interface Deps {
  pool: Pool;
  prisma: PrismaClient;
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
export function createErasure({ pool, prisma, ring, now }: Deps): Erasure {
  const purge = async (documents: readonly string[]): Promise<void> => {
    await purgeDocuments(pool, documents);
    await forget(prisma, documents);
  };
  return {
    deleted: (documents) => ring(documents.map((document) => ({ kind: 'document', document }))),
    purge,
    sweep: async () => purge(await documentsToPurge(pool, new Date(now().getTime() - KEPT_MS), AT_ONCE)),
  };
}

/** Chat and runs of episodes that are gone. Renders stay: the ledger names them, and what was paid is never rewritten (R4). */
async function forget(prisma: PrismaClient, documents: readonly string[]): Promise<void> {
  const episodes = documents.flatMap((name) => {
    const parsed = parseDocumentName(name);
    return parsed?.kind === 'episode' ? [parsed.id] : [];
  });
  if (episodes.length === 0) return;
  const where = { episodeId: { in: episodes }, episode: { deletedAt: { not: null } } };
  // Messages name the run that answered them.
  await prisma.$transaction([prisma.chatMessage.deleteMany({ where }), prisma.agentRun.deleteMany({ where })]);
}
