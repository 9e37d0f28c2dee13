import type { Locator, Page } from '@playwright/test';
import { PART_BYTES } from '@trashfire/shared/pictures/limits';
import { aPng } from '../support/png.ts';
import { breakDown, newEpisode } from './support/episode.ts';
import { RENDERED } from './support/film.ts';
import { seriousBarriers, sidewaysScroll } from './support/layout.ts';
import { pictureDifference } from './support/picture-difference.ts';
import { openRoom, untilSaved } from './support/script-page.ts';
import { expect, test } from './support/studio.ts';

const SCREENPLAY = `INT. KITCHEN - NIGHT

Nao pours tea by the window.

NAO
You kept the kettle on for all of us tonight.

RIKU
It was cold, and nobody else was going to do it.

EXT. HARBOUR - DAWN

Gulls over grey water.

NAO
The light is out.
`;

const tab = (page: Page, name: string): Locator => page.getByRole('tab', { name, exact: true });
const cards = (page: Page): Locator => page.getByTestId('gallery-grid').getByRole('article');
const card = (page: Page, name: RegExp): Locator => page.getByTestId('gallery-grid').getByRole('article', { name });
const open = (page: Page, name: RegExp): Locator => page.getByTestId('gallery-grid').getByRole('button', { name }).first();
const chosenBar = (page: Page): Locator => page.getByRole('toolbar', { name: 'The chosen cards' });

test('cards are found, marked and chosen by keys, several at once, and what is deleted comes back', async ({
  studio,
  seat,
  api,
}) => {
  const { id } = await newEpisode(api, 'Gallery by keys', SCREENPLAY);
  const page = await seat(await studio.ownerLink());
  await openRoom(page, studio.url, id, 'gallery');
  await expect(page.getByText('Nobody here yet')).toBeVisible();
  await breakDown(api, id);
  await expect(cards(page)).toHaveCount(2);
  await expect(card(page, /nao/i)).toContainText(/In [2-9] shots/);

  // A star and a tag by keys, then only those.
  await open(page, /^Open nao$/i).focus();
  await page.keyboard.press('f');
  await expect(card(page, /nao/i).getByRole('button', { name: /is a favourite/i })).toHaveAttribute('aria-pressed', 'true');
  await page.keyboard.press('Shift+ArrowRight');
  await expect(chosenBar(page)).toContainText('2 cards chosen');
  await page.keyboard.press('t');
  await expect(page.getByLabel('New tag')).toBeFocused();
  await page.keyboard.type('kitchen');
  await page.keyboard.press('Enter');
  await expect(card(page, /riku/i)).toContainText('#kitchen');
  await page.getByRole('button', { name: 'Choose none' }).click();
  await page.getByRole('button', { name: 'Favourites' }).click();
  await expect(cards(page)).toHaveCount(1);
  await page.getByRole('button', { name: 'Favourites' }).click();
  await expect(cards(page)).toHaveCount(2);

  // Search, and a search that finds nothing.
  await open(page, /^Open nao$/i).focus();
  await page.keyboard.press('/');
  await page.keyboard.type('rik');
  await expect(cards(page)).toHaveCount(1);
  await page.keyboard.type('zz');
  await expect(page.getByText('Nothing fits')).toBeVisible();
  await page.getByRole('button', { name: 'Show everything' }).click();
  await expect(cards(page)).toHaveCount(2);

  // Both go, and both come back in one step.
  await open(page, /^Open nao$/i).click({ modifiers: ['ControlOrMeta'] });
  await open(page, /^Open riku$/i).click({ modifiers: ['Shift'] });
  await expect(chosenBar(page)).toContainText('2 cards chosen');
  await page.keyboard.press('Delete');
  await expect(page.getByText('Nobody here yet')).toBeVisible();
  await page.locator('[data-sonner-toast]').getByRole('button', { name: 'Undo' }).click();
  await expect(cards(page)).toHaveCount(2);
  await expect(card(page, /riku/i)).toContainText('#kitchen');

  // The other tabs by arrows; places with the shots set there, also where only the heading says so.
  await tab(page, 'Characters').focus();
  await page.keyboard.press('ArrowRight');
  await expect(tab(page, 'Places')).toBeFocused();
  await expect(card(page, /harbour/i)).toContainText(/In \d shot/);
  expect(await seriousBarriers(page, '#canvas')).toEqual([]);
  await page.setViewportSize({ width: 390, height: 844 });
  await expect(card(page, /harbour/i)).toBeVisible();
  expect(await sidewaysScroll(page)).toBe(0);
});

test('a character’s page: drawn looks that differ, edits with undo, and every shot to go to', async ({ studio, seat, api }) => {
  const { id, seriesId } = await newEpisode(api, 'Page of a character', SCREENPLAY);
  const next = await api.call('createEpisode', { params: { seriesId }, body: { title: 'The next one', fountain: SCREENPLAY } });
  for (const episode of [id, next.id]) await breakDown(api, episode);
  const page = await seat(await studio.ownerLink());
  await openRoom(page, studio.url, id, 'gallery');
  await open(page, /^Open nao$/i).focus();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('textbox', { name: /^Name of nao$/i })).toBeVisible();

  // The price is on the button; the bar counts finished drawings and stands still with the worker.
  const sheet = page.getByRole('region', { name: 'Model sheet' });
  const worker = (await studio.pids())['render-worker'] ?? 0;
  expect(worker).toBeGreaterThan(0);
  process.kill(worker, 'SIGSTOP');
  try {
    await sheet.getByRole('button', { name: /Draw the sheet.*free/ }).click();
    const bar = sheet.getByRole('progressbar');
    await expect(bar).toHaveAttribute('aria-valuenow', '0');
    await expect(sheet.getByText('0 of 10 drawn')).toBeVisible();
    const looks = page.waitForResponse((response) => response.url().endsWith('/drawings'));
    await looks;
    await page.waitForResponse((response) => response.url().endsWith('/drawings'));
    await expect(bar).toHaveAttribute('aria-valuenow', '0');
  } finally {
    process.kill(worker, 'SIGCONT');
  }
  await expect(sheet.getByRole('img')).toHaveCount(10, RENDERED);
  await expect(sheet.getByRole('progressbar')).toHaveCount(0);

  const others = page.getByRole('region', { name: 'Other looks' });
  await others.getByRole('button', { name: /Draw four/ }).click();
  await expect(others.getByRole('img')).toHaveCount(4, RENDERED);
  expect(await pictureDifference(page, others.getByRole('img'))).toBeGreaterThan(4);
  await others.getByRole('button', { name: 'Use Look 2' }).click();
  await expect(others.getByText('In use')).toBeVisible();
  // The sheet is of the looks that are used now: it is not drawn yet.
  await expect(sheet.getByRole('button', { name: /Draw the sheet/ })).toBeVisible();
  await page.keyboard.press('Control+z');
  await expect(others.getByText('In use')).toHaveCount(0);
  await expect(sheet.getByRole('img')).toHaveCount(10);

  // Fields in place.
  const age = page.getByRole('region', { name: 'Looks', exact: true }).getByRole('combobox', { name: 'Age' });
  await age.click();
  await page.getByRole('option', { name: 'elder' }).click();
  await expect(age).toContainText('elder');
  await page.getByLabel(/^Description of nao$/i).fill('Keeps the lamp.');
  await page.keyboard.press('Enter');
  await untilSaved(page);
  await page.reload();
  await expect(page.getByLabel(/^Description of nao$/i)).toHaveValue('Keeps the lamp.');
  await expect(age).toContainText('elder');
  await page.getByLabel('New fact').fill('Nao never sleeps before dawn.');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('region', { name: 'Canon' })).toContainText('Nao never sleeps before dawn.');
  expect(await seriousBarriers(page, '#canvas')).toEqual([]);

  await page
    .getByRole('region', { name: 'Shots', exact: true })
    .getByRole('button', { name: /^Go to shot/ })
    .first()
    .click();
  await expect(page).toHaveURL(/\/storyboard$/);
  await expect(page.getByTestId('board').locator('[aria-pressed="true"]')).toHaveCount(1);

  await page.goBack();
  await page
    .getByRole('region', { name: 'Shots in other episodes' })
    .getByRole('link', { name: /^Shot .* of E02 The next one$/ })
    .first()
    .click();
  await expect(page).toHaveURL(new RegExp(`/episodes/${next.id}/storyboard`));
  await expect(page.getByTestId('board').locator('[aria-pressed="true"]')).toHaveCount(1);
});

test('a gallery of takes: rendered at the price shown, compared, picked and undone, candidates that differ', async ({
  studio,
  seat,
  api,
}) => {
  const { id } = await newEpisode(api, 'Takes', SCREENPLAY);
  await breakDown(api, id);
  const page = await seat(await studio.ownerLink());
  await openRoom(page, studio.url, id, 'gallery?tab=takes');
  await expect(open(page, /^Open Shot 1A$/)).toBeVisible(RENDERED);
  await open(page, /^Open Shot 1A$/).click();
  const facts = page.locator('dl').first();
  await expect(facts).toContainText('Revision');
  await expect(facts).toContainText('free');
  await expect(facts).toContainText('the studio, by itself');

  const candidates = page.getByRole('region', { name: 'Candidates' });
  await candidates.getByRole('button', { name: /Draw four.*free/ }).click();
  await expect(candidates.getByRole('img')).toHaveCount(4, RENDERED);
  expect(await pictureDifference(page, candidates.getByRole('img'))).toBeGreaterThan(4);
  await candidates.getByRole('button', { name: 'Use Candidate 3' }).click();
  await expect(candidates.getByText('In use')).toBeVisible();
  await page.keyboard.press('Control+z');
  await expect(candidates.getByText('In use')).toHaveCount(0);

  // A film at the price that stands on the button, with true progress until it is there.
  const render = page.getByRole('button', { name: /^Render shot 1A/ });
  await expect(render).toContainText(/\d/);
  await render.click();
  await expect(page.getByRole('progressbar', { name: 'Rendering shot 1A' })).toBeVisible();
  await expect(page.getByRole('progressbar', { name: 'Rendering shot 1A' })).toHaveCount(0, RENDERED);
  const others = page.getByRole('region', { name: 'Other takes' });
  await expect(others.getByRole('button', { name: /^Compare with take/ }).first()).toBeVisible();

  await page.getByRole('region', { name: 'Shot 1A' }).getByRole('button', { name: 'Takes' }).click();
  const film = cards(page).filter({ hasText: /film · LOW/ });
  await expect(film).toHaveCount(1);
  await expect(film).toContainText('on the board');
  const still = card(page, /^Shot 1A$/)
    .filter({ hasText: /still/ })
    .last();
  await film.getByRole('button', { name: 'Choose Shot 1A' }).click();
  await still.getByRole('button', { name: 'Choose Shot 1A' }).click();
  await chosenBar(page).getByRole('button', { name: 'Compare' }).click();
  const sides = page.getByRole('region', { name: 'Two takes side by side' }).getByRole('article');
  await expect(sides).toHaveCount(2);
  await expect(sides.filter({ hasText: 'LOW, 1280×720' })).toContainText(/credit/);

  // The picture as a file, by its own bytes.
  const link = sides.last().getByRole('link', { name: /^Download the picture/ });
  const answer = await page.request.get(new URL((await link.getAttribute('href')) ?? '', studio.url).href);
  expect([answer.status(), answer.headers()['content-type']]).toEqual([200, expect.stringMatching(/^image\//)]);

  const other = sides.filter({ hasNotText: 'LOW, 1280×720' });
  await other.getByRole('button', { name: 'Show it on the board' }).click();
  await expect(other.getByRole('button', { name: 'On the board' })).toBeDisabled();
  await page.keyboard.press('Control+z');
  await expect(other.getByRole('button', { name: 'Show it on the board' })).toBeEnabled();
  expect(await seriousBarriers(page, '#canvas')).toEqual([]);
});

test('reference pictures: sent past a broken line, refused where they are none, given up half way', async ({
  studio,
  seat,
  api,
}) => {
  const { id } = await newEpisode(api, 'References', SCREENPLAY);
  await breakDown(api, id);
  const page = await seat(await studio.ownerLink());
  await openRoom(page, studio.url, id, 'gallery');
  await open(page, /^Open nao$/i).click();
  const section = page.getByRole('region', { name: 'Reference pictures' });
  await expect(section).toContainText('None yet');

  const picture = aPng(1280, 720, [20, 90, 200], 60);
  const parts = Math.ceil(picture.length / PART_BYTES);
  let puts = 0;
  await page.route('**/uploads/**', (route) => {
    puts += 1;
    return puts === 2 ? route.abort() : route.continue();
  });
  const [dialog] = await Promise.all([
    page.waitForEvent('filechooser'),
    section.getByRole('button', { name: 'Bring pictures' }).click(),
  ]);
  await dialog.setFiles([
    { name: 'coat.png', mimeType: 'image/png', buffer: picture },
    { name: 'not.png', mimeType: 'image/png', buffer: Buffer.from('<html><script>alert(1)</script></html>') },
  ]);
  await expect(section.getByRole('img', { name: 'Reference for NAO: coat.png' })).toBeVisible(RENDERED);
  expect(puts).toBe(parts + 1);
  await expect(section.getByRole('alert')).toBeVisible();
  await expect(section.getByRole('button', { name: 'Retry' })).toHaveCount(0);
  await section.getByRole('button', { name: 'Dismiss' }).click();
  await expect(section.getByRole('alert')).toHaveCount(0);

  // One that never arrives is given up, and nothing of it stays.
  await page.unroute('**/uploads/**');
  let release: () => void = () => undefined;
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  await page.route('**/uploads/**', async (route) => {
    await held;
    await route.abort();
  });
  const [second] = await Promise.all([
    page.waitForEvent('filechooser'),
    section.getByRole('button', { name: 'Bring pictures' }).click(),
  ]);
  await second.setFiles([{ name: 'late.png', mimeType: 'image/png', buffer: aPng(640, 360, [200, 30, 30], 40) }]);
  await expect(section.getByRole('progressbar')).toBeVisible();
  await section.getByRole('button', { name: 'Cancel' }).click();
  release();
  await expect(section.getByRole('progressbar')).toHaveCount(0);
  await expect(section.getByRole('listitem')).toHaveCount(1);

  await section.getByRole('button', { name: 'Take coat.png away' }).click();
  await expect(section).toContainText('None yet');
  await page.locator('[data-sonner-toast]').getByRole('button', { name: 'Undo' }).click();
  await expect(section.getByRole('img', { name: 'Reference for NAO: coat.png' })).toBeVisible();
});
