import type { Locator, Page } from '@playwright/test';
import { breakDown, newEpisode } from './support/episode.ts';
import { seriousBarriers } from './support/layout.ts';
import { openRoom } from './support/script-page.ts';
import { expect, type OpenSeat, test } from './support/studio.ts';

const SCREENPLAY = `INT. LAMP ROOM - NIGHT

NAO (19) winds the lamp.

NAO
It was on all night.

EXT. PIER - DAY

KITE (40) ties a boat to the rail.

KITE
Nobody came.
`;

const box = (page: Page): Locator => page.getByRole('textbox', { name: 'Message' });
const chips = (page: Page): Locator => page.getByRole('list', { name: 'What Ember will see' });
const log = (page: Page): Locator => page.getByRole('log', { name: 'Messages' });
const runs = (page: Page): Locator => log(page).getByRole('region', { name: /^Agent run/ });
const suggested = (page: Page): Locator => page.getByRole('listbox', { name: 'Suggestions' }).getByRole('option');

async function openChat(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Chat', exact: true }).click();
  await expect(box(page)).toBeVisible();
}

/** Two people with the chat open beside a room. */
async function pair(seat: OpenSeat, links: readonly string[], url: string, id: string, room: string): Promise<Page[]> {
  const pages: Page[] = [];
  for (const link of links) {
    const page = await seat(link);
    await openRoom(page, url, id, room);
    await openChat(page);
    pages.push(page);
  }
  return pages;
}

test('what Ember will see stands over the box: chosen, taken away and kept, and everybody sees what an ask was about', async ({
  studio,
  seat,
  api,
}) => {
  const { id } = await newEpisode(api, 'Pointing', SCREENPLAY);
  await breakDown(api, id);
  const links = [await studio.ownerLink(), await studio.guestLink()];
  const [owner, guest] = await pair(seat, links, studio.url, id, 'storyboard');
  if (owner === undefined || guest === undefined) throw new Error('two people were asked for');

  await owner.getByRole('button', { name: /^Shot 1A/ }).click();
  await expect(chips(owner)).toContainText('Shot 1A');
  await owner.getByRole('button', { name: 'Leave Shot 1A out' }).click();
  await expect(chips(owner)).toHaveCount(0);

  await box(owner).fill('#scene 2');
  await expect(suggested(owner).first()).toHaveText(/Scene 2/);
  await box(owner).press('Enter');
  await expect(box(owner)).toHaveValue('');
  await expect(chips(owner).getByText('Scene 2')).toBeVisible();
  await box(owner).fill('/recap');
  await box(owner).press('Enter');
  await box(owner).press('Enter');

  for (const page of [owner, guest]) {
    await expect(page.getByRole('region', { name: 'Agent run: Summarise this' })).toContainText('Done · offline drafter');
    const asked = log(page).getByRole('article', { name: 'Owner' }).last();
    await expect(asked).toContainText('Summarise this');
    await expect(asked.getByRole('list', { name: 'What it was about' })).toContainText('Scene 2');
    const answer = log(page).getByRole('article', { name: 'Ember' }).last();
    await expect(answer).toContainText('EXT. PIER - DAY');
    await expect(answer).not.toContainText('LAMP ROOM');
    await expect(answer).toContainText('for Owner');
  }
  // Kept for the next ask, and after a reload.
  await owner.reload();
  await expect(chips(owner).getByText('Scene 2')).toBeVisible();
  expect(await seriousBarriers(owner)).toEqual([]);
});

test('a command by keys, and a citation that goes to its scene and to its shot', async ({ studio, seat, api }) => {
  const { id } = await newEpisode(api, 'Commands', SCREENPLAY);
  const page = await seat(await studio.ownerLink());
  await openRoom(page, studio.url, id, 'queue');
  await openChat(page);

  await box(page).pressSequentially('/');
  await expect(suggested(page).first()).toHaveText(/\/breakdown/);
  await box(page).pressSequentially('b');
  await box(page).press('ArrowDown');
  await expect(suggested(page).nth(1)).toHaveAttribute('aria-selected', 'true');
  await box(page).press('Tab');
  await expect(box(page)).toHaveValue('/board ');
  await expect(suggested(page)).toHaveText([/1.*Lamp room/, /2.*Pier/]);
  await box(page).press('ArrowDown');
  await box(page).press('Enter');
  await expect(box(page)).toHaveValue('/board 2 ');
  await box(page).press('Enter');
  await expect(runs(page)).toContainText('Done');
  await expect(log(page)).toContainText('Board scene 2');

  const shot = log(page).getByRole('button', { name: /^shot 2A/ });
  await shot.focus();
  await expect(page.getByRole('tooltip').or(page.locator('[data-open] img, [data-open] svg')).first()).toBeVisible();
  await shot.click();
  await expect(page).toHaveURL(/\/storyboard$/);
  await expect(page.getByTestId('shot-2A').getByRole('button', { name: /^Shot 2A/ })).toHaveAttribute('aria-pressed', 'true');

  await openRoom(page, studio.url, id, 'queue');
  await box(page).fill('/find all night');
  await box(page).press('Enter');
  await log(page)
    .getByRole('button', { name: /^Scene 1, It was on all night/ })
    .click();
  await expect(page).toHaveURL(/\/script$/);
  await expect(page.getByRole('textbox', { name: 'Script' }).getByText('It was on all night.')).toBeInViewport();

  // What is no command is said to be none, and stays in the box.
  await box(page).fill('/dance');
  await box(page).press('Enter');
  await expect(page.getByText('There is no command /dance.')).toBeVisible();
  await expect(box(page)).toHaveValue('/dance');
});

test('two people ask at once: each run says who asked, and each answer whom it is for', async ({ studio, seat, api }) => {
  const { id } = await newEpisode(api, 'Two asks', SCREENPLAY);
  const links = [await studio.ownerLink(), await studio.guestLink()];
  const [owner, guest] = await pair(seat, links, studio.url, id, 'script');
  if (owner === undefined || guest === undefined) throw new Error('two people were asked for');
  await box(owner).fill('/cast');
  await box(guest).fill('/places');
  await Promise.all([box(owner).press('Enter'), box(guest).press('Enter')]);
  for (const page of [owner, guest]) {
    await expect(runs(page)).toHaveCount(2);
    const cast = page.getByRole('region', { name: 'Agent run: List the cast and where they appear' });
    await expect(cast).toContainText('Asked by Owner');
    await expect(cast).toContainText('Done');
    const places = page.getByRole('region', { name: 'Agent run: List the places and where they appear' });
    await expect(places).toContainText('Done');
    await expect(places).not.toContainText('Asked by Owner');
  }
  // A step opens to what it used.
  const step = runs(owner).first().getByRole('listitem').first();
  await step.locator('summary').click();
  await expect(step).toContainText(/list_(?:cast|places)/);
});

test('what could not be sent is kept with the reason, through a reload, and stands once when it is sent again', async ({
  studio,
  seat,
  api,
}) => {
  const { id } = await newEpisode(api, 'Kept', SCREENPLAY);
  const page = await seat(await studio.ownerLink());
  await openRoom(page, studio.url, id, 'script');
  await openChat(page);
  const posts = (url: URL) => url.pathname === `/api/episodes/${id}/chat`;
  const cut = async (answered: boolean) =>
    page.route(posts, async (route) => {
      if (route.request().method() !== 'POST') return await route.fallback();
      if (answered) await route.fetch();
      await route.abort();
    });
  await cut(false);
  await box(page).fill('@Ember list the cast');
  await box(page).press('Enter');
  const unsent = page.getByRole('article', { name: /not sent yet/ });
  await expect(unsent).toContainText('The studio does not answer.');
  await box(page).fill('half a thought');
  await page.reload();
  await expect(unsent).toContainText('@Ember list the cast');
  await expect(box(page)).toHaveValue('half a thought');

  // The studio takes it now, but its answer is lost: once more is still once.
  await page.unroute(posts);
  await cut(true);
  await unsent.getByRole('button', { name: 'Try again' }).click();
  await expect(runs(page)).toContainText('Done');
  await expect(unsent).toHaveCount(0);
  await page.unroute(posts);
  const { messages } = await api.call('listChat', { params: { episodeId: id } });
  expect(messages.filter(({ text }) => text === '@Ember list the cast')).toHaveLength(1);
});

test('a run that failed is asked again with what it was about', async ({ studio, seat, api }) => {
  const { id } = await newEpisode(api, 'Again', SCREENPLAY);
  const context = { refs: [{ kind: 'shot' as const, id: '0123456789AB', label: 'Shot 9Z', pinned: true }] };
  await api.call('postChat', { params: { episodeId: id }, body: { text: 'Make it darker', context } });
  const page = await seat(await studio.ownerLink());
  await openRoom(page, studio.url, id, 'script');
  await openChat(page);
  await expect(runs(page)).toContainText('What this was about is gone: Shot 9Z.');
  await expect(page.getByRole('list', { name: 'What it was about' })).toContainText('Shot 9Z gone');
  await runs(page).getByRole('button', { name: 'Retry' }).click();
  await expect(runs(page)).toHaveCount(2);
  await expect(runs(page).last()).toContainText('Failed');
});

test('a call lights up for whom it calls, and says so where the chat is closed', async ({ studio, seat, api }) => {
  const { id } = await newEpisode(api, 'Calls', SCREENPLAY);
  const owner = await seat(await studio.ownerLink());
  const guest = await seat(await studio.guestLink());
  for (const page of [owner, guest]) await openRoom(page, studio.url, id, 'script');
  await openChat(guest);
  await box(guest).pressSequentially('@own');
  await expect(suggested(guest).first()).toHaveText(/Owner/);
  await box(guest).press('Enter');
  await expect(box(guest)).toHaveValue('@Owner ');
  await expect(guest.getByRole('checkbox', { name: 'Ember answers' })).not.toBeChecked();
  await box(guest).pressSequentially('the lamp is too dark');
  await box(guest).press('Enter');
  await expect(owner.getByTestId('chat-unread')).toHaveText(/^1 unread, one calls you$/);
  await openChat(owner);
  await expect(log(owner).locator('[data-calls-me="true"]')).toContainText('@Owner the lamp is too dark');
  await expect(owner.getByTestId('chat-unread')).toHaveCount(0);
  await expect(log(guest).locator('[data-calls-me="true"]')).toHaveCount(0);
  await expect(runs(owner)).toHaveCount(0);
});

test('Enter that takes a conversion of Japanese sends nothing, and the next one does', async ({ studio, seat, api }) => {
  const { id } = await newEpisode(api, 'Composition', SCREENPLAY);
  const page = await seat(await studio.ownerLink());
  await openRoom(page, studio.url, id, 'script');
  await openChat(page);
  await box(page).focus();
  const client = await page.context().newCDPSession(page);
  await client.send('Input.imeSetComposition', { text: '灯台', selectionStart: 2, selectionEnd: 2 });
  await expect(box(page)).toHaveValue('灯台');
  // As an input method sends it: the key is its own (229) and stands for no character.
  const enter = { type: 'rawKeyDown' as const, key: 'Enter', code: 'Enter', windowsVirtualKeyCode: 229 };
  await client.send('Input.dispatchKeyEvent', enter);
  await client.send('Input.insertText', { text: '灯台' });
  await expect(box(page)).toHaveValue('灯台');
  await expect(log(page).getByRole('article')).toHaveCount(0);
  await page.getByRole('checkbox', { name: 'Ember answers' }).uncheck();
  await page.keyboard.press('Tab');
  await box(page).press('Enter');
  await expect(log(page).getByRole('article', { name: 'Owner' })).toContainText('灯台');
  await expect(box(page)).toHaveValue('');
});

test('a long conversation comes in pages, and what one reads stays in its place', async ({ studio, seat, api }) => {
  const { id } = await newEpisode(api, 'Long talk', SCREENPLAY);
  const { rows } = await studio.sql(
    'SELECT team_id, (SELECT person_id FROM membership m WHERE m.team_id = e.team_id LIMIT 1) AS who FROM episode e WHERE id = $1',
    [id],
  );
  await studio.sql(
    `INSERT INTO chat_message (team_id, episode_id, author_id, text, created_at)
     SELECT $1, $2, $3, 'Line ' || n, now() - make_interval(secs => 200 - n) FROM generate_series(1, 130) AS n`,
    [rows[0]?.team_id, id, rows[0]?.who],
  );
  const page = await seat(await studio.ownerLink());
  await openRoom(page, studio.url, id, 'script');
  await openChat(page);
  await expect(log(page).getByText('Line 130', { exact: true })).toBeInViewport();
  await expect(log(page).getByText('Line 71', { exact: true })).toBeAttached();
  await expect(log(page).getByText('Line 70', { exact: true })).toHaveCount(0);

  await log(page).evaluate((element) => element.scrollTo(0, 0));
  await expect(log(page).getByText('Line 70', { exact: true })).toBeAttached();
  // What stood at the top is still in view: older messages came in above it.
  await expect(log(page).getByText('Line 71', { exact: true })).toBeInViewport();
  await api.call('postChat', { params: { episodeId: id }, body: { text: 'News', ask: false } });
  await expect(log(page).getByText('News', { exact: true })).toBeAttached();
  await expect(log(page).getByText('News', { exact: true })).not.toBeInViewport();
  await page.getByRole('button', { name: /^(?:\d+ new messages?|Jump to the latest)$/ }).click();
  await expect(log(page).getByText('News', { exact: true })).toBeInViewport();
});
