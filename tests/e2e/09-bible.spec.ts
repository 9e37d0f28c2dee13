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
  test.setTimeout(120_000);
  const { id } = await newEpisode(api, 'Put right', SCREENPLAY);
  const page = await seat(await studio.ownerLink());
  await openRoom(page, studio.url, id, 'script');
  await page.getByRole('navigation', { name: 'Rooms' }).first().getByRole('link', { name: 'Bible' }).click();
  await expect(page.getByText('Nothing in the bible yet')).toBeVisible();

  await breakDown(api, id);
  const places = page.getByRole('region', { name: 'Places' });
  const name = (of: RegExp) => places.getByRole('textbox', { name: of });
  await expect(name(/^Name of stairwell$/i)).toBeVisible();
  await expect(page.getByText('Nothing in the bible yet')).toHaveCount(0);
  await expect(page.getByRole('region', { name: 'Cast' }).getByRole('textbox', { name: /^Name of mira$/i })).toBeVisible();

  await name(/^Name of stairwell$/i).fill('Back stairs');
  await page.keyboard.press('Enter');
  await expect(places.getByRole('listitem').filter({ hasText: /also stairwell/i })).toHaveCount(1);
  const remove = places.getByRole('button', { name: /^Remove roof$/i });
  await remove.click();
  await expect(remove).toHaveCount(0);
  await page.locator('[data-sonner-toast]').getByRole('button', { name: 'Undo' }).click();
  await expect(remove).toBeVisible();
  await remove.click();
  await expect(remove).toHaveCount(0);

  const canon = page.getByRole('region', { name: 'Canon' });
  await canon.getByRole('textbox', { name: 'New fact' }).fill(FACT);
  await page.keyboard.press('Enter');
  await expect(canon.getByRole('listitem')).toContainText([FACT]);
  await untilSaved(page);

  await page.reload();
  await expect(canon.getByRole('listitem')).toContainText([FACT]);
  await expect(name(/^Name of Back stairs$/)).toHaveValue('Back stairs');
  await expect(places.getByRole('listitem')).toHaveCount(1);

  await name(/^Name of Back stairs$/).fill('Backstairs');
  await page.keyboard.press('Enter');
  await expect(name(/^Name of Backstairs$/)).toBeVisible();
  await page.locator('body').click({ position: { x: 1, y: 400 } });
  await page.keyboard.press('Control+z');
  await expect(name(/^Name of Back stairs$/)).toBeVisible();

  await openRoom(page, studio.url, id, 'timeline');
  await page.keyboard.press('Control+k');
  await page.keyboard.type('bible');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/\/bible$/);
});
