import { quantile } from '../../../support/quantile.ts';
import { type Figure, medianOf } from '../row.ts';
import type { Stage } from '../stage.ts';

const PAGES = 120;
const MOST_MS = 1500;

/** From the click at home until the first and the last page of a feature's screenplay can be read and written in; and of a reload. */
export async function openScript(stage: Stage, rounds: number): Promise<Figure[]> {
  const id = await stage.script(PAGES);
  const page = await stage.seat();
  const script = page.getByRole('textbox', { name: 'Script' });
  const ready = async () => {
    await script.getByText(`INT. BOAT SHED ${PAGES} - DAY`).waitFor({ state: 'attached' });
    await page.locator('[contenteditable="true"]').first().waitFor();
  };
  const [clicks, reloads]: [number[], number[]] = [[], []];
  for (let round = 0; round <= rounds; round++) {
    await page.goto(stage.studio.url);
    const link = page.locator(`a[href*="${id}"]`).first();
    await link.waitFor();
    const clicked = performance.now();
    await link.click();
    if (!page.url().endsWith('/script')) await page.waitForURL(/\/script/);
    await ready();
    const opened = performance.now() - clicked;
    const began = performance.now();
    await page.reload({ waitUntil: 'commit' });
    await ready();
    // The first time fills the browser's caches.
    if (round === 0) continue;
    clicks.push(opened);
    reloads.push(performance.now() - began);
  }
  await page.context().close();
  return [figure(`Open a script of ${PAGES} pages from home`, clicks), figure(`Reload a script of ${PAGES} pages`, reloads)];
}

function figure(work: string, ms: readonly number[]): Figure {
  return { work, measured: `${medianOf(ms)} ms`, bar: `${MOST_MS} ms`, reached: quantile(ms, 0.5) <= MOST_MS };
}
