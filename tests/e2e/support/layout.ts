import { join } from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import type { Page, TestInfo } from '@playwright/test';

/** Share of the window that belongs to the work, from 0 to 1. */
export async function canvasShare(page: Page): Promise<number> {
  const box = await page.getByTestId('canvas').boundingBox();
  const window = page.viewportSize();
  if (box === null || window === null) return 0;
  return (box.width * box.height) / (window.width * window.height);
}

/** What stops people who do not see, or do not see well; one line each. @param within only there, such as one room. */
export async function seriousBarriers(page: Page, within = 'html'): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).include(within).analyze();
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) => nodes.map(({ target, failureSummary }) => `${id}: ${target.join(' ')}: ${failureSummary}`));
}

/** How far a page can be moved sideways, in px. */
export async function sidewaysScroll(page: Page): Promise<number> {
  return await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
}

/**
 * Buttons and links in sight that a finger of 44 px misses: 21 px off their middle, up, down, left or right, something else is
 * hit. A clip is as wide as its shot is long, so of what stands on a time scale only the height counts.
 * @param within only there, such as a sheet that covers the room in part.
 */
export async function smallTargets(page: Page, within = 'body'): Promise<string[]> {
  return await page.evaluate((root) => {
    const TARGETS = 'a[href], button, [role="button"], input, textarea, select';
    const reach = 21;
    const found: string[] = [];
    const scrollerOf = (element: Element): Element | null => {
      for (let at = element.parentElement; at !== null; at = at.parentElement) {
        if (/auto|scroll/.test(getComputedStyle(at).overflowY)) return at;
      }
      return null;
    };
    for (const element of (document.querySelector(root) ?? document).querySelectorAll<HTMLElement>(TARGETS)) {
      // A label takes the finger for the field in it.
      const target = element.closest('label') ?? element;
      const box = target.getBoundingClientRect();
      const [x, y] = [box.left + box.width / 2, box.top + box.height / 2];
      const inSight = box.width > 2 && x > reach && y > reach && x < innerWidth - reach && y < innerHeight - reach;
      // What is scrolled half away is brought into sight before it is aimed at.
      const list = scrollerOf(target)?.getBoundingClientRect();
      if (list !== undefined && (box.top < list.top || box.bottom > list.bottom)) continue;
      const top = inSight ? document.elementFromPoint(x, y) : null;
      if (top === null || !target.contains(top)) continue;
      const inText = element.tagName === 'A' && getComputedStyle(element).display === 'inline';
      if (inText) continue;
      const timed = /^Clip /.test(element.getAttribute('aria-label') ?? '');
      const hits = (dx: number, dy: number): boolean => {
        const at = document.elementFromPoint(x + dx, y + dy);
        return at !== null && target.contains(at);
      };
      const wide = timed || (hits(-reach, 0) && hits(reach, 0));
      if (wide && hits(0, -reach) && hits(0, reach)) continue;
      const name = element.getAttribute('aria-label') ?? element.textContent?.trim() ?? element.tagName;
      found.push(`${name || element.tagName} (${Math.round(box.width)}x${Math.round(box.height)})`);
    }
    return found;
  }, within);
}

/** A picture of the page, kept beside the run's other results to be looked at. */
export async function keep(page: Page, info: TestInfo, name: string): Promise<void> {
  const size = page.viewportSize();
  await page.screenshot({ path: join(info.project.outputDir, 'rooms', `${name}-${size?.width}x${size?.height}.png`) });
}

/** Names of what Tab reaches, in order, until it comes around or `most` were seen. */
export async function tabStops(page: Page, most: number): Promise<string[]> {
  const names: string[] = [];
  await page.evaluate(() => (document.activeElement instanceof HTMLElement ? document.activeElement.blur() : undefined));
  for (let step = 0; step < most; step += 1) {
    await page.keyboard.press('Tab');
    names.push(
      await page.evaluate(() => {
        const at = document.activeElement;
        return at === null || at === document.body ? '' : (at.getAttribute('aria-label') ?? at.textContent?.trim() ?? '');
      }),
    );
  }
  return names;
}
