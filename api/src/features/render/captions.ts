import type { PrismaClient } from '@trashfire/prisma/client';
import { AppError } from '@trashfire/shared/errors/app-error';
import { CutManifest } from '@trashfire/shared/render/manifest';
import type { Handlers } from '../../http/handler.ts';

/**
 * The captions a cut was made with, from the manifest of the task that made it: a film older than the script goes on saying
 * what is heard in it.
 * @throws AppError not-found for what is no cut, and for another team's.
 */
export function createCaptions({ prisma }: { prisma: PrismaClient }): Handlers<'captions'> {
  return {
    async captions({ params: { hash }, viewer: { teamId } }) {
      const made = await prisma.taskAsset.findFirst({
        where: { teamId, hash, task: { kind: { in: ['scene', 'episode'] } } },
        select: { task: { select: { manifest: true } } },
      });
      if (made === null) throw new AppError('not-found', 'That cut does not exist, or is not yours to see.');
      const { fps, captions } = CutManifest.parse(made.task.manifest);
      return { fps, captions };
    },
  };
}
