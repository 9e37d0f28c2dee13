import { expect, type Locator, type Page } from '@playwright/test';

/** The playhead as assistive technology sees it. */
const playheadOf = (page: Page): Locator => page.getByRole('slider', { name: 'Playhead' });

/** Frames from the cut's first. */
export async function frameOf(page: Page): Promise<number> {
  return Number(await playheadOf(page).getAttribute('aria-valuenow'));
}

/** Length of the cut in frames. */
export async function lengthOf(page: Page): Promise<number> {
  return Number(await playheadOf(page).getAttribute('aria-valuemax'));
}

/** Moves the playhead to a frame, as a hand on the keys does. */
export async function goTo(page: Page, frame: number): Promise<void> {
  await page.keyboard.press('Home');
  for (let second = 0; second < Math.floor(frame / 24); second += 1) await page.keyboard.press('Shift+ArrowRight');
  for (let left = frame % 24; left > 0; left -= 1) await page.keyboard.press('ArrowRight');
  await expect.poll(() => frameOf(page)).toBe(frame);
}

/** Where clips begin and the cut ends, in frames: found with the arrow that goes from edit to edit. Only where there are no markers. */
export async function editPoints(page: Page): Promise<number[]> {
  await page.keyboard.press('Home');
  const end = await lengthOf(page);
  const points = [0];
  for (let last = 0; last < end; ) {
    await page.keyboard.press('ArrowDown');
    await expect.poll(() => frameOf(page)).toBeGreaterThan(last);
    last = await frameOf(page);
    points.push(last);
  }
  return points;
}

export const clipsOf = (page: Page): Locator => page.getByTestId('tracks').getByRole('button', { name: /^Clip / });

/** The edge behind a clip, in px of the window, and how many px a frame is. */
export async function edgeBehind(clip: Locator, frames: number): Promise<{ x: number; y: number; zoom: number }> {
  const box = await clip.boundingBox();
  if (box === null) throw new Error('that clip is not in sight');
  // A clip is drawn 1 px narrower than it is long, so that two of them can be told apart.
  return { x: box.x + box.width + 0.5, y: box.y + box.height / 2, zoom: (box.width + 1) / frames };
}
