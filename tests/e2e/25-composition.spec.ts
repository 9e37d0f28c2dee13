import type { Page } from '@playwright/test';
import { type InputMethod, inputMethod } from './support/compose.ts';
import { newEpisode } from './support/episode.ts';
import { caretAfter, openRoom, scriptOf, untilSaved } from './support/script-page.ts';
import { expect, test } from './support/studio.ts';

const SCREENPLAY = `INT. KITCHEN - NIGHT

Nao pours tea.

NAO
Listen.

RIKU
It was cold.
`;

const STEPS = ['k', 'こ', 'こn', 'こん', 'こんn', 'こんに', 'こんにc', 'こんにち', 'こんにちh', 'こんにちは'];

/** Puts a word together letter by letter, and waits for each to be seen, as a person does; `during` is called in the middle of it. */
async function composeHello(page: Page, method: InputMethod, before: string, during: () => Promise<void>): Promise<void> {
  for (const [at, step] of STEPS.entries()) {
    await method.compose(step);
    await expect(scriptOf(page).getByText(`${before}${step}`)).toBeVisible();
    if (at === 4) await during();
  }
}

/** How many compositions have begun and ended in the page from now on: one that something else breaks off begins again. */
async function countCompositions(page: Page): Promise<() => Promise<string>> {
  await page.evaluate(() => {
    const counter = Object.assign(window, { composed: { begun: 0, ended: 0 } });
    window.addEventListener('compositionstart', () => (counter.composed.begun += 1), true);
    window.addEventListener('compositionend', () => (counter.composed.ended += 1), true);
  });
  return () =>
    page.evaluate(() => {
      const { begun, ended } = (window as unknown as { composed: { begun: number; ended: number } }).composed;
      return `${begun} begun, ${ended} ended`;
    });
}

test('a word put together by an input method is there once, and the keys of the screenplay leave it alone', async ({
  studio,
  seat,
  api,
}) => {
  const { id } = await newEpisode(api, 'Composition', SCREENPLAY);
  const page = await seat(await studio.ownerLink());
  const other = await seat(await studio.ownerLink());
  for (const each of [page, other]) await openRoom(each, studio.url, id, 'script');
  const method = await inputMethod(page);
  const compositions = await countCompositions(page);

  // Somebody writes above and, in the same scene, below while the word is put together: it moves and stays whole.
  await caretAfter(page, 'Listen.');
  await caretAfter(other, 'Nao pours tea.');
  await composeHello(page, method, 'Listen.', async () => {
    await other.keyboard.press('Enter');
    await other.keyboard.type('Steam.');
    await expect(scriptOf(page).getByText('Steam.')).toBeVisible();
    for (const key of ['Tab', 'ArrowDown', 'Escape']) await method.press(key);
  });
  expect(await compositions()).toBe('1 begun, 0 ended');
  await method.accept('こんにちは');
  expect(await compositions()).toBe('1 begun, 1 ended');
  await untilSaved(page);
  expect(await api.fountain(id)).toBe(
    SCREENPLAY.replace('Nao pours tea.', 'Nao pours tea.\n\nSteam.').replace('Listen.', 'Listen.こんにちは'),
  );
  // And goes on as ever: the next Enter is one of the screenplay.
  await page.keyboard.press('Enter');
  await page.keyboard.type('ren');
  await untilSaved(page);
  expect(await api.fountain(id)).toContain('Listen.こんにちは\n\n@REN\n');
});

test('somebody who writes in the very line does not end a composition in it, and nothing of the two is lost', async ({
  studio,
  seat,
  api,
}) => {
  const { id } = await newEpisode(api, 'Composition in one line', SCREENPLAY);
  const page = await seat(await studio.ownerLink());
  const other = await seat(await studio.ownerLink());
  for (const each of [page, other]) await openRoom(each, studio.url, id, 'script');
  const method = await inputMethod(page);
  const compositions = await countCompositions(page);
  await caretAfter(page, 'Listen.');
  await caretAfter(other, 'Listen.');
  await other.keyboard.press('Home');
  await composeHello(page, method, 'Listen.', async () => {
    await other.keyboard.type('Please. ');
    await expect(scriptOf(page).getByText('Please. Listen.')).toBeVisible();
  });
  expect(await compositions()).toBe('1 begun, 0 ended');
  await method.accept('こんにちは');
  await expect(scriptOf(page).getByText('Please. Listen.こんにちは')).toBeVisible();
  await untilSaved(page);
  await expect(scriptOf(other).getByText('Please. Listen.こんにちは')).toBeVisible();
  expect(await api.fountain(id)).toBe(SCREENPLAY.replace('Listen.', 'Please. Listen.こんにちは'));
});

test('what a composition leaves turns into the element it begins, once it has ended', async ({ studio, seat, api }) => {
  const { id } = await newEpisode(api, 'Composed elements', SCREENPLAY);
  const page = await seat(await studio.ownerLink());
  await openRoom(page, studio.url, id, 'script');
  const method = await inputMethod(page);
  await caretAfter(page, 'It was cold.');
  await page.keyboard.press('Enter');
  await method.compose('int');
  await method.compose('int.');
  // Capitals under the input method would end the composition: they come when it has ended, as the heading does.
  await expect(scriptOf(page).locator('[data-type="character"]').last()).toHaveText('int.');
  await method.accept('int.');
  await expect(scriptOf(page).locator('[data-type="sceneHeading"]').last()).toHaveText('INT.');
  await page.keyboard.type(' pier');
  await untilSaved(page);
  expect(await api.fountain(id)).toContain('INT. PIER');
});

test('Enter that takes a word sends no message, no comment and no search', async ({ studio, seat, api }) => {
  const { id } = await newEpisode(api, 'Composition elsewhere', SCREENPLAY);
  const page = await seat(await studio.ownerLink());
  await openRoom(page, studio.url, id, 'script');
  const method = await inputMethod(page);
  const message = page.getByRole('textbox', { name: 'Message' });
  await page.getByRole('button', { name: 'Chat', exact: true }).click();
  await message.click();
  await method.compose('こんに');
  await method.compose('こんにちは');
  await method.accept('こんにちは');
  await expect(message).toHaveValue('こんにちは');
  await page.keyboard.press('Enter');
  await expect(message).toHaveValue('');
  const mine = page.getByRole('log').getByRole('article', { name: 'Owner' });
  await expect(mine).toHaveCount(1);
  await expect(mine).toContainText('こんにちは');

  await caretAfter(page, 'Listen.');
  await page.keyboard.press('Control+Alt+m');
  const comment = page.getByRole('combobox', { name: 'Comment', exact: true });
  await expect(comment).toBeFocused();
  await method.compose('いいね');
  await method.accept('いいね');
  await expect(comment).toHaveValue('いいね');
  await page.keyboard.press('Enter');
  await expect(page.getByText('いいね').first()).toBeVisible();
  await expect(page.getByRole('button', { name: 'Comment by Owner' })).toBeVisible();

  await caretAfter(page, 'Nao pours tea.');
  await page.keyboard.press('Control+f');
  await expect(page.getByLabel('Find', { exact: true })).toBeFocused();
  await method.compose('o');
  await method.accept('o');
  const count = page.getByTestId('find-count');
  await expect(count).toHaveText(/^\d+ of \d+$/);
  const before = await count.textContent();
  await method.press('Enter');
  await expect(count).toHaveText(before ?? '');
});
