import { expect, test } from './support/studio.ts';

/** The picture is drawn while the page opens; a machine that also runs tests beside it is given longer than a person would wait. ms. */
const FIRST_PICTURE_MS = 30_000;

test('the owner’s link signs in once, the demo series is there, and its first scene plays', async ({ studio, seat }) => {
  test.setTimeout(2 * FIRST_PICTURE_MS);
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
  const video = page.getByRole('region', { name: 'Monitor' }).locator('video');
  await expect(video).toBeVisible({ timeout: FIRST_PICTURE_MS });
  await page.getByRole('button', { name: 'Play', exact: true }).click();
  const position = () => video.evaluate((element: HTMLVideoElement) => (element.readyState >= 2 ? element.currentTime : 0));
  await expect.poll(position).toBeGreaterThan(0.2);
  test.info().annotations.push({ type: 'first picture', description: `${Date.now() - opened} ms after the page opened` });

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
  await expect(page.getByTestId('save-state')).toHaveText('View only', { timeout: 15_000 });
  await page.reload();
  await expect(page.getByTestId('save-state')).toHaveText('View only');
  const script = page.getByRole('textbox', { name: 'Script' });
  await expect(script).toContainText('INT.');
  await expect(script).toHaveAttribute('contenteditable', 'false');
  await expect(page.getByRole('button', { name: /^Generate/ })).toHaveCount(0);
});
