import { createHash } from 'node:crypto';
import type { PrismaClient } from '@trashfire/prisma/client';
import { AppError } from '@trashfire/shared/errors/app-error';
import { HISTORY_LIMITS } from './limits.ts';
import type { HistoryDocument } from './log-reader.ts';

const WITH_PERSON = { createdBy: true } as const;
const NO_VERSION = 'That version does not exist, or is not yours to see.';

/** All named versions of a document, newest state first. */
export async function listVersions(prisma: PrismaClient, { name, teamId }: HistoryDocument) {
  return await prisma.docVersion.findMany({
    where: { documentId: name, teamId },
    orderBy: [{ seq: 'desc' }, { createdAt: 'desc' }],
    take: HISTORY_LIMITS.versions,
    include: WITH_PERSON,
  });
}
export type VersionRow = Awaited<ReturnType<typeof listVersions>>[number];

interface NewVersion {
  seq: number;
  name: string;
  personId: string;
  /** The whole state at `seq`: with it the version outlives the log. */
  snapshot: { bytes: Uint8Array; stateVector: Uint8Array };
}

/** Keeps a version and its snapshot, both or neither. @throws AppError conflict when the document has as many as it may have. */
export async function insertVersion(prisma: PrismaClient, document: HistoryDocument, version: NewVersion): Promise<VersionRow> {
  const { name: documentId, teamId } = document;
  const { seq, name, personId: createdById, snapshot } = version;
  return await prisma.$transaction(async (tx) => {
    // One after the other, so that no two are the last that fits; a deletion of the document waits or was before.
    const [living] = await tx.$queryRaw<{ id: string }[]>`
      SELECT id FROM document WHERE id = ${documentId} AND deleted_at IS NULL FOR NO KEY UPDATE`;
    if (living === undefined) throw new AppError('not-found', 'That document was deleted.');
    if ((await tx.docVersion.count({ where: { documentId } })) >= HISTORY_LIMITS.versions) {
      throw new AppError('conflict', `A document has at most ${HISTORY_LIMITS.versions} named versions. Remove one first.`);
    }
    const made = await tx.docVersion.create({
      data: { documentId, teamId, seq, name, createdById },
      include: WITH_PERSON,
    });
    const { bytes, stateVector } = snapshot;
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    await tx.docSnapshot.createMany({
      data: [{ documentId, seq, teamId, bytes: Buffer.from(bytes), stateVector: Buffer.from(stateVector), sha256 }],
      skipDuplicates: true,
    });
    // One that was there may be on its way out: with this it stays.
    const kept = await tx.$queryRaw<unknown[]>`
      SELECT 1 FROM doc_snapshot WHERE document_id = ${documentId} AND seq = ${seq} FOR SHARE`;
    if (kept.length === 0) throw new AppError('unavailable');
    return made;
  });
}

/** @throws AppError not-found for another team's version and one of a deleted document. */
export async function findVersion(prisma: PrismaClient, teamId: string, id: string): Promise<VersionRow> {
  const where = { id, teamId, document: { deletedAt: null } };
  const version = await prisma.docVersion.findFirst({ where, include: WITH_PERSON });
  if (version === null) throw new AppError('not-found', NO_VERSION);
  return version;
}

/** @throws AppError not-found. */
export async function renameVersion(prisma: PrismaClient, teamId: string, id: string, name: string): Promise<VersionRow> {
  await findVersion(prisma, teamId, id);
  return await prisma.docVersion.update({ where: { id }, data: { name }, include: WITH_PERSON });
}

/** Its snapshot stays until the log is trimmed the next time. @throws AppError not-found. */
export async function removeVersion(prisma: PrismaClient, teamId: string, id: string): Promise<void> {
  await findVersion(prisma, teamId, id);
  await prisma.docVersion.deleteMany({ where: { id, teamId } });
}
