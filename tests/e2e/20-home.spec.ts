import { readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { dropFile } from './support/drop.ts';
import { newEpisode } from './support/episode.ts';
import { seriousBarriers, sidewaysScroll } from './support/layout.ts';
import { openRoom, scriptOf } from './support/script-page.ts';
import { expect, test } from './support/studio.ts';

const SCREENPLAY = `Title: The Lamp Room

INT. LAMP ROOM - NIGHT

NAO HARA (16) counts the panes of the dark lamp.

NAO
Forty-one.

KITE
You said forty.

NAO
I counted again.

GULL MAN
Nobody counts gulls.

EXT. HARBOUR - DAWN

KITE
It is on.
`;

/** Waits until the list of people of the screen is there. */
async function confirming(page: Page) {
  const screen = page.getByRole('dialog', { name: 'An episode of this script' });
  await expect(screen.getByRole('region', { name: 'People' }).getByRole('listitem').first()).toBeVisible();
  return screen;
}

test('a dropped script is looked through on one screen, and its first picture comes by itself', async ({ studio, seat, api }) => {
  await api.call('createSeries', { body: { title: 'Harbour lights' } });
  const page = await seat(await studio.ownerLink());
  await expect(page.getByRole('region', { name: 'Episodes' })).toBeVisible();
  await dropFile(page, 'lamp.fountain', SCREENPLAY);
  const screen = await confirming(page);
  // Whatever series is on the page, it goes where one says.
  await screen.getByRole('combobox', { name: 'Series' }).click();
  await page.getByRole('option', { name: 'Harbour lights' }).click();
  await confirming(page);
  await expect(screen.getByLabel('Title')).toHaveValue('The Lamp Room');
  await expect(screen).toContainText('2 scenes');
  await expect(screen).toContainText('1 page');
  const people = screen.getByRole('region', { name: 'People' });
  await expect(people.getByRole('listitem').filter({ hasText: '2 lines' }).first()).toBeVisible();
  await expect(screen.getByRole('region', { name: 'Places' }).getByRole('listitem')).toHaveCount(2);
  expect(await seriousBarriers(page)).toEqual([]);

  await people.getByRole('checkbox', { name: 'GULL MAN comes in' }).uncheck();
  const field = people.getByRole('textbox', { name: 'Name of NAO' });
  await field.fill('Nao Hara');
  await field.press('Enter');
  await screen.getByRole('button', { name: 'Make the episode' }).click();
  await expect(page).toHaveURL(/\/episodes\/\w+\/storyboard$/);
  await expect(page.getByTestId('canvas').locator('img').first()).toBeVisible();

  const id = page.url().split('/')[4] ?? '';
  expect(await api.fountain(id)).toBe(SCREENPLAY);
  const { seriesId } = await api.call('episode', { params: { episodeId: id } });
  const { bible } = await api.call('readScript', { body: { seriesId, fountain: SCREENPLAY } });
  expect(bible.people.map(({ name }) => name).sort()).toEqual(['KITE', 'Nao Hara']);
  expect(bible.places.map(({ name }) => name).sort()).toEqual(['HARBOUR', 'LAMP ROOM']);

  // A copy has the pictures without drawing one: they are of the same shots.
  const copy = await api.call('duplicateEpisode', { params: { episodeId: id }, body: { title: 'The Lamp Room again' } });
  const poster = async () => (await api.call('episode', { params: { episodeId: copy.id } })).poster;
  await expect.poll(poster).not.toBeNull();
  const { rows } = await studio.sql('SELECT count(*)::int AS drawn FROM render_task WHERE episode_id = $1', [copy.id]);
  expect(rows).toEqual([{ drawn: 0 }]);
});

test('whom the series knows is recognised in the next script, also pasted as Final Draft, and two can be one', async ({
  studio,
  seat,
  api,
}) => {
  const series = await api.call('createSeries', { body: { title: 'Known people' } });
  const cast = { people: [{ name: 'NAO', from: ['NAO'], known: null }], places: [] };
  const params = { seriesId: series.id };
  await api.call('createEpisode', { params, body: { title: 'Part 1', fountain: SCREENPLAY, cast } });
  const page = await seat(await studio.ownerLink());
  await page
    .getByRole('button', { name: /^Known people/ })
    .or(page.getByRole('heading', { name: 'Known people' }))
    .click();
  await expect(page.getByRole('heading', { name: 'Known people' })).toBeVisible();
  const fdx = `<?xml version="1.0" encoding="UTF-8"?>
<FinalDraft DocumentType="Script" Version="5"><Content>
<Paragraph Type="Scene Heading"><Text>INT. LAMP ROOM - DAY</Text></Paragraph>
<Paragraph Type="Character"><Text>NAO</Text></Paragraph><Paragraph Type="Dialogue"><Text RevisionID="2">Again.</Text></Paragraph>
<Paragraph Type="Character"><Text>LAMPLIGHTER</Text></Paragraph><Paragraph Type="Dialogue"><Text>Always.</Text></Paragraph>
</Content></FinalDraft>`;
  await page.evaluate((text) => {
    const data = new DataTransfer();
    data.setData('text/plain', text);
    document.body.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true }));
  }, fdx);
  const screen = await confirming(page);
  await expect(screen).toContainText('1 revision mark left out');
  const people = screen.getByRole('region', { name: 'People' });
  await expect(people.getByRole('combobox', { name: 'Who NAO is' })).toContainText('In the bible: NAO');
  await expect(people.getByRole('combobox', { name: 'Who LAMPLIGHTER is' })).toContainText('New');
  await people.getByRole('combobox', { name: 'Who LAMPLIGHTER is' }).click();
  await page.getByRole('option', { name: 'Same as NAO' }).click();
  await screen.getByLabel('Title').fill('Part 2');
  await screen.getByRole('button', { name: 'Make the episode' }).click();
  await expect(page).toHaveURL(/\/storyboard$/);
  const read = await api.call('readScript', { body: { seriesId: series.id, fountain: 'INT. X - DAY\n\nLAMPLIGHTER\nYes.\n' } });
  expect(read.people.map(({ known }) => known?.name)).toEqual(['NAO']);
  expect(read.bible.people).toHaveLength(1);
});

test('an episode is copied, renamed where it stands, put aside and taken back, each with a way back', async ({
  studio,
  seat,
  api,
}) => {
  const { id } = await newEpisode(api, 'Part 7', SCREENPLAY);
  const page = await seat(await studio.ownerLink());
  const row = (name: string) => page.getByRole('row', { name: new RegExp(name) });
  await row('Part 7').getByRole('link').focus();
  await page.keyboard.press('F2');
  const field = page.getByRole('textbox', { name: 'Title of Part 7' });
  await field.fill('Part 8');
  await field.press('Enter');
  await expect(row('Part 8')).toBeVisible();
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(row('Part 7')).toBeVisible();
  await row('Part 7').getByRole('link').focus();
  await page.keyboard.press('F2');
  await field.fill('never');
  await field.press('Escape');
  await expect(row('Part 7').getByRole('link')).toBeFocused();

  const choose = async (name: string, item: string) => {
    await row(name)
      .getByRole('button', { name: /Actions/ })
      .click();
    await page.getByRole('menuitem', { name: item }).click();
  };
  await choose('Part 7', 'Duplicate');
  await expect(row('Part 7 \\(copy\\)')).toContainText('2 sc');
  await choose('Part 7 \\(copy\\)', 'Archive');
  await expect(row('Part 7 \\(copy\\)')).toBeHidden();
  await page.locator('summary', { hasText: 'Archived' }).click();
  await page.getByRole('button', { name: 'Take “Part 7 (copy)” back' }).click();
  await expect(row('Part 7 \\(copy\\)')).toBeVisible();

  await page.getByRole('button', { name: 'New episode' }).click();
  await expect(page.getByRole('dialog').getByLabel('Title')).toHaveValue('Episode 3');
  await page.getByRole('button', { name: 'Cancel' }).click();
  await openRoom(page, studio.url, id, 'script');
  await expect(scriptOf(page)).toContainText('Forty-one.');
});

test('a series leaves as one file and comes in again, whole; what is no archive is refused in the language of the window', async ({
  studio,
  seat,
  api,
}) => {
  const { id } = await newEpisode(api, 'Packed', SCREENPLAY);
  const page = await seat(await studio.ownerLink());
  await expect(page.getByRole('heading', { name: 'Packed (series)' })).toBeVisible();
  await page.getByRole('button', { name: 'Actions for this series' }).click();
  const coming = page.waitForEvent('download');
  await page.getByRole('menuitem', { name: 'Save series as one file' }).click();
  const download = await coming;
  expect(download.suggestedFilename()).toBe('Packed (series).trashfire.zip');
  const buffer = readFileSync(await download.path());
  expect(buffer.subarray(0, 4).toString('latin1')).toBe('PK\u0003\u0004');

  await api.call('deleteSeries', { params: { seriesId: (await api.call('episode', { params: { episodeId: id } })).seriesId } });
  await page.reload();
  await expect(page.getByRole('heading', { name: 'Packed (series)' })).toHaveCount(0);
  await page.getByLabel('Archive of a series').setInputFiles({ name: 'packed.zip', mimeType: 'application/zip', buffer });
  await expect(page.getByText('“Packed (series)” is here, with all that was in it.')).toBeVisible();
  await expect(page.getByRole('heading', { name: 'Packed (series)' })).toBeVisible();
  const { series } = await api.call('listSeries');
  const back = series.find(({ title }) => title === 'Packed (series)')?.episodes[0]?.id ?? '';
  expect(await api.fountain(back)).toBe(SCREENPLAY);

  await page
    .getByLabel('Archive of a series')
    .setInputFiles({ name: 'x.zip', mimeType: 'application/zip', buffer: Buffer.from('no') });
  await expect(page.getByText('That file is not a whole archive')).toBeVisible();
  // What the server says is read in the language of the window, from the moment it is chosen.
  await page.getByRole('button', { name: /^Account of/ }).click();
  await page.getByRole('menuitem', { name: '日本語' }).click();
  await page
    .getByLabel('シリーズのアーカイブ')
    .setInputFiles({ name: 'x.zip', mimeType: 'application/zip', buffer: Buffer.from('no') });
  await expect(page.getByText('このファイルは完全なアーカイブではありません。')).toBeVisible();
});

test('who is in an episode is seen at home', async ({ studio, seat, api }) => {
  const { id } = await newEpisode(api, 'Busy', SCREENPLAY);
  const inside = await seat(await studio.ownerLink());
  await openRoom(inside, studio.url, id, 'script');
  const page = await seat(await studio.ownerLink());
  await expect(page.getByRole('row', { name: /Busy/ }).getByRole('img', { name: /^In it now: / })).toBeVisible();
  await inside.close();
  await expect(page.getByRole('row', { name: /Busy/ }).getByRole('img', { name: /^In it now: / })).toHaveCount(0);
});

test('on a phone the screen of a script scrolls one way, and all of it can be reached', async ({ studio, seat, api }) => {
  await api.call('createSeries', { body: { title: 'Pocket' } });
  const page = await seat(await studio.ownerLink(), { viewport: { width: 390, height: 844 } });
  await expect(page.getByRole('region', { name: 'Episodes' })).toBeVisible();
  await dropFile(page, 'lamp.fountain', SCREENPLAY);
  const screen = await confirming(page);
  expect(await sidewaysScroll(page)).toBe(0);
  await screen.getByRole('button', { name: 'Make the episode' }).scrollIntoViewIfNeeded();
  expect(await seriousBarriers(page)).toEqual([]);
  await page.keyboard.press('Escape');
  await expect(screen).toHaveCount(0);
});
