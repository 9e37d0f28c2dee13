import type { Page } from '@playwright/test';
import { type LiveStudio, startLiveStudio } from '../support/live-studio.ts';
import { breakDown, newEpisode } from './support/episode.ts';
import { movedLandmarks } from './support/landmarks.ts';
import { seriousBarriers } from './support/layout.ts';
import { difference, MOST_CELLS, MOST_MEAN, renews } from './support/looks.ts';
import { caretAfter, openRoom, scriptOf } from './support/script-page.ts';
import { test as base, expect } from './support/studio.ts';
import { giveVoices } from './support/voices.ts';

/** A studio of their own: what other stories made would stand in these pictures. */
const test = base.extend<object, { studio: LiveStudio }>({
  studio: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the first parameter's pattern to learn what a fixture needs.
    async ({}, use) => {
      const studio = await startLiveStudio();
      await use(studio);
      await studio.stop();
    },
    { scope: 'worker', timeout: 120_000 },
  ],
});

test.use({ demoFilm: true });

const SCREENPLAY = `# The storm

= A boat does not come back.

INT. KITCHEN - NIGHT

Nao pours tea by the window.

NAO
You kept the kettle on.

# The lamp

EXT. HARBOUR - DAWN

Gulls over grey water.

RIKU
The light is out.
`;
const SHORT = 'INT. BOAT SHED - DAY\n\nAn oar is missing.\n';
const DESKS = [
  { width: 1440, height: 900 },
  { width: 1280, height: 720 },
] as const;
const PHONE = { width: 390, height: 844 };

/** Axe goes over these at every size; over the others at one, in 05-layout. */
const AXE: readonly string[] = ['scene-menu', 'read-aloud', 'outline', 'timeline', 'character', 'history', 'palette', 'keys'];

interface Screen {
  name: string;
  /** Brings the screen up and waits until it stands. */
  open(page: Page, url: string, id: string): Promise<void>;
}
/** Every shot of the episode has its picture. */
const pictured = (page: Page, place: string) => expect(page.locator(`${place} img`)).toHaveCount(5);
const room = (name: string, ready: (page: Page) => Promise<void>): Screen => ({
  name,
  async open(page, url, id) {
    await openRoom(page, url, id, name);
    // What it would cost is there, so the bar moves no more.
    await expect(page.getByRole('banner').getByRole('button', { name: /^Generate/ })).toContainText('1.2');
    await ready(page);
  },
});
const SCREENS: readonly Screen[] = [
  {
    name: 'home',
    async open(page, url) {
      await page.goto(url);
      await expect(page.getByRole('region', { name: 'Episodes' }).getByRole('row')).not.toHaveCount(0);
      await expect(page.locator('[class*="_heroPicture_"]')).toBeVisible();
    },
  },
  room('script', async (page) => {
    await expect(scriptOf(page)).toContainText('The light is out.');
    const strip = page.getByRole('list', { name: 'Shots of scene 1' });
    if (await strip.isVisible()) await expect(strip.getByRole('img')).toHaveCount(3);
    else await expect(page.getByRole('list', { name: 'Shots beside their lines' }).getByRole('img')).toHaveCount(5);
  }),
  {
    name: 'scene-menu',
    async open(page) {
      const sheet = page.getByRole('button', { name: 'List of scenes' });
      if (await sheet.isVisible()) await sheet.click();
      await page.getByRole('button', { name: 'Stage, assignee and lock of scene 1' }).click();
      await expect(page.getByRole('menu')).toBeVisible();
    },
  },
  {
    name: 'read-aloud',
    async open(page, url, id) {
      await openRoom(page, url, id, 'script');
      await caretAfter(page, 'Nao pours tea by the window.');
      await page.keyboard.press('Control+Alt+s');
      await expect(page.getByRole('toolbar', { name: 'Read aloud' })).toContainText('Narrator');
    },
  },
  room('outline', (page) => expect(page.locator('[data-card]')).toHaveCount(4)),
  room('storyboard', (page) => pictured(page, '[data-testid^="shot-"]')),
  room('timeline', async (page) => {
    await expect(page.locator('[class*="_film_"]')).toHaveCount(5);
    await expect(page.getByRole('region', { name: 'Monitor' }).locator('img, video').first()).toBeVisible();
  }),
  room('gallery', async (page) => {
    await expect(page.getByTestId('gallery-grid').locator('img')).toHaveCount(2);
    // Who made what is known a moment later.
    await expect(page.getByText('By anyone')).toBeVisible();
  }),
  {
    name: 'character',
    async open(page) {
      await page.getByRole('button', { name: 'Open NAO' }).click();
      await expect(page.getByText('Made by Ember')).toBeVisible();
      await expect(page.getByRole('button', { name: 'Draw the sheet' })).toContainText('free');
      await expect(page.getByRole('button', { name: 'Draw four' })).toContainText('free');
    },
  },
  room('history', (page) => expect(page.getByRole('heading', { name: 'Nothing changed since' })).toBeVisible()),
  room('queue', (page) => expect(page.getByTestId('render-row').first()).toContainText('Done')),
  {
    name: 'palette',
    async open(page) {
      await page.keyboard.press('Control+k');
      await expect(page.getByRole('combobox', { name: 'Search or run a command' })).toBeFocused();
    },
  },
  {
    name: 'keys',
    async open(page) {
      await page.keyboard.press('Escape');
      await expect(page.getByRole('dialog')).toHaveCount(0);
      await page.keyboard.press('?');
      await expect(page.getByRole('dialog', { name: 'Keys' })).toBeVisible();
    },
  },
  room('chat', (page) => expect(page.getByRole('textbox', { name: 'Message' }).first()).toBeVisible()),
  room('print', (page) => expect(page.getByRole('button', { name: 'Print or save as PDF' })).toBeVisible()),
  {
    name: 'connections',
    async open(page, url) {
      await page.goto(`${url}/connections`);
      await expect(page.getByRole('textbox')).toBeVisible();
    },
  },
  {
    name: 'trash',
    async open(page, url) {
      await page.goto(`${url}/trash`);
      await expect(page.getByText('The trash is empty')).toBeVisible();
    },
  },
  {
    name: 'sign-in',
    async open(page, url) {
      await page.context().clearCookies();
      await page.goto(url);
      await expect(page.getByLabel('Sign-in link')).toBeVisible();
    },
  },
];

let id: string;
test.beforeAll(async ({ api }) => {
  id = (await newEpisode(api, 'The light', SCREENPLAY)).id;
  await breakDown(api, id);
  // A short film of it, which is in the queue and on the page at home.
  const other = await newEpisode(api, 'The oar', SHORT);
  await breakDown(api, other.id);
  const params = { episodeId: other.id };
  const { seq, price } = await api.call('plan', { params, body: { preset: 'LOW' } });
  const body = { preset: 'LOW', seq, price, assemble: true, key: 'film-for-the-looks' } as const;
  const render = await api.call('requestRender', { params, body });
  await api.until(async () => ((await api.call('render', { params: { renderId: render.id } })).state === 'done' ? true : null));
});

for (const sizes of [DESKS, [PHONE]] as const) {
  const phone = sizes[0] === PHONE;
  test(`every screen looks as it was last looked at, ${phone ? 'on a phone' : 'at a desk, at two sizes'}`, async ({
    studio,
    seat,
    browser,
  }, info) => {
    const page = await seat(await studio.ownerLink(), {
      viewport: sizes[0],
      reducedMotion: 'reduce',
      ...(phone ? { hasTouch: true, isMobile: true } : {}),
    });
    await giveVoices(page, ['Ada', 'Bert', 'Cleo']);
    const tool = await (await browser.newContext()).newPage();
    for (const { name, open } of SCREENS) {
      await page.setViewportSize(sizes[0]);
      await open(page, studio.url, id);
      for (const size of sizes) {
        await page.setViewportSize(size);
        await page.evaluate(() => document.fonts.ready);
        await expect
          .configure({ soft: true })
          .poll(() => movedLandmarks(page, info, name), { message: `${name} at ${size.width}` })
          .toEqual([]);
        const { cells, mean } = await difference(page, tool, info, name);
        info.annotations.push({ type: `${name} ${size.width}`, description: `${cells.toFixed(4)} ${mean.toFixed(2)}` });
        if (AXE.includes(name)) expect.soft(await seriousBarriers(page), `${name} at ${size.width}`).toEqual([]);
        expect.soft(cells, `${name} at ${size.width}: share of cells that look different`).toBeLessThanOrEqual(MOST_CELLS);
        expect.soft(mean, `${name} at ${size.width}: mean difference`).toBeLessThanOrEqual(MOST_MEAN);
      }
    }
    await tool.context().close();
  });
}

test('a column that stands 12 px aside is noticed', async ({ studio, seat }, info) => {
  test.skip(renews(info), 'Nothing is compared while pictures are renewed.');
  const page = await seat(await studio.ownerLink(), { viewport: DESKS[0], reducedMotion: 'reduce' });
  const [, script] = SCREENS;
  await script?.open(page, studio.url, id);
  await expect.poll(() => movedLandmarks(page, info, 'script')).toEqual([]);
  await page.addStyleTag({ content: '.screenplay { transform: translateX(12px) }' });
  expect((await movedLandmarks(page, info, 'script')).map((moved) => moved.split(':')[0])).toEqual(['textbox Script']);
});
