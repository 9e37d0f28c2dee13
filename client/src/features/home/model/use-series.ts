import { t } from '@lingui/core/macro';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { Losses } from '@trashfire/shared/fdx/read';
import { useNavigate } from 'react-router';
import { call, type ViewOf } from '../../../api/http.ts';
import { KEYS } from '../../../api/keys.ts';
import { say, sayUntilClosed } from '../../../ui/toast.ts';
import { type TrashKey, useTrashActions } from '../../trash/model/use-trash.ts';
import { lossWords } from './loss-words.ts';

export type Series = ViewOf<'listSeries'>['series'][number];
export type Episode = Series['episodes'][number];

interface NewEpisode {
  seriesId: string;
  title: string;
  fountain?: string;
  /** What did not come along from the file it was read from. */
  losses?: Losses;
}

export function useSeriesList() {
  return useQuery({ queryKey: KEYS.series, queryFn: ({ signal }) => call('listSeries', { signal }) });
}

/** Everything Home can change; each one refreshes the list. */
export function useSeriesActions() {
  const client = useQueryClient();
  const navigate = useNavigate();
  const onSuccess = () => client.invalidateQueries({ queryKey: KEYS.series });
  const { restore } = useTrashActions();
  const inTrash = async (what: TrashKey, title: string) => {
    await Promise.all([onSuccess(), client.invalidateQueries({ queryKey: KEYS.trash })]);
    say(t`“${title}” is in the trash.`, { action: { label: t`Undo`, onClick: () => restore.mutate(what) } });
  };
  const createSeries = useMutation({
    mutationFn: (body: { title: string; logline: string }) => call('createSeries', { body }),
    onSuccess,
  });
  const createEpisode = useMutation({
    mutationFn: ({ seriesId, title, fountain }: NewEpisode) =>
      call('createEpisode', { params: { seriesId }, body: { title, ...(fountain === undefined ? {} : { fountain }) } }),
    onSuccess: async (episode, { title, losses = {} }) => {
      const lost = lossWords(title, losses);
      if (lost !== null) sayUntilClosed(lost);
      await onSuccess();
      await navigate(`/episodes/${episode.id}/script`);
    },
  });
  const renameSeries = useMutation({
    mutationFn: ({ seriesId, title }: { seriesId: string; title: string }) =>
      call('renameSeries', { params: { seriesId }, body: { title } }),
    onSuccess,
  });
  const renameEpisode = useMutation({
    mutationFn: ({ episodeId, title }: { episodeId: string; title: string }) =>
      call('renameEpisode', { params: { episodeId }, body: { title } }),
    onSuccess,
  });
  const deleteSeries = useMutation({
    mutationFn: ({ seriesId }: { seriesId: string; title: string }) => call('deleteSeries', { params: { seriesId } }),
    onSuccess: (_, { seriesId, title }) => inTrash({ kind: 'series', id: seriesId }, title),
  });
  const deleteEpisode = useMutation({
    mutationFn: ({ episodeId }: { episodeId: string; title: string }) => call('deleteEpisode', { params: { episodeId } }),
    onSuccess: (_, { episodeId, title }) => inTrash({ kind: 'episode', id: episodeId }, title),
  });
  return { createSeries, createEpisode, renameSeries, renameEpisode, deleteSeries, deleteEpisode };
}
export type SeriesActions = ReturnType<typeof useSeriesActions>;
