import { readFileSync } from 'node:fs';
import type { Download, Page } from '@playwright/test';
import { newEpisode } from './support/episode.ts';
import { caretAfter, openRoom, scriptOf, untilSaved } from './support/script-page.ts';
import { expect, test } from './support/studio.ts';

const SCREENPLAY = `INT. BOAT SHED - DAY

Tar smokes in a bucket.

IDA
Mind the hull.
`;
const WRITTEN = 'Tar smokes in a bucket. Nobody has stirred it.';

/** A line that lets nothing out from now on, so that edits stay in the browser, while the server's words still come in. */
async function holdEdits(page: Page): Promise<() => void> {
  let held = false;
  await page.routeWebSocket(/\/collab\//, (socket) => {
    const server = socket.connectToServer();
    socket.onMessage((message) => {
      if (!held) server.send(message);
    });
  });
  return () => {
    held = true;
  };
}

const textOf = async (download: Download) => readFileSync(await download.path(), 'utf8');

/** Copies of scripts that this browser keeps. */
async function copies(page: Page): Promise<string[]> {
  return await page.evaluate(async () => (await indexedDB.databases()).flatMap(({ name }) => name ?? []).filter(Boolean));
}

test('what a guest wrote in an episode somebody deletes can be taken out, and signing out leaves nothing saved behind', async ({
  studio,
  seat,
  api,
}) => {
  const { id } = await newEpisode(api, 'Deleted meanwhile', SCREENPLAY);
  const { id: other } = await newEpisode(api, 'Stays', SCREENPLAY);
  const page = await seat(await studio.guestLink(), { viewport: { width: 390, height: 844 } });
  const hold = await holdEdits(page);
  await openRoom(page, studio.url, other, 'script');
  await untilSaved(page);
  await openRoom(page, studio.url, id, 'script');
  await untilSaved(page);
  await expect(page.getByTestId('profile')).toHaveText('offline drafter · animatic · voices: flite · billing: mock');
  await expect(page.getByTestId('profile')).toBeInViewport({ ratio: 1 });

  await caretAfter(page, 'Tar smokes in a bucket.');
  hold();
  await page.keyboard.type(' Nobody has stirred it.');
  await api.call('deleteEpisode', { params: { episodeId: id } });
  const alert = page.getByRole('alert');
  await expect(alert).toContainText('deleted');
  await expect(scriptOf(page)).toHaveAttribute('contenteditable', 'false');
  const fromPage = page.waitForEvent('download');
  await alert.getByRole('button', { name: 'Download what you wrote' }).click();
  expect(await textOf(await fromPage)).toContain(WRITTEN);

  await page.reload();
  await expect(page.getByRole('heading', { name: 'Not here' })).toBeVisible();
  const fromBrowser = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Download what you wrote' }).click();
  expect(await textOf(await fromBrowser)).toContain(WRITTEN);

  await page.goto(`${studio.url}/connections`);
  await expect(page.getByRole('heading', { name: 'What is behind each part now' })).toBeVisible();
  await expect(page.getByText('An owner or admin of')).toBeVisible();
  await expect(page.getByLabel('Groq API key')).toHaveCount(0);

  expect(await copies(page)).toContainEqual(expect.stringContaining(`episode:${other}`));
  // What nobody opened here cannot be loaded any more, as after a deploy: it must not keep the rest.
  await page.route(/kept-drawings/, (route) => route.abort());
  await page.getByRole('button', { name: /^Account of/ }).click();
  await page.getByRole('menuitem', { name: 'Sign out' }).click();
  const question = page.getByRole('dialog', { name: 'Not everything is saved' });
  await expect(question).toContainText('Edits in 1 document');
  await question.getByRole('button', { name: 'Sign out' }).click();
  await expect(page).toHaveURL(/\/sign-in$/);
  await expect(page.getByText('What you drew and did not use may still be in this browser.')).toBeVisible();
  await expect.poll(() => copies(page)).toEqual([expect.stringContaining(`episode:${id}`)]);
});
