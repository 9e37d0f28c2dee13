import { readFileSync } from 'node:fs';
import type { Download, Locator, Page } from '@playwright/test';
import { fdxToDoc } from '@trashfire/shared/fdx/read';
import { docToFountain } from '@trashfire/shared/fountain/from-doc';
import { readCsv } from '@trashfire/shared/testing/read-csv';
import { dropFile } from './support/drop.ts';
import { breakDown, newEpisode } from './support/episode.ts';
import { RENDERED } from './support/film.ts';
import { seriousBarriers } from './support/layout.ts';
import { caretAfter, openRoom, scriptOf, untilSaved } from './support/script-page.ts';
import { expect, test } from './support/studio.ts';

const FDX = `<?xml version="1.0" encoding="UTF-8" standalone="no" ?>
<FinalDraft DocumentType="Script" Template="No" Version="5"><Content>
<Paragraph Number="4" Type="Scene Heading"><SceneProperties Length="1/8" Page="1" Title=""/><Text>INT. LAMP ROOM - NIGHT</Text></Paragraph>
<Paragraph Type="Action"><Text>Rain on </Text><Text RevisionID="2" Style="Bold">every</Text><Text RevisionID="2"> pane.</Text></Paragraph>
<Paragraph Type="Character"><Text>MIO</Text></Paragraph><Paragraph Type="Dialogue"><Text>It is out.</Text></Paragraph>
<Paragraph Type="Ghost Cue"><Text>A gull answers.</Text></Paragraph>
</Content><TitlePage><Content><Paragraph Alignment="Center" Type="General"><Text>Nine Days Dark</Text></Paragraph></Content></TitlePage></FinalDraft>`;
const AS_FOUNTAIN = `Title: Nine Days Dark

INT. LAMP ROOM - NIGHT #4#

Rain on **every** pane.

MIO
It is out.

A gull answers.
`;
const LOST =
  'came in from Final Draft, but not all of it: 2 revision marks left out, 1 paragraph of an unknown type read as the nearest one';

function noticeOf(page: Page, text: string): Locator {
  return page.locator('[data-sonner-toast]').filter({ hasText: text });
}

/** What a click lets the browser save. */
async function saved(page: Page, click: () => Promise<void>): Promise<{ name: string; text: string }> {
  const coming = page.waitForEvent('download');
  await click();
  const download: Download = await coming;
  return { name: download.suggestedFilename(), text: readFileSync(await download.path(), 'utf8') };
}

async function exportAs(page: Page, item: RegExp | string): Promise<void> {
  await page.getByRole('button', { name: 'Export or print' }).click();
  await page.getByRole('menuitem', { name: item }).click();
}

test('a Final Draft file becomes an episode where it is dropped, and what was lost is said before it is made', async ({
  studio,
  seat,
  api,
}) => {
  const page = await seat(await studio.ownerLink());
  await expect(page.getByRole('region', { name: 'Episodes' })).toBeVisible();
  await dropFile(page, 'draft 3.fdx', FDX);
  const screen = page.getByRole('dialog', { name: 'An episode of this script' });
  await expect(screen.getByLabel('Title')).toHaveValue('Nine Days Dark');
  await expect(screen).toContainText(LOST);
  await screen.getByRole('button', { name: 'Make the episode' }).click();
  await expect(page).toHaveURL(/\/episodes\/\w+\/storyboard$/);
  const id = page.url().split('/')[4] ?? '';
  await openRoom(page, studio.url, id, 'script');
  await expect(scriptOf(page)).toContainText('Rain on every pane.');
  expect(await api.fountain(id)).toBe(AS_FOUNTAIN);
});

test('what is no whole Final Draft script is refused in words and makes no episode', async ({ studio, seat, api }) => {
  const page = await seat(await studio.ownerLink());
  await expect(page.getByRole('region', { name: 'Episodes' })).toBeVisible();
  const episodes = async () => (await api.call('listSeries')).series.flatMap((series) => series.episodes.map(({ id }) => id));
  const before = await episodes();
  await dropFile(page, 'notes.fdx', '<html><body>Notes</body></html>');
  await expect(noticeOf(page, 'notes.fdx is not a Final Draft script.')).toBeVisible();
  await dropFile(page, 'half.fdx', FDX.slice(0, 700));
  await expect(noticeOf(page, 'half.fdx is not a whole Final Draft file: it breaks off')).toBeVisible();
  await dropFile(page, 'large.fdx', FDX + ' '.repeat(2_000_000));
  await expect(noticeOf(page, 'large.fdx is larger than 2 MB.')).toBeVisible();
  await expect(page).toHaveURL(`${studio.url}/`);
  expect(await episodes()).toEqual(before);
});

test('an empty script takes a Final Draft file, and leaves as Fountain and as Final Draft', async ({ studio, seat, api }) => {
  const { id } = await newEpisode(api, 'Out: and/in', '');
  const page = await seat(await studio.ownerLink());
  await openRoom(page, studio.url, id, 'script');
  const chooser = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: 'Import a Fountain or Final Draft file' }).click();
  await (await chooser).setFiles({ name: 'draft.fdx', mimeType: 'application/xml', buffer: Buffer.from(FDX) });
  await expect(scriptOf(page)).toContainText('A gull answers.');
  await expect(noticeOf(page, LOST)).toContainText('“draft.fdx”');

  const fountain = await saved(page, () => exportAs(page, /^Fountain/));
  expect(fountain).toEqual({ name: 'Out- and-in.fountain', text: AS_FOUNTAIN });
  const fdx = await saved(page, () => exportAs(page, /^Final Draft/));
  expect(fdx.name).toBe('Out- and-in.fdx');
  const back = fdxToDoc(fdx.text);
  expect(docToFountain(back.doc)).toBe(AS_FOUNTAIN);
  expect(back.losses).toEqual({});
});

test('Final Draft’s own text that is pasted into a script is read as one, with what was lost; half of one changes nothing', async ({
  studio,
  seat,
  api,
}) => {
  const { id } = await newEpisode(api, 'Pasted', 'INT. PIER - DAY\n\nGulls.\n');
  const page = await seat(await studio.ownerLink());
  await openRoom(page, studio.url, id, 'script');
  const paste = (text: string) =>
    scriptOf(page).evaluate((script, given) => {
      const data = new DataTransfer();
      data.setData('text/plain', given);
      script.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }));
    }, text);
  await caretAfter(page, 'Gulls.');
  await paste(FDX.slice(0, 600));
  await expect(noticeOf(page, 'Pasted script is not a whole Final Draft file')).toBeVisible();
  expect(await api.fountain(id)).toBe('INT. PIER - DAY\n\nGulls.\n');
  await paste(FDX);
  await expect(scriptOf(page)).toContainText('Rain on every pane.');
  await expect(noticeOf(page, LOST)).toBeVisible();
  await untilSaved(page);
  expect(await api.fountain(id)).toBe(`INT. PIER - DAY\n\nGulls.\n\n${AS_FOUNTAIN.replace(/^Title.*\n\n/, '')}`);
});

test('what has no place in a Final Draft file is counted when it is written', async ({ studio, seat, api }) => {
  const { id } = await newEpisode(api, 'Omissions', 'INT. ROOM - DAY\n\nHe /* never */ goes.\n\n/* a cut scene */\n');
  const page = await seat(await studio.ownerLink());
  await openRoom(page, studio.url, id, 'script');
  const { text } = await saved(page, () => exportAs(page, /^Final Draft/));
  expect(text).not.toMatch(/never|cut scene/);
  await expect(noticeOf(page, '2 omitted pieces of the script have no place in a Final Draft file')).toBeVisible();
});

const SCREENPLAY = `INT. KITCHEN - NIGHT

NAO
You kept the kettle on.

KITE
Somebody had to, with you out there.

EXT. HARBOUR - DAWN

Gulls over grey water.

KITE
-- ${'and then the light came back, 灯台の灯がまた点いた。 '.repeat(24).trim()}
`;

test('the board is printed as e-conte sheets and as grids, every word on its sheet, and leaves as a shot list', async ({
  studio,
  seat,
  api,
}) => {
  const { id } = await newEpisode(api, 'On boards', SCREENPLAY);
  await breakDown(api, id);
  const { shots, frames } = await api.call('plan', { params: { episodeId: id }, body: { preset: 'LOW' } });
  const page = await seat(await studio.ownerLink());
  await openRoom(page, studio.url, id, 'storyboard');
  await expect(page.locator('[data-shot] img')).toHaveCount(shots.length, RENDERED);

  const list = await saved(page, () => exportAs(page, /^Shot list/));
  expect(list.name).toBe('On boards.csv');
  const [titles = [], ...listed] = readCsv(list.text);
  const column = (title: string) => listed.map((cells) => cells[titles.indexOf(title)] ?? '');
  expect(column('Shot')).toEqual(shots.map(({ number }) => number));
  expect(column('Frames').reduce((sum, cell) => sum + Number(cell), 0)).toBe(frames);
  expect(column('Dialogue').join('\n')).toContain('NAO: You kept the kettle on.');

  await exportAs(page, 'Print or PDF');
  const sheets = page.getByTestId('board-sheet');
  const print = page.getByRole('button', { name: 'Print or save as PDF' });
  await expect(print).toBeEnabled();
  // A speech that is longer than its row goes on in the next.
  await expect(sheets.getByText('continued').first()).toBeVisible();
  const rows = await sheets
    .locator('tbody tr')
    .filter({ has: page.getByRole('rowheader') })
    .count();
  await expect(sheets).toHaveCount(Math.ceil(rows / 5));
  await expect(sheets.locator('img')).toHaveCount(shots.length);
  await expect(sheets.first().getByRole('columnheader')).toHaveText(['Cut', 'Picture', 'Action', 'Dialogue', 'Time']);
  await expect(sheets.first()).toContainText('On boards (series)');
  const seconds = (length: number) => `${Math.floor(length / 24)}+${String(length % 24).padStart(2, '0')}`;
  await expect(sheets.last().locator('footer')).toContainText(`Total ${seconds(frames)}`);
  expect(await outside(page)).toEqual([]);
  expect(await paperOf(page)).toEqual({ pages: await sheets.count(), points: [595, 842] });
  expect(await seriousBarriers(page)).toEqual([]);
  await page.getByRole('button', { name: 'Inspector' }).click();
  await expect(page.getByRole('complementary', { name: 'Inspector' })).toBeVisible();
  await page.emulateMedia({ media: 'print' });
  await expect(page.getByRole('complementary', { name: 'Inspector' })).toBeHidden();
  await expect(page.getByRole('toolbar')).toHaveCount(0);
  await page.emulateMedia({ media: 'screen' });

  for (const [layout, perPage] of [
    ['1 a page', 1],
    ['2 × 2 a page', 4],
    ['3 × 3 a page', 9],
    ['4 × 3 a page', 12],
  ] as const) {
    await choose(page, 'Layout', layout);
    const cells = await sheets.getByRole('article').count();
    expect(cells, layout).toBeGreaterThanOrEqual(shots.length);
    await expect(sheets).toHaveCount(Math.ceil(cells / perPage));
    expect(await outside(page), layout).toEqual([]);
  }
  await choose(page, 'Paper', 'US Letter');
  expect(await paperOf(page)).toEqual({ pages: await sheets.count(), points: [792, 612] });
});

async function choose(page: Page, label: string, option: string): Promise<void> {
  await page.getByRole('combobox', { name: label }).click();
  await page.getByRole('option', { name: option, exact: true }).click();
}

/** Words and pictures that reach over the edge of what holds them. */
async function outside(page: Page): Promise<string[]> {
  return await page.getByTestId('board-sheet').evaluateAll((sheets) =>
    sheets.flatMap((sheet) => {
      const page = sheet.getBoundingClientRect();
      const range = document.createRange();
      return [...sheet.querySelectorAll('td, th, article, header, footer')].flatMap((cell) => {
        const box = cell.getBoundingClientRect();
        range.selectNodeContents(cell);
        const held = range.getBoundingClientRect();
        if (held.width === 0) return [];
        const over = (inner: DOMRect, outer: DOMRect) =>
          inner.bottom > outer.bottom + 1 || inner.right > outer.right + 1 || inner.left < outer.left - 1;
        return over(held, box) || over(box, page) ? [`${cell.textContent} ${held.bottom} ${box.bottom} ${page.bottom}`] : [];
      });
    }),
  );
}

/** Pages of the PDF that the browser would save, and their size in whole points. */
async function paperOf(page: Page): Promise<{ pages: number; points: number[] }> {
  const pdf = (await page.pdf({ preferCSSPageSize: true })).toString('latin1');
  const box = /\/MediaBox\s*\[\s*0 0 ([\d.]+) ([\d.]+)/.exec(pdf);
  return { pages: pdf.match(/\/Type\s*\/Page\b/g)?.length ?? 0, points: [Number(box?.[1]), Number(box?.[2])].map(Math.round) };
}
