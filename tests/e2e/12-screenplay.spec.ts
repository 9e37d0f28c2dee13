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

test('the script is laid on pages as it is printed: numbers, (CONT’D), (MORE), as many pages as the PDF has', async ({
  studio,
  seat,
  api,
}) => {
  const speech = 'The harbour light has been out for nine days and nobody has said a word about it. ';
  const { id } = await newEpisode(
    api,
    'On paper',
    `Title: On paper\nAuthor: Nao\n\n${SCREENPLAY}\nRIKU\n${speech.repeat(26).trim()}\n\nHe waits.\n\nRIKU\nNothing.\n`,
  );
  const page = await seat(await studio.ownerLink());
  await openRoom(page, studio.url, id, 'script');
  await page.getByRole('button', { name: 'Export or print' }).click();
  await page.getByRole('menuitem', { name: 'Print or PDF' }).click();
  await expect(page.getByText('2 pages')).toBeVisible();
  const sheets = page.locator('section').filter({ hasText: /KITCHEN|\(MORE\)|CONT'D|On paper/ });
  await expect(sheets).toHaveCount(3);
  await expect(sheets.nth(1).getByText('(MORE)')).toBeVisible();
  await expect(sheets.nth(2).getByText("RIKU (CONT'D)")).toHaveCount(2);
  await expect(sheets.nth(2).getByText('2.', { exact: true })).toBeVisible();
  // Courier at ten to the inch: action begins an inch and a half from the edge of the paper, a cue at 3.7.
  const inches = async (text: string) => {
    const [sheet, line] = [
      await sheets.nth(1).boundingBox(),
      await sheets.nth(1).getByText(text, { exact: true }).first().boundingBox(),
    ];
    return ((line?.x ?? 0) - (sheet?.x ?? 0)) / 96;
  };
  expect(await inches('Nao pours tea.')).toBeCloseTo(1.5, 1);
  expect(await inches('NAO')).toBeCloseTo(3.7, 1);
  const width = (await sheets.nth(1).getByText('You kept the kettle on.').boundingBox())?.width ?? 0;
  expect(width / 96).toBeCloseTo('You kept the kettle on.'.length / 10, 1);
  const pdf = (await page.pdf({ preferCSSPageSize: true })).toString('latin1');
  expect(pdf.match(/\/Type\s*\/Page\b/g)).toHaveLength(3);
});
