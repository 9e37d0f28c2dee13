import { readFileSync } from 'node:fs';
import { newEpisode } from './support/episode.ts';
import { RENDERED } from './support/film.ts';
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
  await expect(asker.getByTestId('board').locator('article img')).toHaveCount(count);
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

/** A season's worth: so long that its run cannot end between two steps being seen and a click. */
function longScreenplay(): string {
  const text = readFileSync(LONG, 'utf8');
  const body = text.slice(text.indexOf('\n\n'));
  return text + body.repeat(5);
}

test('Stop ends a run in the middle: what is done stays, and nothing comes after', async ({ studio, seat, api }) => {
  const { id } = await newEpisode(api, 'Stopped', longScreenplay());
  const params = { episodeId: id };
  const page = await seat(await studio.ownerLink());
  await openRoom(page, studio.url, id, 'queue');
  await page.getByRole('button', { name: 'Chat' }).click();
  await page.getByRole('textbox', { name: 'Message' }).fill('Break the script down');
  await page.getByRole('textbox', { name: 'Message' }).press('Enter');
  const run = page.getByRole('region', { name: /^Agent run/ });
  // The script is read and the bible written: from the third step on, each boards a tenth of the scenes.
  await expect(run.locator('li[data-state="done"]').nth(2)).toBeVisible(RENDERED);
  await page.getByRole('button', { name: 'Stop the agent' }).click();

  await expect(run).toContainText(/Stopped\. \d+ of 12 steps are done and stay; nothing is half-done\./);
  await expect(page.getByRole('button', { name: 'Stop the agent' })).toHaveCount(0);
  const { runs } = await api.call('listRuns', { params });
  const stopped = runs.at(-1);
  expect(stopped).toMatchObject({ state: 'stopped' });
  const steps = stopped?.steps ?? [];
  const done = steps.filter((step) => step.state === 'done');
  // What is done comes first; all the rest was never begun.
  expect(steps.slice(0, done.length)).toEqual(done);
  expect(steps.slice(done.length).every(({ state }) => state === 'skipped')).toBe(true);
  expect(done.length).toBeGreaterThanOrEqual(3);
  expect(done.length).toBeLessThan(steps.length);

  // The shots are those of the finished steps, whole, and each can be rendered.
  const boarded = done.flatMap(({ detail }) => /^(\d+) shots? boarded/.exec(detail ?? '')?.[1] ?? []).map(Number);
  const shots = boarded.reduce((sum, count) => sum + count, 0);
  const written = async () => {
    const found = await studio.sql('SELECT document_id, seq, step FROM doc_update WHERE run_id = $1 ORDER BY document_id, seq', [
      stopped?.id,
    ]);
    return found.rows.map(({ document_id, seq, step }) => `${document_id} ${seq} ${step}`);
  };
  const before = await written();
  expect(await api.call('episode', { params })).toMatchObject({ shots });
  const plan = await api.call('plan', { params, body: { preset: 'LOW' } });
  expect(plan).toMatchObject({ needed: new Set(plan.shots.map(({ revision }) => revision)).size, shots: { length: shots } });
  expect(plan.shots.every(({ frames }) => frames > 0)).toBe(true);
  await openRoom(page, studio.url, id, 'storyboard');
  await expect(page.getByTestId('shot-1A')).toBeVisible();

  // Another run begins and ends in the meantime: the stopped one has written nothing more.
  const { run: next } = await api.call('postChat', { params, body: { text: 'List the cast', ask: true } });
  await expect
    .poll(async () => (await api.call('listRuns', { params })).runs.find((one) => one.id === next?.id)?.state)
    .toBe('done');
  expect(await written()).toEqual(before);
  expect(await api.call('episode', { params })).toMatchObject({ shots });
  // Its pictures are nobody's business any more.
  await api.call('deleteEpisode', { params });
});
