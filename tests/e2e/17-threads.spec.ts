import type { Locator, Page } from '@playwright/test';
import { breakDown, newEpisode } from './support/episode.ts';
import { seriousBarriers, smallTargets } from './support/layout.ts';
import { caretAfter, openRoom, scriptOf, untilSaved } from './support/script-page.ts';
import { expect, test } from './support/studio.ts';

const SCREENPLAY = `INT. BOAT SHED - DAY

Tar smokes in a bucket.

IDA
Mind the hull.

EXT. PIER - DAWN

Gulls fight over bread.
`;

const threadsOf = (page: Page): Locator => page.getByTestId('thread');

/** Comments on the line the caret is put behind. */
async function commentOn(page: Page, line: string, words: string): Promise<void> {
  await caretAfter(page, line);
  await page.keyboard.press('Control+Alt+m');
  const box = page.getByRole('combobox', { name: 'Comment', exact: true });
  await expect(box).toBeFocused();
  await page.keyboard.type(words);
  await page.keyboard.press('Enter');
  await expect(threadsOf(page).filter({ hasText: words })).toBeVisible();
}

/** What is selected, as the editor knows it; runs in the page. */
function selectedWords(script: HTMLElement): string {
  const { doc, selection } = (script as EditorElement).editor.state;
  return doc.textBetween(selection.from, selection.to);
}
/** How far into its block the caret is; runs in the page. */
function caretOffset(script: HTMLElement): number {
  return (script as EditorElement).editor.state.selection.$from.parentOffset;
}
type EditorElement = HTMLElement & {
  editor: {
    state: {
      doc: { textBetween(from: number, to: number): string };
      selection: { from: number; to: number; $from: { parentOffset: number } };
    };
  };
};

test('a comment on a line stays with its words while another types in it, is answered and resolved, and outlives its text', async ({
  studio,
  seat,
  api,
}) => {
  const { id } = await newEpisode(api, 'Threads', SCREENPLAY);
  const owner = await seat(await studio.ownerLink());
  const guest = await seat(await studio.guestLink());
  for (const page of [owner, guest]) await openRoom(page, studio.url, id, 'script');
  await commentOn(owner, 'Mind the hull.', 'Which hull?');
  // In pieces where somebody's caret stands in it.
  const lit = async (page: Page): Promise<string> => (await scriptOf(page).locator('.commented').allTextContents()).join('');
  await expect.poll(() => lit(owner)).toBe('Mind the hull.');
  await expect.poll(() => lit(guest)).toBe('Mind the hull.');

  // What the other one types in the line is part of it, at its end it is not; and nothing was written to the script.
  await caretAfter(guest, 'Mind the hull.');
  await guest.keyboard.type(' Now.');
  for (let step = 0; step < ' Now.'.length + 'hull.'.length; step += 1) await guest.keyboard.press('ArrowLeft');
  await guest.keyboard.type('old ');
  await expect.poll(() => lit(owner)).toBe('Mind the old hull.');
  await expect.poll(() => lit(guest)).toBe('Mind the old hull.');
  await expect.poll(() => api.fountain(id)).toBe(SCREENPLAY.replace('Mind the hull.', 'Mind the old hull. Now.'));

  // The other sees that there is something new, goes to it by key, and answers.
  await expect(guest.getByRole('button', { name: 'Comments', exact: true })).toHaveAccessibleDescription('1 unread thread');
  await guest.keyboard.press('Control+Alt+.');
  const thread = threadsOf(guest);
  await expect(thread).toContainText('Which hull?');
  await expect(guest.getByTestId('unread-threads')).toHaveCount(0);
  await thread.getByRole('combobox', { name: 'Reply' }).fill('The one @Ow');
  await thread.getByRole('option', { name: 'Owner' }).click();
  await guest.keyboard.type('bought.');
  // What is half written is there when the panel is opened again.
  await guest.getByRole('button', { name: 'Close comments' }).click();
  await guest.getByRole('button', { name: 'Comments', exact: true }).click();
  await expect(thread.getByRole('combobox', { name: 'Reply' })).toHaveValue('The one @Owner bought.');
  await thread.getByRole('combobox', { name: 'Reply' }).press('Enter');
  await expect(threadsOf(owner)).toContainText('The one @Owner bought.');
  await owner.getByRole('button', { name: 'Mentions', exact: true }).click();
  await expect(threadsOf(owner)).toContainText('Which hull?');

  // Resolved by one it is so for both; Undo opens it again.
  await thread.getByRole('button', { name: 'Resolve', exact: true }).click();
  await expect(threadsOf(owner)).toHaveCount(0);
  await expect.poll(() => lit(owner)).toBe('');
  await guest.getByRole('button', { name: 'Undo' }).click();
  await expect(threadsOf(owner)).toHaveCount(1);

  // Its text is deleted; the thread is there, says so, and keeps the words.
  await scriptOf(guest).getByText('Mind the old hull. Now.').click({ clickCount: 3 });
  await expect.poll(() => scriptOf(guest).evaluate(selectedWords)).toBe('Mind the old hull. Now.');
  await guest.keyboard.press('Delete');
  await expect(threadsOf(owner)).toContainText('The text is gone');
  await expect(threadsOf(owner)).toContainText('Mind the hull.');
  await expect.poll(() => lit(owner)).toBe('');
  await untilSaved(guest);
  await owner.reload();
  await expect(threadsOf(owner)).toContainText('The text is gone');
});

test('a line that is split or moved takes its thread along', async ({ studio, seat, api }) => {
  const { id } = await newEpisode(api, 'Moved threads', SCREENPLAY);
  const page = await seat(await studio.ownerLink());
  await openRoom(page, studio.url, id, 'script');
  await commentOn(page, 'Gulls fight over bread.', 'More gulls.');
  const lit = scriptOf(page).locator('.commented');
  await page.getByRole('button', { name: 'Close comments' }).click();
  await caretAfter(page, 'Gulls fight over bread.');
  await page.keyboard.press('Home');
  await expect.poll(() => scriptOf(page).evaluate(caretOffset)).toBe(0);
  await page.keyboard.press('Enter');
  await expect(lit).toHaveText('Gulls fight over bread.');
  const scenes = page.getByRole('navigation', { name: 'Scenes' });
  await scenes.getByRole('button', { name: /Pier/ }).press('Alt+ArrowUp');
  await expect(scenes.getByRole('listitem').first()).toContainText('Pier');
  await expect(lit).toHaveText('Gulls fight over bread.');
  // A press on the pin shows the thread, one on the thread its words, one on the words the thread.
  await page.getByRole('button', { name: 'Comment by Owner' }).click();
  await expect(threadsOf(page)).toContainText('More gulls.');
  const active = scriptOf(page).locator('.commented-active');
  await expect(active).toHaveText('Gulls fight over bread.');
  await commentOn(page, 'Tar smokes in a bucket.', 'And the smell?');
  await expect(active).toHaveText('Tar smokes in a bucket.');
  await threadsOf(page)
    .getByRole('button', { name: /^Gulls fight/ })
    .click();
  await expect(active).toHaveText('Gulls fight over bread.');
  await scriptOf(page).getByText('Tar smokes in a bucket.').click();
  await expect(threadsOf(page).getByRole('button', { name: /^Tar smokes/ })).toHaveAttribute('aria-expanded', 'true');
});

test('a shot is commented from its menu; threads are read, answered and resolved on a phone', async ({ studio, seat, api }) => {
  const { id } = await newEpisode(api, 'Shot threads', SCREENPLAY);
  await breakDown(api, id);
  const page = await seat(await studio.ownerLink());
  await openRoom(page, studio.url, id, 'storyboard');
  const shot = page.getByTestId('shot-1A');
  await shot.hover();
  await shot.getByRole('button', { name: 'Actions for shot 1A' }).click();
  await page.getByRole('menuitem', { name: /Comment/ }).click();
  await page.getByRole('combobox', { name: 'Comment', exact: true }).fill('Closer.');
  await page.keyboard.press('Enter');
  await expect(shot.getByRole('button', { name: '1 open thread about shot 1A' })).toBeVisible();
  expect(await seriousBarriers(page)).toEqual([]);

  const phone = await seat(await studio.guestLink(), { viewport: { width: 390, height: 844 }, hasTouch: true });
  await openRoom(phone, studio.url, id, 'script');
  await phone
    .getByRole('navigation', { name: 'Rooms' })
    .getByRole('button', { name: /Comments/ })
    .click();
  const thread = threadsOf(phone);
  await thread.getByRole('button', { name: /Shot 1A/ }).click();
  await expect(phone).toHaveURL(/storyboard/);
  await thread.getByRole('combobox', { name: 'Reply' }).fill('Done.');
  await thread.getByRole('button', { name: 'Send' }).click();
  await expect(threadsOf(page)).toContainText('Done.');
  expect(await smallTargets(phone)).toEqual([]);
  expect(await seriousBarriers(phone)).toEqual([]);
  await thread.getByRole('button', { name: 'Resolve', exact: true }).click();
  await expect(phone.getByText('Everything is resolved.')).toBeVisible();
  await expect(threadsOf(page)).toHaveCount(0);
});

test('one follows a person through the rooms and over a reload, until one does something oneself', async ({
  studio,
  seat,
  api,
}) => {
  const { id } = await newEpisode(api, 'Followed', SCREENPLAY);
  const owner = await seat(await studio.ownerLink());
  const guest = await seat(await studio.guestLink());
  for (const page of [owner, guest]) await openRoom(page, studio.url, id, 'script');
  const avatar = guest.getByRole('list', { name: 'People here' }).getByRole('button', { name: /^Owner/ });
  await avatar.click();
  const frame = guest.getByText('Following Owner');
  await expect(frame).toBeVisible();
  await openRoom(owner, studio.url, id, 'storyboard');
  await expect(guest).toHaveURL(/storyboard/);
  await owner.reload();
  await expect(owner.getByTestId('canvas')).toBeVisible();
  await expect(frame).toBeVisible();
  await owner.getByRole('link', { name: 'Timeline' }).click();
  await expect(guest).toHaveURL(/timeline/);

  // Own input ends it: the other goes on alone.
  await guest.keyboard.press('ArrowRight');
  await expect(frame).toHaveCount(0);
  await owner.getByRole('link', { name: 'Script', exact: true }).click();
  await expect(avatar).toHaveAccessibleName(/Script/);
  await expect(guest).toHaveURL(/timeline/);

  // Who wants to be alone says so, and who followed is told.
  await avatar.click();
  await expect(guest).toHaveURL(/script/);
  await owner.keyboard.press('Escape');
  await owner.keyboard.press('Control+k');
  await owner.keyboard.type('nobody follow');
  await owner.keyboard.press('Enter');
  await expect(guest.getByText('Owner works without followers for now.')).toBeVisible();
  await expect(frame).toHaveCount(0);
  // Both see that it is so, and where it ends.
  await expect(guest.getByRole('button', { name: /^Owner.*Works without followers$/ })).toBeVisible();
  await owner.getByRole('button', { name: /^Nobody follows you in this window/ }).click();
  await expect(guest.getByRole('button', { name: /^Owner.*Follow$/ })).toBeVisible();
});

test('a laser pointer over a picture is seen by the others at the same spot of it, and goes', async ({ studio, seat, api }) => {
  const { id } = await newEpisode(api, 'Laser', SCREENPLAY);
  await breakDown(api, id);
  const owner = await seat(await studio.ownerLink());
  const guest = await seat(await studio.guestLink(), { viewport: { width: 1000, height: 700 } });
  for (const page of [owner, guest]) await openRoom(page, studio.url, id, 'storyboard');
  const frameOf = (page: Page): Locator => page.getByTestId('shot-1A').getByRole('button', { name: /^Shot 1A/ });
  const box = await frameOf(owner).boundingBox();
  if (box === null) throw new Error('the shot is not in sight');
  await owner.mouse.move(box.x + 2, box.y + 2);
  await owner.keyboard.down('p');
  // Pointing on while it is looked for: a spot is gone after a second.
  const spot = guest.getByTestId('laser').locator('circle');
  await expect(async () => {
    await owner.mouse.move(box.x + box.width / 2 - 1, box.y + box.height / 2);
    await owner.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
    const there = await frameOf(guest).boundingBox();
    const x = Number(await spot.getAttribute('cx', { timeout: 500 }));
    const y = Number(await spot.getAttribute('cy', { timeout: 500 }));
    expect(Math.abs(x - ((there?.x ?? 0) + (there?.width ?? 0) / 2))).toBeLessThan(4);
    expect(Math.abs(y - ((there?.y ?? 0) + (there?.height ?? 0) / 2))).toBeLessThan(4);
  }).toPass();
  await owner.keyboard.up('p');
  await expect(spot).toHaveCount(0);
});
