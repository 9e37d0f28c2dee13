import { newEpisode } from './support/episode.ts';
import { caretAfter, openRoom, scriptOf } from './support/script-page.ts';
import { expect, test } from './support/studio.ts';

const SCREENPLAY = `INT. STAIRWELL - NIGHT

A bulb ticks.

EXT. ROOF - DAWN

Washing on a line.
`;

test('a person with two windows is one person to others, and to themselves', async ({ studio, seat, api }) => {
  const { id } = await newEpisode(api, 'Two windows', SCREENPLAY);
  const owner = await seat(await studio.ownerLink());
  const guest = await seat(await studio.guestLink());
  const second = await owner.context().newPage();
  for (const page of [owner, second, guest]) await openRoom(page, studio.url, id, 'script');
  await caretAfter(owner, 'A bulb ticks.');
  await caretAfter(second, 'Washing on a line.');

  // Both carets are there, and one avatar.
  const carets = scriptOf(guest).locator('.caret-flag');
  await expect(carets).toHaveCount(2);
  for (const flag of await carets.all()) await expect(flag).toHaveAttribute('data-name', 'Owner');
  const people = guest.getByRole('list', { name: 'People here' }).getByRole('listitem');
  await expect(people).toHaveCount(1);
  await expect(people.getByRole('button', { name: /^Owner, / })).toBeVisible();

  // The window they went to last is where they are.
  await openRoom(owner, studio.url, id, 'storyboard');
  await expect(people.getByRole('button', { name: /^Owner, .*Storyboard/ })).toBeVisible();
  await openRoom(owner, studio.url, id, 'script');
  await caretAfter(owner, 'A bulb ticks.');

  const own = owner.getByRole('list', { name: 'People here' }).getByRole('listitem');
  await expect(own).toHaveCount(1);
  await expect(own.getByRole('button')).not.toHaveAccessibleName(/^Owner/);
  await expect(scriptOf(owner).locator('.caret-flag')).toHaveAttribute('data-name', 'You, in another window');
});

test('what is docked on a wide window does not cover the room of a narrow one, and is there again', async ({
  studio,
  seat,
  api,
}) => {
  const { id } = await newEpisode(api, 'Made narrow', SCREENPLAY);
  const page = await seat(await studio.ownerLink());
  await openRoom(page, studio.url, id, 'script');
  await page.getByRole('button', { name: 'Chat', exact: true }).click();
  const message = page.getByRole('textbox', { name: 'Message' });
  await expect(message).toBeVisible();

  await page.setViewportSize({ width: 390, height: 844 });
  await expect(message).toHaveCount(0);
  // The room itself takes the press, not something over it.
  await caretAfter(page, 'A bulb ticks.');
  await expect(scriptOf(page)).toBeFocused();
  await page.reload();
  await expect(scriptOf(page)).toContainText('A bulb ticks.');
  await expect(message).toHaveCount(0);

  await page.setViewportSize({ width: 1440, height: 900 });
  await expect(message).toBeVisible();
});
