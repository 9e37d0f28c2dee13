import type { Locator, Page } from '@playwright/test';

/**
 * How much pictures differ to the eye.
 * @returns of all pairs the smallest mean difference of a colour channel, 0..255, over both pictures at 160 by 90.
 */
export async function pictureDifference(page: Page, pictures: Locator): Promise<number> {
  const urls = await pictures.evaluateAll((all) => all.map((one) => (one as HTMLImageElement).src));
  return await page.evaluate(async (sources) => {
    const [width, height] = [160, 90];
    const pixels = await Promise.all(
      sources.map(async (source) => {
        const bitmap = await createImageBitmap(await (await fetch(source)).blob());
        const context = new OffscreenCanvas(width, height).getContext('2d');
        context?.drawImage(bitmap, 0, 0, width, height);
        return context?.getImageData(0, 0, width, height).data ?? new Uint8ClampedArray();
      }),
    );
    let smallest = Number.POSITIVE_INFINITY;
    for (const [i, one] of pixels.entries()) {
      for (const other of pixels.slice(i + 1)) {
        let sum = 0;
        for (let at = 0; at < one.length; at += 4) {
          for (let channel = 0; channel < 3; channel += 1) sum += Math.abs((one[at + channel] ?? 0) - (other[at + channel] ?? 0));
        }
        smallest = Math.min(smallest, sum / ((one.length / 4) * 3));
      }
    }
    return smallest;
  }, urls);
}
