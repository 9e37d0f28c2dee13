import { randomUUID } from 'node:crypto';
import { runCommand } from '@trashfire/shared/document/commands/command';
import { removeShot } from '@trashfire/shared/document/commands/remove-shot';
import { replaceBlockText } from '@trashfire/shared/document/commands/replace-block-text';
import { setClipDuration } from '@trashfire/shared/document/commands/set-clip-duration';
import { documentName } from '@trashfire/shared/document/names';
import { episodeRecords, rendersRecords } from '@trashfire/shared/document/records';
import { ShotManifest } from '@trashfire/shared/render/manifest';
import { eventually } from '@trashfire/shared/testing/eventually';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { postTransaction } from '../../prisma/src/ledger.ts';
import { type BoardedEpisode, boardedEpisode } from '../support/boarded-episode.ts';
import { fakeWorker } from '../support/fake-worker.ts';
import { type Caller, type StudioApi, startStudioApi } from '../support/studio-api.ts';

/** The render thread through its routes: real documents, plans, rows and store; only what is made is not drawn. */
const FRAMES = 48;
const script = (...lines: string[]) => `INT. LAMP ROOM - NIGHT\n\n${lines.map((line) => `NAO\n${line}\n`).join('\n')}`;
const TWO = script('Forty-one.', 'Forty-two.');

let api: StudioApi;
let worker: ReturnType<typeof fakeWorker>;
let shift = 0;
beforeAll(async () => {
  api = await startStudioApi({ now: () => new Date(Date.now() + shift) });
  worker = fakeWorker(api);
});
afterAll(() => api.stop());

let teamId: string;
let ada: Caller;
let ben: Caller;
beforeEach(async () => {
  ({ teamId } = await api.team());
  ada = await api.person(teamId, 'owner', 'Ada');
  ben = await api.person(teamId, 'editor', 'Ben');
});

/** An episode with a shot for each line of dialogue. */
const boarded = (fountain: string, frames: readonly number[] = [FRAMES, FRAMES]) => boardedEpisode(api, ada, fountain, frames);

const planOf = (who: Caller, { id }: BoardedEpisode, preset = 'LOW') => who.call('plan', { episodeId: id }, { preset });
async function approve(who: Caller, episode: BoardedEpisode, over: object = {}) {
  const { preset, seq, price } = await planOf(who, episode);
  return await who.call('requestRender', { episodeId: episode.id }, { preset, seq, price, key: randomUUID(), ...over });
}
const renderOf = (who: Caller, { id }: { id: string }) => who.call('render', { renderId: id });
const credits = async () => BigInt((await ada.call('session')).credits);
async function makeAll(episode: BoardedEpisode, shots = 2) {
  for (const task of await worker.due(episode.id, 'shot', shots)) expect(await worker.make(task)).toBe('committed');
  const [cut = ''] = await worker.due(episode.id, 'episode', 1);
  expect(await worker.make(cut)).toBe('committed');
}
const room = async ({ id }: BoardedEpisode) => {
  const read = await api.core.reader.head(documentName('renders', id));
  return read === null ? null : rendersRecords(read.doc);
};

describe('two people at one episode', () => {
  it('press Generate for the same scene at once: it is made once, one of them pays, and both are told', async () => {
    const episode = await boarded(TWO);
    const before = await credits();
    const plan = await planOf(ada, episode);
    const { sceneId } = episode;
    const [first, second] = await Promise.all([approve(ada, episode, { sceneId }), approve(ben, episode, { sceneId })]);
    expect(before - (await credits())).toBe(BigInt(plan.price));
    const tasks = await worker.due(episode.id, 'shot', 2);
    expect(tasks).toHaveLength(2);
    for (const task of tasks) await worker.make(task);
    const [cut = '', ...more] = await worker.due(episode.id, 'scene', 1);
    expect(more).toEqual([]);
    await worker.make(cut);
    const views = [await renderOf(ada, first), await renderOf(ben, second)];
    expect(views.map(({ state }) => state)).toEqual(['done', 'done']);
    expect(views.map(({ charged }) => charged).sort()).toEqual(['0', plan.price].sort());
    expect(before - (await credits())).toBe(BigInt(plan.price));
  });

  it('one cancels while the other still wants it: the work goes on, and who got it pays', async () => {
    const episode = await boarded(TWO);
    const before = await credits();
    const mine = await approve(ada, episode);
    const theirs = await approve(ben, episode);
    expect(await ada.call('cancelRender', { renderId: mine.id })).toMatchObject({ state: 'cancelled', charged: '0' });
    await makeAll(episode);
    const view = await renderOf(ben, theirs);
    expect(view).toMatchObject({ state: 'done', done: 2, charged: view.price });
    expect(before - (await credits())).toBe(BigInt(view.price));
    // Wanted twice, made once: the room counts takes, not wishes.
    await eventually('the room shows both', async () => (await room(episode))?.shots.every(({ state }) => state === 'done'));
    expect((await room(episode))?.shots).toEqual([
      expect.objectContaining({ take: 1, frames: FRAMES, donePreset: 'LOW' }),
      expect.objectContaining({ take: 1, frames: FRAMES, donePreset: 'LOW' }),
    ]);
    expect(await ada.call('episode', { episodeId: episode.id })).toMatchObject({ shotsDone: 2, cutPreset: 'LOW' });
  });
});

describe('a request that cannot be', () => {
  it('of a team out of credits is refused in words, and queues nothing', async () => {
    const episode = await boarded(TWO);
    const spend = { kind: 'charge', mode: 'mock', key: 'spent', memo: '', from: 'credits', to: 'spent' } as const;
    await postTransaction(api.core.prisma, { teamId, ...spend, amount: (await credits()) - 1n });
    const { preset, seq, price } = await planOf(ada, episode);
    const refused = await ada.raw('requestRender', { episodeId: episode.id }, { preset, seq, price, key: randomUUID() });
    expect([refused.status, await refused.json()]).toEqual([
      402,
      {
        code: 'no-credits',
        message: expect.stringMatching(/needs .* credits and the team has .* Render fewer shots, or add credits\./),
      },
    ]);
    expect(await api.core.prisma.renderTask.count({ where: { episodeId: episode.id } })).toBe(0);
    expect(await credits()).toBe(1n);
  });

  it('of an episode without shots has an empty plan and says what to do', async () => {
    const episode = await boarded(TWO, []);
    expect(await planOf(ada, episode)).toMatchObject({ shots: [], frames: 0, price: '0', needed: 0 });
    const refused = await ada.raw(
      'requestRender',
      { episodeId: episode.id },
      { preset: 'LOW', seq: 0, price: '0', key: randomUUID() },
    );
    expect([refused.status, await refused.json()]).toEqual([
      400,
      { code: 'bad-input', message: 'There are no shots to render. Break the script down first, or add a shot.' },
    ]);
  });
});

describe('later edits never change what is queued', () => {
  it('neither a shot deleted while it renders nor a line rewritten: what was approved is made, and the next plan is another', async () => {
    const episode = await boarded(TWO);
    const approved = await approve(ada, episode);
    const [first = '', second = ''] = await worker.due(episode.id, 'shot', 2);
    const claims = [await worker.claim(first), await worker.claim(second)] as const;
    await episode.edit((doc) => {
      runCommand(doc, removeShot, { id: episode.shots[0] ?? '' }, 'test');
      runCommand(doc, replaceBlockText, { blockId: episode.blocks[1] ?? '', text: 'One hundred and one.' }, 'test');
    });
    const after = await planOf(ada, episode);
    expect(after).toMatchObject({ needed: 1, shots: [{ shotId: episode.shots[1], state: 'needed' }] });
    expect(await Promise.all([worker.settle(first, claims[0]), worker.settle(second, claims[1])])).toEqual([
      'committed',
      'committed',
    ]);
    const [cut = ''] = await worker.due(episode.id, 'episode', 1);
    const { manifest } = await worker.claim(cut);
    expect(manifest).toMatchObject({ shots: claims.map(({ revision }) => expect.objectContaining({ shotRevision: revision })) });
    expect(manifest).toMatchObject({ captions: [{ text: 'Forty-one.' }, { text: 'Forty-two.' }] });
    expect(await renderOf(ada, approved)).toMatchObject({ state: 'open', done: 2, total: 2 });
  });
});

describe('a failed shot', () => {
  it('is made when the person takes the render up again, at the price that was shown, and nothing else is', async () => {
    const episode = await boarded(TWO);
    const before = await credits();
    const asked = await approve(ada, episode);
    const [bad = '', good = ''] = await worker.due(episode.id, 'shot', 2);
    const reason = 'The disk of the machine that renders is full. Free some space there, then render it again.';
    await worker.fail(bad, reason);
    await worker.make(good);
    expect(await renderOf(ada, asked)).toMatchObject({ state: 'failed', reason, done: 1 });
    await ada.call('resumeRender', { renderId: asked.id });
    expect(await worker.due(episode.id, 'shot', 1)).toEqual([bad]);
    await makeAll(episode, 1);
    const done = await renderOf(ada, asked);
    expect(done).toMatchObject({ state: 'done', done: 2, charged: asked.price, reason: null });
    expect(before - (await credits())).toBe(BigInt(asked.price));
  });
});

describe('what a cut is made of', () => {
  it('is addressed anew for as long as the cut takes, long after the first address is past its time', async () => {
    const episode = await boarded(TWO);
    await approve(ada, episode);
    for (const task of await worker.due(episode.id, 'shot', 2)) await worker.make(task);
    const [cut = ''] = await worker.due(episode.id, 'episode', 1);
    const { fence, manifest } = await worker.claim(cut);
    const revisions = (manifest as { shots: { shotRevision: string }[] }).shots.map((shot) => shot.shotRevision);
    const input = (shotRevision = '', held = fence) =>
      worker.client.input({ taskId: cut, fence: held, shotRevision }, new AbortController().signal);
    const { segment } = await input(revisions[0]);
    expect((await fetch(segment)).status).toBe(200);
    try {
      shift = 11 * 60_000;
      expect((await fetch(segment)).status).toBe(403);
      const renewed = await input(revisions[1]);
      expect([(await fetch(renewed.segment)).status, renewed.dialogue]).toEqual([200, null]);
    } finally {
      shift = 0;
    }
    // Only what is in the cut, and only for the attempt that has it (R3).
    const { prisma } = api.core;
    const elsewhere = 'a'.repeat(64);
    const done = { teamId, episodeId: episode.id, kind: 'shot', preset: 'LOW', label: 'Shot', price: 0, manifest: {} } as const;
    const { id: taskId } = await prisma.renderTask.create({
      data: { ...done, revision: elsewhere, state: 'done', finishedAt: new Date() },
    });
    const { hash } = await prisma.asset.findFirstOrThrow({ where: { teamId } });
    await prisma.taskAsset.create({ data: { taskId, role: 'segment', teamId, hash } });
    await expect(input(elsewhere)).rejects.toMatchObject({ code: 'conflict' });
    await expect(input(revisions[0], fence + 1)).rejects.toMatchObject({ code: 'conflict' });
  });
});

describe('shots and words at their ends', () => {
  it('a shot of one frame and one of ten minutes are planned, priced and queued; the long one is told and cut to five', async () => {
    const episode = await boarded(TWO, [1, 10 * 60 * 24]);
    const low = await planOf(ada, episode);
    expect(low.shots.map(({ frames }) => frames)).toEqual([1, 5 * 60 * 24]);
    expect(low.notes).toEqual(expect.arrayContaining([expect.stringContaining('longer than five minutes')]));
    const high = await planOf(ada, episode, 'HIGH');
    expect(high.shots.map(({ frames }) => frames)).toEqual([1, 5 * 60 * 30]);
    await approve(ada, episode);
    for (const task of await worker.due(episode.id, 'shot', 2)) ShotManifest.parse((await worker.claim(task)).manifest);
    // A clip cannot be set to no length at all.
    const clip = await episode.edit((doc) => {
      const [found] = episodeRecords(doc).clips;
      expect(() => runCommand(doc, setClipDuration, { id: found?.id ?? '', duration: 0 }, 'test')).toThrow();
    });
    expect(clip).toBeUndefined();
  });

  it.each([
    ['a line of 5,000 characters', 'Forty-one panes. '.repeat(295).trim()],
    ['emoji, some of several code points', '🏮👩‍👩‍👧‍👦 Look! 🇯🇵'],
    ['a line from right to left', 'שלום, הפנס כבה.'],
    ['Chinese, Japanese and Korean', '灯が消えた。等灯。등불이 꺼졌다.'],
    ['half an emoji and a character that no database takes', 'Broken \ud83c here\u0000 and there'],
  ])('%s goes from the script to manifest and caption', async (_, text) => {
    const episode = await boarded(script('Forty-one.'), [FRAMES]);
    await episode.edit((doc) => runCommand(doc, replaceBlockText, { blockId: episode.blocks[0] ?? '', text }, 'test'));
    await approve(ada, episode);
    const [shot = ''] = await worker.due(episode.id, 'shot', 1);
    const claimed = await worker.claim(shot);
    const spoken = ShotManifest.parse(claimed.manifest).lines[0]?.text ?? '';
    if (text.isWellFormed()) expect(spoken).toBe(text);
    expect(spoken.isWellFormed()).toBe(true);
    await worker.settle(shot, claimed);
    const [cut = ''] = await worker.due(episode.id, 'episode', 1);
    expect((await worker.claim(cut)).manifest).toMatchObject({ captions: [{ speaker: 'NAO', text: spoken }] });
  });
});
