import type { StudioClient } from '../../scripts/episode/studio-client.ts';
import { playing, probe, RENDERED } from './support/film.ts';
import { expect, test } from './support/studio.ts';

test.use({ demoFilm: true });

test('the owner’s link signs in once, the demo series is there, and its first scene plays', async ({ studio, seat, api }) => {
  const link = await studio.ownerLink();
  const opened = Date.now();
  const page = await seat(link, { tour: true });
  await expect(page.getByTestId('tour')).toContainText('1 of 3');
  await expect(page.getByRole('region', { name: 'Episodes' }).getByRole('row')).toHaveCount(3);
  await page.getByRole('link', { name: 'Open E01' }).click();
  await expect(page.getByTestId('tour')).toContainText('2 of 3');
  await page.getByRole('button', { name: 'Skip' }).click();
  await expect(page.getByTestId('tour')).toHaveCount(0);

  await page.getByRole('link', { name: 'Timeline' }).first().click();
  // Shots that are not rendered yet stand as pictures; a video is there for what was rendered and for nothing else.
  const video = page.getByRole('region', { name: 'Monitor' }).locator('video');
  await expect(video).toBeVisible(RENDERED);
  await page.getByRole('button', { name: 'Play', exact: true }).click();
  // Looked at once: a moment later the next shot may stand there.
  let seen = await playing(video);
  const look = async () => {
    seen = await playing(video);
    return seen.at;
  };
  await expect.poll(look).toBeGreaterThan(0.2);
  const waited = Date.now() - opened;
  test.info().annotations.push({ type: 'first picture', description: `${waited} ms after the page opened` });
  const { shots } = await api.call('plan', { params: { episodeId: await demoEpisode(api) }, body: { preset: 'LOW' } });
  expect(seen.width).toBe(1280);
  const { video: film } = await probe(page, seen.src);
  expect(film).toMatchObject({ fps: 24, constantRate: true });
  expect(shots.map(({ frames }) => frames)).toContain(film?.frames);

  await page.reload();
  await expect(page.getByRole('region', { name: 'Monitor' })).toBeVisible();
  await expect(page.getByTestId('tour')).toHaveCount(0);
});

test('a link that was used, or that time has passed, leads to a screen that says so', async ({ studio, seat, browser }) => {
  const link = await studio.ownerLink();
  await seat(link);
  const stranger = await browser.newPage();
  await stranger.goto(link);
  await expect(stranger).toHaveURL(`${studio.url}/sign-in`);
  await expect(stranger.getByRole('alert')).toContainText(/link/i);
  expect((await stranger.request.get(`${studio.url}/api/session`)).status()).toBe(401);

  const late = await studio.ownerLink();
  await studio.sql("UPDATE login_link SET expires_at = now() - interval '1 second' WHERE used_at IS NULL");
  await stranger.getByLabel('Sign-in link').fill(late);
  await stranger.getByRole('button', { name: 'Open the studio' }).click();
  await expect(stranger.getByRole('alert')).toContainText(/link/i);

  await stranger.getByLabel('Sign-in link').fill('https://example.org/');
  await stranger.getByRole('button', { name: 'Open the studio' }).click();
  await expect(stranger.getByRole('alert')).toContainText('That is not a sign-in link');
  await stranger.close();
});

test('whoever may only look reads and follows, and is offered nothing else', async ({ studio, seat, api }) => {
  const page = await seat(await studio.guestLink());
  const { rows } = await studio.sql('SELECT id FROM person ORDER BY created_at DESC LIMIT 1');
  const { series } = await api.call('listSeries');
  const episode = series[0]?.episodes[0];
  await page.goto(`${studio.url}/episodes/${episode?.id}/script`);
  await expect(page.getByTestId('save-state')).toHaveText('Saved');

  // While the person has the page open: rights are checked where the door is, and again while it stands open (R3).
  await studio.sql("UPDATE membership SET role = 'viewer', version = version + 1 WHERE person_id = $1", [rows[0]?.id]);
  await expect(page.getByTestId('save-state')).toHaveText('View only');
  await page.reload();
  await expect(page.getByTestId('save-state')).toHaveText('View only');
  const script = page.getByRole('textbox', { name: 'Script' });
  await expect(script).toContainText('INT.');
  await expect(script).toHaveAttribute('contenteditable', 'false');
  await expect(page.getByRole('button', { name: /^Generate/ })).toHaveCount(0);
});

test('the first scene of the demo becomes a film by itself, with voices and captions', async ({ studio, seat, api }) => {
  const episodeId = await demoEpisode(api);
  const render = await api.until(async () => {
    const found = (await api.call('queue')).renders.find((one) => one.episodeId === episodeId);
    return found === undefined || found.state === 'open' ? null : found;
  });
  const { shots } = await api.call('plan', { params: { episodeId }, body: { preset: 'LOW' } });
  const scene = shots.filter(({ sceneId }) => sceneId === shots[0]?.sceneId);
  expect(render).toMatchObject({ state: 'done', total: scene.length, done: scene.length, fromCache: 0 });

  const page = await seat(await studio.ownerLink());
  await page.goto(`${studio.url}/episodes/${episodeId}/timeline`);
  const video = page.getByLabel('The episode');
  await page.getByRole('button', { name: 'Play', exact: true }).click();
  await expect.poll(async () => (await playing(video)).at).toBeGreaterThan(0.3);
  const frames = scene.reduce((sum, shot) => sum + shot.frames, 0);
  const { src, duration } = await playing(video);
  expect(duration).toBeCloseTo(frames / 24, 1);
  const film = await probe(page, src);
  expect(film).toMatchObject({ video: { width: 1280, height: 720, fps: 24, frames }, audio: { codec: 'mp4a' } });
  expect(film.subtitles?.captions).toBeGreaterThan(0);
});

/** The episode that renders by itself. */
async function demoEpisode(api: StudioClient): Promise<string> {
  const { series } = await api.call('listSeries');
  const first = series.flatMap(({ episodes }) => episodes).find(({ title }) => title === 'The Lamp Was On');
  return first?.id ?? '';
}
