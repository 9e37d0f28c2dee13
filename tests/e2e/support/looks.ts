import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Page, TestInfo } from '@playwright/test';

/** Where the kept pictures lie. */
const KEPT = join(import.meta.dirname, '..', 'looks');
/** Side of a cell in px of a kept picture. What another build of the browser smooths differently is lost in the mean of one. */
const CELL = 16;
/** Difference of the mean of a colour channel, 0..255, from which a cell looks different. */
const SEEN = 12;
/** Share of cells that may look different: two of a phone. Another build of the browser was at one or none on every screen. */
export const MOST_CELLS = 0.006;
/** Mean difference of the whole picture, 0..255: what a changed ground does, too faint for any one cell. */
export const MOST_MEAN = 0.7;

/**
 * What differs from run to run and is no part of the look: pictures are flat boxes where they stand, times and sums are gone.
 * Names of classes are those of the style sheets, which the build leaves in what it makes of them.
 */
const STILL = `
  [class*="_film_"] { background: #3a4048 !important; }
  img, video, canvas { background: #3a4048 !important; object-position: -9999px -9999px !important; }
  *, *::before, *::after { caret-color: transparent !important; }
  [class*="_when_"], [class*="_credits_"], [class*="_status_"] > *, [class*="_works_"], td.mono, time { visibility: hidden !important; }
`;

/** How far a page is from its kept picture. */
export interface Difference {
  /** Share of cells that look different, 0..1. */
  readonly cells: number;
  /** Mean difference of a colour channel, 0..255. */
  readonly mean: number;
}

/** Whether what is seen is kept as it is, rather than compared. */
export const renews = ({ config }: TestInfo): boolean => config.updateSnapshots === 'all' || config.updateSnapshots === 'changed';

/**
 * Compares the page with the picture kept of it, or keeps a new one when Playwright was asked to update snapshots.
 * @param tool any page of the same browser, which reads the pictures
 * @throws when no picture is kept: a new screen is looked at before it passes
 */
export async function difference(page: Page, tool: Page, info: TestInfo, name: string): Promise<Difference> {
  const size = page.viewportSize() ?? { width: 0, height: 0 };
  const file = join(KEPT, `${name}-${size.width}x${size.height}.webp`);
  const shot = await page.screenshot({ animations: 'disabled', scale: 'css', style: STILL });
  const renew = renews(info);
  // A phone's letters are as large as a desk's, on a picture that is smaller by itself.
  const part = size.width < 600 ? 1 / 2 : 1 / 3;
  const kept = renew || !existsSync(file) ? null : readFileSync(file).toString('base64');
  const found = await tool.evaluate(compare, { shot: shot.toString('base64'), kept, part, cell: CELL, seen: SEEN });
  if (renew) {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, Buffer.from(found.reduced, 'base64'));
    return { cells: 0, mean: 0 };
  }
  if (kept === null) throw new Error(`no picture is kept of ${name}: look at it, and renew them (see tests/e2e/looks/README.md)`);
  if (found.cells > MOST_CELLS || found.mean > MOST_MEAN) {
    await info.attach(`${name}-${size.width}-now`, { body: shot, contentType: 'image/png' });
    await info.attach(`${name}-${size.width}-kept`, { path: file, contentType: 'image/webp' });
  }
  return { cells: found.cells, mean: found.mean };
}

interface Pictures {
  shot: string;
  kept: string | null;
  part: number;
  cell: number;
  seen: number;
}

/** Runs in the page. @returns the shot made small as WebP without loss, and how far it is from the kept one. */
async function compare({ shot, kept, part, cell, seen }: Pictures): Promise<Difference & { reduced: string }> {
  const draw = async (base64: string, type: string, by: number) => {
    const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
    const whole = await createImageBitmap(new Blob([bytes], { type }));
    const [width, height] = [Math.round(whole.width * by), Math.round(whole.height * by)];
    const small = await createImageBitmap(whole, { resizeWidth: width, resizeHeight: height, resizeQuality: 'high' });
    const canvas = new OffscreenCanvas(width, height);
    const context = canvas.getContext('2d');
    if (context === null) throw new Error('no canvas');
    context.drawImage(small, 0, 0);
    return { canvas, width, height, pixels: context.getImageData(0, 0, width, height).data };
  };
  const now = await draw(shot, 'image/png', part);
  const blob = await now.canvas.convertToBlob({ type: 'image/webp', quality: 1 });
  let letters = '';
  for (const byte of new Uint8Array(await blob.arrayBuffer())) letters += String.fromCharCode(byte);
  const reduced = btoa(letters);
  if (kept === null) return { cells: 1, mean: 255, reduced };
  const before = await draw(kept, 'image/webp', 1);
  if (before.width !== now.width || before.height !== now.height) return { cells: 1, mean: 255, reduced };
  let [different, all, sum] = [0, 0, 0];
  for (let top = 0; top < now.height; top += cell) {
    for (let left = 0; left < now.width; left += cell) {
      const channels = [0, 0, 0];
      let count = 0;
      for (let y = top; y < Math.min(top + cell, now.height); y += 1) {
        for (let x = left; x < Math.min(left + cell, now.width); x += 1) {
          const at = (y * now.width + x) * 4;
          for (const channel of [0, 1, 2]) {
            channels[channel] = (channels[channel] ?? 0) + (now.pixels[at + channel] ?? 0) - (before.pixels[at + channel] ?? 0);
          }
          count += 1;
        }
      }
      // Of means and not of px: a letter drawn a part of a px aside has the same ink.
      const most = Math.max(...channels.map(Math.abs)) / count;
      all += 1;
      sum += most;
      if (most > seen) different += 1;
    }
  }
  return { cells: different / all, mean: sum / all, reduced };
}
