import type { Page } from '@playwright/test';
import { cutLine } from './support/cut-line.ts';
import { newEpisode } from './support/episode.ts';
import { seriousBarriers, sidewaysScroll, smallTargets } from './support/layout.ts';
import { caretAfter, openRoom, scriptOf, untilSaved } from './support/script-page.ts';
import { expect, test } from './support/studio.ts';

const ACTS = `# The storm

= A boat does not come back.

## The harbour

INT. KITCHEN - NIGHT

Nao pours tea.

EXT. HARBOUR - DAWN

Gulls over grey water.

## The search

EXT. SEA - DAY

Nothing but waves.

# The lamp

INT. LAMP ROOM - NIGHT

It is lit.
`;

/** Titles of the cards in the order they stand in. */
const titles = (page: Page) => page.getByTestId('outline').locator('[data-outline]');
const card = (page: Page, title: string) =>
  page.locator('[data-card]').filter({ has: page.getByRole('button', { name: title, exact: true }) });
const title = (page: Page, name: string) => page.getByTestId('outline').getByRole('button', { name, exact: true });

const KITCHEN = 'INT. KITCHEN - NIGHT';
const HARBOUR = 'EXT. HARBOUR - DAWN';
const SEA = 'EXT. SEA - DAY';
const LAMP = 'INT. LAMP ROOM - NIGHT';

test('a sequence that is dragged takes its scenes along in the script, with what somebody else types in one; one undo brings it back', async ({
  studio,
  seat,
  api,
}) => {
  const { id } = await newEpisode(api, 'Outline', ACTS);
  const owner = await seat(await studio.ownerLink());
  const other = await seat(await studio.ownerLink());
  const line = await cutLine(other);
  await openRoom(other, studio.url, id, 'script');
  await openRoom(owner, studio.url, id, 'outline');
  await expect(titles(owner)).toHaveText(['The storm', 'The harbour', KITCHEN, HARBOUR, 'The search', SEA, 'The lamp', LAMP]);

  // The other one writes in the harbour without a line: the move cannot know of it.
  await caretAfter(other, 'Gulls over grey water.');
  line.cut();
  await expect(other.getByTestId('save-state')).not.toHaveText('Saved');
  await other.keyboard.type(' One has a ring on its leg.');
  await card(owner, 'The harbour').dragTo(card(owner, 'The search'), { targetPosition: { x: 40, y: 50 } });
  await expect(titles(owner)).toHaveText(['The storm', 'The search', SEA, 'The harbour', KITCHEN, HARBOUR, 'The lamp', LAMP]);
  await untilSaved(owner);
  line.mend();
  await expect(scriptOf(other).locator('[data-type="sceneHeading"]')).toHaveText([SEA, KITCHEN, HARBOUR, LAMP]);
  await untilSaved(other);
  await expect
    .poll(() => api.fountain(id))
    .toContain(`${HARBOUR}\n\nGulls over grey water. One has a ring on its leg.\n\n# The lamp`);

  await caretAfter(other, 'Gulls over grey water. One has a ring on its leg.');
  await other.keyboard.type(' It looks back.');
  await untilSaved(other);
  await title(owner, 'The harbour').focus();
  await owner.keyboard.press('Control+z');
  await expect(titles(owner)).toHaveText(['The storm', 'The harbour', KITCHEN, HARBOUR, 'The search', SEA, 'The lamp', LAMP]);
  await untilSaved(owner);
  expect(await api.fountain(id)).toBe(ACTS.replace('grey water.', 'grey water. One has a ring on its leg. It looks back.'));
  await owner.keyboard.press('Control+Shift+z');
  await expect(titles(owner)).toHaveText(['The storm', 'The search', SEA, 'The harbour', KITCHEN, HARBOUR, 'The lamp', LAMP]);
});

test('by keys alone: cards are gone through, moved, named, described, added and removed', async ({ studio, seat, api }) => {
  const { id } = await newEpisode(api, 'Outline by keys', ACTS);
  const page = await seat(await studio.ownerLink());
  await openRoom(page, studio.url, id, 'script');
  await page.keyboard.press('Control+k');
  await page.getByRole('combobox', { name: 'Search or run a command' }).fill('outline');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/\/outline$/);
  const { keyboard } = page;
  await title(page, 'The storm').focus();
  await keyboard.press('ArrowDown');
  await keyboard.press('ArrowDown');
  await expect(title(page, KITCHEN)).toBeFocused();
  await keyboard.press('ArrowRight');
  await expect(title(page, LAMP)).toBeFocused();

  await keyboard.press('Alt+ArrowLeft');
  await expect(titles(page)).toHaveText(['The storm', 'The harbour', KITCHEN, HARBOUR, 'The search', SEA, LAMP, 'The lamp']);
  await expect(title(page, LAMP)).toBeFocused();
  await expect(page.getByRole('status').filter({ hasText: `${LAMP} stands before The lamp now` })).toHaveCount(1);
  await keyboard.press('Alt+ArrowUp');
  await keyboard.press('Alt+ArrowUp');
  await expect(titles(page)).toHaveText(['The storm', 'The harbour', KITCHEN, HARBOUR, LAMP, 'The search', SEA, 'The lamp']);
  await title(page, 'The storm').focus();
  await keyboard.press('Alt+ArrowRight');
  await expect(titles(page)).toHaveText(['The lamp', 'The storm', 'The harbour', KITCHEN, HARBOUR, LAMP, 'The search', SEA]);
  await expect(title(page, 'The storm')).toBeFocused();

  await keyboard.press('F2');
  await expect(page.getByRole('textbox', { name: 'Title of The storm' })).toBeFocused();
  await keyboard.type('The wave');
  await keyboard.press('Enter');
  await expect(title(page, 'The wave')).toBeFocused();
  await keyboard.press('ArrowDown');
  await keyboard.press('s');
  await expect(page.getByRole('textbox', { name: 'Synopsis of The harbour' })).toBeFocused();
  await keyboard.type('They wait.');
  await keyboard.press('Enter');
  await expect(title(page, 'The harbour')).toBeFocused();
  await expect(card(page, 'The harbour')).toContainText('They wait.');
  await title(page, SEA).focus();
  await keyboard.press('n');
  await expect(page.getByRole('textbox', { name: 'Title of New beat' })).toBeFocused();
  await keyboard.type('The net');
  await keyboard.press('Enter');
  await expect(title(page, 'The net')).toBeFocused();
  await untilSaved(page);
  // The last line of the file had no empty one behind it, and is written as it was; a section needs none before it.
  expect(await api.fountain(id)).toBe(`# The lamp

# The wave

= A boat does not come back.

## The harbour

= They wait.

INT. KITCHEN - NIGHT

Nao pours tea.

EXT. HARBOUR - DAWN

Gulls over grey water.

INT. LAMP ROOM - NIGHT

It is lit.
## The search

EXT. SEA - DAY

Nothing but waves.

### The net
`);

  await title(page, 'The search').focus();
  await keyboard.press('Delete');
  await expect(titles(page)).toHaveText(['The lamp', 'The wave', 'The harbour', KITCHEN, HARBOUR, LAMP, SEA, 'The net']);
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(title(page, 'The search')).toBeVisible();
  await title(page, SEA).focus();
  await keyboard.press('Enter');
  await expect(page).toHaveURL(/\/script$/);
  await expect(scriptOf(page).getByText(SEA)).toBeInViewport();
});

test('an empty outline says how to begin; what is begun there is in the script of everybody', async ({ studio, seat, api }) => {
  const { id } = await newEpisode(api, 'Outline from nothing', '');
  const owner = await seat(await studio.ownerLink());
  const other = await seat(await studio.ownerLink());
  for (const page of [owner, other]) await openRoom(page, studio.url, id, 'outline');
  expect.soft(await seriousBarriers(owner), 'empty').toEqual([]);
  await owner.getByRole('button', { name: 'Begin with an act' }).click();
  await owner.getByRole('textbox', { name: 'Title of New act' }).fill('Morning');
  await owner.keyboard.press('Enter');
  await expect(title(other, 'Morning')).toBeVisible();
  await owner.getByRole('button', { name: 'Add a synopsis: Morning' }).click();
  await owner.getByRole('textbox', { name: 'Synopsis of Morning' }).fill('Somebody is up first.');
  await owner.keyboard.press('Enter');
  await expect(card(other, 'Morning')).toContainText('Somebody is up first.');
  await other.getByRole('region', { name: 'Morning' }).getByRole('button', { name: 'Sequence', exact: true }).click();
  await other.getByRole('textbox', { name: 'Title of New sequence' }).fill('Tea');
  await other.keyboard.press('Enter');
  await expect(titles(owner)).toHaveText(['Morning', 'Tea']);
  await owner.getByRole('button', { name: 'Actions for Tea' }).click();
  await owner.getByRole('menuitem', { name: 'Make it an act' }).click();
  await expect(other.getByRole('region', { name: 'Tea' })).toBeVisible();
  await untilSaved(owner);
  await expect.poll(() => api.fountain(id)).toBe('# Morning\n\n= Somebody is up first.\n\n# Tea\n');
});

test('on a phone cards are moved by their menu; a finger hits what it aims at', async ({ studio, seat, api }) => {
  const { id } = await newEpisode(api, 'Outline on a phone', ACTS);
  const page = await seat(await studio.ownerLink(), { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });
  await openRoom(page, studio.url, id, 'outline');
  await expect(title(page, KITCHEN)).toBeVisible();
  expect.soft(await sidewaysScroll(page)).toBe(0);
  expect.soft(await smallTargets(page)).toEqual([]);
  expect.soft(await seriousBarriers(page)).toEqual([]);
  await page.getByRole('button', { name: `Actions for ${KITCHEN}` }).tap();
  await page.getByRole('menuitem', { name: 'Move down' }).tap();
  await expect(titles(page)).toHaveText(['The storm', 'The harbour', HARBOUR, KITCHEN, 'The search', SEA, 'The lamp', LAMP]);
});
