import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import type { PrismaClient } from '@trashfire/prisma/client';
import type { PictureView } from '@trashfire/shared/api/contract';
import { AppError } from '@trashfire/shared/errors/app-error';
import { checkPictureBytes } from '@trashfire/shared/pictures/header';
import type { FilePart } from '@trashfire/shared/pictures/parts';
import type { Handlers } from '../../http/handler.ts';
import { checkPicture } from './check-picture.ts';
import type { SignedUrls } from './signed-urls.ts';
import type { AssetStore } from './store.ts';

interface Deps {
  prisma: PrismaClient;
  store: AssetStore;
  urls: SignedUrls;
}

/**
 * Pictures that people bring. A file is sent in parts, each under its hash, so that a broken line goes on where it stopped;
 * the parts become one asset once all are there and the whole has been checked. Until then nothing refers to them.
 */
export function createPictures({ prisma, store, urls }: Deps): Handlers<'beginPicture' | 'finishPicture' | 'dropPicture'> {
  const has = async (teamId: string, { hash, bytes }: FilePart) => (await store.size({ teamId, hash })) === bytes;

  /** A part may be what another file of the team is called by: that one stays. */
  const forget = async (teamId: string, parts: readonly FilePart[], except: string | null) => {
    const hashes = [...new Set(parts.map(({ hash }) => hash))].filter((hash) => hash !== except);
    const used = await prisma.asset.findMany({ where: { teamId, hash: { in: hashes } }, select: { hash: true } });
    const kept = new Set(used.map(({ hash }) => hash));
    for (const hash of hashes) if (!kept.has(hash)) await store.delete({ teamId, hash });
  };

  return {
    async beginPicture({ body: { parts }, viewer: { teamId } }) {
      checkPictureBytes(sizeOf(parts));
      const there = await Promise.all(parts.map((part) => has(teamId, part)));
      const address = ({ hash, bytes }: FilePart) => urls.signPut({ teamId, hash }, { bytes, mime: 'application/octet-stream' });
      return { urls: parts.map((part, i) => (there[i] === true ? null : address(part))) };
    },

    async finishPicture({ body: { hash, parts }, viewer: { teamId } }): Promise<PictureView> {
      checkPictureBytes(sizeOf(parts));
      const file = await joined(store, teamId, parts);
      if (createHash('sha256').update(file).digest('hex') !== hash)
        throw new AppError('bad-input', 'The parts of that picture do not make the file they were announced as. Send it again.');
      const picture = await checkPicture(file).catch(async (error: unknown) => {
        // It will never be one: what was sent of it goes.
        await forget(teamId, parts, null);
        throw error;
      });
      if (parts.length > 1) await store.put({ teamId, hash }, Readable.from([file]), file.length);
      const row = { teamId, hash, size: file.length, mime: picture.mime };
      // Two people may finish the same file at once: the second finds the row there.
      await prisma.asset.createMany({ data: [row], skipDuplicates: true });
      await forget(teamId, parts, hash);
      return { hash, ...picture };
    },

    async dropPicture({ body: { parts }, viewer: { teamId } }) {
      await forget(teamId, parts, null);
      return { ok: true };
    },
  };
}

const sizeOf = (parts: readonly FilePart[]): number => parts.reduce((sum, { bytes }) => sum + bytes, 0);

/** @throws AppError conflict when a part is not there: it never came, or another upload of the same file took it away. */
async function joined(store: AssetStore, teamId: string, parts: readonly FilePart[]): Promise<Buffer> {
  const pieces: Buffer[] = [];
  for (const { hash, bytes } of parts) {
    const piece = await store.get({ teamId, hash }, { start: 0, end: bytes - 1 });
    if (piece === null) throw new AppError('conflict', 'A part of that picture is not here yet. Go on with the upload.');
    for await (const chunk of piece) pieces.push(chunk as Buffer);
  }
  return Buffer.concat(pieces);
}
