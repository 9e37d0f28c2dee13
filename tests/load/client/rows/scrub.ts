import { quantile } from '../../../support/quantile.ts';
import type { Figure } from '../row.ts';
import type { Stage } from '../stage.ts';
import { traceTasks } from '../trace.ts';

const CLIPS = 500;
const STEPS = 300;
const MOST_MS = 50;

/** The playhead is drawn over the whole ruler by the pointer, there and back. */
export async function scrub(stage: Stage): Promise<Figure[]> {
  const id = await stage.board(CLIPS);
  const page = await stage.seat();
  await page.goto(`${stage.studio.url}/episodes/${id}/timeline`);
  const tracks = page.getByTestId('tracks');
  await tracks
    .getByRole('button', { name: /^Clip / })
    .first()
    .waitFor();
  await page.waitForLoadState('networkidle');
  const handle = await page.getByRole('slider', { name: 'Playhead' }).boundingBox();
  const box = await tracks.boundingBox();
  if (handle === null || box === null) throw new Error('There is no playhead to draw.');
  const y = handle.y + Math.min(handle.height, 20) / 2;
  const [left, right] = [handle.x + handle.width / 2, box.x + box.width - 20];
  const tasks = await traceTasks(await stage.cdp(page), async () => {
    await page.mouse.move(left, y);
    await page.mouse.down();
    for (let step = 0; step <= STEPS; step++) {
      const share = step < STEPS / 2 ? (step * 2) / STEPS : 2 - (step * 2) / STEPS;
      await page.mouse.move(left + (right - left) * share, y);
    }
    await page.mouse.up();
  });
  const moved = await page.getByRole('slider', { name: 'Playhead' }).getAttribute('aria-valuenow');
  await page.context().close();
  const ms = tasks.map((task) => task.ms);
  const longest = Math.max(...ms);
  return [
    {
      work: `Scrub a timeline of ${CLIPS} clips (${STEPS} moves, at frame ${moved} in the end)`,
      measured: `longest task ${longest.toFixed(1)} ms (p99 ${quantile(ms, 0.99).toFixed(1)}, ${ms.filter((one) => one > MOST_MS).length} over ${MOST_MS})`,
      bar: `no task over ${MOST_MS} ms`,
      reached: longest <= MOST_MS,
    },
  ];
}
