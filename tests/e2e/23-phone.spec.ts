import type { Locator, Page, TestInfo } from '@playwright/test';
import type { StudioClient } from '../../scripts/episode/studio-client.ts';
import { aPng } from '../support/png.ts';
import { breakDown, newEpisode } from './support/episode.ts';
import { RENDERED } from './support/film.ts';
import { keep, seriousBarriers, sidewaysScroll, smallTargets } from './support/layout.ts';
import { caretAfter, openRoom, scriptOf, untilSaved } from './support/script-page.ts';
import { expect, type OpenSeat, test } from './support/studio.ts';
import { clipsOf } from './support/timeline-page.ts';
import { fingerOn, pointOn } from './support/touch.ts';

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
const PHONE = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true } as const;
/** What is left of the screen beside a keyboard. */
const ABOVE_KEYBOARD = { width: 390, height: 508 };

const tool = (page: Page, name: string | RegExp): Locator => page.getByRole('button', { name, exact: typeof name === 'string' });
const frame = (page: Page, number: string): Locator =>
  page
    .getByTestId(`shot-${number}`)
    .getByRole('button', { name: new RegExp(`^Shot ${number}`) })
    .first();

/** Somebody with a phone and somebody at a desk, in the same room of the same boarded episode. */
async function phoneAndDesk(
  studio: { url: string; ownerLink(): Promise<string> },
  seat: OpenSeat,
  api: StudioClient,
  title: string,
  room: string,
) {
  const { id } = await newEpisode(api, title, SCREENPLAY);
  await breakDown(api, id);
  const phone = await seat(await studio.ownerLink(), PHONE);
  const { url } = await api.call('openSeat', { body: { name: 'Riku' } });
  const desk = await seat(url);
  for (const page of [phone, desk]) await openRoom(page, studio.url, id, room);
  return { id, phone, desk };
}

/** Nothing runs out of the screen or is too small for a finger. */
async function fitsFinger(page: Page, info: TestInfo, name: string, within = 'body'): Promise<void> {
  await keep(page, info, `phone-${name}`);
  expect(await sidewaysScroll(page)).toBe(0);
  expect(await smallTargets(page, within)).toEqual([]);
}

test('lines are written with the next element over the keyboard; a desk sees them, and undo is one’s own', async ({
  studio,
  seat,
  api,
}, info) => {
  const { phone, desk } = await phoneAndDesk(studio, seat, api, 'Written on a phone', 'script');
  await caretAfter(phone, 'Nao pours tea by the window.');
  const bar = phone.getByRole('toolbar', { name: 'Elements' });
  await phone.setViewportSize(ABOVE_KEYBOARD);
  await expect(phone.getByRole('navigation', { name: 'Rooms' })).toBeHidden();
  await expect
    .poll(async () => {
      const box = await bar.boundingBox();
      return box === null ? 0 : Math.round(box.y + box.height);
    })
    .toBe(ABOVE_KEYBOARD.height);
  await fitsFinger(phone, info, 'keyboard');

  await bar.getByRole('button', { name: 'Next: Character' }).tap();
  await phone.keyboard.type('MIO');
  await bar.getByRole('button', { name: 'Next: Parenthetical' }).tap();
  await phone.keyboard.type('low');
  await bar.getByRole('button', { name: 'Next: Dialogue' }).tap();
  await phone.keyboard.type('It is still warm.');
  await untilSaved(phone);
  const line = scriptOf(desk).locator('[data-type="dialogue"]', { hasText: 'It is still warm.' });
  await expect(line).toBeVisible();
  await expect(scriptOf(desk).locator('[data-type="character"]', { hasText: 'MIO' })).toBeVisible();
  // Another element for the same line, and back.
  await bar.getByRole('button', { name: 'Action' }).tap();
  await expect(scriptOf(desk).locator('[data-type="action"]', { hasText: 'It is still warm.' })).toBeVisible();

  await caretAfter(desk, 'Gulls over grey water.');
  await desk.keyboard.type(' A bell.');
  await expect(scriptOf(phone)).toContainText('A bell.');
  await bar.getByRole('button', { name: 'Undo my last edit' }).tap();
  await expect(line).toBeVisible();
  await expect(scriptOf(desk)).toContainText('A bell.');

  await bar.getByRole('button', { name: 'Hide the keyboard' }).tap();
  await expect(phone.getByRole('navigation', { name: 'Rooms' })).toBeVisible();
});

test('a shot’s fields are filled by touch, and shots change places under a finger and by buttons', async ({
  studio,
  seat,
  api,
}, info) => {
  const { phone, desk } = await phoneAndDesk(studio, seat, api, 'Boarded on a phone', 'storyboard');
  await frame(phone, '1A').tap();
  const bar = phone.getByRole('toolbar', { name: 'The chosen shot' });
  await expect(bar).toContainText('1A');
  await fitsFinger(phone, info, 'board');
  await tool(phone, 'Fields of shot 1A').tap();
  const panel = phone.getByRole('complementary', { name: 'Inspector' });
  await panel.getByLabel('Title').fill('The kettle');
  await panel.getByRole('combobox', { name: 'Size' }).tap();
  await phone.getByRole('option', { name: /^ECU/ }).tap();
  await fitsFinger(phone, info, 'fields');
  await panel.getByRole('button', { name: 'Close inspector' }).tap();
  await expect(frame(desk, '1A')).toHaveAccessibleName('Shot 1A, The kettle');
  await frame(desk, '1A').click();
  await desk.keyboard.press('i');
  await expect(desk.getByRole('combobox', { name: 'Size' })).toContainText('ECU');

  const kettle = desk.getByRole('button', { name: /^Shot .*, The kettle$/ });
  const standsAt = (number: string) => expect(kettle).toHaveAccessibleName(`Shot ${number}, The kettle`);
  const finger = await fingerOn(phone);

  await phone.setViewportSize({ width: 390, height: 620 });
  // A finger that moves at once scrolls the board and carries nothing.
  const from = await pointOn(frame(phone, '1A'));
  await finger.down(from);
  await finger.to({ x: from.x, y: from.y - 60 });
  await expect.poll(() => phone.getByTestId('board').evaluate((board) => board.scrollTop)).toBeGreaterThan(0);
  await expect(phone.getByTestId('carried')).toHaveCount(0);
  await finger.up();
  await standsAt('1A');
  await phone.getByTestId('board').evaluate((board) => board.scrollTo(0, 0));
  await phone.setViewportSize(PHONE.viewport);

  await finger.down(await pointOn(frame(phone, '1A')));
  await expect(phone.getByTestId('carried')).toContainText('1A');
  await finger.to(await pointOn(frame(phone, '1B'), 0.8));
  await finger.up();
  await standsAt('1B');
  await expect(phone.getByTestId('carried')).toHaveCount(0);
  await bar.getByRole('button', { name: 'Undo my last edit' }).tap();
  await standsAt('1A');

  await bar.getByRole('button', { name: 'Move later' }).tap();
  await standsAt('1B');
  await tool(phone, 'Actions for shot 1B').tap();
  await phone.getByRole('menuitem', { name: 'Move earlier' }).tap();
  await standsAt('1A');
  expect(await seriousBarriers(phone, '#canvas')).toEqual([]);
});

test('a clip is trimmed by a handle under a finger and by frames, seen at a desk, and taken back', async ({
  studio,
  seat,
  api,
}, info) => {
  const { phone, desk } = await phoneAndDesk(studio, seat, api, 'Cut on a phone', 'timeline');
  const clip = clipsOf(phone).first();
  await clip.tap();
  const bar = phone.getByRole('toolbar', { name: 'The chosen clip' });
  const framesNow = async () => Number(/(\d+) frames/.exec((await bar.textContent()) ?? '')?.[1]);
  const framesAtDesk = async () =>
    Math.round(24 * Number(/, ([\d.]+) s$/.exec((await clipsOf(desk).first().getAttribute('aria-label')) ?? '')?.[1]));
  const undo = bar.getByRole('button', { name: 'Undo my last edit' });
  const before = await framesNow();
  expect(before).toBeGreaterThan(24);
  await expect(undo).toBeDisabled();
  await fitsFinger(phone, info, 'clip');

  const tail = phone.getByTestId('trim-tail');
  const box = await tail.boundingBox();
  expect(Math.min(box?.width ?? 0, box?.height ?? 0)).toBeGreaterThanOrEqual(44);
  const finger = await fingerOn(phone);
  const from = await pointOn(tail);
  await finger.down(from);
  await finger.to({ x: from.x - 40, y: from.y });
  await finger.up();
  // What is shown while the finger moves is not yet what was cut.
  await expect(undo).toBeEnabled();
  await expect.poll(framesNow).toBeLessThan(before);
  const dragged = await framesNow();
  await expect.poll(framesAtDesk).toBeCloseTo(dragged, -1);

  for (const [name, by] of [
    ['Trim 1 frame longer', 1],
    ['Trim 12 frames longer', 12],
    ['Trim 12 frames shorter', -12],
    ['Trim 1 frame shorter', -1],
  ] as const) {
    const was = await framesNow();
    await bar.getByRole('button', { name }).tap();
    await expect.poll(framesNow).toBe(was + by);
  }
  for (let step = 0; step < 5; step += 1) await undo.tap();
  await expect.poll(framesNow).toBe(before);
  const label = (await clip.getAttribute('aria-label')) ?? '';
  await bar.getByRole('button', { name: 'Move the clip one place later' }).tap();
  await expect(clipsOf(desk).nth(1)).toHaveAttribute('aria-label', label);
});

test('a render is asked for at its price and a picture is picked on the phone; the desk sees both', async ({
  studio,
  seat,
  api,
}, info) => {
  const { phone, desk } = await phoneAndDesk(studio, seat, api, 'Rendered from a phone', 'storyboard');
  await tool(phone, /^Generate/).tap();
  const sheet = phone.getByRole('dialog', { name: 'Generate the episode' });
  const approve = sheet.getByRole('button', { name: /^Approve/ });
  await expect(approve).toContainText(/\d/);
  await fitsFinger(phone, info, 'generate', '[role="dialog"]');
  await approve.tap();
  await expect(desk.getByTestId('shot-1A')).toHaveAttribute('data-state', 'done', RENDERED);
  await expect(phone.getByTestId('shot-1A')).toHaveAttribute('data-state', 'done', RENDERED);

  // A picture of one’s own, and then the drawn one again: what is picked is what both see.
  await frame(phone, '1A').tap();
  await tool(phone, 'Fields of shot 1A').tap();
  const panel = phone.getByRole('complementary', { name: 'Inspector' });
  const shown = () => frame(desk, '1A').getByRole('img').getAttribute('src');
  const drawn = await shown();
  const chooser = phone.waitForEvent('filechooser');
  await panel.getByRole('button', { name: 'My own picture' }).first().tap();
  await (await chooser).setFiles({ name: 'kettle.png', mimeType: 'image/png', buffer: aPng(320, 180, [200, 120, 40], 60) });
  const picked = (name: string | RegExp) => panel.getByRole('button', { name, pressed: true });
  await expect(panel.getByRole('listitem')).not.toHaveCount(1);
  await expect(picked('My own picture')).toBeVisible();
  await expect.poll(shown).not.toBe(drawn);
  const own = await shown();
  await panel
    .getByRole('button', { name: /^Picture \d/ })
    .first()
    .tap();
  await expect(picked(/^Picture \d/)).toBeVisible();
  await expect.poll(shown).not.toBe(own);
  await fitsFinger(phone, info, 'takes');
});
