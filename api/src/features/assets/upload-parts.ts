import type { PrismaClient } from '@trashfire/prisma/client';
import type { FilePart } from '@trashfire/shared/pictures/parts';
import type { Pool } from 'pg';
import type { AssetStore } from './store.ts';

interface Deps {
  prisma: PrismaClient;
  pool: Pool;
  store: AssetStore;
  now(): Date;
}

/** Bytes on their way to become an asset. Nothing refers to them yet, so a row of each says that they are there. */
export interface UploadParts {
  /** Written before the first byte may come. */
  begun(teamId: string, parts: readonly FilePart[]): Promise<void>;
  /** Lets go of parts; one that is by now an asset of the team stays. */
  forget(teamId: string, parts: readonly FilePart[]): Promise<void>;
  /** The same for parts of which nothing was heard for {@link UNFINISHED_MS}. */
  sweep(): Promise<void>;
}

/** How long an upload that broke can be gone on with: a day. */
export const UNFINISHED_MS = 24 * 60 * 60 * 1000;
/** Parts let go of in one turn of the sweep. */
const AT_ONCE = 500;

/** Keeps account of the parts of uploads, in rows: whoever closes the window in the middle says nothing. */
export function createUploadParts({ prisma, pool, store, now }: Deps): UploadParts {
  const letGo = async (teamId: string, hashes: readonly string[]): Promise<void> => {
    const used = await prisma.asset.findMany({ where: { teamId, hash: { in: [...hashes] } }, select: { hash: true } });
    const kept = new Set(used.map(({ hash }) => hash));
    for (const hash of hashes) if (!kept.has(hash)) await store.delete({ teamId, hash });
    // After the bytes: a process that dies in between leaves a row that is swept again, and no bytes nobody knows of.
    await prisma.uploadPart.deleteMany({ where: { teamId, hash: { in: [...hashes] } } });
  };

  return {
    async begun(teamId, parts) {
      await pool.query(
        `INSERT INTO upload_part (team_id, hash, created_at) SELECT $1, hash, $3 FROM unnest($2::text[]) AS hash
         ON CONFLICT (team_id, hash) DO UPDATE SET created_at = EXCLUDED.created_at`,
        [teamId, hashesOf(parts), now()],
      );
    },
    forget: (teamId, parts) => letGo(teamId, hashesOf(parts)),
    async sweep() {
      const before = new Date(now().getTime() - UNFINISHED_MS);
      const old = await prisma.uploadPart.findMany({ where: { createdAt: { lt: before } }, take: AT_ONCE });
      for (const [teamId, rows] of Map.groupBy(old, (row) => row.teamId))
        await letGo(
          teamId,
          rows.map(({ hash }) => hash),
        );
    },
  };
}

const hashesOf = (parts: readonly FilePart[]): string[] => [...new Set(parts.map(({ hash }) => hash))];
