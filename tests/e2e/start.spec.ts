import { expect, test } from './support/studio.ts';

test('the owner’s link from the terminal signs in once, and the session outlives the page', async ({ studio, browser }) => {
  const link = await studio.ownerLink();
  const first = await browser.newContext();
  const page = await first.newPage();
  const broken: string[] = [];
  page.on('pageerror', (error) => broken.push(String(error)));
  await page.goto(link);
  await expect(page).toHaveURL(`${studio.url}/`);
  await page.reload();
  await expect(page).toHaveURL(`${studio.url}/`);
  expect((await page.request.get(`${studio.url}/api/session`)).status()).toBe(200);
  expect(broken).toEqual([]);

  const second = await browser.newContext();
  const stranger = await second.newPage();
  await stranger.goto(link);
  await expect(stranger.getByRole('alert').or(stranger.getByText(/link/i)).first()).toBeVisible();
  expect((await stranger.request.get(`${studio.url}/api/session`)).status()).toBe(401);
  await first.close();
  await second.close();
});
