import type { Locator, Page } from '@playwright/test';
import { breakDown, newEpisode } from './support/episode.ts';
import { RENDERED } from './support/film.ts';
import { caretAfter, openRoom, scriptOf, untilSaved } from './support/script-page.ts';
import { expect, test } from './support/studio.ts';

const OLD_LINE = 'The tide tables are wrong.';
const SCREENPLAY = `INT. HARBOUR OFFICE - NIGHT

A lamp over a ledger.

NAO
Nobody asked you to count them.

KITE
${OLD_LINE}
`;
/** A script of ten lines has fewer stops between it and the bar above than this. */
const MOST_TABS = 40;

// Two people take the tour of one rendered episode, one after the other.
test.describe.configure({ mode: 'serial' });

let episodeId: string;
test.beforeAll(async ({ api }) => {
  ({ id: episodeId } = await newEpisode(api, 'The tour', SCREENPLAY));
  await breakDown(api, episodeId);
  const params = { episodeId };
  const { seq, price } = await api.call('plan', { params, body: { preset: 'LOW' } });
  const body = { preset: 'LOW', seq, price, assemble: true, key: 'film-for-the-tour' };
  const { id } = await api.call('requestRender', { params, body });
  await api.until(async () => ((await api.call('render', { params: { renderId: id } })).state === 'done' ? true : null));
});

/** What the film on the page says, and how far it has been played. */
async function film(page: Page): Promise<{ said: string[]; at: number }> {
  return await page.getByLabel('The episode').evaluate((video: HTMLVideoElement) => ({
    said: [...(video.textTracks[0]?.cues ?? [])].map((cue) => (cue instanceof VTTCue ? cue.text : '')),
    at: video.readyState >= 2 ? video.currentTime : 0,
  }));
}

test('the tour goes from one changed line to the stale shot, to the new picture; the old film says what it was made with', async ({
  studio,
  seat,
  api,
}) => {
  const page = await seat(await studio.ownerLink(), { tour: true });
  const tour = page.getByTestId('tour');
  await expect(tour).toContainText('1 of 3');
  await tour.getByRole('link', { name: 'Open the episode' }).click();
  await expect(page).toHaveURL(`${studio.url}/episodes/${episodeId}/script`);
  await expect(tour).toContainText('2 of 3');
  const before = await api.call('plan', { params: { episodeId }, body: { preset: 'LOW' } });
  expect(before.needed).toBe(0);

  await caretAfter(page, OLD_LINE);
  await page.keyboard.type(' All of them.');
  await untilSaved(page);
  await expect(tour).toContainText('3 of 3');
  await expect(tour).toContainText('Press Update');
  await expect(page.getByTestId('blast-chip')).toContainText('1 shot stale');
  const margin = page.getByRole('list', { name: 'Shots beside their lines' });
  await expect(margin.locator('[data-state="stale"]')).toHaveCount(1);

  // Before anything is rendered again the film is the old one, and so is what it says.
  await page.getByRole('link', { name: 'Timeline' }).first().click();
  await expect.poll(async () => (await film(page)).said).toContain(OLD_LINE);
  expect((await film(page)).said).not.toContain(`${OLD_LINE} All of them.`);

  await page.getByTestId('blast-chip').getByRole('button', { name: 'Update' }).click();
  await expect(tour).toContainText('There it is', RENDERED);
  await expect.poll(async () => (await film(page)).said).toContain(`${OLD_LINE} All of them.`);
  await expect.poll(async () => (await film(page)).at).toBeGreaterThan(0.2);
  const { renders } = await api.call('queue');
  const update = renders.find((render) => render.episodeId === episodeId);
  expect(update).toMatchObject({ state: 'done', total: before.shots.length, fromCache: before.shots.length - 1 });

  await tour.getByRole('button', { name: 'Done' }).click();
  await expect(tour).toHaveCount(0);
});

test('the tour is taken with the keyboard alone', async ({ studio, seat }) => {
  const page = await seat(await studio.ownerLink(), { tour: true });
  const tour = page.getByTestId('tour');
  await expect(tour).toContainText('1 of 3');
  await tabTo(page, 'Tab', tour.getByRole('link', { name: 'Open the episode' }));
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(`${studio.url}/episodes/${episodeId}/script`);
  await expect(scriptOf(page)).toContainText(OLD_LINE);

  await tabTo(page, 'Tab', scriptOf(page));
  await page.keyboard.press('Control+End');
  await page.keyboard.type(' Twice over.');
  await expect(tour).toContainText('Press Update');
  await page.keyboard.press('Escape');
  await tabTo(page, 'Shift+Tab', page.getByTestId('blast-chip').getByRole('button', { name: 'Update' }));
  await page.keyboard.press('Enter');
  await expect(tour).toContainText('There it is', RENDERED);
  await expect.poll(async () => (await film(page)).said.join(' ')).toContain('Twice over.');
  await expect.poll(async () => (await film(page)).at).toBeGreaterThan(0.2);
  await tabTo(page, 'Tab', tour.getByRole('button', { name: 'Done' }));
  await page.keyboard.press('Enter');
  await expect(tour).toHaveCount(0);
});

test('skipped once, the tour stays away: in the studio, at home, after a reload', async ({ studio, seat }) => {
  const page = await seat(await studio.ownerLink(), { tour: true });
  await page.getByTestId('tour').getByRole('button', { name: 'Skip' }).click();
  await expect(page.getByTestId('tour')).toHaveCount(0);
  await page.reload();
  await expect(page.getByRole('region', { name: 'Episodes' })).toBeVisible();
  await expect(page.getByTestId('tour')).toHaveCount(0);
  await openRoom(page, studio.url, episodeId, 'script');
  await expect(scriptOf(page)).toContainText(OLD_LINE);
  await expect(page.getByTestId('tour')).toHaveCount(0);
});

test('the tour covers nothing: everything it stands beside can be pressed, on a desk and on a phone', async ({
  studio,
  seat,
}) => {
  const page = await seat(await studio.ownerLink(), { tour: true });
  for (const size of [
    { width: 1440, height: 900 },
    { width: 1280, height: 720 },
    { width: 390, height: 844 },
  ]) {
    await page.setViewportSize(size);
    for (const path of [
      '/',
      `/episodes/${episodeId}/script`,
      `/episodes/${episodeId}/storyboard`,
      `/episodes/${episodeId}/timeline`,
    ]) {
      await page.goto(studio.url + path);
      await expect(page.getByTestId('tour')).toBeVisible();
      expect.soft(await coveredBy(page), `${path} at ${size.width}x${size.height}`).toEqual([]);
    }
  }
});

/** What the tour lies over: a press of its middle would reach the tour. */
async function coveredBy(page: Page): Promise<string[]> {
  return await page.evaluate(() => {
    const tour = document.querySelector('[data-testid="tour"]');
    return [...document.querySelectorAll<HTMLElement>('a[href], button, input, [contenteditable="true"]')]
      .filter((element) => {
        const { left, top, width, height } = element.getBoundingClientRect();
        const hit = document.elementFromPoint(left + width / 2, top + height / 2);
        return tour !== null && hit !== null && tour.contains(hit) && !tour.contains(element);
      })
      .map((element) => element.getAttribute('aria-label') ?? element.textContent ?? element.tagName);
  });
}

/** Presses a key until something has the focus. */
async function tabTo(page: Page, key: 'Tab' | 'Shift+Tab', target: Locator): Promise<void> {
  await expect(target).toBeVisible();
  for (let press = 0; press < MOST_TABS; press += 1) {
    await page.keyboard.press(key);
    if (await target.evaluate((element) => element === document.activeElement)) return;
  }
  await expect(target, `reached within ${MOST_TABS} times ${key}`).toBeFocused();
}
