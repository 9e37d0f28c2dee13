import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { call, type ViewOf } from '../../../api/http.ts';
import { KEYS } from '../../../api/keys.ts';

export type TrashItem = ViewOf<'trash'>['items'][number];
/** What names a thing in the trash. */
export type TrashKey = Pick<TrashItem, 'kind' | 'id'>;

const DAY_MS = 24 * 60 * 60 * 1000;

export function useTrash() {
  return useQuery({ queryKey: KEYS.trash, queryFn: ({ signal }) => call('trash', { signal }) });
}

async function restore({ kind, id }: TrashKey): Promise<void> {
  if (kind === 'series') await call('restoreSeries', { params: { seriesId: id } });
  else await call('restoreEpisode', { params: { episodeId: id } });
}

async function purge({ kind, id }: TrashKey): Promise<void> {
  if (kind === 'series') await call('purgeSeries', { params: { seriesId: id } });
  else await call('purgeEpisode', { params: { episodeId: id } });
}

/** Gives back, or removes for good; the lists are read again after either. */
export function useTrashActions() {
  const client = useQueryClient();
  const onSuccess = async () => {
    await Promise.all([client.invalidateQueries({ queryKey: KEYS.trash }), client.invalidateQueries({ queryKey: KEYS.series })]);
  };
  return { restore: useMutation({ mutationFn: restore, onSuccess }), purge: useMutation({ mutationFn: purge, onSuccess }) };
}

/** Whole days until something is removed for good; 0 on its last day. */
export function daysLeft(goesAt: string, now: number): number {
  return Math.max(0, Math.floor((Date.parse(goesAt) - now) / DAY_MS));
}
