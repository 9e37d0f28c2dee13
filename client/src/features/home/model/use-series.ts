import { t } from '@lingui/core/macro';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { CastChoice } from '@trashfire/shared/api/home-contract';
import { useNavigate } from 'react-router';
import { call, type ViewOf } from '../../../api/http.ts';
import { KEYS } from '../../../api/keys.ts';
import { say } from '../../../ui/toast.ts';
import { type TrashKey, useTrashActions } from '../../trash/model/use-trash.ts';

export type Series = ViewOf<'listSeries'>['series'][number];
export type Episode = Series['episodes'][number];

interface NewEpisode {
  seriesId: string;
  title: string;
}

interface EpisodeOfScript {
  /** null: a series of its own is made for it, under the same title. */
  seriesId: string | null;
  title: string;
  fountain: string;
  cast: CastChoice;
}

export function useSeriesList() {
  return useQuery({ queryKey: KEYS.series, queryFn: ({ signal }) => call('listSeries', { signal }) });
}

/** How often home looks who is where. */
const PRESENT_MS = 5_000;

/** Who is in which episode now; asked while home is in sight. */
export function usePresent() {
  const { data } = useQuery({
    queryKey: KEYS.present,
    queryFn: ({ signal }) => call('present', { signal }),
    refetchInterval: PRESENT_MS,
  });
  return data?.episodes ?? [];
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
  const done = async (text: string, undo: () => void) => {
    await onSuccess();
    say(text, { action: { label: t`Undo`, onClick: undo } });
  };
  const createSeries = useMutation({
    mutationFn: (body: { title: string; logline: string }) => call('createSeries', { body }),
    onSuccess,
  });
  const createEpisode = useMutation({
    mutationFn: ({ seriesId, title }: NewEpisode) => call('createEpisode', { params: { seriesId }, body: { title } }),
    onSuccess: async (episode) => {
      await onSuccess();
      await navigate(`/episodes/${episode.id}/script`);
    },
  });
  const makeEpisode = useMutation({
    mutationFn: async ({ seriesId, title, fountain, cast }: EpisodeOfScript) => {
      const into = seriesId ?? (await call('createSeries', { body: { title, logline: '' } })).id;
      return await call('createEpisode', { params: { seriesId: into }, body: { title, fountain, cast } });
    },
    onSuccess: async (episode) => {
      await onSuccess();
      // Where its first scene is boarded, the first picture is seen.
      await navigate(`/episodes/${episode.id}/${episode.shots > 0 ? 'storyboard' : 'script'}`);
    },
  });
  const duplicateEpisode = useMutation({
    mutationFn: ({ episodeId, title }: EpisodeNamed) =>
      call('duplicateEpisode', { params: { episodeId }, body: { title: copyOf(title) } }),
    onSuccess: ({ id, title }) => done(t`“${title}” was made.`, () => deleteEpisode.mutate({ episodeId: id, title })),
  });
  const renameSeries = useMutation({
    mutationFn: ({ seriesId, title }: { seriesId: string; title: string; before: string }) =>
      call('renameSeries', { params: { seriesId }, body: { title } }),
    onSuccess: (_, { seriesId, title, before }) =>
      done(t`“${before}” is called “${title}” now.`, () => renameSeries.mutate({ seriesId, title: before, before: title })),
  });
  const renameEpisode = useMutation({
    mutationFn: ({ episodeId, title }: EpisodeNamed & { before: string }) =>
      call('renameEpisode', { params: { episodeId }, body: { title } }),
    onSuccess: (_, { episodeId, title, before }) =>
      done(t`“${before}” is called “${title}” now.`, () => renameEpisode.mutate({ episodeId, title: before, before: title })),
  });
  const shelveSeries = useMutation({
    mutationFn: ({ seriesId, aside }: SeriesNamed & { aside: boolean }) =>
      call(aside ? 'archiveSeries' : 'unarchiveSeries', { params: { seriesId } }),
    onSuccess: (_, what) => done(shelfWords(what), () => shelveSeries.mutate({ ...what, aside: !what.aside })),
  });
  const shelveEpisode = useMutation({
    mutationFn: ({ episodeId, aside }: EpisodeNamed & { aside: boolean }) =>
      call(aside ? 'archiveEpisode' : 'unarchiveEpisode', { params: { episodeId } }),
    onSuccess: (_, what) => done(shelfWords(what), () => shelveEpisode.mutate({ ...what, aside: !what.aside })),
  });
  const deleteSeries = useMutation({
    mutationFn: ({ seriesId }: SeriesNamed) => call('deleteSeries', { params: { seriesId } }),
    onSuccess: (_, { seriesId, title }) => inTrash({ kind: 'series', id: seriesId }, title),
  });
  const deleteEpisode = useMutation({
    mutationFn: ({ episodeId }: EpisodeNamed) => call('deleteEpisode', { params: { episodeId } }),
    onSuccess: (_, { episodeId, title }) => inTrash({ kind: 'episode', id: episodeId }, title),
  });
  return {
    createSeries,
    createEpisode,
    makeEpisode,
    duplicateEpisode,
    renameSeries,
    renameEpisode,
    shelveSeries,
    shelveEpisode,
    deleteSeries,
    deleteEpisode,
  };
}
export type SeriesActions = ReturnType<typeof useSeriesActions>;

interface SeriesNamed {
  seriesId: string;
  title: string;
}
interface EpisodeNamed {
  episodeId: string;
  title: string;
}

const shelfWords = ({ title, aside }: { title: string; aside: boolean }): string =>
  aside ? t`“${title}” is under Archived, as it is.` : t`“${title}” is back from Archived.`;

/** As long as a title may be. */
function copyOf(title: string): string {
  return t({ message: `${title.slice(0, 180)} (copy)`, comment: 'Title of a copy of an episode' });
}
