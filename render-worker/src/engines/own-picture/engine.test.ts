import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createCanvas, loadImage } from '@napi-rs/canvas';
import { CAMERA_MOVES } from '@trashfire/shared/document/vocabulary';
import type { ShotManifest } from '@trashfire/shared/render/manifest';
import { describe, expect, it } from 'vitest';
import { withFolder } from '../../media/test-support.ts';
import { coverScale, spareFor } from './cover.ts';
import { openOwnPicture } from './engine.ts';

/** A picture that is red on the left half and blue on the right. */
async function picture(folder: string, width: number, height: number): Promise<string> {
  const canvas = createCanvas(width, height);
  const ctx = canvas.getContext('2d');
  ctx.fillStyle = '#ff0000';
  ctx.fillRect(0, 0, width / 2, height);
  ctx.fillStyle = '#0000ff';
  ctx.fillRect(width / 2, 0, width / 2, height);
  const path = join(folder, 'own');
  await writeFile(path, await canvas.encode('png'));
  return path;
}

const shotOf = (move: ShotManifest['move'], frames = 12) => ({ width: 160, height: 90, fps: 24, frames, move }) as ShotManifest;

describe('a picture of somebody’s own', () => {
  it.each([
    [320, 180],
    [90, 400],
    [1600, 100],
  ])('of %i by %i fills every frame of every move, with no edge in sight', async (width, height) => {
    await withFolder(async (folder) => {
      const engine = await openOwnPicture(await picture(folder, width, height));
      for (const move of CAMERA_MOVES) {
        const shot = engine.openShot(shotOf(move), []);
        const frame = Buffer.alloc(160 * 90 * 4);
        for (let i = 0; i < shot.frames; i++) {
          shot.drawFrame(i, frame);
          for (const [x, y] of [
            [0, 0],
            [0, 89],
            [159, 0],
            [159, 89],
          ] as const) {
            const at = (y * 160 + x) * 4;
            const [r = 0, , b = 0] = frame.subarray(at, at + 3);
            expect([move, i, x < 80 ? r > 200 : b > 200]).toEqual([move, i, true]);
          }
        }
        expect(shot.uniqueFrames()).toBe(move === 'hold' ? 1 : shot.uniqueFrames());
        shot.close();
      }
    });
  });

  it('stands still where the camera does, and is the same picture as a still', async () => {
    await withFolder(async (folder) => {
      const engine = await openOwnPicture(await picture(folder, 320, 180));
      const shot = engine.openShot(shotOf('hold'), []);
      expect([shot.uniqueFrames(), shot.repeatsPrevious(0), shot.repeatsPrevious(5)]).toEqual([1, false, true]);
      const still = await loadImage(await shot.still());
      const board = await loadImage((await engine.drawStill({ width: 640, height: 360 } as never)).jpeg);
      expect([still.width, still.height, board.width, board.height]).toEqual([160, 90, 640, 360]);
      expect(() => shot.drawFrame(12, Buffer.alloc(160 * 90 * 4))).toThrow(RangeError);
      expect(() => shot.drawFrame(0, Buffer.alloc(4))).toThrow(RangeError);
    });
  });

  it('that cannot be read is told in words', async () => {
    await withFolder(async (folder) => {
      const path = join(folder, 'own');
      for (const bytes of ['', '<svg xmlns="http://www.w3.org/2000/svg"', 'not a picture at all']) {
        await writeFile(path, bytes);
        await expect(openOwnPicture(path)).rejects.toThrow(/cannot be read. Give it another/);
      }
    });
  });
});

it('covers a frame, with room for the camera', () => {
  expect(coverScale({ width: 100, height: 100 }, { width: 200, height: 100 })).toBe(2);
  expect(coverScale({ width: 400, height: 100 }, { width: 200, height: 100 })).toBe(1);
  expect(spareFor([{ x: 0, y: 0, zoom: 1.08 }], { width: 200, height: 100 })).toBe(1);
  expect(spareFor([{ x: -10, y: 0, zoom: 1 }], { width: 200, height: 100 })).toBe(1.1);
});
