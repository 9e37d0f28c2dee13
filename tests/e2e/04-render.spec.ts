import { randomUUID } from 'node:crypto';
import type { Page } from '@playwright/test';
import type { RenderView } from '@trashfire/shared/api/contract';
import type { StudioClient } from '../../scripts/episode/studio-client.ts';
import { breakDown, newEpisode } from './support/episode.ts';
import { playing, probe, RENDERED } from './support/film.ts';
import { caretAfter, openRoom, untilSaved } from './support/script-page.ts';
import { expect, test } from './support/studio.ts';

const SCREENPLAY = `INT. KITCHEN - NIGHT

NAO
You kept the kettle on.

KITE
Somebody had to, with you out there.

EXT. HARBOUR - DAWN

Gulls over grey water.
`;

// One episode goes from a script to a screen; each step begins where the one before ended.
test.describe.configure({ mode: 'serial' });

let episodeId: string;
test.beforeAll(async ({ api }) => {
  ({ id: episodeId } = await newEpisode(api, 'To the screen', SCREENPLAY));
  await breakDown(api, episodeId);
});

/** The newest request of the episode, as the api tells it. */
async function latest(api: StudioClient): Promise<RenderView | undefined> {
  return (await api.call('queue')).renders.find((render) => render.episodeId === episodeId);
}

test('the price stands before the click; two people see true progress; stopped and taken up again it becomes a film', async ({
  studio,
  seat,
  api,
}) => {
  const owner = await seat(await studio.ownerLink());
  const other = await seat(await studio.guestLink());
  await openRoom(owner, studio.url, episodeId, 'timeline');
  await openRoom(other, studio.url, episodeId, 'queue');

  await owner.getByRole('button', { name: 'Generate' }).click();
  const sheet = owner.getByRole('dialog', { name: 'Generate the episode' });
  const plan = await api.call('plan', { params: { episodeId }, body: { preset: 'LOW' } });
  await expect(sheet.getByTestId('plan-summary')).toContainText(`${plan.shots.length} shots, 0 from cache`);
  await expect(sheet.getByTestId('plan-summary')).toContainText(/\d credits?$/);
  expect(await latest(api)).toBeUndefined();
  await sheet.getByRole('button', { name: /^Approve/ }).click();

  for (const page of [owner, other]) {
    const bar = page.getByRole('progressbar', { name: 'Rendering To the screen' });
    const percent = async () => Number(await bar.getAttribute('aria-valuenow'));
    await expect.poll(percent, RENDERED).toBeGreaterThan(0);
    expect(await percent()).toBeLessThan(100);
  }
  await other.getByTestId('render-row').first().getByRole('button', { name: 'Cancel' }).click();
  await expect(owner.getByText('Rendering stopped. What is done is kept.')).toBeVisible();
  const stopped = await latest(api);
  expect(stopped).toMatchObject({ state: 'cancelled' });
  expect(stopped?.done).toBeLessThan(stopped?.total ?? 0);

  await other.getByTestId('render-row').first().getByRole('button', { name: 'Resume' }).click();
  await expect(other.getByTestId('render-row').first()).toHaveAttribute('data-state', 'done', RENDERED);
  const done = await latest(api);
  expect(done).toMatchObject({ id: stopped?.id, state: 'done', done: done?.total });
  // The team paid for each shot once, whatever happened on the way (R4).
  expect(done?.charged).toBe(done?.price);
});

test('the film plays with picture, voices and captions, as long as its shots', async ({ studio, seat, api }) => {
  const page = await seat(await studio.ownerLink());
  await openRoom(page, studio.url, episodeId, 'timeline');
  const video = page.getByLabel('The episode');
  await page.getByRole('button', { name: 'Play', exact: true }).click();
  await expect.poll(async () => (await playing(video)).at).toBeGreaterThan(0.3);
  const plan = await api.call('plan', { params: { episodeId }, body: { preset: 'LOW' } });
  const { src, duration, width, captions } = await playing(video);
  expect(duration).toBeCloseTo(plan.frames / 24, 1);
  expect([width, captions]).toEqual([1280, 2]);

  const film = await probe(page, src);
  expect(film.video).toMatchObject({ codec: 'avc1', width: 1280, height: 720, fps: 24, frames: plan.frames, constantRate: true });
  expect(film.audio).toMatchObject({ codec: 'mp4a', sampleRate: 48_000 });
  expect(film.subtitles).toMatchObject({ captions: 2 });
});

test('one changed line makes exactly its shot stale; rendering that one takes the others from the cache', async ({
  studio,
  seat,
  api,
}) => {
  const page = await seat(await studio.ownerLink());
  await openRoom(page, studio.url, episodeId, 'script');
  const before = await api.call('plan', { params: { episodeId }, body: { preset: 'LOW' } });
  await caretAfter(page, 'You kept the kettle on.');
  await page.keyboard.type(' Again.');
  await untilSaved(page);
  await expect(page.getByTestId('blast-chip')).toContainText('1 shot stale');
  const stale = page.getByRole('list', { name: 'Shots beside their lines' }).locator('[data-state="stale"]');
  await expect(stale).toHaveCount(1);
  await expect(stale).toContainText('Line changed');
  const after = await api.call('plan', { params: { episodeId }, body: { preset: 'LOW' } });
  const changed = after.shots.filter((shot) => !before.shots.some(({ revision }) => revision === shot.revision));
  expect(changed).toMatchObject([{ state: 'needed' }]);
  expect(after.needed).toBe(1);

  await page.getByTestId('blast-chip').getByRole('button', { name: 'Update' }).click();
  await expect(page.getByTestId('blast-chip')).toHaveCount(0, RENDERED);
  await expect.poll(async () => (await latest(api))?.state, RENDERED).toBe('done');
  expect(await latest(api)).toMatchObject({ fromCache: before.shots.length - 1, price: changed[0]?.price });
});

test('how far a shot is stands on its card, for everybody in the room (R10)', async ({ studio, seat, api }) => {
  const lines = 'NAO\nForty-one ships went by tonight, and not one of them asked us what the weather would do.\n';
  const { id } = await newEpisode(api, 'On the card', `INT. LAMP ROOM - NIGHT\n\n${lines}`);
  await breakDown(api, id);
  const people = [await seat(await studio.ownerLink()), await seat(await studio.guestLink())];
  for (const page of people) await openRoom(page, studio.url, id, 'storyboard');
  const { preset, seq, price, shots } = await api.call('plan', { params: { episodeId: id }, body: { preset: 'LOW' } });
  const body = { preset, seq, price, key: randomUUID(), assemble: false };
  await api.call('requestRender', { params: { episodeId: id }, body });
  const name = `Rendering shot ${shots[0]?.number}`;
  const underWay = async (page: Page) => {
    const bars = page.getByRole('progressbar', { name, exact: true });
    const shown = await bars.evaluateAll((found) => found.map((bar) => Number(bar.getAttribute('aria-valuenow'))));
    return shown.some((percent) => percent > 0 && percent < 100);
  };
  const poll = { ...RENDERED, intervals: [50] };
  await Promise.all(people.map((page) => expect.poll(() => underWay(page), poll).toBe(true)));
});

test('a reload and a restart of the studio lose nothing: script, shots and film are there', async ({ studio, seat, api }) => {
  const page = await seat(await studio.ownerLink());
  await openRoom(page, studio.url, episodeId, 'timeline');
  const video = page.getByLabel('The episode');
  const length = () => video.evaluate((element: HTMLVideoElement) => element.duration);
  await expect.poll(length).toBeGreaterThan(1);
  const before = { length: await length(), script: await api.fountain(episodeId) };
  await studio.restart();
  await page.reload();
  await expect.poll(length).toBe(before.length);
  expect(await api.fountain(episodeId)).toBe(before.script);
  const plan = await api.call('plan', { params: { episodeId }, body: { preset: 'LOW' } });
  expect(plan).toMatchObject({ needed: 0, price: '0' });
});
