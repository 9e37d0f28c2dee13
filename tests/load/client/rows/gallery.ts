import { setTimeout as delay } from 'node:timers/promises';
import { quantile } from '../../../support/quantile.ts';
import type { Figure } from '../row.ts';
import type { Stage } from '../stage.ts';
import { traceTasks } from '../trace.ts';

const CARDS = 10_000;
const TURNS = 120;
const FRAME_MS = 16;
const MOST_MS = 50;
const MOST_ELEMENTS = 2000;
/** Shorter ones are the browser's own clockwork, thousands of them; they would make any share small. */
const WORTH_MS = 0.5;

/** Ten thousand things of a story are scrolled through, looked for, and chosen together. */
export async function gallery(stage: Stage): Promise<Figure[]> {
  const id = await stage.cards(CARDS);
  const page = await stage.seat();
  await page.goto(`${stage.studio.url}/episodes/${id}/gallery?tab=props`);
  const grid = page.getByTestId('gallery-grid');
  await grid.getByRole('article').first().waitFor();
  await page.waitForLoadState('networkidle');
  const box = await grid.boundingBox();
  if (box === null) throw new Error('There is no gallery to scroll.');
  const session = await stage.cdp(page);
  const figure = async (work: string, during: () => Promise<void>): Promise<Figure> => {
    const ms = (await traceTasks(session, during)).map((task) => task.ms).filter((one) => one >= WORTH_MS);
    const [p95, over] = [quantile(ms, 0.95), ms.filter((one) => one > MOST_MS).length];
    return {
      work: `${work} in a gallery of ${CARDS} cards`,
      measured: `p95 ${p95.toFixed(1)} ms of ${ms.length} tasks (longest ${Math.max(...ms).toFixed(1)}, ${over} over ${MOST_MS})`,
      bar: `p95 ${MOST_MS} ms`,
      reached: p95 <= MOST_MS,
    };
  };
  const search = page.getByRole('searchbox', { name: 'Search the gallery' });
  const figures = [
    await figure('Scroll', async () => {
      await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
      for (let turn = 0; turn < TURNS; turn++) {
        await page.mouse.wheel(0, 2400);
        await delay(FRAME_MS);
      }
    }),
    await figure('Search', async () => {
      await search.focus();
      await page.keyboard.type('lamp 99');
      await grid.getByRole('article', { name: 'Lamp 99', exact: true }).waitFor();
      await search.fill('');
      await grid.getByRole('article', { name: 'Lamp 1', exact: true }).waitFor();
    }),
    await figure('Choose all and some', async () => {
      await grid.getByRole('button', { name: 'Open Lamp 1', exact: true }).focus();
      await page.keyboard.press('Control+A');
      await page.getByText(`${CARDS.toLocaleString('en')} cards chosen`).waitFor();
      await page.keyboard.press('Escape');
      for (let step = 0; step < 40; step++) await page.keyboard.press('Shift+ArrowRight');
    }),
  ];
  const elements = await grid.evaluate((root) => root.querySelectorAll('*').length);
  await page.context().close();
  return [
    ...figures,
    {
      work: `Elements of a gallery of ${CARDS} cards in the page`,
      measured: String(elements),
      bar: String(MOST_ELEMENTS),
      reached: elements <= MOST_ELEMENTS,
    },
  ];
}
