import type { CDPSession, Page } from '@playwright/test';
import type { Figure } from '../row.ts';
import type { Stage } from '../stage.ts';

const ROOMS = 50;
/**
 * So many are opened before the first look: what is made once and kept is not what a room leaves behind. V8 goes on compiling what
 * runs again and again, and keeps that: 12.9 MB after 3 rooms, 15.3 after 33, 16.1 after 63, 15.7 after 113, 15.9 after 163.
 */
const WARM = 60;
const MOST = 1.05;
const MB = 1024 * 1024;

/** What the page keeps when rooms of several kinds were opened and left, one after the other, without a reload. */
export async function heap(stage: Stage): Promise<Figure[]> {
  const ids = await stage.scripts([10, 11, 12]);
  const page = await stage.seat();
  const cdp = await stage.cdp(page);
  await visit(page, ids, WARM);
  const before = await used(cdp);
  await visit(page, ids, ROOMS);
  const after = await used(cdp);
  await page.context().close();
  const ratio = after / before;
  return [
    {
      work: `Heap after ${ROOMS} rooms were opened and left`,
      measured: `${(after / MB).toFixed(1)} MB of ${(before / MB).toFixed(1)} before (${((ratio - 1) * 100).toFixed(1)}% more)`,
      bar: 'back within 5%',
      reached: ratio <= MOST,
    },
  ];
}

async function visit(page: Page, ids: readonly string[], times: number): Promise<void> {
  for (let n = 0; n < times; n++) {
    const link = page.locator(`a[href*="${ids[n % ids.length]}"]`).first();
    await link.click();
    await page.getByTestId('canvas').waitFor();
    await page.getByRole('textbox', { name: 'Script' }).waitFor();
    await page
      .getByRole('button', { name: 'Home' })
      .or(page.getByRole('link', { name: 'Home' }))
      .first()
      .click();
    await link.waitFor();
  }
}

async function used(cdp: CDPSession): Promise<number> {
  // Twice: what the first collection finalises only the second takes away.
  await cdp.send('HeapProfiler.collectGarbage');
  await cdp.send('HeapProfiler.collectGarbage');
  return (await cdp.send('Runtime.getHeapUsage')).usedSize;
}
