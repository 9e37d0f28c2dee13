import type { EpisodeView, RunView } from '@trashfire/shared/api/contract';
import type { StudioClient } from '../../../scripts/episode/studio-client.ts';

/** Makes an episode of a screenplay in a series of its own. */
export async function newEpisode(api: StudioClient, title: string, fountain: string): Promise<EpisodeView> {
  const series = await api.call('createSeries', { body: { title: `${title} (series)` } });
  return await api.call('createEpisode', { params: { seriesId: series.id }, body: { title, fountain } });
}

/** Has the agent break an episode down and waits until it is done. */
export async function breakDown(api: StudioClient, episodeId: string): Promise<RunView> {
  const params = { episodeId };
  const { run } = await api.call('postChat', { params, body: { text: 'Break the script down', ask: true } });
  return await api.until(async () => {
    const { runs } = await api.call('listRuns', { params });
    const now = runs.find(({ id }) => id === run?.id);
    return now === undefined || now.state === 'queued' || now.state === 'running' ? null : now;
  });
}
