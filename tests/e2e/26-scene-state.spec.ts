import type { Page } from '@playwright/test';
import { newEpisode } from './support/episode.ts';
import { seriousBarriers } from './support/layout.ts';
import { caretAfter, openRoom, scriptOf, untilSaved } from './support/script-page.ts';
import { expect, test } from './support/studio.ts';

const SCREENPLAY = `INT. KITCHEN - NIGHT

Nao pours tea.

EXT. HARBOUR - DAWN

Gulls over grey water.

INT. TRAIN - DAY

Fields.
`;

const row = (page: Page, place: RegExp) =>
  page.getByRole('navigation', { name: 'Scenes' }).getByRole('listitem').filter({ hasText: place });

async function choose(page: Page, scene: number, item: string): Promise<void> {
  await page.getByRole('button', { name: `Stage, assignee and lock of scene ${scene}` }).click();
  await page.getByRole('menuitem', { name: item, exact: true }).click();
}

test('everybody sees how far a scene is and whose; locked with a reason it stays as it is, and what others wrote is kept', async ({
  studio,
  seat,
  api,
}) => {
  const { id } = await newEpisode(api, 'Scene state', SCREENPLAY);
  const owner = await seat(await studio.ownerLink());
  const other = await seat(await studio.ownerLink());
  for (const page of [owner, other]) await openRoom(page, studio.url, id, 'script');

  await choose(owner, 2, 'In review');
  await choose(owner, 2, 'Assign to me');
  await expect(row(other, /Harbour/)).toContainText('In review');
  await expect(row(other, /Harbour/)).toContainText('Assigned to Owner');
  await expect(row(other, /Kitchen/)).not.toContainText('In review');

  // The other one writes there without a line: it was written before the lock was seen, and comes in all the same.
  await caretAfter(other, 'Gulls over grey water.');
  await other.context().setOffline(true);
  await other.keyboard.type(' One has a ring.');
  await choose(owner, 2, 'Lock the scene…');
  await owner.getByLabel('Why nobody should change it').fill('approved by the network');
  await owner.keyboard.press('Enter');
  await expect(row(owner, /Harbour/)).toContainText('Locked by Owner: approved by the network');
  await untilSaved(owner);
  await other.context().setOffline(false);
  await untilSaved(other);
  await expect(scriptOf(owner).getByText('Gulls over grey water. One has a ring.')).toBeVisible();
  await expect(scriptOf(other).locator('[data-locked]')).toHaveAttribute(
    'data-locked',
    'Locked by Owner: approved by the network',
  );

  // It is not moved.
  await owner.locator('[data-scene-id]').nth(1).focus();
  await owner.keyboard.press('Alt+ArrowDown');
  await expect(owner.getByText('Unlock it first')).toBeVisible();

  // From now on nobody's keys, element or Enter change it, whoever locked it; beside it one goes on.
  await caretAfter(owner, 'One has a ring.');
  await owner.keyboard.type('Lost');
  const refusal = owner.getByText('This scene stays as it is. Locked by Owner: approved by the network');
  await expect(refusal).toBeVisible();
  await owner.keyboard.press('Enter');
  await owner.keyboard.press('Control+2');
  await owner.keyboard.press('Backspace');
  await expect(refusal).toHaveCount(1);
  await caretAfter(owner, 'Nao pours tea.');
  await owner.keyboard.type(' It is cold.');
  await untilSaved(owner);
  const locked = SCREENPLAY.replace('tea.', 'tea. It is cold.').replace('water.', 'water. One has a ring.');
  expect(await api.fountain(id)).toBe(locked);
  expect(await seriousBarriers(owner)).toEqual([]);

  await owner.getByRole('listitem').filter({ has: refusal }).getByRole('button', { name: 'Unlock' }).click();
  for (const page of [owner, other]) await expect(scriptOf(page).locator('[data-locked]')).toHaveCount(0);
  await caretAfter(other, 'One has a ring.');
  await other.keyboard.type(' It limps.');
  await choose(other, 2, 'Approved');
  await expect(row(owner, /Harbour/)).toContainText('Approved');
  await choose(other, 2, 'Assign to nobody');
  await expect(row(owner, /Harbour/)).not.toContainText('Assigned');
  await untilSaved(other);
  expect(await api.fountain(id)).toContain('One has a ring. It limps.');
});
