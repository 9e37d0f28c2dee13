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
import type { UploadParts } from './upload-parts.ts';

interface Deps {
  prisma: PrismaClient;
  store: AssetStore;
  urls: SignedUrls;
  uploads: UploadParts;
}

/**
 * Pictures that people bring. A file is sent in parts, each under its hash, so that a broken line goes on where it stopped;
 * the parts become one asset once all are there and the whole has been checked. Until then nothing refers to them.
 */
export function createPictures({
  prisma,
  store,
  urls,
  uploads,
}: Deps): Handlers<'beginPicture' | 'finishPicture' | 'dropPicture'> {
  const has = async (teamId: string, { hash, bytes }: FilePart) => (await store.size({ teamId, hash })) === bytes;

  return {
    async beginPicture({ body: { parts }, viewer: { teamId } }) {
      checkPictureBytes(sizeOf(parts));
      await uploads.begun(teamId, parts);
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
        await uploads.forget(teamId, parts);
        throw error;
      });
      const keep = async () => {
        if (!(await has(teamId, { hash, bytes: file.length })))
          await store.put({ teamId, hash }, Readable.from([file]), file.length);
      };
      await keep();
      const row = { teamId, hash, size: file.length, mime: picture.mime };
      // Two people may finish the same file at once: the second finds the row there.
      await prisma.asset.createMany({ data: [row], skipDuplicates: true });
      await uploads.forget(teamId, parts);
      // Once more, now that the row keeps them: whoever let go of a part meanwhile may have taken the file's own bytes along.
      await keep();
      return { hash, ...picture };
    },

    async dropPicture({ body: { parts }, viewer: { teamId } }) {
      await uploads.forget(teamId, parts);
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
