import { AppError } from '@trashfire/shared/errors/app-error';
import type { StillManifest } from '@trashfire/shared/render/manifest';
import { openOwnPicture } from './own-picture/engine.ts';
import type { PictureEngine } from './port.ts';

/**
 * What makes the pictures of a manifest: the engine that draws, or the picture that is shown instead.
 * @param path where that picture lies. @throws AppError bad-input when it is not there or cannot be read.
 */
export async function engineFor(
  drawing: PictureEngine,
  { own }: StillManifest['picture'],
  path: string | null,
): Promise<PictureEngine> {
  if (own === undefined) return drawing;
  if (path === null)
    throw new AppError('bad-input', 'The picture given to this shot is not there any more. Give it another, or have it drawn.');
  return await openOwnPicture(path);
}
