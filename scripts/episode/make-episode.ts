import { randomUUID } from 'node:crypto';
import type { EpisodeView, PlanView, RenderView, RunView } from '@trashfire/shared/api/contract';
import { priceText } from '@trashfire/shared/plans/credits';
import { PRESETS, type PresetName } from '@trashfire/shared/render/presets';
import { EpisodeFailure } from './failure.ts';
import { type Reporter, renderShare, runProgress, type Summary } from './progress.ts';
import type { Screenplay } from './screenplay.ts';
import type { StudioClient } from './studio-client.ts';

interface Job {
  client: StudioClient;
  screenplay: Screenplay;
  title: string;
  preset: PresetName;
  report: Reporter;
  signal: AbortSignal;
}

/** What the agent is asked; a run with these words that is done is not asked for again. */
const ASK = 'Break the script down';
/** How long a cancel may take when the person has asked to stop. ms. */
const CANCEL_MS = 3_000;

/**
 * From a screenplay to a finished cut, as a person would do it in the studio: episode, break-down, plan, approval, render.
 * Everything it does is kept, so that running it again goes on where it was.
 * @returns an address of the film and what to say about it.
 * @throws EpisodeFailure
 */
export async function makeEpisode(job: Job): Promise<{ url: string; summary: Summary }> {
  const { client, preset, report } = job;
  const episode = await findOrMake(job);
  await breakDown(job, episode.id);
  const plan = await client.call('plan', { params: { episodeId: episode.id }, body: { preset } });
  if (plan.shots.length === 0) {
    throw new EpisodeFailure('the screenplay has nothing to show: its scenes are empty', 'Write an action or a line in them.');
  }
  for (const note of plan.notes) report.say(`Note: ${note}`);
  const fromCache = plan.shots.filter((shot) => shot.state === 'cached').length;
  const time = plan.needed === 0 ? '' : `, about ${Math.ceil(plan.seconds)} s of one processor`;
  report.say(`${plan.shots.length} shots, ${fromCache} from cache, ${priceText(BigInt(plan.price))} (billing: mock)${time}`);
  const began = Date.now();
  await render(job, episode.id, plan);
  const cut = await client.cut(
    episode.id,
    (record) => record.state === 'done' && record.preset === preset && record.asset !== null,
  );
  const rendered = (Date.now() - began) / 1000;
  if (cut.asset === null) throw new EpisodeFailure('the studio lost the film', 'Run the same command again.');
  return {
    url: await client.assetUrl(cut.asset),
    summary: {
      scenes: job.screenplay.scenes,
      shots: plan.shots.length,
      length: plan.frames / PRESETS[preset].fps,
      rendered,
      fromCache,
    },
  };
}

/** The same screenplay under the same title is the same episode, so that what was rendered of it is found again. */
async function findOrMake({ client, screenplay, title, report }: Job): Promise<EpisodeView> {
  const { series } = await client.call('listSeries');
  const known = series.find((one) => one.title === title);
  for (const episode of known?.episodes ?? []) {
    if ((await client.fountain(episode.id)) !== screenplay.text) continue;
    report.say(`“${title}” is known; what was made of it is used again.`);
    return episode;
  }
  const { id } = known ?? (await client.call('createSeries', { body: { title } }));
  const body = { title, fountain: screenplay.text };
  return await client.call('createEpisode', { params: { seriesId: id }, body });
}

async function breakDown({ client, report, signal }: Job, episodeId: string): Promise<void> {
  const params = { episodeId };
  const before = await client.call('listRuns', { params });
  if (before.runs.some((run) => run.task === ASK && run.state === 'done')) return;
  const { run } = await client.call('postChat', { params, body: { text: ASK, ask: true } });
  if (run === null) throw new EpisodeFailure('the agent did not take the screenplay', 'Run the same command again.');
  const began = Date.now();
  let over: RunView;
  try {
    over = await client.until(async () => {
      const { runs } = await client.call('listRuns', { params });
      const now = runs.find(({ id }) => id === run.id);
      if (now === undefined) throw new EpisodeFailure('the agent lost the screenplay', 'Run the same command again.');
      report.show({ what: 'Boarding', ...runProgress(now), seconds: (Date.now() - began) / 1000 });
      return now.state === 'queued' || now.state === 'running' ? null : now;
    });
  } catch (error) {
    if (signal.aborted) await quietly((own) => client.call('stopRun', { params: { runId: run.id }, signal: own }));
    throw error;
  }
  if (over.state !== 'done') {
    throw new EpisodeFailure(`the break-down ended early: ${over.reason ?? over.state}`, 'Run the same command again to go on.');
  }
  report.say(`Broken down by the ${over.model}: ${over.steps.length} steps.`);
}

async function render({ client, preset, report, signal }: Job, episodeId: string, plan: PlanView): Promise<void> {
  const { seq, price } = plan;
  const body = { preset, seq, price, assemble: true, key: randomUUID() };
  const { id } = await client.call('requestRender', { params: { episodeId }, body });
  const began = Date.now();
  let over: RenderView;
  try {
    over = await client.until(async () => {
      const now = await client.call('render', { params: { renderId: id } });
      const share = renderShare(now, await client.call('queue'));
      const count = `${Math.min(now.done, plan.shots.length)}/${plan.shots.length} shots`;
      report.show({ what: 'Rendering', share, count, seconds: (Date.now() - began) / 1000 });
      return now.state === 'open' ? null : now;
    });
  } catch (error) {
    // What is done stays; what is not is neither made nor paid.
    if (signal.aborted) await quietly((own) => client.call('cancelRender', { params: { renderId: id }, signal: own }));
    throw error;
  }
  if (over.state !== 'done') {
    throw new EpisodeFailure(
      `the render ${over.state === 'failed' ? 'failed' : 'was cancelled'}${over.reason ? `: ${over.reason}` : ''}`,
      'Run the same command again; what is done is kept.',
    );
  }
}

/** The person has asked to stop: the studio is told, but nobody is kept waiting for it. */
async function quietly(tell: (signal: AbortSignal) => Promise<unknown>): Promise<void> {
  await tell(AbortSignal.timeout(CANCEL_MS)).catch(() => undefined);
}
