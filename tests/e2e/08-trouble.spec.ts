import type { Page } from '@playwright/test';
import { breakDown, newEpisode } from './support/episode.ts';
import { caretAfter, openRoom, scriptOf, untilSaved } from './support/script-page.ts';
import { expect, test } from './support/studio.ts';

const SCREENPLAY = `INT. PUMP HOUSE - NIGHT

A gauge falls.

WREN
Somebody is at the valve.
`;

test('an api that is away takes nothing from who writes: the script stays, and is saved by the collab-server meanwhile', async ({
  studio,
  seat,
  api,
}) => {
  const { id } = await newEpisode(api, 'Away', SCREENPLAY);
  const page = await seat(await studio.ownerLink());
  await openRoom(page, studio.url, id, 'script');
  await caretAfter(page, 'A gauge falls.');

  let unanswered = 0;
  await page.route(`**/api/episodes/${id}`, async (route) => {
    unanswered += 1;
    await route.abort('connectionrefused');
  });
  // The page asks anew whenever somebody comes back to it; the first question and its three repeats all fail.
  await expect
    .poll(async () => {
      await page.evaluate(() => document.dispatchEvent(new Event('visibilitychange', { bubbles: true })));
      return unanswered;
    })
    .toBeGreaterThanOrEqual(4);
  await page.keyboard.type(' Then it stops.');
  await expect(scriptOf(page)).toContainText('A gauge falls. Then it stops.');
  await untilSaved(page);
  await expect(page.getByRole('heading', { name: 'This page could not be shown' })).toHaveCount(0);
});

/** A page on plain http of a local network: what browsers give to secure contexts alone is not there. Runs in the page. */
function onPlainHttp(): void {
  Reflect.deleteProperty(Crypto.prototype, 'randomUUID');
  Reflect.deleteProperty(Navigator.prototype, 'clipboard');
}

test('on plain http of a local network a guest can render, paste and pass a link on', async ({ studio, seat, api }) => {
  const { id } = await newEpisode(api, 'Over the network', SCREENPLAY);
  await breakDown(api, id);
  const { id: blank } = await newEpisode(api, 'Blank', '');
  const page: Page = await seat(await studio.ownerLink());
  await page.addInitScript(onPlainHttp);

  await openRoom(page, studio.url, blank, 'script');
  await page.getByRole('button', { name: 'Paste a script' }).click();
  await expect(page.getByText('There is no text to paste.')).toBeVisible();

  await openRoom(page, studio.url, id, 'storyboard');
  await page.getByRole('button', { name: /^Generate/ }).click();
  await page.getByRole('button', { name: /^Approve/ }).click();
  await expect(page.getByRole('button', { name: /^Rendering \d/ }).first()).toBeVisible();
  const { renders } = await api.call('queue');
  const render = renders.find(({ episodeId }) => episodeId === id);
  if (render) await api.call('cancelRender', { params: { renderId: render.id } });
});
