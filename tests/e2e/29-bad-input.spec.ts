import { closeSync, ftruncateSync, openSync } from 'node:fs';
import type { Locator, Page, TestInfo } from '@playwright/test';
import { aPng } from '../support/png.ts';
import { dropOn } from './support/drop.ts';
import { breakDown, newEpisode } from './support/episode.ts';
import { caretAfter, openRoom, scriptOf, untilSaved } from './support/script-page.ts';
import { expect, test } from './support/studio.ts';

const SCREENPLAY = `INT. KITCHEN - NIGHT

Nao pours tea by the window.

NAO
You kept the kettle on.
`;
const MB = 1_000_000;
const FOUR_GB = 4 * 1024 ** 3;

const noticeOf = (page: Page, text: string | RegExp): Locator =>
  page.locator('[data-sonner-toast]').filter({ hasText: text }).first();

/** Puts it on the clipboard and presses the key, as hands do: the browser makes the event and fills it. */
async function paste(page: Page, data: Readonly<Record<string, string>>): Promise<void> {
  await page.evaluate(async (kinds) => {
    const blobs = Object.entries(kinds).map(([type, text]) => [type, new Blob([text], { type })] as const);
    await navigator.clipboard.write([new ClipboardItem(Object.fromEntries(blobs))]);
  }, data);
  await page.keyboard.press('Control+V');
}

/** A file that says it has so many bytes and takes no room on the disk. */
function sparseFile(info: TestInfo, name: string, bytes: number): string {
  const path = info.outputPath(name);
  const file = openSync(path, 'w');
  ftruncateSync(file, bytes);
  closeSync(file);
  return path;
}

test('a paste of 5 MB is refused in words, whatever it is made of, and the script before it is kept', async ({
  studio,
  seat,
  api,
}) => {
  const { id } = await newEpisode(api, 'Five megabytes', SCREENPLAY);
  const page = await seat(await studio.ownerLink(), { permissions: ['clipboard-read', 'clipboard-write'] });
  await openRoom(page, studio.url, id, 'script');
  await caretAfter(page, 'Nao pours tea by the window.');
  await page.keyboard.type(' Rain.');
  const before = SCREENPLAY.replace('window.', 'window. Rain.');
  const refused = noticeOf(page, 'That text is larger than 4 MB, more than a script takes in at once. Nothing of it came in');
  const close = async (notice: Locator) => {
    await notice.getByRole('button', { name: 'Close toast' }).click();
    await expect(notice).toHaveCount(0);
  };

  const lines = 'Gulls over grey water.\n\n';
  for (const text of ['x'.repeat(5 * MB), 'ab '.repeat((5 * MB) / 3), lines.repeat(Math.ceil((5 * MB) / lines.length))]) {
    await paste(page, { 'text/plain': text });
    await expect(refused).toBeVisible();
    await close(refused);
  }
  // Small enough to be read, and far too long for one episode: in lines, and as a copy of another script brings its elements.
  const long = noticeOf(page, /This script is too long for one episode: about \d+% of it would fit\. Split it into episodes/);
  await paste(page, { 'text/plain': lines.repeat(60_000) });
  await expect(long).toBeVisible();
  await close(long);
  const copied = '<p data-type="action">Gulls.</p>'.repeat(50_000);
  await paste(page, { 'text/plain': 'Gulls.\n\nGulls.', 'text/html': copied.replace('<p', '<p data-pm-slice="1 1 []"') });
  await expect(long).toBeVisible();
  await close(long);
  // What only a word processor made large comes in by its text.
  await paste(page, { 'text/plain': 'She waits.\n\nA bell.', 'text/html': `<p>She waits.</p>${'<i></i>'.repeat((5 * MB) / 7)}` });
  await expect(scriptOf(page)).toContainText('A bell.');

  await page.keyboard.type(' Twice.');
  await untilSaved(page);
  const after = before.replace('Rain.', 'Rain.\n\nShe waits.\n\nA bell. Twice.');
  expect(await api.fountain(id)).toBe(after);
  await page.reload();
  await expect(scriptOf(page)).toContainText('A bell. Twice.');
  expect(await api.fountain(id)).toBe(after);
});

test('a speech of 30,000 words is taken, typed on, seen by others, and undo takes it away', async ({ studio, seat, api }) => {
  const { id } = await newEpisode(api, 'A long speech', SCREENPLAY);
  const page = await seat(await studio.ownerLink(), { permissions: ['clipboard-read', 'clipboard-write'] });
  const other = await seat(await studio.ownerLink());
  for (const each of [page, other]) await openRoom(each, studio.url, id, 'script');
  const speech = Array.from({ length: 30_000 }, (_, at) => `word${at}`).join(' ');
  await caretAfter(page, 'You kept the kettle on.');
  await page.keyboard.type(' ');
  await paste(page, { 'text/plain': speech });
  await expect(scriptOf(page)).toContainText('word29999');
  await page.keyboard.type(' and done.');
  await untilSaved(page);
  await expect(scriptOf(other)).toContainText('word29999 and done.');
  const whole = SCREENPLAY.replace('kettle on.', `kettle on. ${speech} and done.`);
  expect(await api.fountain(id)).toBe(whole);

  // Somebody else writes on beside it, and pages and minutes are counted.
  await caretAfter(other, 'Nao pours tea by the window.');
  await other.keyboard.type(' Rain.');
  await expect(scriptOf(page)).toContainText('window. Rain.');
  await expect(other.getByTestId('status-note')).toContainText(/Page 1 of \d{3}/);

  // One's own alone: what was typed and what was pasted, in as many steps as they were.
  await expect(async () => {
    await page.keyboard.press('Control+z');
    await expect(scriptOf(page)).not.toContainText('word0', { timeout: 2_000 });
  }).toPass();
  await untilSaved(page);
  expect(await api.fountain(id)).toMatch(/window\. Rain\.\n\nNAO\nYou kept the kettle on\.\s*$/);
});

test('what poses as a picture, a broken one and one of 4 GB are refused on the card, and the shot keeps what it has', async ({
  studio,
  seat,
  api,
}, info) => {
  const { id } = await newEpisode(api, 'No pictures', SCREENPLAY);
  await breakDown(api, id);
  const page = await seat(await studio.ownerLink());
  await openRoom(page, studio.url, id, 'storyboard');
  const card = page.getByTestId('shot-1A');
  await expect(card.getByRole('img')).toHaveAttribute('src', /\/assets\//);
  const plan = async () => JSON.stringify((await api.call('plan', { params: { episodeId: id }, body: { preset: 'LOW' } })).shots);
  await untilSaved(page);
  const before = await plan();
  const [shown = ''] = ((await card.getByRole('img').getAttribute('src')) ?? '').split('?');
  const sent: string[] = [];
  page.on('request', (request) => request.method() === 'PUT' && sent.push(request.url()));

  const good = aPng(640, 360, [20, 90, 200], 60);
  const flipped = Buffer.from(good);
  flipped.writeUInt8(flipped.readUInt8(good.length / 2) ^ 0xff, good.length / 2);
  const again = /Save it anew .*and bring it again|Bring a PNG, JPEG or WebP picture/;
  const bad: readonly [name: string, bytes: Buffer, what: RegExp][] = [
    ['broken.png', flipped, /That picture is damaged/],
    ['half.png', good.subarray(0, good.length / 2), /That picture is damaged/],
    ['drawing.png', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>document.title = "run"</script></svg>'), /SVG/],
    ['page.png', Buffer.from('<!doctype html><script>document.title = "run"</script>'), /web page/],
    ['empty.png', Buffer.alloc(0), /empty/],
  ];
  for (const [name, bytes, what] of bad) {
    await dropOn(page, card, { name, type: 'image/png', bytes });
    const alert = card.getByRole('alert');
    await expect(alert, name).toContainText(what);
    await expect(alert, name).toContainText(again);
    await expect(alert.getByRole('button', { name: 'Retry' })).toHaveCount(0);
    await alert.getByRole('button', { name: 'Dismiss' }).click();
    await expect(alert).toHaveCount(0);
  }
  const [chooser] = await Promise.all([
    page.waitForEvent('filechooser'),
    (async () => {
      await page.getByRole('button', { name: 'Actions for shot 1A' }).click();
      await page.getByRole('menuitem', { name: 'My own picture' }).click();
    })(),
  ]);
  await chooser.setFiles(sparseFile(info, 'film.png', FOUR_GB));
  await expect(card.getByRole('alert')).toContainText('That file has 4.0 GB; a picture may have 24 MB. Make it smaller');
  expect(await page.title()).not.toBe('run');
  // Signed anew, it is still the same picture.
  await expect(card.getByRole('img')).toHaveAttribute('src', new RegExp(`^${shown}`));
  await untilSaved(page);
  expect(await plan()).toBe(before);

  // A good one in the place of the refused: the card is as ready as before.
  await dropOn(page, card, { name: 'own.png', type: 'image/png', bytes: good });
  await expect(card.getByRole('alert')).toHaveCount(0);
  await expect.poll(plan).not.toBe(before);
  expect(sent.length).toBeGreaterThan(0);
});

test('references of a character: each of several bad files says why, the good one among them is kept', async ({
  studio,
  seat,
  api,
}, info) => {
  const { id } = await newEpisode(api, 'No references', SCREENPLAY);
  await breakDown(api, id);
  const page = await seat(await studio.ownerLink());
  await openRoom(page, studio.url, id, 'gallery');
  await page.getByTestId('gallery-grid').getByRole('button', { name: 'Open NAO' }).click();
  const section = page.getByRole('region', { name: 'Reference pictures' });
  const good = aPng(320, 180, [200, 90, 20], 20);
  await dropOn(
    page,
    section,
    { name: 'drawing.png', type: 'image/png', bytes: Buffer.from('<?xml version="1.0"?><svg></svg>') },
    { name: 'page.png', type: 'image/png', bytes: Buffer.from('<html><body>Nao</body></html>') },
    { name: 'half.png', type: 'image/png', bytes: good.subarray(0, good.length - 400) },
    { name: 'coat.png', type: 'image/png', bytes: good },
  );
  await expect(section.getByRole('img', { name: 'Reference for NAO: coat.png' })).toBeVisible();
  await expect(section.getByRole('alert')).toHaveCount(3);
  for (const words of ['SVG drawing', 'web page', 'damaged'])
    await expect(section.getByRole('alert').filter({ hasText: words })).toHaveCount(1);
  const [chooser] = await Promise.all([
    page.waitForEvent('filechooser'),
    section.getByRole('button', { name: 'Bring pictures' }).click(),
  ]);
  await chooser.setFiles(sparseFile(info, 'film.png', FOUR_GB));
  await expect(section.getByRole('alert').filter({ hasText: 'That file has 4.0 GB' })).toHaveCount(1);
  await untilSaved(page);
  await page.reload();
  await expect(section.getByRole('listitem')).toHaveCount(1);
  await expect(section.getByRole('img', { name: 'Reference for NAO: coat.png' })).toBeVisible();
});

test('a script of 4 GB is refused before it is read, and the page stays as empty as it was', async ({
  studio,
  seat,
  api,
}, info) => {
  const { id } = await newEpisode(api, 'Four gigabytes', '');
  const page = await seat(await studio.ownerLink());
  await openRoom(page, studio.url, id, 'script');
  const [chooser] = await Promise.all([
    page.waitForEvent('filechooser'),
    page.getByRole('button', { name: 'Import a Fountain or Final Draft file' }).click(),
  ]);
  await chooser.setFiles(sparseFile(info, 'saga.fountain', FOUR_GB));
  await expect(noticeOf(page, 'saga.fountain is larger than 2 MB. A script that long is not one episode.')).toBeVisible();
  await page.getByRole('button', { name: 'Write', exact: true }).click();
  await page.keyboard.type('int. pier - day');
  await untilSaved(page);
  expect(await api.fountain(id)).toBe('INT. PIER - DAY\n');
});

test('an archive of 4 GB is refused before it is sent', async ({ studio, seat }, info) => {
  const page = await seat(await studio.ownerLink());
  const sent: string[] = [];
  page.on('request', (request) => request.method() === 'POST' && sent.push(new URL(request.url()).pathname));
  await page.getByLabel('Archive of a series').setInputFiles(sparseFile(info, 'saga.zip', FOUR_GB));
  await expect(noticeOf(page, 'That file is larger than an archive may be (2 GB).')).toBeVisible();
  expect(sent).not.toContain('/api/archives');
});

test('a note of 5 MB is refused and stays in its field until it is shortened', async ({ studio, seat, api }) => {
  const { id } = await newEpisode(api, 'A long note', SCREENPLAY);
  await breakDown(api, id);
  const page = await seat(await studio.ownerLink());
  await openRoom(page, studio.url, id, 'storyboard');
  await page.getByTestId('shot-1A').getByRole('button').first().click();
  await page.keyboard.press('v');
  const notes = page.getByLabel('Notes').first();
  await notes.fill('Backlight. '.repeat((5 * MB) / 11));
  await notes.blur();
  await expect(noticeOf(page, '4000')).toBeVisible();
  expect((await notes.inputValue()).length).toBeGreaterThan(4 * MB);
  await notes.fill('Backlight.');
  await notes.blur();
  await untilSaved(page);
  await page.reload();
  await page.getByTestId('shot-1A').getByRole('button').first().click();
  await page.keyboard.press('v');
  await expect(page.getByLabel('Notes').first()).toHaveValue('Backlight.');
});
