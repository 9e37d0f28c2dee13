import type { Image } from '@napi-rs/canvas';
import { loadImage } from '@napi-rs/canvas';
import { AppError } from '@trashfire/shared/errors/app-error';
import { cameraAt } from '../animatic/camera.ts';
import { planFrames } from '../animatic/frame-plan.ts';
import { createOpaqueSurface } from '../animatic/ink.ts';
import { VIEW_H, VIEW_W } from '../animatic/places/scene.ts';
import type { PictureEngine, ShotRenderer } from '../port.ts';
import { coverScale, type Shift, spareFor } from './cover.ts';

const STILL_QUALITY = 90;
/** The size whose reach the camera has: a picture has no size of its own. */
const SIZE = 'MS';

/**
 * An engine that shows one picture of somebody's own: it fills the frame, cut at the longer sides, and the camera moves over it.
 * @throws AppError bad-input when the file cannot be read as a picture.
 */
export async function openOwnPicture(path: string): Promise<PictureEngine> {
  const image = await read(path);
  return {
    name: 'own-picture',
    version: '1',
    async drawStill({ width, height }) {
      const surface = createOpaqueSurface(width, height);
      draw(surface.ctx, image, { width, height }, { x: 0, y: 0, zoom: 1 }, 1);
      return { jpeg: await surface.canvas.encode('jpeg', STILL_QUALITY) };
    },
    openShot: (manifest) => openShot(image, manifest),
  };
}

async function read(path: string): Promise<Image> {
  try {
    const image = await loadImage(path);
    if (image.width > 0 && image.height > 0) return image;
  } catch (cause) {
    throw new AppError('bad-input', UNREADABLE, { cause });
  }
  throw new AppError('bad-input', UNREADABLE);
}
const UNREADABLE = 'The picture given to this shot cannot be read. Give it another, or have it drawn.';

function openShot(image: Image, { width, height, frames, fps, move }: Parameters<PictureEngine['openShot']>[0]): ShotRenderer {
  const surface = createOpaqueSurface(width, height);
  // Camera shifts are in view units; here they are pixels of the frame.
  const camera = (frame: number): Shift => {
    const { x, y, zoom } = cameraAt(move, SIZE, frame, frames, fps);
    return { x: (x * width) / VIEW_W, y: (y * height) / VIEW_H, zoom };
  };
  const spare = spareFor(
    Array.from({ length: frames }, (_, i) => camera(i)),
    { width, height },
  );
  const plan = planFrames(frames, (i) => {
    const { x, y, zoom } = camera(i);
    return `${x.toFixed(3)},${y.toFixed(3)},${zoom.toFixed(5)}`;
  });
  const show = (i: number) => draw(surface.ctx, image, { width, height }, camera(i), spare);
  return {
    width,
    height,
    frames,
    uniqueFrames: plan.unique,
    repeatsPrevious: plan.repeats,
    drawFrame(i, into) {
      if (!Number.isInteger(i) || i < 0 || i >= frames) throw new RangeError(`frame ${i} is outside the shot's 0..${frames - 1}`);
      if (into.length !== width * height * 4)
        throw new RangeError(`a ${width}x${height} frame needs ${width * height * 4} bytes, the buffer has ${into.length}`);
      show(i);
      surface.canvas.data().copy(into);
    },
    async still() {
      show(Math.floor(frames / 2));
      return await surface.canvas.encode('jpeg', STILL_QUALITY);
    },
    headShare: () => null,
    close() {
      // Drops the pixels now instead of at some later collection.
      surface.canvas.width = 1;
      surface.canvas.height = 1;
    },
  };
}

type Context = ReturnType<typeof createOpaqueSurface>['ctx'];

function draw(ctx: Context, image: Image, frame: { width: number; height: number }, shift: Shift, spare: number): void {
  const scale = coverScale(image, frame) * spare * shift.zoom;
  const [w, h] = [image.width * scale, image.height * scale];
  ctx.fillStyle = '#000';
  ctx.fillRect(0, 0, frame.width, frame.height);
  ctx.imageSmoothingEnabled = true;
  ctx.imageSmoothingQuality = 'high';
  ctx.drawImage(image, (frame.width - w) / 2 - shift.x, (frame.height - h) / 2 - shift.y, w, h);
}
