import { t } from '@lingui/core/macro';
import { AppError } from '@trashfire/shared/errors/app-error';
import { checkPictureBytes, pictureHeader } from '@trashfire/shared/pictures/header';

const QUALITY = 0.92;

/**
 * Reads a file somebody brought, as the studio takes it: looked at by its bytes, decoded once here, so that what is damaged is
 * told at once. A photo is drawn anew, which turns it upright and leaves out where and with what it was taken.
 * @throws AppError why it cannot be a picture of the shot.
 */
export async function readPicture(file: Blob): Promise<Uint8Array> {
  // Before the first byte is read: gigabytes would end the page.
  checkPictureBytes(file.size);
  const bytes = new Uint8Array(await file.arrayBuffer());
  const { mime } = pictureHeader(bytes);
  const bitmap = await createImageBitmap(new Blob([bytes], { type: mime })).catch((cause: unknown) => {
    throw new AppError('bad-input', t`That picture is damaged and cannot be read. Save it anew and bring it again.`, { cause });
  });
  try {
    return mime === 'image/jpeg' ? await drawnAnew(bitmap) : bytes;
  } finally {
    bitmap.close();
  }
}

async function drawnAnew(bitmap: ImageBitmap): Promise<Uint8Array> {
  const canvas = new OffscreenCanvas(bitmap.width, bitmap.height);
  canvas.getContext('2d')?.drawImage(bitmap, 0, 0);
  const blob = await canvas.convertToBlob({ type: 'image/jpeg', quality: QUALITY });
  return new Uint8Array(await blob.arrayBuffer());
}
