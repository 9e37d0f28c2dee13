import { newEpisode } from './support/episode.ts';
import { openRoom, scriptOf } from './support/script-page.ts';
import { expect, test } from './support/studio.ts';

const SCREENPLAY = `INT. BOAT SHED - DAY

Tar smokes in a bucket.
`;

test('what was deleted comes back as it was: at once by Undo, later from the trash, or never again', async ({
  studio,
  seat,
  api,
}) => {
  const { id } = await newEpisode(api, 'Thrown away', SCREENPLAY);
  const page = await seat(await studio.ownerLink());
  const remove = async () => {
    await page
      .getByRole('row', { name: /Thrown away/ })
      .getByRole('button', { name: /Actions/ })
      .click();
    await page.getByRole('menuitem', { name: 'Delete' }).click();
    await page.getByRole('button', { name: 'Delete episode' }).click();
    await expect(page.getByText('“Thrown away” is in the trash.')).toBeVisible();
  };
  await remove();
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(page.getByRole('row', { name: /Thrown away/ })).toBeVisible();

  await remove();
  await expect(page.getByRole('row', { name: /Thrown away/ })).toBeHidden();
  await page.getByRole('button', { name: /^Account of/ }).click();
  await page.getByRole('menuitem', { name: 'Trash' }).click();
  const item = page.getByRole('main').getByRole('listitem').filter({ hasText: 'Thrown away' });
  await expect(item).toContainText('Episode of Thrown away (series)');
  await expect(item).toContainText(/(29|30) days left/);
  await item.getByRole('button', { name: 'Restore' }).click();
  await expect(page.getByText('“Thrown away” is back.')).toBeVisible();
  await expect(item).toBeHidden();
  await openRoom(page, studio.url, id, 'script');
  await expect(scriptOf(page)).toContainText('Tar smokes in a bucket.');

  await api.call('deleteEpisode', { params: { episodeId: id } });
  await page.goto(`${studio.url}/trash`);
  await page.getByRole('button', { name: 'Remove “Thrown away” for good' }).click();
  await page.getByRole('button', { name: 'Remove for good' }).click();
  await expect(item).toBeHidden();
  await expect(api.call('restoreEpisode', { params: { episodeId: id } })).rejects.toThrow('not in the trash');
});
