import type { Locator, Page } from '@playwright/test';
import { PART_BYTES } from '@trashfire/shared/pictures/limits';
import type { StudioClient } from '../../scripts/episode/studio-client.ts';
import { aPng } from '../support/png.ts';
import { dropOn } from './support/drop.ts';
import { breakDown, newEpisode } from './support/episode.ts';
import { seriousBarriers } from './support/layout.ts';
import { openRoom, untilSaved } from './support/script-page.ts';
import { expect, type OpenSeat, test } from './support/studio.ts';

const SCREENPLAY = `INT. KITCHEN - NIGHT

Nao pours tea by the window.

NAO
You kept the kettle on for all of us tonight.

RIKU
It was cold, and nobody else was going to do it.

EXT. HARBOUR - DAWN

Gulls over grey water.

NAO
The light is out.
`;

async function boarded(api: StudioClient, title: string): Promise<string> {
  const { id } = await newEpisode(api, title, SCREENPLAY);
  await breakDown(api, id);
  return id;
}

const cards = (page: Page): Locator => page.getByTestId('board').getByRole('article');
const card = (page: Page, number: string): Locator => page.getByTestId(`shot-${number}`);
const frame = (page: Page, number: string): Locator =>
  card(page, number)
    .getByRole('button', { name: `Shot ${number}` })
    .first();
const menu = async (page: Page, number: string, item: string): Promise<void> => {
  await page.getByRole('button', { name: `Actions for shot ${number}` }).click();
  await page.getByRole('menuitem', { name: item, exact: false }).first().click();
};

/** The board as the api plans it: shots, their order, length and lines. */
async function boardOf(api: StudioClient, episodeId: string): Promise<string> {
  const { shots } = await api.call('plan', { params: { episodeId }, body: { preset: 'LOW' } });
  return JSON.stringify(shots.map(({ shotId, revision, number, frames }) => [shotId, revision, number, frames]));
}

async function twoOf(seat: OpenSeat, studio: { url: string; ownerLink(): Promise<string> }, api: StudioClient, id: string) {
  const owner = await seat(await studio.ownerLink());
  const { url } = await api.call('openSeat', { body: { name: 'Riku' } });
  const other = await seat(url);
  await openRoom(owner, studio.url, id, 'storyboard');
  await openRoom(other, studio.url, id, 'storyboard');
  for (const page of [owner, other]) await expect(cards(page).first()).toBeVisible();
  return { owner, other };
}

test('a shot is split while another person edits it, merged again, and undo takes back one’s own alone', async ({
  studio,
  seat,
  api,
}) => {
  const id = await boarded(api, 'Split and merged');
  const { owner, other } = await twoOf(seat, studio, api, id);
  const count = await cards(owner).count();
  const before = await boardOf(api, id);

  await frame(owner, '1A').click();
  await frame(other, '1A').click();
  await other.keyboard.press('v');
  await other.getByLabel('Notes').first().fill('Mind the lamp');
  await owner.keyboard.press('s');
  await expect(cards(owner)).toHaveCount(count + 1);
  await other.getByLabel('Notes').first().blur();
  await untilSaved(other);
  await other.getByRole('button', { name: 'All shots' }).first().click();
  await expect(cards(other)).toHaveCount(count + 1);
  await untilSaved(owner);
  const { frames } = await api.call('plan', { params: { episodeId: id }, body: { preset: 'LOW' } });

  // The split is the owner's: their undo takes it back and leaves the note of the other.
  await owner.keyboard.press('Control+z');
  await expect(cards(owner)).toHaveCount(count);
  await untilSaved(owner);
  expect(await boardOf(api, id)).toBe(before);
  await frame(owner, '1A').click();
  await owner.keyboard.press('v');
  await expect(owner.getByLabel('Notes').first()).toHaveValue('Mind the lamp');
  await owner.getByTestId('single').getByRole('button', { name: 'All shots' }).click();

  await frame(owner, '1A').click();
  await owner.keyboard.press('m');
  await expect(cards(owner)).toHaveCount(count - 1);
  await expect(cards(other)).toHaveCount(count - 1);
  await untilSaved(owner);
  expect((await api.call('plan', { params: { episodeId: id }, body: { preset: 'LOW' } })).frames).toBe(frames);
  await owner.keyboard.press('Control+z');
  await expect(cards(owner)).toHaveCount(count);
  await untilSaved(owner);
  expect(await boardOf(api, id)).toBe(before);
});

test('a lock refuses the other and says who and why', async ({ studio, seat, api }) => {
  const id = await boarded(api, 'Locked');
  const { owner, other } = await twoOf(seat, studio, api, id);
  const count = await cards(other).count();
  await frame(owner, '1A').click();
  await owner.keyboard.press('l');
  await owner.getByLabel('Why nobody should change it').fill('approved');
  await owner.getByRole('button', { name: 'Lock', exact: true }).click();
  await expect(card(other, '1A').getByText(/Locked by .*: approved/)).toBeVisible();

  await frame(other, '1A').click();
  await other.keyboard.press('Delete');
  await expect(other.getByText(/locked this shot \(“approved”\)/)).toBeVisible();
  await expect(cards(other)).toHaveCount(count);
  await other.keyboard.press('v');
  await expect(other.getByLabel('Notes').first()).toBeDisabled();
  await other.getByTestId('single').getByRole('button', { name: 'All shots' }).click();

  await owner.keyboard.press('Control+z');
  await expect(card(other, '1A').getByText(/Locked by/)).toHaveCount(0);
  await frame(other, '1A').click();
  await other.keyboard.press('Delete');
  await expect(cards(owner)).toHaveCount(count - 1);
});

test('a picture of one’s own by drop: shown at once, refused where it is none, and one step of undo', async ({
  studio,
  seat,
  api,
}) => {
  const id = await boarded(api, 'My own picture');
  const { owner, other } = await twoOf(seat, studio, api, id);
  const picture = aPng(1280, 720, [20, 90, 200], 60);
  const parts = Math.ceil(picture.length / PART_BYTES);
  expect(parts).toBeGreaterThan(2);
  // The line breaks in the middle: what is there is not sent again.
  let puts = 0;
  await owner.route('**/uploads/**', (route) => {
    puts += 1;
    return puts === 2 ? route.abort() : route.continue();
  });
  await dropOn(owner, card(owner, '1A'), { name: 'own.png', type: 'image/png', bytes: picture });
  // From the file, before the studio has it.
  await expect(card(owner, '1A').getByRole('img').first()).toHaveAttribute('src', /^blob:|\/assets\//);
  await menu(other, '1A', 'Open');
  await expect(other.getByRole('button', { name: 'My own picture' }).last()).toHaveAttribute('aria-pressed', 'true');
  await expect(other.getByRole('button', { name: 'Use the drawn one again' })).toBeVisible();
  expect(puts).toBe(parts + 1);

  const svg = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>');
  await dropOn(owner, card(owner, '1B'), { name: 'own.png', type: 'image/png', bytes: svg });
  await expect(card(owner, '1B').getByRole('alert')).toContainText('SVG drawing');
  await expect(card(owner, '1B').getByRole('button', { name: 'Retry' })).toHaveCount(0);
  await card(owner, '1B').getByRole('button', { name: 'Dismiss' }).click();
  await expect(card(owner, '1B').getByRole('alert')).toHaveCount(0);

  await frame(owner, '1A').click();
  await owner.keyboard.press('Control+z');
  await expect(other.getByRole('button', { name: 'Use the drawn one again' })).toHaveCount(0);
});

test('fields where they stand, several shots in one step, moving across scenes, all by keys', async ({ studio, seat, api }) => {
  const id = await boarded(api, 'By keys');
  const page = await seat(await studio.ownerLink());
  await openRoom(page, studio.url, id, 'storyboard');
  const { keyboard } = page;
  const count = await cards(page).count();
  const before = await boardOf(api, id);

  await frame(page, '1A').click();
  await keyboard.press('v');
  const line = page.getByLabel(/^Line of /).first();
  const action = page.getByLabel('Action', { exact: true }).first();
  const words = await line.count();
  if (words > 0) {
    await line.fill('The kettle was never off.');
    await keyboard.press('Enter');
  }
  await action.fill('Steam on the glass.');
  await keyboard.press('Tab');
  await expect(page.getByLabel('Notes').first()).toBeFocused();
  await keyboard.type('Backlight');
  await keyboard.press('Tab');
  await page.getByLabel('Length in seconds').first().fill('4.5');
  await keyboard.press('Enter');
  await expect(page.getByText('108 f').first()).toBeVisible();
  await page.getByRole('button', { name: 'Next shot' }).click();
  await page.getByRole('button', { name: 'Previous shot' }).click();
  await expect(page.getByLabel('Notes').first()).toHaveValue('Backlight');
  expect(await seriousBarriers(page)).toEqual([]);
  await page.getByTestId('single').getByRole('button', { name: 'All shots' }).click();

  // Before and after, and away again.
  await frame(page, '1A').click();
  await keyboard.press('Shift+N');
  await expect(cards(page)).toHaveCount(count + 1);
  await expect(page.getByLabel('Title of shot 1A')).toHaveValue('New shot');
  await keyboard.press('Delete');
  await expect(cards(page)).toHaveCount(count);

  // Several at once.
  await frame(page, '1A').click();
  await keyboard.press('Shift+ArrowRight');
  const bar = page.getByRole('toolbar', { name: 'The chosen shots' });
  await expect(bar).toContainText('2 shots chosen');
  await bar.getByRole('combobox', { name: 'Lens' }).click();
  await page.getByRole('option', { name: '85 mm' }).click();
  await expect(bar.getByRole('combobox', { name: 'Lens' })).toContainText('85 mm');
  await expect(page.getByRole('listbox')).toHaveCount(0);
  expect(await seriousBarriers(page)).toEqual([]);
  await keyboard.press('Escape');
  await page.getByTestId('board').click({ position: { x: 4, y: 4 } });
  await keyboard.press('Control+z');
  await frame(page, '1A').click();
  await page.keyboard.press('Shift+ArrowRight');
  await expect(bar.getByRole('combobox', { name: 'Lens' })).toContainText('Any');
  await keyboard.press('Escape');

  // Over the edge of the scene and back.
  const first = cards(page).first();
  await first.getByRole('button').first().click();
  const inOne = await page.getByRole('region', { name: 'Scene 1' }).getByRole('article').count();
  for (let i = 0; i < inOne; i += 1) await keyboard.press('Alt+ArrowRight');
  await expect(page.getByRole('region', { name: 'Scene 1' }).getByRole('article')).toHaveCount(inOne - 1);
  await keyboard.press('Alt+ArrowLeft');
  await expect(page.getByRole('region', { name: 'Scene 1' }).getByRole('article')).toHaveCount(inOne);
  await keyboard.press('Control+ArrowRight');
  await expect(page.getByRole('region', { name: 'Scene 2' }).getByRole('button', { pressed: true })).toHaveCount(1);
  await untilSaved(page);
  expect(await boardOf(api, id)).not.toBe(before);

  // Play from here.
  await frame(page, '1B').click();
  await keyboard.press('Shift+Space');
  await expect(page).toHaveURL(/timeline$/);
  const playhead = page.getByRole('slider', { name: 'Playhead' });
  const from = Number(await playhead.getAttribute('aria-valuenow'));
  expect(from).toBeGreaterThan(0);
  await expect.poll(async () => Number(await playhead.getAttribute('aria-valuenow'))).toBeGreaterThan(from);
});

test('several chosen shots move together, by dragging, by keys and from the bar, each in one step of undo', async ({
  studio,
  seat,
  api,
}) => {
  const id = await boarded(api, 'Moved together');
  const page = await seat(await studio.ownerLink());
  await openRoom(page, studio.url, id, 'storyboard');
  const order = (of: Page) =>
    cards(of).evaluateAll((all) => all.map((one) => one.querySelector('[data-shot]')?.getAttribute('data-shot')));
  const inScene = (of: Page, scene: number) => of.getByRole('region', { name: `Scene ${scene}` }).getByRole('article');
  await expect(inScene(page, 1)).toHaveCount(4);
  const before = await order(page);
  const [a, b, c, d, ...rest] = before;
  const bar = (of: Page) => of.getByRole('toolbar', { name: 'The chosen shots' });

  await frame(page, '1A').click();
  await page.keyboard.press('Shift+ArrowRight');
  await expect(bar(page)).toContainText('2 shots chosen');
  await frame(page, '1A').dragTo(frame(page, '2A'));
  await expect.poll(() => order(page)).toEqual([c, d, a, b, ...rest]);
  await expect(inScene(page, 1)).toHaveCount(2);
  await expect(bar(page)).toContainText('2 shots chosen');
  await untilSaved(page);
  const { shots } = await api.call('plan', { params: { episodeId: id }, body: { preset: 'LOW' } });
  expect(shots.map(({ shotId }) => shotId)).toEqual([c, d, a, b, ...rest]);
  await page.keyboard.press('Control+z');
  await expect.poll(() => order(page)).toEqual(before);
  await expect(inScene(page, 1)).toHaveCount(4);

  await frame(page, '1A').click();
  await page.keyboard.press('Shift+ArrowRight');
  // Past the third, past the fourth, into the next scene; and back again by the buttons.
  const third = [c, a, b, d, ...rest];
  const fourth = [c, d, a, b, ...rest];
  await page.keyboard.press('Alt+ArrowRight');
  await expect.poll(() => order(page)).toEqual(third);
  await page.keyboard.press('Alt+ArrowRight');
  await expect.poll(() => order(page)).toEqual(fourth);
  await expect(inScene(page, 1)).toHaveCount(4);
  await page.keyboard.press('Alt+ArrowRight');
  await expect(inScene(page, 1)).toHaveCount(2);
  const earlier = bar(page).getByRole('button', { name: 'Move them earlier' });
  await earlier.click();
  await expect(inScene(page, 1)).toHaveCount(4);
  expect(await order(page)).toEqual(fourth);
  for (const then of [third, before]) {
    await earlier.click();
    await expect.poll(() => order(page)).toEqual(then);
  }
  await untilSaved(page);

  // With a finger there is no Shift: the menu chooses, and the bar moves.
  const phone = await seat(await studio.ownerLink(), { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });
  await openRoom(phone, studio.url, id, 'storyboard');
  await frame(phone, '1A').tap();
  const chosen = phone.getByRole('toolbar', { name: 'The chosen shot', exact: true });
  await chosen.getByRole('button', { name: 'Actions for shot 1A' }).tap();
  await phone.getByRole('menuitem', { name: 'Choose several' }).tap();
  await expect(bar(phone)).toContainText('1 shot chosen');
  await frame(phone, '1B').tap();
  await expect(bar(phone)).toContainText('2 shots chosen');
  await bar(phone).getByRole('button', { name: 'Move them later' }).tap();
  await expect.poll(() => order(phone)).toEqual(third);
  await expect.poll(() => order(page)).toEqual(third);
  expect(await seriousBarriers(phone)).toEqual([]);
});
