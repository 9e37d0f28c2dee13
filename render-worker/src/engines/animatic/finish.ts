import type { Canvas } from '@napi-rs/canvas';
import { type Ctx, createSurface, radial, type Surface } from './ink.ts';
import { createRandom } from './random.ts';

/** The last passes over a frame (ART §7): bloom, vignette, grain. Built once per frame size. */
export interface Finish {
  readonly small: Surface;
  readonly vignette: Canvas;
  readonly grain: Canvas;
  readonly width: number;
  readonly height: number;
}

const GRAIN_TILE = 256;
/** Grain stays under what an encoder would spend bits on in every frame. */
const GRAIN = 0.05;
const VIGNETTE = 0.32;

/** @param width of the frame in pixels, as `height`. */
export function createFinish(width: number, height: number): Finish {
  return {
    small: createSurface(width / 8, height / 8),
    vignette: paintVignette(width, height),
    grain: paintGrain(width, height),
    width,
    height,
  };
}

function paintVignette(width: number, height: number): Canvas {
  const { canvas, ctx } = createSurface(width, height);
  ctx.fillStyle = radial(ctx, width / 2, height * 0.48, width * 0.68, [
    [0, 'rgba(12,8,30,0)'],
    [0.55, 'rgba(12,8,30,0)'],
    [1, `rgba(12,8,30,${VIGNETTE})`],
  ]);
  ctx.fillRect(0, 0, width, height);
  return canvas;
}

/** A frame-sized sheet with overhang, so that stepping it is one blit. */
function paintGrain(width: number, height: number): Canvas {
  const tile = createSurface(GRAIN_TILE, GRAIN_TILE);
  const data = tile.ctx.createImageData(GRAIN_TILE, GRAIN_TILE);
  const rnd = createRandom(77);
  for (let i = 0; i < data.data.length; i += 4) {
    const v = 128 + (rnd.next() + rnd.next() + rnd.next() - 1.5) * 95;
    data.data[i] = v;
    data.data[i + 1] = v;
    data.data[i + 2] = v;
    data.data[i + 3] = 255;
  }
  tile.ctx.putImageData(data, 0, 0);
  const sheet = createSurface(width + 64, height + 64);
  for (let y = 0; y < height + 64; y += GRAIN_TILE)
    for (let x = 0; x < width + 64; x += GRAIN_TILE) sheet.ctx.drawImage(tile.canvas, x, y);
  return sheet.canvas;
}

/** Runs the passes over the frame canvas. `bloom` is its strength; `step` moves the grain; equal steps give equal pixels. */
export function finishFrame(ctx: Ctx, frame: Canvas, finish: Finish, bloom: number, step: number): void {
  const { small, width, height } = finish;
  const s = small.ctx;
  s.globalCompositeOperation = 'copy';
  s.imageSmoothingEnabled = true;
  s.imageSmoothingQuality = 'low';
  s.drawImage(frame, 0, 0, small.canvas.width, small.canvas.height);
  // Squaring keeps only what is bright.
  s.globalCompositeOperation = 'multiply';
  s.drawImage(small.canvas, 0, 0);
  ctx.save();
  ctx.setTransform(1, 0, 0, 1, 0, 0);
  ctx.imageSmoothingEnabled = true;
  ctx.imageSmoothingQuality = 'low';
  ctx.globalCompositeOperation = 'screen';
  ctx.globalAlpha = bloom;
  ctx.drawImage(small.canvas, 0, 0, width, height);
  ctx.globalCompositeOperation = 'source-over';
  ctx.globalAlpha = 1;
  ctx.drawImage(finish.vignette, 0, 0);
  ctx.globalCompositeOperation = 'overlay';
  ctx.globalAlpha = GRAIN;
  ctx.drawImage(finish.grain, -((step * 37) % 64), -((step * 23) % 64));
  ctx.restore();
}
