import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page, TestInfo } from '@playwright/test';
import { renews } from './looks.ts';

/** Left, top, width and height in px of the window. */
type Box = readonly [x: number, y: number, width: number, height: number];
type Boxes = Readonly<Record<string, Box>>;

/** Where the landmarks of each screen stood when somebody last looked at it. */
const KEPT = join(import.meta.dirname, '..', 'looks', 'landmarks.json');
/** px that a landmark may stand aside: another build of the browser rounds letters, and with them columns, otherwise. */
const MOST_ASIDE = 5;
/** What a screen is made of, by what it is to people who do not see it. */
const LANDMARKS =
  'header, main, nav, aside, section[aria-label], dialog, [role="dialog"], [role="menu"], [role="toolbar"], [role="tablist"], [role="textbox"], [role="grid"], [data-testid="canvas"], [data-testid="board"], [data-testid="gallery-grid"]';

/**
 * Compares where the landmarks of a page stand with where they stood, or keeps where they are. Pictures made small do not show a
 * column that is a few px aside; a box does.
 * @returns each landmark that is elsewhere, in words.
 */
export async function movedLandmarks(page: Page, info: TestInfo, name: string): Promise<string[]> {
  const size = page.viewportSize() ?? { width: 0, height: 0 };
  const screen = `${name}-${size.width}x${size.height}`;
  const kept: Record<string, Boxes> = existsSync(KEPT) ? JSON.parse(readFileSync(KEPT, 'utf8')) : {};
  const now = await page.evaluate(boxesOf, LANDMARKS);
  if (renews(info)) {
    const all = Object.entries({ ...kept, [screen]: now }).sort(([a], [b]) => (a < b ? -1 : 1));
    // One line a landmark, as the formatter has it.
    const screens = all.map(([key, boxes]) => {
      const lines = Object.entries(boxes).map(([landmark, box]) => `    ${JSON.stringify(landmark)}: [${box.join(', ')}]`);
      return `  ${JSON.stringify(key)}: {\n${lines.join(',\n')}\n  }`;
    });
    writeFileSync(KEPT, `{\n${screens.join(',\n')}\n}\n`);
    return [];
  }
  const before = kept[screen];
  if (before === undefined) return [`${screen} is not kept: look at it, and renew the pictures`];
  return [...new Set([...Object.keys(before), ...Object.keys(now)])].flatMap((landmark) => {
    const [was, is] = [before[landmark], now[landmark]];
    const aside = was?.some((px, at) => Math.abs(px - (is?.[at] ?? Number.POSITIVE_INFINITY)) > MOST_ASIDE) ?? true;
    return aside ? [`${landmark}: ${was ?? 'not there'} before, ${is ?? 'not there'} now`] : [];
  });
}

/** Runs in the page. @returns boxes of what is in sight, by role and name; the second of a name has a number. */
function boxesOf(selector: string): Record<string, [number, number, number, number]> {
  const found: Record<string, [number, number, number, number]> = {};
  for (const element of document.querySelectorAll(selector)) {
    const { x, y, width, height } = element.getBoundingClientRect();
    const inSight = width > 0 && height > 0 && x < innerWidth && y < innerHeight && x + width > 0 && y + height > 0;
    if (!inSight || getComputedStyle(element).visibility === 'hidden') continue;
    const kind = element.getAttribute('role') ?? element.tagName.toLowerCase();
    const label = `${kind} ${element.getAttribute('aria-label') ?? element.getAttribute('data-testid') ?? ''}`.trim();
    let key = label;
    for (let n = 2; found[key] !== undefined; n += 1) key = `${label} ${n}`;
    found[key] = [Math.round(x), Math.round(y), Math.round(width), Math.round(height)];
  }
  return found;
}
