import { gzipSync } from 'node:zlib';
import type { Page } from '@playwright/test';
import type { Figure } from '../row.ts';
import type { Stage } from '../stage.ts';

const KB = 1000;
const SIGN_IN_KB = 250;
const ROOM_KB = 600;

/** How much JavaScript the sign-in page and a room ask for before they stand there, as gzip would send it. */
export async function bytes(stage: Stage): Promise<Figure[]> {
  const id = await stage.script(5);
  const stranger = await stage.stranger();
  const signIn = await scriptsOf(stranger, async () => {
    await stranger.goto(stage.studio.url);
    await stranger.getByRole('heading').first().waitFor();
  });
  const page = await stage.seat();
  // Of an empty cache, or a file the front page had would not count.
  const room = await scriptsOf(page, async () => {
    await page.goto(`${stage.studio.url}/episodes/${id}/script`);
    await page.getByRole('textbox', { name: 'Script' }).waitFor();
  });
  await stranger.context().close();
  await page.context().close();
  return [figure('JavaScript of sign-in', signIn, SIGN_IN_KB), figure('JavaScript of the script room', room, ROOM_KB)];
}

async function scriptsOf(page: Page, open: () => Promise<void>): Promise<number> {
  const cdp = await page.context().newCDPSession(page);
  await cdp.send('Network.setCacheDisabled', { cacheDisabled: true });
  const urls = new Set<string>();
  page.on('response', (response) => {
    if (response.request().resourceType() === 'script') urls.add(response.url());
  });
  await open();
  await page.waitForLoadState('networkidle');
  // Asked for once more rather than of the browser, which forgets the body of what a page before asked for.
  const sizes = await Promise.all([...urls].map(async (url) => gzipSync(await (await fetch(url)).bytes()).length));
  return sizes.reduce((sum, size) => sum + size, 0) / KB;
}

function figure(work: string, kb: number, most: number): Figure {
  return { work, measured: `${kb.toFixed(0)} kB gzip`, bar: `${most} kB`, reached: kb <= most };
}
