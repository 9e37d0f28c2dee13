import type { Page } from '@playwright/test';
import { newEpisode } from './support/episode.ts';
import { caretAfter, openRoom, scriptOf, untilSaved } from './support/script-page.ts';
import { expect, test } from './support/studio.ts';

const SCREENPLAY = `INT. KITCHEN - NIGHT

Nao pours tea.

NAO
You kept the kettle on.

EXT. HARBOUR - DAWN

Gulls over grey water.
`;

test('two people write at once, each sees the other’s words and caret, and a reload keeps both', async ({
  studio,
  seat,
  api,
}) => {
  const { id } = await newEpisode(api, 'Two at once', SCREENPLAY);
  const owner = await seat(await studio.ownerLink());
  await openRoom(owner, studio.url, id, 'script');
  await owner.getByRole('button', { name: /^Account of/ }).click();
  await owner.getByRole('menuitem', { name: 'Open a second seat' }).click();
  await owner.getByLabel('Name').fill('Mika');
  await owner.getByRole('button', { name: 'Make the link' }).click();
  const link = await owner.getByLabel('Link', { exact: true }).inputValue();
  await owner.keyboard.press('Escape');
  const mika = await seat(link);
  await openRoom(mika, studio.url, id, 'script');

  await caretAfter(owner, 'Nao pours tea.');
  await caretAfter(mika, 'Gulls over grey water.');
  await Promise.all([
    owner.keyboard.type(' She does not look up from the two cups.', { delay: 15 }),
    mika.keyboard.type(' One of them has a ring on its leg.', { delay: 15 }),
  ]);
  for (const page of [owner, mika]) {
    await expect(scriptOf(page)).toContainText('Nao pours tea. She does not look up from the two cups.');
    await expect(scriptOf(page)).toContainText('Gulls over grey water. One of them has a ring on its leg.');
    await untilSaved(page);
  }
  await expect(scriptOf(owner).locator('.caret-flag')).toHaveAttribute('data-name', 'Mika');
  await expect(scriptOf(mika).locator('.caret-flag')).toHaveAttribute('data-name', 'Owner');
  // Somebody's caret at the end of a line takes no room of its own: nothing under it jumps when they come and go.
  const heightOf = (page: Page, words: string) =>
    scriptOf(page)
      .locator('p', { hasText: words })
      .evaluate((line) => line.getBoundingClientRect().height);
  for (const words of ['Nao pours tea.', 'Gulls over grey water.'])
    expect(await heightOf(owner, words)).toBe(await heightOf(mika, words));
  await expect(owner.getByRole('button', { name: /^Mika, / })).toBeVisible();

  await owner.reload();
  await expect(scriptOf(owner)).toContainText('One of them has a ring on its leg.');
  const saved = SCREENPLAY.replace('pours tea.', 'pours tea. She does not look up from the two cups.').replace(
    'grey water.',
    'grey water. One of them has a ring on its leg.',
  );
  expect(await api.fountain(id)).toBe(saved);
});

test('what was called saved outlives kill -9 of every process, and the open page goes on by itself', async ({
  studio,
  seat,
  api,
}) => {
  const { id } = await newEpisode(api, 'Saved means saved', SCREENPLAY);
  const page = await seat(await studio.ownerLink());
  await openRoom(page, studio.url, id, 'script');
  await caretAfter(page, 'Nao pours tea.');
  await page.keyboard.type(' It is her third.');
  await expect(scriptOf(page)).toContainText('It is her third.');
  await untilSaved(page);
  await studio.killEverything();

  await page.keyboard.type(' Nobody counts.');
  await expect(page.getByTestId('save-state')).not.toHaveText('Saved');
  await studio.restart();
  expect(await api.fountain(id)).toContain('Nao pours tea. It is her third.');
  await expect(page.getByTestId('save-state')).toHaveText('Saved');
  expect(await api.fountain(id)).toContain('Nao pours tea. It is her third. Nobody counts.');
});
