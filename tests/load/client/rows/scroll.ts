import { setTimeout as delay } from 'node:timers/promises';
import { quantile } from '../../../support/quantile.ts';
import type { Figure } from '../row.ts';
import type { Stage } from '../stage.ts';
import { traceTasks } from '../trace.ts';

const SHOTS = 1000;
const TURNS = 120;
const FRAME_MS = 16;
const MOST_MS = 12;
/** Shorter ones are the browser's own clockwork, thousands of them; they would make any p95 small. */
const WORTH_MS = 0.5;

/** The wheel is turned through a board of a long episode. */
export async function scroll(stage: Stage): Promise<Figure[]> {
  const id = await stage.board(SHOTS);
  const page = await stage.seat();
  await page.goto(`${stage.studio.url}/episodes/${id}/storyboard`);
  const board = page.getByTestId('board');
  await board
    .getByTestId(/^shot-/)
    .first()
    .waitFor();
  await page.waitForLoadState('networkidle');
  const box = await board.boundingBox();
  if (box === null) throw new Error('There is no board to scroll.');
  await page.mouse.move(box.x + box.width / 2, box.y + Math.min(box.height, 700) / 2);
  const tasks = await traceTasks(await stage.cdp(page), async () => {
    for (let turn = 0; turn < TURNS; turn++) {
      await page.mouse.wheel(0, 240);
      await delay(FRAME_MS);
    }
  });
  await page.context().close();
  const ms = tasks.map((task) => task.ms).filter((one) => one >= WORTH_MS);
  const p95 = quantile(ms, 0.95);
  return [
    {
      work: `Scroll a board of ${SHOTS} shots`,
      measured: `p95 ${p95.toFixed(1)} ms of ${ms.length} tasks over ${WORTH_MS} ms (longest ${Math.max(...ms).toFixed(1)})`,
      bar: `p95 ${MOST_MS} ms`,
      reached: p95 <= MOST_MS,
    },
  ];
}
