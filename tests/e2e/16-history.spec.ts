import { newEpisode } from './support/episode.ts';
import { caretAfter, openRoom, scriptOf, untilSaved } from './support/script-page.ts';
import { expect, test } from './support/studio.ts';

const SCREENPLAY = `INT. BOAT SHED - DAY

Tar smokes in a bucket.

IDA
Mind the hull.
`;

test('a named version shows what changed since and by whom, is brought back while it stays in the history, and undone', async ({
  studio,
  seat,
  api,
}) => {
  const { id } = await newEpisode(api, 'Versions', SCREENPLAY);
  const page = await seat(await studio.ownerLink());
  await openRoom(page, studio.url, id, 'script');
  await page.getByRole('link', { name: 'History' }).click();
  await page.getByRole('button', { name: 'Name this version' }).click();
  await page.getByRole('textbox', { name: 'Name' }).fill('Before the rain');
  await page.getByRole('button', { name: 'Name it' }).click();
  const version = page.getByRole('button', { name: /Before the rain/ }).first();
  await expect(version).toBeVisible();

  await page.goBack();
  await caretAfter(page, 'Tar smokes in a bucket.');
  await page.keyboard.type(' Rain on the roof.');
  await untilSaved(page);
  await page.getByRole('link', { name: 'History' }).click();
  await version.click();
  const change = page.getByRole('article').filter({ hasText: 'Tar smokes' });
  await expect(change.locator('ins')).toHaveText(' Rain on the roof.');
  await expect(change).toContainText('Owner');

  await page.getByRole('button', { name: 'As it was' }).click();
  await expect(page.getByText('Tar smokes in a bucket.', { exact: true })).toBeVisible();
  await page.getByRole('button', { name: 'Restore' }).click();
  await expect(page.getByText('The episode is as it was then.')).toBeVisible();
  expect(await api.fountain(id)).toBe(SCREENPLAY);
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect.poll(() => api.fountain(id)).toContain('Rain on the roof.');
  await openRoom(page, studio.url, id, 'script');
  await expect(scriptOf(page)).toContainText('Tar smokes in a bucket. Rain on the roof.');
});

test('any two versions are compared, whichever of them is pointed at first', async ({ studio, seat, api }) => {
  const { id } = await newEpisode(api, 'Two versions', SCREENPLAY);
  const page = await seat(await studio.ownerLink());
  await openRoom(page, studio.url, id, 'script');
  const nameIt = async (name: string) => {
    await page.getByRole('link', { name: 'History' }).click();
    const newest = page.getByRole('region', { name: 'History' }).getByRole('button').first();
    await expect(newest).toContainText('edit');
    await newest.click();
    await page.getByRole('button', { name: 'Name this version' }).click();
    await page.getByRole('textbox', { name: 'Name' }).fill(name);
    await page.getByRole('button', { name: 'Name it' }).click();
    await expect(page.getByRole('button', { name: new RegExp(name) }).first()).toBeVisible();
  };
  const write = async (words: string) => {
    await page.goBack();
    await caretAfter(page, 'Tar smokes in a bucket.');
    await page.keyboard.type(words);
    await untilSaved(page);
  };
  await nameIt('First');
  await write(' Rain on the roof.');
  await nameIt('Second');
  await write(' A gull.');
  await page.getByRole('link', { name: 'History' }).click();

  // Until now by itself, until a later version when asked.
  await page.getByRole('button', { name: /First/ }).first().click();
  const change = page.getByRole('article').filter({ hasText: 'Tar smokes' });
  await expect(change.locator('ins').first()).toContainText('A gull.');
  await page.getByRole('combobox', { name: 'Compared with' }).click();
  await page.getByRole('option', { name: 'until “Second”' }).click();
  await expect(change).toContainText('Rain on the roof.');
  await expect(change).not.toContainText('A gull.');

  await page
    .getByRole('button', { name: /Second/ })
    .first()
    .click();
  await page
    .getByRole('button', { name: /First/ })
    .first()
    .click({ modifiers: ['Shift'] });
  await expect(page.getByRole('button', { name: /First/ }).first()).toHaveAttribute('aria-current', 'true');
  await expect(page.getByRole('combobox', { name: 'Compared with' })).toContainText('Second');
  await expect(change).not.toContainText('A gull.');
});
