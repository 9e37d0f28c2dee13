import { cutLine } from './support/cut-line.ts';
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

test('Escape leaves the script at once: a Shift+Tab right behind it changes no element', async ({ studio, seat, api }) => {
  const { id } = await newEpisode(api, 'Leaving by Escape', SCREENPLAY);
  const page = await seat(await studio.ownerLink());
  await openRoom(page, studio.url, id, 'script');
  await scriptOf(page).press('Control+End');
  const block = scriptOf(page).locator('[data-type]').last();
  const type = (await block.getAttribute('data-type')) ?? '';
  // Fingers are quicker than a busy window's next frame: here none comes.
  await page.evaluate(() => {
    window.requestAnimationFrame = () => 0;
  });
  await page.keyboard.press('Escape');
  await expect(scriptOf(page)).not.toBeFocused({ timeout: 2_000 });
  await page.keyboard.press('Shift+Tab');
  await expect(block).toHaveAttribute('data-type', type);
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

/** A scene of so many lines of action under its heading. */
function sceneOf(heading: string, lines: number): string {
  return `${heading}\n\n${Array.from({ length: lines }, (_, at) => `Wave ${at + 1}.`).join('\n\n')}\n\n`;
}

test('pages, minutes and eighths are those of the paper, and the script shows where a page ends', async ({
  studio,
  seat,
  api,
}) => {
  // A heading and 20 lines with the space between take 41 lines, a heading and 10 lines 21 and the space before.
  const { id } = await newEpisode(
    api,
    'By the page',
    `${sceneOf('INT. PIER - DAY', 20)}${sceneOf('EXT. SEA - DAY', 10)}[[Ask the harbour master.]]\n`,
  );
  const page = await seat(await studio.ownerLink());
  await openRoom(page, studio.url, id, 'script');
  const scenes = page.getByRole('navigation', { name: 'Scenes' });
  const note = page.getByTestId('status-note');
  await expect(scenes.getByRole('button', { name: /Pier/ })).toContainText('6/8');
  await expect(scenes.getByRole('button', { name: /Sea/ })).toContainText('3/8');
  await expect(scenes).toContainText('1 1/8 pp');
  const first = scriptOf(page).locator('.page-end + p');
  await expect(first).toHaveText('Wave 6.');
  await expect(page.locator('.page-end')).toHaveAttribute('data-page', '2.');
  await expect(scenes.getByRole('button', { name: 'Ask the harbour master.' })).toBeVisible();
  await caretAfter(page, 'EXT. SEA - DAY');
  await expect(note).toContainText('Page 1 of 2, ~1 min');
  await scriptOf(page).getByText('Wave 10.').last().click();
  await expect(note).toContainText('Page 2 of 2, ~1 min');
  await caretAfter(page, 'Ask the harbour master.');
  await expect(note).toContainText('2 pages, ~1 min');

  // Three lines more above it, typed by somebody else: the page ends earlier, and the line is drawn there.
  const other = await seat(await studio.ownerLink());
  await openRoom(other, studio.url, id, 'script');
  await caretAfter(other, 'INT. PIER - DAY');
  await other.keyboard.press('Enter');
  await other.keyboard.type('Fog. '.repeat(20).trim());
  for (const each of [page, other]) await expect(scriptOf(each).locator('.page-end + p')).toHaveText('Wave 5.');
  await expect(scenes.getByRole('button', { name: /Pier/ })).toContainText('7/8');
  await untilSaved(other);
  expect(await api.fountain(id)).toContain('Wave 4.\n\nWave 5.');
});

test('notes: by their key, as they are typed and of what is selected; they are in the list of scenes and not on paper', async ({
  studio,
  seat,
  api,
}) => {
  const { id } = await newEpisode(api, 'Notes', SCREENPLAY);
  const page = await seat(await studio.ownerLink());
  await openRoom(page, studio.url, id, 'script');
  const { keyboard } = page;
  const notes = page.getByRole('navigation', { name: 'Scenes' }).getByRole('list', { name: 'Notes' });
  await caretAfter(page, 'Nao pours tea.');
  await keyboard.press('Control+Alt+n');
  await expect(page.getByRole('status').filter({ hasText: /^Note$/ })).toHaveCount(1);
  await keyboard.type('Which tea?');
  await caretAfter(page, 'Gulls over grey water.');
  await keyboard.type(' [[how many?]] Then none.');
  await expect(notes.getByRole('button')).toHaveText(['Which tea?', 'how many?']);
  await untilSaved(page);
  expect(await api.fountain(id)).toContain('[[Which tea?]]');
  expect(await api.fountain(id)).toContain('Gulls over grey water. [[how many?]] Then none.');
  await page.getByRole('button', { name: 'Export or print' }).click();
  await page.getByRole('menuitem', { name: 'Print or PDF' }).click();
  await expect(page.getByText('Then none.')).toBeVisible();
  await expect(page.getByText('how many?')).toHaveCount(0);
  await expect(page.getByText('Which tea?')).toHaveCount(0);
});

test('find and replace: counts, goes around, keeps up with others, and takes all back with one undo', async ({
  studio,
  seat,
  api,
}) => {
  const { id } = await newEpisode(api, 'Find', SCREENPLAY);
  const owner = await seat(await studio.ownerLink());
  const other = await seat(await studio.ownerLink());
  for (const page of [owner, other]) await openRoom(page, studio.url, id, 'script');
  const { keyboard } = owner;
  const count = owner.getByTestId('find-count');
  const bar = owner.getByRole('search', { name: 'Find in the script' });

  await caretAfter(owner, 'Nao pours tea.');
  await keyboard.press('Control+f');
  await expect(bar.getByLabel('Find', { exact: true })).toBeFocused();
  await keyboard.type('nao');
  await expect(count).toHaveText('2 of 2');
  await keyboard.press('Enter');
  await expect(count).toHaveText('1 of 2');
  await expect(scriptOf(owner).locator('.found')).toHaveCount(2);
  await expect(scriptOf(owner).locator('.found-current')).toHaveText('Nao');
  await bar.getByRole('button', { name: 'Match case' }).click();
  await expect(count).toHaveText('Nothing found');
  await bar.getByRole('button', { name: 'Match case' }).click();
  await expect(count).toHaveText('2 of 2');
  await bar.getByLabel('Find', { exact: true }).press('Shift+Enter');
  await expect(count).toHaveText('1 of 2');

  // Somebody else writes before it, and writes it once more: the place stays, the count follows.
  await caretAfter(other, 'INT. KITCHEN - NIGHT');
  await other.keyboard.press('Enter');
  await other.keyboard.type('Nao is late. ');
  await expect(count).toHaveText('2 of 3');
  await expect(scriptOf(owner).locator('.found')).toHaveCount(3);

  await bar.getByLabel('Find', { exact: true }).press('Control+h');
  await bar.getByLabel('Replace with').fill('Naomi');
  await bar.getByLabel('Replace with').press('Enter');
  await expect(scriptOf(owner)).toContainText('Naomi pours tea.');
  await expect(count).toHaveText('3 of 3');
  await expect(scriptOf(owner).locator('.found-current')).toHaveText('NAO');
  await bar.getByRole('button', { name: 'Whole word' }).click();
  await expect(count).toHaveText(/ of 2$/);
  await bar.getByRole('button', { name: 'Replace all' }).click();
  await expect(owner.getByText('Replaced 2 places.')).toBeVisible();
  await untilSaved(owner);
  const replaced = await api.fountain(id);
  expect(replaced).toContain('Naomi is late.');
  expect(replaced).toContain('Naomi pours tea.');
  expect(replaced).toContain('NAOMI\nYou kept the kettle on.');

  await keyboard.press('Escape');
  await expect(bar).toBeHidden();
  await expect(scriptOf(owner)).toBeFocused();
  await keyboard.press('Control+z');
  await expect(scriptOf(owner)).toContainText('Nao is late.');
  await expect(scriptOf(owner)).toContainText('Naomi pours tea.');
  await keyboard.press('Control+z');
  await expect(scriptOf(owner)).toContainText('Nao pours tea.');
  await expect(scriptOf(owner)).toContainText('Nao is late.');

  await keyboard.press('Control+k');
  await owner.getByRole('combobox', { name: 'Search or run a command' }).fill('replace in');
  await keyboard.press('Enter');
  await expect(bar.getByLabel('Replace with')).toBeVisible();
  await expect(bar.getByLabel('Find', { exact: true })).toBeFocused();
});

test('a scene is moved by dragging and by keys, with what somebody else types in it, and one undo moves it back', async ({
  studio,
  seat,
  api,
}) => {
  const { id } = await newEpisode(api, 'Moving', `${SCREENPLAY}\nINT. TRAIN - DAY\n\nFields.\n`);
  const owner = await seat(await studio.ownerLink());
  const other = await seat(await studio.ownerLink());
  const line = await cutLine(other);
  for (const page of [owner, other]) await openRoom(page, studio.url, id, 'script');
  const scenes = owner.getByRole('navigation', { name: 'Scenes' });
  const rows = scenes.locator('[data-scene-id]');
  const names = (...order: string[]) => order.map((name, at) => new RegExp(`^${at + 1}${name}`));
  await expect(rows).toHaveText(names('Kitchen', 'Harbour', 'Train'));

  // The other one writes in the harbour without a line: the owner's move cannot know of it.
  await caretAfter(other, 'Gulls over grey water.');
  line.cut();
  await expect(other.getByTestId('save-state')).not.toHaveText('Saved');
  await other.keyboard.type(' One has a ring on its leg.');
  await other.keyboard.press('Enter');
  await other.keyboard.type('A boat.');
  await rows.nth(1).dragTo(rows.nth(0), { targetPosition: { x: 60, y: 4 } });
  await expect(rows).toHaveText(names('Harbour', 'Kitchen', 'Train'));
  await untilSaved(owner);
  line.mend();
  await expect(other.getByText('What you typed came along.')).toBeVisible();
  await untilSaved(other);
  // The caret has gone along as well.
  await other.keyboard.type(' Empty.');
  await untilSaved(other);
  const harbour = 'EXT. HARBOUR - DAWN\n\nGulls over grey water. One has a ring on its leg.\n\nA boat. Empty.\n';
  expect(await api.fountain(id)).toBe(`${harbour}\n${SCREENPLAY.split('\nEXT.')[0]}\nINT. TRAIN - DAY\n\nFields.\n`);

  await rows.nth(0).focus();
  await owner.keyboard.press('Alt+ArrowDown');
  await expect(rows).toHaveText(names('Kitchen', 'Harbour', 'Train'));
  await expect(owner.getByRole('status').filter({ hasText: 'Harbour is scene 2 of 3 now' })).toHaveCount(1);
  await expect(rows.nth(1)).toBeFocused();
  await owner.keyboard.press('Alt+ArrowDown');
  await expect(rows).toHaveText(names('Kitchen', 'Train', 'Harbour'));

  await caretAfter(other, 'A boat.');
  await other.keyboard.type(' Nobody in it.');
  await untilSaved(other);
  await caretAfter(owner, 'Fields.');
  for (const order of [
    names('Kitchen', 'Harbour', 'Train'),
    names('Harbour', 'Kitchen', 'Train'),
    names('Kitchen', 'Harbour', 'Train'),
  ]) {
    await owner.keyboard.press('Control+z');
    await expect(rows).toHaveText(order);
  }
  await untilSaved(owner);
  const fountain = await api.fountain(id);
  expect(fountain).toContain('A boat. Empty. Nobody in it.');
  expect(fountain.match(/HARBOUR/g)).toHaveLength(1);
});
