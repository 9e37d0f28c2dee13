import { readFileSync } from 'node:fs';
import { newEpisode } from './support/episode.ts';
import { caretAfter, openRoom, scriptOf, untilSaved } from './support/script-page.ts';
import { expect, test } from './support/studio.ts';

const SCREENPLAY = `INT. RADIO ROOM - NIGHT

Green light from a dozen dials. NOOR (22) wears headphones as big as her face.

NOOR
Do you hear a piano?

NAKAHARA
It is raining. Everybody hears a piano.

EXT. PIER - CONTINUOUS

Rain walks over the boards.
`;
const LONG = new URL('../support/scripts/salvage-nine-lives.fountain', import.meta.url);

test('the agent breaks the script down while somebody keeps typing: no character is lost, shots appear with pictures', async ({
  studio,
  seat,
  api,
}) => {
  const { id } = await newEpisode(api, 'While typing', SCREENPLAY);
  const writer = await seat(await studio.ownerLink());
  const asker = await seat(await studio.guestLink());
  await openRoom(writer, studio.url, id, 'script');
  await openRoom(asker, studio.url, id, 'storyboard');
  await asker.getByRole('button', { name: 'Chat' }).click();
  await asker.getByRole('textbox', { name: 'Message' }).fill('Break the script down');
  await caretAfter(writer, 'Rain walks over the boards.');

  const typed = ' A lamp swings from a wire, and under it somebody has left one shoe, laced, full of water.';
  await Promise.all([writer.keyboard.type(typed, { delay: 25 }), asker.getByRole('button', { name: 'Send' }).click()]);
  await expect(scriptOf(writer)).toContainText(`Rain walks over the boards.${typed}`);
  await untilSaved(writer);
  const run = asker.getByRole('region', { name: /^Agent run/ });
  await expect(run).toContainText('Done · offline drafter');
  expect(await api.fountain(id)).toBe(SCREENPLAY.replace('the boards.', `the boards.${typed}`));

  const shots = asker.getByTestId(/^shot-/);
  await expect(asker.getByTestId('shot-1A')).toBeVisible();
  const count = await shots.count();
  expect(count).toBeGreaterThanOrEqual(4);
  await expect(asker.getByTestId('board').locator('article img')).toHaveCount(count, { timeout: 30_000 });
  const drawn = () =>
    asker
      .getByTestId('board')
      .locator('article img')
      .evaluateAll((all: HTMLImageElement[]) => all.every((img) => img.naturalWidth > 0));
  await expect.poll(drawn).toBe(true);
  // Every line of dialogue is in a shot, beside its line in the script.
  await openRoom(writer, studio.url, id, 'script');
  await expect(writer.getByRole('list', { name: 'Shots beside their lines' }).getByRole('listitem')).toHaveCount(count);
});

test('Stop ends a run in the middle: what is done stays, and nothing comes after', async ({ studio, seat, api }) => {
  const { id } = await newEpisode(api, 'Stopped', readFileSync(LONG, 'utf8'));
  const page = await seat(await studio.ownerLink());
  await openRoom(page, studio.url, id, 'storyboard');
  await page.getByRole('button', { name: 'Chat' }).click();
  await page.getByRole('textbox', { name: 'Message' }).fill('Break the script down');
  await page.getByRole('textbox', { name: 'Message' }).press('Enter');
  await page.getByRole('button', { name: 'Stop the agent' }).click();
  const run = page.getByRole('region', { name: /^Agent run/ });
  await expect(run).toContainText('Stopped');
  await expect(page.getByRole('button', { name: 'Stop the agent' })).toHaveCount(0);
  const after = await api.call('episode', { params: { episodeId: id } });
  const { runs } = await api.call('listRuns', { params: { episodeId: id } });
  expect(runs.at(-1)).toMatchObject({ state: 'stopped' });
  const steps = runs.at(-1)?.steps ?? [];
  // A run stopped before it planned has no steps, and then nothing may be boarded either.
  if (steps.length === 0) expect(after.shots).toBe(0);
  else expect(steps.some((step) => step.state !== 'done')).toBe(true);
  expect((await api.call('episode', { params: { episodeId: id } })).shots).toBe(after.shots);
  // Its pictures are nobody's business any more.
  await api.call('deleteEpisode', { params: { episodeId: id } });
});
