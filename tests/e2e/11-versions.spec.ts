import { readFileSync } from 'node:fs';
import { cutLine } from './support/cut-line.ts';
import { newEpisode } from './support/episode.ts';
import { caretAfter, openRoom, scriptOf, untilSaved } from './support/script-page.ts';
import { expect, test } from './support/studio.ts';

const SCREENPLAY = `INT. SIGNAL BOX - NIGHT

Rain on the levers.

IDA
Who set the points?
`;

/** A window that runs the release before: it says so with each connection, until it is reloaded. Runs in the page. */
function olderRelease(): void {
  const Native = window.WebSocket;
  if (sessionStorage.getItem('reloaded') !== null) return;
  class OlderWebSocket extends Native {
    constructor(url: string | URL, protocols?: string | string[]) {
      const older = sessionStorage.getItem('older') !== null;
      super(older ? String(url).replace(/([?&]schema=)\d+/, '$10') : url, protocols);
    }
  }
  window.WebSocket = OlderWebSocket;
}

test('a window of an older release is told to reload, keeps what was written offline, and the newer one sends it', async ({
  studio,
  seat,
  api,
}) => {
  const { id } = await newEpisode(api, 'An older window', SCREENPLAY);
  const page = await seat(await studio.ownerLink());
  await page.addInitScript(olderRelease);
  const line = await cutLine(page);
  await openRoom(page, studio.url, id, 'script');
  await untilSaved(page);

  await caretAfter(page, 'Rain on the levers.');
  line.cut();
  await page.keyboard.type(' One is missing.');
  await expect(scriptOf(page)).toContainText('One is missing.');
  // The studio was updated meanwhile; this window was not.
  await page.evaluate(() => sessionStorage.setItem('older', 'yes'));
  line.mend();
  const alert = page.getByRole('alert');
  await expect(alert).toContainText('older than the studio. Reload it; edits made offline are kept.');
  await expect(scriptOf(page)).toHaveAttribute('contenteditable', 'false');

  await page.evaluate(() => {
    sessionStorage.removeItem('older');
    sessionStorage.setItem('reloaded', 'yes');
  });
  await alert.getByRole('button', { name: 'Reload' }).click();
  await expect(scriptOf(page)).toContainText('Rain on the levers. One is missing.');
  await untilSaved(page);
  const other = await seat(await studio.ownerLink());
  await openRoom(other, studio.url, id, 'script');
  await expect(scriptOf(other)).toContainText('Rain on the levers. One is missing.');
});

test('what was written offline in an episode that was replaced is kept aside and offered, and never flows into the new one', async ({
  studio,
  seat,
  api,
}) => {
  const { id } = await newEpisode(api, 'Replaced', SCREENPLAY);
  const page = await seat(await studio.ownerLink());
  const line = await cutLine(page);
  await openRoom(page, studio.url, id, 'script');
  await untilSaved(page);
  await caretAfter(page, 'Rain on the levers.');
  line.cut();
  await page.keyboard.type(' Written before.');
  await expect(scriptOf(page)).toContainText('Written before.');

  const other = await seat(await studio.ownerLink());
  await openRoom(other, studio.url, id, 'script');
  await untilSaved(other);
  await studio.sql('UPDATE document SET epoch = epoch + 1 WHERE id = $1', [`episode:${id}`]);
  await expect(other.getByRole('alert')).toContainText('replaced');
  line.mend();
  const alert = page.getByRole('alert');
  await expect(alert).toContainText('replaced');
  await alert.getByRole('button', { name: 'Reload' }).click();
  await expect(scriptOf(page)).toContainText('Rain on the levers.');
  await untilSaved(page);
  await expect(scriptOf(page)).not.toContainText('Written before.');

  const offer = page.getByRole('status').filter({ hasText: 'This episode was replaced.' });
  const download = page.waitForEvent('download');
  await offer.getByRole('button', { name: 'Download what you wrote' }).click();
  expect(readFileSync(await (await download).path(), 'utf8')).toContain('Rain on the levers. Written before.');
  await offer.getByRole('button', { name: 'Remove it from this browser' }).click();
  await expect(offer).toHaveCount(0);
  await page.reload();
  await untilSaved(page);
  await expect(page.getByText('This episode was replaced.')).toHaveCount(0);
});

/** A browser whose disk is full while the page says so: every write is rolled back. Runs in the page. */
function fullDisk(): void {
  const add = IDBObjectStore.prototype.add;
  IDBObjectStore.prototype.add = function (this: IDBObjectStore, ...values: Parameters<typeof add>) {
    const request = add.apply(this, values);
    if (sessionStorage.getItem('disk') === 'full') request.addEventListener('success', () => this.transaction.abort());
    return request;
  };
}

test('a full disk is told, and once there is room everything written meanwhile is kept', async ({ studio, seat, api }) => {
  const { id } = await newEpisode(api, 'A full disk', SCREENPLAY);
  const page = await seat(await studio.ownerLink());
  await page.addInitScript(fullDisk);
  const line = await cutLine(page);
  await openRoom(page, studio.url, id, 'script');
  await untilSaved(page);
  await caretAfter(page, 'Rain on the levers.');
  line.cut();
  await page.evaluate(() => sessionStorage.setItem('disk', 'full'));
  await page.keyboard.type(' Not on disk.');
  const told = page.getByText('storage is full or off');
  await expect(told).toBeVisible();
  await page.evaluate(() => sessionStorage.removeItem('disk'));
  await page.keyboard.type(' On disk again.');
  await expect(told).toHaveCount(0);
  await page.reload();
  // The words were in this browser alone: what is shown now, the reload found in its copy.
  line.mend();
  await expect(scriptOf(page)).toContainText('Not on disk. On disk again.');
  await untilSaved(page);
});
