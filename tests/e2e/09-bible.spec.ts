import { breakDown, newEpisode } from './support/episode.ts';
import { openRoom, untilSaved } from './support/script-page.ts';
import { expect, test } from './support/studio.ts';

const SCREENPLAY = `INT. STAIRWELL - NIGHT

A bulb ticks.

MIRA
Leave it on.

EXT. ROOF - DAWN

Washing on a line.
`;
const FACT = 'Mira never takes the lift.';

test('people put right what the agent found: a place renamed, a wrong one removed, a fact noted, all there after a reload', async ({
  studio,
  seat,
  api,
}) => {
  const { id } = await newEpisode(api, 'Put right', SCREENPLAY);
  const page = await seat(await studio.ownerLink());
  await openRoom(page, studio.url, id, 'script');
  await page.getByRole('navigation', { name: 'Rooms' }).first().getByRole('link', { name: 'Gallery' }).click();
  await expect(page.getByText('Nobody here yet')).toBeVisible();

  await breakDown(api, id);
  const grid = page.getByTestId('gallery-grid');
  const card = (name: RegExp) => grid.getByRole('article', { name });
  await expect(card(/^mira$/i)).toBeVisible();
  await page.getByRole('tab', { name: 'Places' }).click();
  await expect(grid.getByRole('article')).toHaveCount(2);

  await card(/^stairwell$/i)
    .getByRole('button', { name: /^Open/ })
    .click();
  const name = page.getByRole('textbox', { name: /^Name of/ });
  await name.fill('Back stairs');
  await page.keyboard.press('Enter');
  await expect(page.getByText(/also stairwell/i)).toBeVisible();
  await page.getByRole('button', { name: 'Places', exact: true }).click();

  await card(/^roof$/i)
    .getByRole('button', { name: /^Open/ })
    .focus();
  await page.keyboard.press('Delete');
  await expect(card(/^roof$/i)).toHaveCount(0);
  await page.locator('[data-sonner-toast]').getByRole('button', { name: 'Undo' }).click();
  await expect(card(/^roof$/i)).toBeVisible();
  await card(/^roof$/i)
    .getByRole('button', { name: /^Open/ })
    .focus();
  await page.keyboard.press('Delete');
  await expect(card(/^roof$/i)).toHaveCount(0);

  await page.getByRole('tab', { name: 'Canon' }).click();
  const canon = page.getByRole('region', { name: 'Canon' });
  await canon.getByRole('textbox', { name: 'New fact' }).fill(FACT);
  await page.keyboard.press('Enter');
  await expect(canon.getByRole('listitem')).toContainText([FACT]);
  await untilSaved(page);

  await page.reload();
  await expect(canon.getByRole('listitem')).toContainText([FACT]);
  await page.getByRole('tab', { name: 'Places' }).click();
  await expect(grid.getByRole('article')).toHaveCount(1);

  await card(/^Back stairs$/)
    .getByRole('button', { name: /^Open/ })
    .click();
  await name.fill('Backstairs');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('textbox', { name: 'Name of Backstairs' })).toBeVisible();
  await page.getByRole('tab', { name: 'Places' }).focus();
  await page.keyboard.press('Control+z');
  await expect(page.getByRole('textbox', { name: 'Name of Back stairs' })).toBeVisible();

  // Links of the time when the room was called the bible still arrive.
  await openRoom(page, studio.url, id, 'bible');
  await expect(page).toHaveURL(/\/gallery$/);
  await openRoom(page, studio.url, id, 'timeline');
  await page.keyboard.press('Control+k');
  await page.keyboard.type('gallery');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/\/gallery$/);
});
