import type { Page } from '@playwright/test';
import { newEpisode } from './support/episode.ts';
import { seriousBarriers } from './support/layout.ts';
import { caretAfter, openRoom, scriptOf, untilSaved } from './support/script-page.ts';
import { expect, test } from './support/studio.ts';
import {
  endText,
  giveVoices,
  hearSounds,
  isPaused,
  keepBrowserVoices,
  saidLast,
  soundOfFilm,
  soundsHeard,
} from './support/voices.ts';

const WAVES = Array.from({ length: 40 }, (_, at) => `Wave ${at + 1}.`).join('\n\n');
const SCREENPLAY = `INT. KITCHEN - NIGHT

Nao pours tea.

NAO (CONT'D)
(softly)
You kept the kettle on.

RIKU
It was cold.

EXT. HARBOUR - DAWN

${WAVES}
`;

const bar = (page: Page) => page.getByRole('toolbar', { name: 'Read aloud' });
const lit = (page: Page) => scriptOf(page).locator('.read-aloud');

test('the script is read aloud from the caret in the voices of its characters, by key, button and palette', async ({
  studio,
  seat,
  api,
}) => {
  const { id } = await newEpisode(api, 'Read aloud', SCREENPLAY);
  const page = await seat(await studio.ownerLink());
  await giveVoices(page, ['Ada', 'Bert', 'Cleo', 'Dora', 'Emil']);
  await keepBrowserVoices(page);
  const other = await seat(await studio.ownerLink());
  for (const each of [page, other]) await openRoom(each, studio.url, id, 'script');

  await caretAfter(page, 'Nao pours tea.');
  await page.keyboard.press('Control+Alt+s');
  await expect(lit(page)).toHaveText('Nao pours tea.');
  await expect(bar(page)).toContainText('Narrator');
  await expect(bar(page)).toContainText('browser voice');
  expect(await saidLast(page)).toBe('Ada @ 1.00 x 1.00: Nao pours tea.');
  expect(await seriousBarriers(page)).toEqual([]);

  // Neither the cue nor the parenthetical, and in another voice than the narrator's.
  await endText(page);
  await expect(lit(page)).toHaveText('You kept the kettle on.');
  await expect(bar(page)).toContainText('NAO');
  const nao = await saidLast(page);
  expect(nao).toMatch(/^(Bert|Cleo|Dora|Emil) @ .*: You kept the kettle on\.$/);

  // Somebody writes above it and into what comes next: the line stays lit, and what they wrote is read.
  await caretAfter(other, 'Nao pours tea.');
  await other.keyboard.press('Enter');
  await other.keyboard.type('Steam.');
  await caretAfter(other, 'It was cold.');
  await other.keyboard.type(' Like you.');
  await untilSaved(other);
  await expect(scriptOf(page).getByText('It was cold. Like you.')).toBeVisible();
  await expect(lit(page)).toHaveText('You kept the kettle on.');
  expect(await saidLast(page)).toBe(nao);
  await expect(page.getByRole('navigation', { name: 'Scenes' })).toBeVisible();
  await expect
    .poll(async () => {
      await bar(page).getByRole('button', { name: 'The line before' }).click();
      return await saidLast(page);
    })
    .toContain('Steam.');
  await bar(page).getByRole('button', { name: 'The next line' }).click();
  await bar(page).getByRole('button', { name: 'The next line' }).click();
  await expect.poll(() => saidLast(page)).toContain('It was cold. Like you.');

  await bar(page).getByRole('button', { name: 'Pause' }).click();
  expect(await isPaused(page)).toBe(true);
  await bar(page).getByRole('button', { name: 'Read on' }).click();
  expect(await isPaused(page)).toBe(false);
  await bar(page).getByRole('combobox', { name: 'Speed' }).click();
  await page.getByRole('option', { name: '1.5×' }).click();
  await expect.poll(() => saidLast(page)).toMatch(/ x 1\.50: It was cold\. Like you\.$/);
  await bar(page).getByRole('combobox', { name: "Narrator's voice" }).click();
  await page.getByRole('option', { name: 'Emil' }).click();
  await bar(page).getByRole('button', { name: 'The next line' }).click();
  await expect.poll(() => saidLast(page)).toBe('Emil @ 1.00 x 1.50: Exterior, Harbour, Dawn');

  await page.keyboard.press('Escape');
  await expect(bar(page)).toBeHidden();
  await expect(lit(page)).toHaveCount(0);
  await page.getByRole('button', { name: 'Read aloud from the caret' }).click();
  await expect(bar(page)).toBeVisible();
  // Leaving ends it; the palette comes back for it from another room.
  await page.getByRole('link', { name: 'Storyboard' }).click();
  await expect(page).toHaveURL(/storyboard/);
  await page.keyboard.press('Control+k');
  await page.getByRole('combobox', { name: 'Search or run a command' }).fill('read aloud');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/script/);
  await expect(bar(page)).toBeVisible();
});

test('the line that is read stays in sight until the reader scrolls, and is gone back to', async ({ studio, seat, api }) => {
  const { id } = await newEpisode(api, 'Read on and on', SCREENPLAY);
  const page = await seat(await studio.ownerLink());
  await giveVoices(page, ['Ada', 'Bert']);
  await keepBrowserVoices(page);
  await openRoom(page, studio.url, id, 'script');
  await caretAfter(page, 'Wave 1.');
  await page.keyboard.press('Control+Alt+s');
  for (let wave = 1; wave <= 30; wave++) {
    await expect(lit(page)).toHaveText(`Wave ${wave}.`);
    await endText(page);
  }
  await expect(lit(page)).toBeInViewport();
  await scriptOf(page).hover({ position: { x: 200, y: 400 } });
  await page.mouse.wheel(0, -4000);
  await expect(lit(page)).not.toBeInViewport();
  await endText(page);
  await expect(lit(page)).toHaveText('Wave 32.');
  await expect(lit(page)).not.toBeInViewport();
  await bar(page).getByRole('button', { name: 'Go to the line that is read' }).click();
  await expect(lit(page)).toBeInViewport();
});

test('a browser without a voice says so, and what to do', async ({ studio, seat, api }) => {
  const { id } = await newEpisode(api, 'No voice', SCREENPLAY);
  const page = await seat(await studio.ownerLink());
  await giveVoices(page, []);
  await keepBrowserVoices(page);
  await openRoom(page, studio.url, id, 'script');
  await page.getByRole('button', { name: 'Read aloud from the caret' }).click();
  await expect(page.getByText('This browser has no voice to read with.')).toBeVisible();
  await expect(bar(page)).toBeHidden();
});

/** Long enough to be paused in the middle. */
const WAIT =
  'Wait for me at the harbour, I have something to show you, and tell nobody that you saw me here, for they would follow.';
const SHORT = `EXT. HARBOUR - DAWN

NAO
${WAIT}

RIKU
It was cold.
`;

test('a browser without any voice reads with the film’s, each character in exactly the one the film has', async ({
  studio,
  seat,
  api,
}) => {
  const { id } = await newEpisode(api, 'As in the film', `${SHORT}\nMIKA\nお茶は？\n`);
  const page = await seat(await studio.ownerLink());
  await giveVoices(page, []);
  await hearSounds(page);
  // The engine comes only as far as the story lets it.
  const { promise: asked, resolve: wasAsked } = Promise.withResolvers<void>();
  const { promise: allowed, resolve: allow } = Promise.withResolvers<void>();
  let fetched = 0;
  await page.context().route('**/*.wasm', async (route) => {
    fetched += 1;
    wasAsked();
    await allowed;
    await route.continue();
  });
  await openRoom(page, studio.url, id, 'script');
  await scriptOf(page).getByText('EXT. HARBOUR').click();
  // A room that nobody has read to them has nothing of it.
  expect(page.workers()).toHaveLength(0);
  await page.keyboard.press('Control+Alt+s');
  await asked;
  await expect(bar(page)).toBeVisible();
  allow();
  await expect(bar(page)).toContainText('film voice');

  await expect(lit(page)).toHaveText(WAIT);
  await expect(bar(page)).toContainText('NAO');
  await bar(page).getByRole('button', { name: 'Pause' }).click();
  await expect.poll(async () => (await soundsHeard(page)).length).toBe(2);
  const [, nao] = await soundsHeard(page);
  expect(nao).toEqual({ ...(await soundOfFilm(WAIT, 'NAO')), ended: false });
  expect(await seriousBarriers(page)).toEqual([]);

  // On from there to the end, by itself.
  await bar(page).getByRole('button', { name: 'Read on' }).click();
  // Flite has no Japanese, and this browser no voice; before it two lines are heard in their own time.
  await expect(page.getByText('Japanese lines are passed over')).toBeVisible();
  await expect(bar(page)).toBeHidden();
  const heard = await soundsHeard(page);
  expect(heard.map(({ ended }) => ended)).toEqual([true, true, true]);
  expect(heard[2]).toEqual({ ...(await soundOfFilm('It was cold.', 'RIKU')), ended: true });

  // Back by a key, and out in the middle; the engine is still here.
  await page.keyboard.press('Control+Alt+s');
  await expect(lit(page)).toHaveText(WAIT);
  await page.keyboard.press('Escape');
  await expect(bar(page)).toBeHidden();
  expect(fetched).toBe(1);

  // Whoever signs out leaves none of it behind.
  expect(page.workers()).toHaveLength(1);
  await page.getByRole('button', { name: /^Account of/ }).click();
  await page.getByRole('menuitem', { name: 'Sign out' }).click();
  await expect(page).toHaveURL(/sign-in/);
  await expect.poll(() => page.workers().length).toBe(0);
});

test('where the film’s voices cannot be fetched it is said, and the browser’s read on', async ({ studio, seat, api }) => {
  const { id } = await newEpisode(api, 'Without the film', SHORT);
  const page = await seat(await studio.ownerLink());
  await giveVoices(page, ['Ada', 'Bert']);
  await page.context().route('**/*.wasm', (route) => route.abort());
  await openRoom(page, studio.url, id, 'script');
  await scriptOf(page).getByText('EXT. HARBOUR').click();
  await page.keyboard.press('Control+Alt+s');
  await expect(page.getByText("The film's voices could not be loaded")).toBeVisible();
  await expect(bar(page)).toContainText('browser voice');
  await expect(bar(page).getByRole('combobox', { name: 'Voices' })).toHaveText('Of this browser');
  await expect.poll(() => saidLast(page)).toContain('Exterior, Harbour, Dawn');
  await endText(page);
  await expect.poll(() => saidLast(page)).toContain('Wait for me at the harbour');

  // It can be reached again: the film's are chosen, and read.
  await page.context().unroute('**/*.wasm');
  await bar(page).getByRole('combobox', { name: 'Voices' }).click();
  await page.getByRole('option', { name: 'Of the film' }).click();
  await expect(bar(page)).toContainText('film voice');
});

test('what is still being loaded is given up with Stop', async ({ studio, seat, api }) => {
  const { id } = await newEpisode(api, 'Not that long', SHORT);
  const page = await seat(await studio.ownerLink());
  await giveVoices(page, []);
  const { promise: asked, resolve: wasAsked } = Promise.withResolvers<void>();
  const { promise: given, resolve: give } = Promise.withResolvers<void>();
  await page.context().route('**/*.wasm', async (route) => {
    wasAsked();
    await given;
    await route.abort().catch(() => undefined);
  });
  await openRoom(page, studio.url, id, 'script');
  await page.keyboard.press('Control+Alt+s');
  await asked;
  expect(page.workers()).toHaveLength(1);
  await bar(page).getByRole('button', { name: 'Stop reading' }).click();
  await expect(bar(page)).toBeHidden();
  await expect.poll(() => page.workers().length).toBe(0);
  give();
});
