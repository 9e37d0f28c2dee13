import { type BrowserContextOptions, test as base, expect, type Page } from '@playwright/test';
import { type StudioClient, signIn } from '../../../scripts/episode/studio-client.ts';
import { type LiveStudio, startLiveStudio } from '../../support/live-studio.ts';

/** Opens a window of their own for whoever a link is for. */
export type OpenSeat = (link: string, options?: BrowserContextOptions & { tour?: boolean }) => Promise<Page>;

interface Fixtures {
  seat: OpenSeat;
}
interface WorkerFixtures {
  /** One studio serves all tests of a worker. */
  studio: LiveStudio;
  /** The owner as a program: what a test needs to stand before its story begins. */
  api: StudioClient;
  /** Whether the demo's first scene becomes a film by itself, as in every new studio; it takes all cores for half a minute. */
  demoFilm: boolean;
}

export const test = base.extend<Fixtures, WorkerFixtures>({
  studio: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the first parameter's pattern to learn what a fixture needs.
    async ({}, use) => {
      const studio = await startLiveStudio();
      await use(studio);
      await studio.stop();
    },
    { scope: 'worker', timeout: 120_000 },
  ],
  demoFilm: [false, { scope: 'worker', option: true }],
  api: [
    async ({ studio, demoFilm }, use) => {
      const ended = new AbortController();
      const api = await signIn(studio.url, studio.collabUrl, await studio.loginToken(), ended.signal);
      if (!demoFilm) await stopDemoFilm(api);
      await use(api);
      ended.abort();
    },
    { scope: 'worker', auto: true, timeout: 120_000 },
  ],
  seat: async ({ browser, studio }, use) => {
    const broken: string[] = [];
    const contexts: { close(): Promise<void> }[] = [];
    await use(async (link, { tour = false, ...options } = {}) => {
      const context = await browser.newContext(options);
      contexts.push(context);
      if (!tour) await context.addInitScript(skipTour);
      const page = await context.newPage();
      page.on('pageerror', (error) => broken.push(String(error)));
      await page.goto(link);
      await expect(page).toHaveURL(`${studio.url}/`);
      return page;
    });
    for (const context of contexts) await context.close();
    expect(broken, 'errors that reached a page').toEqual([]);
  },
});
export { expect };

/** What stories render would stand in line behind it. */
async function stopDemoFilm(api: StudioClient): Promise<void> {
  const demo = await api.until(async () => (await api.call('queue')).renders[0] ?? null);
  await api.call('cancelRender', { params: { renderId: demo.id } });
}

/** A person who has seen the tour; runs in the page. */
function skipTour(): void {
  const key = 'trashfire.ui';
  if (localStorage.getItem(key) === null) localStorage.setItem(key, JSON.stringify({ state: { tourDone: true }, version: 0 }));
}
