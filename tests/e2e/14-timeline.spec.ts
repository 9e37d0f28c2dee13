import type { Page } from '@playwright/test';
import type { StudioClient } from '../../scripts/episode/studio-client.ts';
import { breakDown, newEpisode } from './support/episode.ts';
import { seriousBarriers } from './support/layout.ts';
import { openRoom, untilSaved } from './support/script-page.ts';
import { expect, test } from './support/studio.ts';
import { clipsOf, edgeBehind, editPoints, frameOf, goTo, lengthOf } from './support/timeline-page.ts';

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

async function cutEpisode(api: StudioClient, title: string): Promise<string> {
  const { id } = await newEpisode(api, title, SCREENPLAY);
  await breakDown(api, id);
  return id;
}

/** The cut as the api plans it: shot, length and lines, in order. What a person undoes must give this back to the letter. */
async function cutOf(api: StudioClient, episodeId: string): Promise<string> {
  const { frames, shots } = await api.call('plan', { params: { episodeId }, body: { preset: 'LOW' } });
  return JSON.stringify([frames, shots.map(({ shotId, revision, number }) => [shotId, revision, number])]);
}

async function openTimeline(page: Page, url: string, episodeId: string): Promise<void> {
  await openRoom(page, url, episodeId, 'timeline');
  await expect(clipsOf(page).first()).toBeVisible();
  // Nothing has the focus that would keep keys to itself.
  await page.getByRole('region', { name: 'Monitor' }).click();
}

test('split, trim to the playhead, duplicate and take out by keys: each one step that undo takes back whole', async ({
  studio,
  seat,
  api,
}) => {
  const id = await cutEpisode(api, 'Cut by keys');
  const page = await seat(await studio.ownerLink());
  await openTimeline(page, studio.url, id);
  const { keyboard } = page;
  const before = await cutOf(api, id);
  const points = await editPoints(page);
  const [, second = 0, third = 0] = points;
  const count = points.length - 1;
  const end = points.at(-1) ?? 0;
  const undone = async () => {
    await keyboard.press('Control+z');
    await expect(clipsOf(page)).toHaveCount(count);
    await expect.poll(() => lengthOf(page)).toBe(end);
    await untilSaved(page);
    expect(await cutOf(api, id)).toBe(before);
  };

  const middle = second + Math.floor((third - second) / 2);
  await goTo(page, middle);
  await keyboard.press('s');
  await expect(clipsOf(page)).toHaveCount(count + 1);
  expect(await editPoints(page)).toEqual([...points, middle].sort((a, b) => a - b));
  await undone();
  await goTo(page, middle);
  await keyboard.press('Control+b');
  await expect(clipsOf(page)).toHaveCount(count + 1);
  await undone();

  await goTo(page, second + 10);
  await keyboard.press('q');
  await expect.poll(() => lengthOf(page)).toBe(end - 10);
  expect(await frameOf(page)).toBe(second);
  await undone();
  await goTo(page, second + 10);
  await keyboard.press('w');
  await expect.poll(() => lengthOf(page)).toBe(end - (third - second - 10));
  expect(await frameOf(page)).toBe(second + 10);
  await undone();

  await clipsOf(page).nth(1).click();
  await keyboard.press('Alt+.');
  await expect.poll(() => editPoints(page)).toEqual(points.map((point) => (point === third ? point + 1 : point)));
  await undone();
  await clipsOf(page).nth(1).click();
  await keyboard.press('d');
  await expect(clipsOf(page)).toHaveCount(count + 1);
  expect(await lengthOf(page)).toBe(end + third - second);
  await undone();
  await clipsOf(page).nth(1).click();
  await keyboard.press('Delete');
  await expect(clipsOf(page)).toHaveCount(count - 1);
  expect(await lengthOf(page)).toBe(end - (third - second));
  await page.getByRole('button', { name: '1 shot not in the cut' }).click();
  await page.getByRole('menuitem').first().click();
  await expect(clipsOf(page)).toHaveCount(count);
  await page.getByRole('region', { name: 'Monitor' }).click();
  await keyboard.press('Control+z');
  await expect(clipsOf(page)).toHaveCount(count - 1);
  await undone();
});

test('an edge is rolled by hand while another person watches, is one step, and Escape gives it up', async ({
  studio,
  seat,
  api,
}) => {
  const id = await cutEpisode(api, 'Rolled by hand');
  const owner = await seat(await studio.ownerLink());
  const guest = await seat(await studio.guestLink());
  for (const page of [owner, guest]) await openTimeline(page, studio.url, id);
  const points = await editPoints(owner);
  const [, second = 0, third = 0] = points;
  await goTo(owner, 0);
  const before = await cutOf(api, id);
  const { x, y, zoom } = await edgeBehind(clipsOf(owner).nth(1), third - second);
  const { mouse, keyboard } = owner;
  const ghost = guest.getByTestId('peer-drag');

  await mouse.move(x, y);
  await mouse.down();
  await mouse.move(x - 12 * zoom, y, { steps: 4 });
  await expect(ghost).toBeVisible();
  await expect(ghost).toHaveText('Owner');
  expect(await cutOf(api, id)).toBe(before);
  await keyboard.press('Escape');
  await expect(ghost).toHaveCount(0);
  await mouse.up();
  expect(await cutOf(api, id)).toBe(before);

  await mouse.move(x, y);
  await mouse.down();
  await mouse.move(x - 12 * zoom, y, { steps: 4 });
  await expect(ghost).toBeVisible();
  await mouse.up();
  await expect(ghost).toHaveCount(0);
  await untilSaved(owner);
  const rolled = await editPoints(guest);
  expect(rolled.length).toBe(points.length);
  expect(rolled.at(-1)).toBe(points.at(-1));
  expect(rolled.filter((point) => !points.includes(point))).toHaveLength(1);
  expect(rolled[2]).toBeLessThan(third);
  await keyboard.press('Control+z');
  await expect.poll(() => editPoints(owner)).toEqual(points);
  await untilSaved(owner);
  expect(await cutOf(api, id)).toBe(before);

  // With Ctrl the clip on the left alone gets shorter, and the cut with it.
  await mouse.move(x - 3, y);
  await keyboard.down('Control');
  await mouse.down();
  await mouse.move(x - 3 - 12 * zoom, y, { steps: 4 });
  await mouse.up();
  await keyboard.up('Control');
  await expect.poll(() => lengthOf(guest)).toBeLessThan(points.at(-1) ?? 0);
});

test('a lifted clip leaves a gap while another person trims it: nothing behind moves, it plays black, and is closed or filled', async ({
  studio,
  seat,
  api,
}) => {
  const id = await cutEpisode(api, 'Lifted');
  const owner = await seat(await studio.ownerLink());
  const guest = await seat(await studio.guestLink());
  for (const page of [owner, guest]) await openTimeline(page, studio.url, id);
  const { keyboard } = owner;
  const before = await cutOf(api, id);
  const points = await editPoints(owner);
  const [, second = 0, third = 0] = points;
  const count = points.length - 1;
  const gapOf = (page: Page) => page.getByTestId('tracks').getByRole('button', { name: /^Gap, / });
  const name = (await clipsOf(owner).nth(1).getAttribute('aria-label')) ?? '';
  const number = /^Clip (\S+?),? /.exec(name)?.[1] ?? '';

  await clipsOf(owner).nth(1).click();
  await keyboard.press('Backspace');
  for (const page of [owner, guest]) {
    await expect(gapOf(page)).toHaveCount(1);
    await expect(clipsOf(page)).toHaveCount(count - 1);
    expect(await editPoints(page)).toEqual(points);
  }
  await goTo(owner, second + 1);
  await expect(owner.getByTestId('black')).toBeVisible();
  await goTo(owner, third);
  await expect(owner.getByTestId('black')).toHaveCount(0);
  await untilSaved(owner);
  const { frames } = await api.call('plan', { params: { episodeId: id }, body: { preset: 'LOW' } });
  expect(frames).toBe(points.at(-1));
  await keyboard.press('Control+z');
  for (const page of [owner, guest]) await expect(gapOf(page)).toHaveCount(0);
  await untilSaved(owner);
  expect(await cutOf(api, id)).toBe(before);

  // The other way to the same, while somebody else makes the clip longer: the gap is as long as that.
  await clipsOf(owner).nth(1).click();
  await clipsOf(guest).nth(1).click();
  await guest.keyboard.press('Shift+.');
  await keyboard.press('Control+k');
  await owner.getByRole('combobox', { name: 'Search or run a command' }).fill('lift out');
  await keyboard.press('Enter');
  for (const page of [owner, guest]) {
    await expect(gapOf(page)).toHaveCount(1);
    await expect.poll(() => lengthOf(page)).toBe((points.at(-1) ?? 0) + 10);
  }
  await gapOf(guest).click();
  await guest.keyboard.press('Shift+,');
  await expect.poll(() => lengthOf(owner)).toBe(points.at(-1));
  expect(await seriousBarriers(owner)).toEqual([]);

  // From the gap's menu its shot comes back into it; lifted again, the guest closes it.
  await owner.getByRole('button', { name: 'Menu of the gap' }).click();
  await owner.getByRole('menuitem', { name: `Put shot ${number} back` }).click();
  for (const page of [owner, guest]) await expect(gapOf(page)).toHaveCount(0);
  await untilSaved(owner);
  expect(await cutOf(api, id)).toBe(before);
  await owner.getByRole('region', { name: 'Monitor' }).click();
  await keyboard.press('Shift+Delete');
  await expect(gapOf(guest)).toHaveCount(1);
  await guest.getByRole('button', { name: 'Menu of the gap' }).click();
  await guest.getByRole('menuitem', { name: 'Close the gap' }).click();
  for (const page of [owner, guest]) {
    await expect(gapOf(page)).toHaveCount(0);
    await expect.poll(() => lengthOf(page)).toBe((points.at(-1) ?? 0) - (third - second));
  }
  await expect(owner.getByRole('button', { name: '1 shot not in the cut' })).toBeVisible();
});

test('an edge catches at the playhead with a guide line; N lets it pass', async ({ studio, seat, api }) => {
  const id = await cutEpisode(api, 'Caught');
  const page = await seat(await studio.ownerLink());
  await openTimeline(page, studio.url, id);
  const [, second = 0, third = 0] = await editPoints(page);
  await goTo(page, third - 14);
  const { x, y, zoom } = await edgeBehind(clipsOf(page).nth(1), third - second);
  // Three px beside the playhead, at any zoom within its reach.
  const near = x - 14 * zoom + 3;
  const dragTo = async () => {
    await page.mouse.move(x, y);
    await page.mouse.down();
    await page.mouse.move(near, y, { steps: 5 });
  };
  await dragTo();
  await expect(page.getByTestId('guide')).toBeVisible();
  await page.mouse.up();
  await expect(page.getByTestId('guide')).toHaveCount(0);
  await expect.poll(async () => (await editPoints(page))[2]).toBe(third - 14);
  await page.keyboard.press('Control+z');
  await expect.poll(async () => (await editPoints(page))[2]).toBe(third);

  await goTo(page, third - 14);
  await page.keyboard.press('n');
  await expect(page.getByRole('button', { name: 'Snapping' })).toHaveAttribute('aria-pressed', 'false');
  await dragTo();
  await expect(page.getByTestId('guide')).toHaveCount(0);
  await page.keyboard.press('Escape');
  await page.mouse.up();
});

test('K held goes frame by frame; in and out are looped and survive a reload; a marker gets a name and stops the arrows', async ({
  studio,
  seat,
  api,
}) => {
  const id = await cutEpisode(api, 'Played');
  const page = await seat(await studio.ownerLink());
  const guest = await seat(await studio.guestLink());
  for (const one of [page, guest]) await openTimeline(one, studio.url, id);
  const { keyboard } = page;
  await goTo(page, 30);
  await keyboard.down('k');
  await keyboard.press('l');
  await keyboard.press('l');
  await keyboard.press('j');
  await keyboard.up('k');
  expect(await frameOf(page)).toBe(31);

  await keyboard.press('m');
  await keyboard.press('Shift+M');
  const name = page.getByRole('textbox', { name: 'Name of the marker' });
  await name.fill('Kettle boils');
  await name.press('Enter');
  await page.getByRole('radio', { name: 'Lime' }).check({ force: true });
  await keyboard.press('Escape');
  await expect(name).toHaveCount(0);
  await expect(guest.getByRole('button', { name: 'Marker Kettle boils at 00:01:07' })).toBeVisible();
  await keyboard.press('Home');
  await keyboard.press('ArrowDown');
  expect(await frameOf(page)).toBe(31);

  await goTo(page, 12);
  await keyboard.press('i');
  await goTo(page, 17);
  await keyboard.press('o');
  await expect(page.getByTestId('range')).toBeVisible();
  await expect(guest.getByTestId('range')).toHaveCount(0);
  await page.reload();
  await expect(page.getByTestId('range')).toBeVisible();
  await page.getByRole('region', { name: 'Monitor' }).click();
  await goTo(page, 17);
  await keyboard.press('Space');
  // Six frames are a quarter of a second: played to the end it would stand far behind them, or have stopped.
  const seen: number[] = [];
  await expect
    .poll(
      async () => {
        seen.push(await frameOf(page));
        return seen.filter((frame, index) => index > 0 && frame < (seen[index - 1] ?? 0)).length;
      },
      { intervals: [30] },
    )
    .toBeGreaterThanOrEqual(2);
  expect(Math.max(...seen)).toBeLessThanOrEqual(18);
  await keyboard.press('Space');
  await keyboard.press('Alt+x');
  await expect(page.getByTestId('range')).toHaveCount(0);
});

test('a locked picture track refuses edits, by hand and by key, and says why; muted and folded rows stay so', async ({
  studio,
  seat,
  api,
}) => {
  const id = await cutEpisode(api, 'Locked');
  const owner = await seat(await studio.ownerLink());
  const guest = await seat(await studio.guestLink());
  for (const page of [owner, guest]) await openTimeline(page, studio.url, id);
  await owner.getByRole('button', { name: 'Lock the cut' }).click();
  await expect(guest.getByRole('button', { name: 'Unlock the cut' })).toBeVisible();
  const before = await cutOf(api, id);
  await guest.getByRole('region', { name: 'Monitor' }).click();
  await goTo(guest, 20);
  await guest.keyboard.press('s');
  await expect(guest.getByText('The picture track is locked.')).toBeVisible();
  await untilSaved(guest);
  expect(await cutOf(api, id)).toBe(before);
  await openRoom(guest, studio.url, id, 'storyboard');
  await guest.getByTestId('shot-1A').getByRole('button').first().click();
  await guest.keyboard.press('Delete');
  await expect(guest.getByText('The picture track is locked, so the cut stays as it is.')).toBeVisible();
  await expect(guest.getByTestId('shot-1A')).toBeVisible();
  await owner.getByRole('button', { name: 'Unlock the cut' }).click();

  await owner.getByRole('button', { name: 'Mute Dialogue' }).click();
  await owner.getByRole('button', { name: 'Fold Music' }).click();
  await expect(owner.getByText('Music comes here with the sound work.')).toBeVisible();
  const height = owner.getByRole('separator', { name: 'Height of Dialogue' });
  await height.focus();
  await owner.keyboard.press('ArrowDown');
  await owner.reload();
  await expect(owner.getByRole('button', { name: 'Unmute Dialogue' })).toBeVisible();
  await expect(owner.getByRole('button', { name: 'Unfold Music' })).toBeVisible();
  await expect(height).toHaveAttribute('aria-valuenow', '54');
  expect(await seriousBarriers(owner)).toEqual([]);
});

test('the keys are those of the program a person comes from', async ({ studio, seat, api }) => {
  const id = await cutEpisode(api, 'Other keys');
  const page = await seat(await studio.ownerLink());
  await openTimeline(page, studio.url, id);
  const count = await clipsOf(page).count();
  const { keyboard } = page;
  await keyboard.press('?');
  await page.getByRole('combobox', { name: 'Timeline keys as in' }).click();
  await page.getByRole('option', { name: 'Premiere Pro' }).click();
  const row = page.getByRole('term').filter({ hasText: 'Ctrl Shift K' });
  await expect(row).toBeVisible();
  await keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await goTo(page, 20);
  await keyboard.press('s');
  await expect(page.getByRole('button', { name: 'Snapping' })).toHaveAttribute('aria-pressed', 'false');
  await expect(clipsOf(page)).toHaveCount(count);
  await keyboard.press('Control+Shift+K');
  await expect(clipsOf(page)).toHaveCount(count + 1);
  await page.reload();
  await expect(clipsOf(page)).toHaveCount(count + 1);
  await page.getByRole('button', { name: 'Split at the playhead' }).hover();
  await expect(page.getByText('Ctrl Shift K')).toBeVisible();
});

test('a clip wears the threads about its shot: one is begun from its menu and opened by its pin, also by somebody else', async ({
  studio,
  seat,
  api,
}) => {
  const id = await cutEpisode(api, 'Pinned');
  const owner = await seat(await studio.ownerLink());
  const guest = await seat(await studio.guestLink());
  for (const page of [owner, guest]) await openTimeline(page, studio.url, id);
  await clipsOf(owner).first().click();
  await owner.getByRole('button', { name: 'More edits' }).click();
  await owner.getByRole('menuitem', { name: 'Comment on the clip' }).click();
  const box = owner.getByRole('combobox', { name: 'Comment', exact: true });
  await box.fill('Hold this one longer');
  await box.press('Enter');
  const pin = guest.getByTestId('tracks').getByRole('button', { name: '1 open thread about shot 1A' });
  await expect(pin).toBeVisible();
  await pin.click();
  await expect(guest.getByTestId('thread')).toContainText('Hold this one longer');
  await openRoom(guest, studio.url, id, 'storyboard');
  await expect(guest.getByRole('button', { name: '1 open thread about shot 1A' })).toBeVisible();
});
