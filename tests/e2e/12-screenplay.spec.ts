import { newEpisode } from './support/episode.ts';
import { caretAfter, openRoom, scriptOf, untilSaved } from './support/script-page.ts';
import { expect, test } from './support/studio.ts';

const SCREENPLAY = `INT. KITCHEN - NIGHT

Nao pours tea.

NAO
You kept the kettle on.

RIKU
It was cold.

EXT. HARBOUR - DAWN

Gulls over grey water.
`;

test('SmartType offers places, times and people of the script; Enter takes, Escape keeps it quiet', async ({
  studio,
  seat,
  api,
}) => {
  const { id } = await newEpisode(api, 'SmartType', SCREENPLAY);
  const page = await seat(await studio.ownerLink());
  await openRoom(page, studio.url, id, 'script');
  const list = page.getByRole('listbox', { name: 'Suggestions' });
  const { keyboard } = page;

  await caretAfter(page, 'Gulls over grey water.');
  await keyboard.press('Enter');
  await keyboard.type('int. ');
  await expect(list.getByRole('option')).toHaveText(['HARBOUR', 'KITCHEN']);
  await expect(scriptOf(page)).toHaveAttribute('aria-activedescendant', 'smart-type-0');
  await keyboard.press('ArrowDown');
  await keyboard.press('Enter');
  await expect(list.getByRole('option', { name: 'NIGHT' })).toBeVisible();
  await keyboard.type('mo');
  await expect(list.getByRole('option')).toHaveText(['MORNING']);
  await keyboard.press('Tab');
  await expect(list).toBeHidden();
  await keyboard.press('Enter');
  await keyboard.type('She is up first.');
  await keyboard.press('Tab');
  // Two back: Riku spoke last, so it is Nao's turn.
  await expect(list.getByRole('option').first()).toHaveText('NAO');
  await keyboard.press('Enter');
  await keyboard.press('Enter');
  await keyboard.type('Tea.');
  await keyboard.press('Enter');
  await keyboard.type('r');
  await expect(list.getByRole('option')).toHaveText(['RIKU']);
  await keyboard.press('Escape');
  await expect(list).toBeHidden();
  await keyboard.type('en');
  await expect(list).toBeHidden();
  await keyboard.press('Enter');
  await keyboard.type('Later.');
  await untilSaved(page);
  expect(await api.fountain(id)).toContain(`INT. KITCHEN - MORNING

She is up first.

NAO
Tea.

REN
Later.`);
});
