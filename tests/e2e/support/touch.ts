import type { Locator, Page } from '@playwright/test';

export interface Point {
  readonly x: number;
  readonly y: number;
}

/** One finger on the screen, as the system reports it: Playwright itself can tap and nothing else. */
export async function fingerOn(
  page: Page,
): Promise<{ down(at: Point): Promise<void>; to(at: Point): Promise<void>; up(): Promise<void> }> {
  const session = await page.context().newCDPSession(page);
  let last: Point = { x: 0, y: 0 };
  const touch = (type: 'touchStart' | 'touchMove' | 'touchEnd', points: Point[]) =>
    session.send('Input.dispatchTouchEvent', { type, touchPoints: points.map(({ x, y }) => ({ x, y })) });
  return {
    async down(at) {
      last = at;
      await touch('touchStart', [at]);
    },
    /** In steps, as a hand moves. */
    async to(at) {
      const from = last;
      for (let step = 1; step <= 8; step += 1) {
        last = { x: from.x + ((at.x - from.x) * step) / 8, y: from.y + ((at.y - from.y) * step) / 8 };
        await touch('touchMove', [last]);
      }
    },
    async up() {
      await touch('touchEnd', []);
    },
  };
}

/** A point of an element, in shares of its width and height. */
export async function pointOn(target: Locator, across = 0.5, down = 0.5): Promise<Point> {
  const box = await target.boundingBox();
  if (box === null) throw new Error('that is not in sight');
  return { x: box.x + box.width * across, y: box.y + box.height * down };
}
