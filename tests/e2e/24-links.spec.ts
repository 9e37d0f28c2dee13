import type { Page } from '@playwright/test';
import { newId } from '@trashfire/shared/ids';
import { breakDown, newEpisode } from './support/episode.ts';
import { caretAfter, openRoom, scriptOf } from './support/script-page.ts';
import { expect, type OpenSeat, test } from './support/studio.ts';
import { clipsOf, frameOf, goTo } from './support/timeline-page.ts';

/** So long that its last scene is out of sight until somebody goes there. */
const SCREENPLAY = `INT. KITCHEN - NIGHT

${Array.from({ length: 40 }, (_, line) => `Nao pours cup ${line + 1} by the window.\n`).join('\n')}
EXT. HARBOUR - DAWN

Gulls over grey water.

NAO
The light is out.
`;

let id: string;
test.beforeAll(async ({ api }) => {
  ({ id } = await newEpisode(api, 'Linked', SCREENPLAY));
  await breakDown(api, id);
});

/** A window that may put things on the clipboard. */
async function withClipboard(seat: OpenSeat, link: string): Promise<Page> {
  return await seat(link, { permissions: ['clipboard-read', 'clipboard-write'] });
}

const copied = (page: Page): Promise<string> => page.evaluate(() => navigator.clipboard.readText());
const said = (page: Page, words: string) => expect(page.locator('[data-sonner-toast]').filter({ hasText: words })).toBeVisible();
const harbour = (page: Page) => scriptOf(page).getByText('EXT. HARBOUR - DAWN');

test('links to a scene, a shot and a frame are copied where one is, and lead there, once', async ({ studio, seat }) => {
  const page = await withClipboard(seat, await studio.ownerLink());
  const other = await seat(await studio.guestLink());

  await openRoom(page, studio.url, id, 'script');
  await caretAfter(page, 'Gulls over grey water.');
  await page.getByRole('button', { name: 'Copy link to this scene' }).click();
  await said(page, 'The link to this scene is copied.');
  await other.goto(await copied(page));
  await expect(harbour(other)).toBeInViewport();
  await expect(other).toHaveURL(`${studio.url}/episodes/${id}/script`);

  await openRoom(page, studio.url, id, 'storyboard');
  const shot = page.getByTestId('board').getByRole('article').last();
  const number = (await shot.getAttribute('data-testid'))?.replace('shot-', '') ?? '';
  await shot.hover();
  await shot.getByRole('button', { name: `Actions for shot ${number}` }).click();
  await page.getByRole('menuitem', { name: 'Copy link to this shot' }).click();
  await said(page, 'The link to this shot is copied.');
  await other.goto(await copied(page));
  const there = other.getByTestId(`shot-${number}`).getByRole('button', { name: new RegExp(`^Shot ${number}`) });
  await expect(there.first()).toHaveAttribute('aria-pressed', 'true');
  await expect(there.first()).toBeInViewport();
  // The scene of the shot, from its own menu.
  await page.getByRole('button', { name: 'Actions for scene 2' }).click();
  await page.getByRole('menuitem', { name: 'Copy link to this scene' }).click();
  await other.goto(await copied(page));
  await expect(harbour(other)).toBeInViewport();

  await openRoom(page, studio.url, id, 'timeline');
  await expect(clipsOf(page).first()).toBeVisible();
  await page.getByRole('region', { name: 'Monitor' }).click();
  await goTo(page, 31);
  await page.getByRole('button', { name: 'Copy link to this frame' }).click();
  await said(page, 'The link to this frame is copied.');
  await other.goto(await copied(page));
  await expect.poll(() => frameOf(other)).toBe(31);
  // Once: what is gone to afterwards stays, also over a reload.
  await expect(other).toHaveURL(`${studio.url}/episodes/${id}/timeline`);

  await page.keyboard.press('Control+k');
  await page.keyboard.type('copy link to this frame');
  await page.keyboard.press('Enter');
  await expect.poll(() => copied(page)).toBe(`${studio.url}/episodes/${id}/timeline?frame=31`);
});

test('a link survives signing in', async ({ studio, browser, api }) => {
  const { shots } = await api.call('plan', { params: { episodeId: id }, body: { preset: 'LOW' } });
  const last = shots.at(-1);
  const context = await browser.newContext();
  const stranger = await context.newPage();
  await stranger.goto(`${studio.url}/episodes/${id}?shot=${last?.shotId}`);
  await stranger.getByLabel('Sign-in link').fill(await studio.ownerLink());
  await stranger.getByRole('button', { name: 'Open the studio' }).click();
  const shot = stranger.getByRole('button', { name: new RegExp(`^Shot ${last?.number}`) }).first();
  await expect(shot).toHaveAttribute('aria-pressed', 'true');
  await expect(shot).toBeInViewport();
  await context.close();
});

test('a link survives signing in by a link that is opened in its place, once', async ({ studio, browser, api }) => {
  const { shots } = await api.call('plan', { params: { episodeId: id }, body: { preset: 'LOW' } });
  const last = shots.at(-1);
  const context = await browser.newContext();
  const stranger = await context.newPage();
  await stranger.goto(`${studio.url}/episodes/${id}?shot=${last?.shotId}`);
  await expect(stranger.getByLabel('Sign-in link')).toBeVisible();
  await stranger.goto(await studio.ownerLink());
  const shot = stranger.getByRole('button', { name: new RegExp(`^Shot ${last?.number}`) }).first();
  await expect(shot).toHaveAttribute('aria-pressed', 'true');
  await stranger.goto(await studio.ownerLink());
  await expect(stranger).toHaveURL(`${studio.url}/`);
  await context.close();
});

test('a link to what is gone says so, and one that is not whole opens the episode', async ({ studio, seat }) => {
  const page = await seat(await studio.ownerLink());
  const at = (search: string) => page.goto(`${studio.url}/episodes/${id}/script${search}`);
  await at(`?scene=${newId()}`);
  await said(page, 'The scene of this link is no longer in the script.');
  await at(`?shot=${newId()}`);
  await said(page, 'The shot of this link is no longer on the board.');
  await expect(page).toHaveURL(`${studio.url}/episodes/${id}/storyboard`);
  await at('?frame=9999999');
  await said(page, 'The cut has become shorter than that. This is its end.');
  await at('?scene=%22%5D%3Cscript');
  await said(page, 'This link is not whole');
  await expect(page).toHaveURL(`${studio.url}/episodes/${id}/script`);
  await expect(scriptOf(page)).toBeVisible();
});

test('the page of an episode that is not there follows the language of the window', async ({ studio, seat }) => {
  const page = await seat(await studio.ownerLink());
  await page.goto(`${studio.url}/episodes/${newId()}/script`);
  await expect(page.getByRole('heading', { name: 'Not here' })).toBeVisible();
  await page.keyboard.press('Control+k');
  await expect(page.getByRole('dialog')).toBeVisible();
  await page.keyboard.type('日本語');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: '見つかりません' })).toBeVisible();
});
