import type { Page } from '@playwright/test';
import { newEpisode } from './support/episode.ts';
import { canvasShare, keep, seriousBarriers, sidewaysScroll, smallTargets, tabStops } from './support/layout.ts';
import { openRoom } from './support/script-page.ts';
import { expect, test } from './support/studio.ts';

/** Room -> what stands there when it is ready. The demo's first episode is looked at, because every room has something in it. */
const ROOMS = {
  script: (page: Page) => page.getByRole('list', { name: 'Shots beside their lines' }).getByRole('listitem').first(),
  outline: (page: Page) => page.getByTestId('outline').locator('[data-card]').first(),
  storyboard: (page: Page) => page.getByTestId('shot-1A').getByRole('img').first(),
  timeline: (page: Page) => page.getByRole('region', { name: 'Monitor' }),
  gallery: (page: Page) => page.getByTestId('gallery-grid').getByRole('listitem').first(),
  queue: (page: Page) => page.getByTestId('render-row').first(),
} as const;
type Room = keyof typeof ROOMS;
const NAMES = Object.keys(ROOMS) as Room[];
const SIZES = [
  { width: 1280, height: 720 },
  { width: 1440, height: 900 },
  { width: 1920, height: 1080 },
] as const;
const PHONE = { width: 390, height: 844 };

let episodeId: string;
test.beforeAll(async ({ api }) => {
  const { series } = await api.until(async () => {
    const list = await api.call('listSeries');
    return list.series.some(({ episodes }) => episodes.some(({ shots, poster }) => shots > 0 && poster !== null)) ? list : null;
  });
  const episodes = series.flatMap((one) => one.episodes).filter(({ title }) => title === 'The Lamp Was On');
  episodeId = episodes[0]?.id ?? '';
});

async function enter(page: Page, url: string, room: Room): Promise<void> {
  await openRoom(page, url, episodeId, room);
  await expect(ROOMS[room](page)).toBeVisible();
}

test('at least 85% of the window is canvas in every room, at three sizes', async ({ studio, seat }, info) => {
  const page = await seat(await studio.ownerLink());
  await keep(page, info, 'home');
  for (const room of NAMES) {
    await page.setViewportSize(SIZES[0]);
    await enter(page, studio.url, room);
    for (const size of SIZES) {
      await page.setViewportSize(size);
      expect.soft(await canvasShare(page), `${room} at ${size.width}x${size.height}`).toBeGreaterThanOrEqual(0.85);
      if (size.width === 1440) await keep(page, info, room);
    }
  }
});

test('nothing serious stands in the way of people with a screen reader or weak eyes', async ({ studio, seat, browser }) => {
  const outside = await browser.newContext();
  const stranger = await outside.newPage();
  await stranger.goto(studio.url);
  await expect(stranger.getByLabel('Sign-in link')).toBeVisible();
  expect.soft(await seriousBarriers(stranger), 'sign-in').toEqual([]);
  await outside.close();
  const page = await seat(await studio.ownerLink());
  await expect(page.getByRole('region', { name: 'Episodes' })).toBeVisible();
  expect.soft(await seriousBarriers(page), 'home').toEqual([]);
  for (const room of NAMES) {
    await enter(page, studio.url, room);
    expect.soft(await seriousBarriers(page), room).toEqual([]);
  }
  await page.getByRole('button', { name: 'Chat' }).click();
  await expect(page.getByRole('textbox', { name: 'Message' })).toBeVisible();
  expect.soft(await seriousBarriers(page), 'chat').toEqual([]);
  await page.goto(`${studio.url}/connections`);
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  expect.soft(await seriousBarriers(page), 'connections').toEqual([]);
});

test('the main actions are reached and done with the keyboard alone', async ({ studio, seat }) => {
  const page = await seat(await studio.ownerLink());
  await enter(page, studio.url, 'storyboard');
  const stops = await tabStops(page, 28);
  for (const name of ['Home', 'Search or run', 'Script', 'Outline', 'Storyboard', 'Timeline', 'Gallery', 'Queue']) {
    expect(
      stops.some((stop) => stop.startsWith(name)),
      name,
    ).toBe(true);
  }
  expect(stops.some((name) => /^(Generate|Rendering)/.test(name))).toBe(true);
  expect(stops.some((name) => /^Shot 1A/.test(name))).toBe(true);

  const generate = page.getByRole('banner').getByRole('button', { name: /^(Generate|Rendering)/ });
  await generate.focus();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('dialog', { name: 'Generate the episode' })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await expect(generate).toBeFocused();

  await page.keyboard.press('Control+k');
  await expect(page.getByRole('dialog')).toBeVisible();
  await page.keyboard.type('timeline');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/\/timeline$/);
});

test('on a phone the rooms are tabs under the thumb, nothing scrolls sideways, a finger hits what it aims at', async ({
  studio,
  seat,
}, info) => {
  const page = await seat(await studio.ownerLink(), { viewport: PHONE, hasTouch: true, isMobile: true });
  await expect(page.getByRole('link', { name: 'Open E01' })).toBeVisible();
  expect.soft(await sidewaysScroll(page), 'home').toBe(0);
  expect.soft(await smallTargets(page), 'home').toEqual([]);
  await keep(page, info, 'home');
  await page.goto(`${studio.url}/episodes/${episodeId}`);
  const tabs = page.getByRole('navigation', { name: 'Rooms' });
  const phoneRooms = {
    Script: 'script',
    Board: 'storyboard',
    Timeline: 'timeline',
    Gallery: 'gallery',
    Chat: 'chat',
    Queue: 'queue',
  } as const;
  for (const [tab, room] of Object.entries(phoneRooms)) {
    await tabs.getByRole('link', { name: tab }).tap();
    await expect(page).toHaveURL(new RegExp(`/${room}$`));
    await expect(tabs.getByRole('link', { name: tab })).toHaveAttribute('aria-current', 'page');
    await expect(page.getByTestId('canvas').locator('> *').first()).toBeVisible();
    if (room === 'chat') await expect(page.getByRole('textbox', { name: 'Message' })).toBeVisible();
    else if (room !== 'script') await expect(ROOMS[room](page)).toBeVisible();
    expect.soft(await sidewaysScroll(page), room).toBe(0);
    expect.soft(await smallTargets(page), room).toEqual([]);
    await keep(page, info, room);
  }
});

test('a control without words is named where the pointer rests and where the keyboard goes, and not while it is used', async ({
  studio,
  seat,
  api,
}) => {
  const { id } = await newEpisode(api, 'Names of buttons', 'INT. PIER - DAY\n\nNao waits.\n');
  const page = await seat(await studio.ownerLink());
  await openRoom(page, studio.url, id, 'script');
  const keys = page.getByRole('link', { name: 'Keys' }).or(page.getByRole('button', { name: 'Keys', exact: true }));
  const tip = page.locator('[class*="tooltip"]');
  await keys.hover();
  await expect(tip).toHaveText(/^Keys/);
  // It can be read with the pointer on it.
  await tip.hover();
  await expect(tip).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(tip).toHaveCount(0);

  await page.mouse.move(700, 500);
  await page.keyboard.press('Tab');
  await keys.focus();
  await page.keyboard.press('Shift+Tab');
  await expect(tip).toHaveText(/^Connections/);
  await page.keyboard.press('Tab');
  await expect(tip).toHaveText(/^Keys/);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('dialog')).toBeVisible();
  await expect(tip).toHaveCount(0);
});
