import type { Locator, Page } from '@playwright/test';
import { breakDown, newEpisode } from './support/episode.ts';
import { keep, seriousBarriers, smallTargets } from './support/layout.ts';
import { openRoom } from './support/script-page.ts';
import { expect, test } from './support/studio.ts';

const PHONE = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };

const SCREENPLAY = `INT. KITCHEN - NIGHT

Nao pours tea by the window.

NAO
You kept the kettle on for all of us tonight.
`;

const card = (page: Page, number: string): Locator => page.getByTestId(`shot-${number}`);
const frame = (page: Page, number: string): Locator =>
  card(page, number)
    .getByRole('button', { name: `Shot ${number}` })
    .first();
const paper = (page: Page): Locator => page.getByRole('application', { name: /^Paper of shot/ });
const tools = (page: Page): Locator => page.getByRole('toolbar', { name: 'Drawing' });

/** Draws a line over the paper; places are shares of it. */
async function line(page: Page, from: readonly [number, number], to: readonly [number, number]): Promise<void> {
  const { x, y, width, height } = (await paper(page).boundingBox()) ?? { x: 0, y: 0, width: 0, height: 0 };
  await page.mouse.move(x + from[0] * width, y + from[1] * height);
  await page.mouse.down();
  await page.mouse.move(x + to[0] * width, y + to[1] * height, { steps: 12 });
  await page.mouse.up();
}

/** How dark a place of the paper, or of a picture, is: 0 is black. What is not painted on shows as 255, what is not there yet is -1. */
async function lightness(element: Locator, at: readonly [number, number]): Promise<number> {
  return await element.evaluate(async (shown, [x, y]) => {
    const drawn = shown instanceof HTMLCanvasElement || (shown instanceof HTMLImageElement && shown.complete);
    const image = drawn ? await createImageBitmap(shown) : null;
    if (image === null) return -1;
    const canvas = new OffscreenCanvas(image.width, image.height);
    const context = canvas.getContext('2d');
    if (context === null) throw new Error('no canvas');
    context.fillStyle = '#fff';
    context.fillRect(0, 0, image.width, image.height);
    context.drawImage(image, 0, 0);
    const [red = 0, green = 0, blue = 0] = context.getImageData(x * image.width, y * image.height, 1, 1).data;
    return Math.round((red + green + blue) / 3);
  }, at);
}

test('a picture is drawn, erased, taken back and kept; used, it is everybody’s, and one step of undo', async ({
  studio,
  seat,
  api,
}, info) => {
  const { id } = await newEpisode(api, 'Drawn by hand', SCREENPLAY);
  await breakDown(api, id);
  const page = await seat(await studio.ownerLink());
  const { url } = await api.call('openSeat', { body: { name: 'Riku' } });
  const other = await seat(url);
  for (const one of [page, other]) await openRoom(one, studio.url, id, 'storyboard');
  await frame(page, '1A').click();
  await page.keyboard.press('b');
  await expect(page.getByRole('dialog', { name: 'Draw shot 1A' })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Use as the picture' })).toBeDisabled();
  await expect(tools(page).getByRole('button', { name: 'Undo' })).toBeDisabled();

  await page.keyboard.press(']');
  await page.keyboard.press(']');
  await line(page, [0.2, 0.5], [0.8, 0.5]);
  await expect.poll(() => lightness(paper(page), [0.5, 0.5])).toBeLessThan(60);
  await page.keyboard.press('e');
  await expect(tools(page).getByRole('button', { name: 'Eraser' })).toHaveAttribute('aria-pressed', 'true');
  await line(page, [0.5, 0.2], [0.5, 0.8]);
  await expect.poll(() => lightness(paper(page), [0.5, 0.5])).toBe(255);
  await page.keyboard.press('Control+z');
  await expect.poll(() => lightness(paper(page), [0.5, 0.5])).toBeLessThan(60);
  await page.keyboard.press('Control+Shift+z');
  await expect.poll(() => lightness(paper(page), [0.5, 0.5])).toBe(255);
  await tools(page).getByRole('button', { name: 'Wipe the paper' }).click();
  await expect.poll(() => lightness(paper(page), [0.3, 0.5])).toBe(255);
  await tools(page).getByRole('button', { name: 'Undo' }).click();
  await expect.poll(() => lightness(paper(page), [0.3, 0.5])).toBeLessThan(60);

  // Put away and taken out again, through a reload: it is all there, with its steps.
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await page.reload();
  await frame(page, '1A').click();
  await page.getByRole('button', { name: 'Actions for shot 1A' }).click();
  await page.getByRole('menuitem', { name: 'Draw a picture' }).click();
  await expect.poll(() => lightness(paper(page), [0.3, 0.5])).toBeLessThan(60);
  await expect.poll(() => lightness(paper(page), [0.5, 0.5])).toBe(255);
  await tools(page).getByRole('button', { name: 'Undo' }).click();
  await expect.poll(() => lightness(paper(page), [0.5, 0.5])).toBeLessThan(60);
  expect(await seriousBarriers(page)).toEqual([]);
  await keep(page, info, 'drawing');

  await page.getByRole('button', { name: 'Use as the picture' }).click();
  await expect(page.getByRole('dialog')).toHaveCount(0);
  const seen = card(other, '1A').getByRole('img').first();
  // White where nothing is drawn: the picture before it is white nowhere.
  await expect.poll(() => lightness(seen, [0.5, 0.2])).toBe(255);
  expect(await lightness(seen, [0.5, 0.5])).toBeLessThan(60);

  await frame(page, '1A').click();
  await page.keyboard.press('Control+z');
  await expect.poll(() => lightness(seen, [0.5, 0.2])).toBeLessThan(255);
});

test('keys alone draw as well; over a picture it stays, traced it does not', async ({ studio, seat, api }) => {
  const { id } = await newEpisode(api, 'Drawn by keys', SCREENPLAY);
  await breakDown(api, id);
  const page = await seat(await studio.ownerLink());
  await openRoom(page, studio.url, id, 'storyboard');
  const shown = card(page, '1B').getByRole('img').first();
  await expect(shown).toHaveJSProperty('complete', true);
  const before = await lightness(shown, [0.1, 0.1]);
  expect(before).toBeLessThan(250);
  await frame(page, '1B').focus();
  await page.keyboard.press('b');
  await paper(page).focus();
  await page.keyboard.press('Space');
  for (let step = 0; step < 4; step++) await page.keyboard.press('Shift+ArrowRight');
  await expect(page.getByText(/^Pen down at/)).toHaveCount(1);
  await page.keyboard.press('Space');
  await expect.poll(() => lightness(paper(page), [0.55, 0.5])).toBeLessThan(60);
  await page.keyboard.press('Control+z');
  await expect.poll(() => lightness(paper(page), [0.55, 0.5])).toBe(255);
  await page.keyboard.press('Control+y');

  const under = page.getByRole('combobox', { name: 'What lies under the drawing' });
  await under.click();
  await expect(page.getByRole('option')).toHaveText([
    'White paper',
    'Over this picture',
    'Trace this picture',
    'Trace the shot before',
  ]);
  await page.getByRole('option', { name: 'Over this picture' }).click();
  await page.keyboard.press('Control+Enter');
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await expect.poll(() => lightness(shown, [0.55, 0.5])).toBeLessThan(60);
  expect(Math.abs((await lightness(shown, [0.1, 0.1])) - before)).toBeLessThan(12);

  await page.keyboard.press('b');
  await under.click();
  await page.getByRole('option', { name: 'Trace this picture' }).click();
  await page.keyboard.press('Control+Enter');
  await expect.poll(() => lightness(shown, [0.1, 0.1])).toBe(255);
});

test('a finger draws on a phone; a shot that somebody locks meanwhile takes nothing, and the drawing stays', async ({
  studio,
  seat,
  api,
}, info) => {
  const { id } = await newEpisode(api, 'Drawn on a phone', SCREENPLAY);
  await breakDown(api, id);
  const phone = await seat(await studio.ownerLink(), PHONE);
  const { url } = await api.call('openSeat', { body: { name: 'Riku' } });
  const other = await seat(url);
  await openRoom(phone, studio.url, id, 'storyboard');
  await openRoom(other, studio.url, id, 'storyboard');
  await frame(phone, '1A').tap();
  await phone.getByRole('toolbar', { name: 'The chosen shot' }).getByRole('button', { name: 'Actions for shot 1A' }).tap();
  await phone.getByRole('menuitem', { name: 'Draw a picture' }).tap();
  await expect(paper(phone)).toBeVisible();
  expect(await smallTargets(phone, '[role="dialog"]')).toEqual([]);
  const { x, y, width, height } = (await paper(phone).boundingBox()) ?? { x: 0, y: 0, width: 0, height: 0 };
  expect(width).toBeGreaterThan(340);
  const touch = await phone.context().newCDPSession(phone);
  const send = (type: 'touchStart' | 'touchMove' | 'touchEnd', points: readonly (readonly [number, number])[]) =>
    touch.send('Input.dispatchTouchEvent', {
      type,
      touchPoints: points.map(([px, py], id) => ({ x: x + px * width, y: y + py * height, id })),
    });
  await send('touchStart', [[0.2, 0.5]]);
  for (const px of [0.3, 0.4, 0.5, 0.6, 0.7]) await send('touchMove', [[px, 0.5]]);
  await send('touchEnd', []);
  await expect.poll(() => lightness(paper(phone), [0.45, 0.5])).toBeLessThan(60);
  // Two fingers are no stroke.
  await send('touchStart', [[0.2, 0.8]]);
  await send('touchStart', [
    [0.2, 0.8],
    [0.8, 0.8],
  ]);
  await send('touchEnd', []);
  await keep(phone, info, 'drawing-phone');
  expect(await lightness(paper(phone), [0.2, 0.8])).toBe(255);

  await frame(other, '1A').click();
  await other.keyboard.press('l');
  await other.getByRole('dialog').getByRole('textbox').fill('Signed off');
  await other.keyboard.press('Enter');
  await expect(phone.getByText('This shot is locked. Unlock it to use the drawing.')).toBeVisible();
  await expect(phone.getByRole('button', { name: 'Use as the picture' })).toBeDisabled();
  expect(await lightness(paper(phone), [0.45, 0.5])).toBeLessThan(60);
});
