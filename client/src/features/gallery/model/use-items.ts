import { t } from '@lingui/core/macro';
import { useLingui } from '@lingui/react/macro';
import { keepPreviousData, useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query';
import { documentName } from '@trashfire/shared/document/names';
import { useEffect, useMemo, useRef } from 'react';
import { call } from '../../../api/http.ts';
import { KEYS } from '../../../api/keys.ts';
import { useRecords } from '../../../collab/records.ts';
import type { EpisodeModel } from '../../studio/model/episode-model.ts';
import { useStudio } from '../../studio/model/studio-context.ts';
import { useEpisodeModel } from '../../studio/model/use-episode-model.ts';
import { type EntryTab, entryItems, type GalleryItem, type Maker, takeItems } from './items.ts';
import { type TakePages, withNewest } from './take-pages.ts';
import { usesOf } from './uses.ts';

/** Shots of this episode each entry of the bible is in. */
export function useUses(): ReadonlyMap<string, readonly string[]> {
  const { seriesDoc, episodeDoc } = useStudio();
  const model = useEpisodeModel();
  const scenes = useRecords(episodeDoc.doc, 'scenes');
  const locations = useRecords(seriesDoc.doc, 'locations');
  const props = useRecords(seriesDoc.doc, 'props');
  return useMemo(() => usesOf(model, scenes, locations, props), [model, scenes, locations, props]);
}

/** The cards of a tab of the bible. */
export function useEntryItems(tab: EntryTab): readonly GalleryItem[] {
  const { seriesDoc } = useStudio();
  const model = useEpisodeModel();
  const characters = useRecords(seriesDoc.doc, 'characters');
  const locations = useRecords(seriesDoc.doc, 'locations');
  const props = useRecords(seriesDoc.doc, 'props');
  const references = useRecords(seriesDoc.doc, 'references');
  const marks = useRecords(seriesDoc.doc, 'marks');
  const uses = useUses();
  const makers = useMakers(characters.length + locations.length + props.length);
  return useMemo(
    () => entryItems(tab, { characters, locations, props, references, marks, makers, model, uses }),
    [tab, characters, locations, props, references, marks, makers, model, uses],
  );
}

const NOBODY: ReadonlyMap<string, Maker> = new Map();

/** Who brought each entry of the bible first, as the log knows. @param entries how many there are: asked anew when that changes. */
function useMakers(entries: number): ReadonlyMap<string, Maker> {
  const { episode, seriesDoc } = useStudio();
  const document = documentName('series', episode.seriesId);
  const { data } = useQuery({
    queryKey: KEYS.makers(document, entries),
    queryFn: async ({ signal }) => {
      await seriesDoc.durable();
      return call('authorship', { params: { document }, body: { records: true, blocks: 1 }, signal });
    },
    staleTime: 60_000,
    placeholderData: keepPreviousData,
  });
  return useMemo(() => {
    if (data === undefined) return NOBODY;
    const makers = new Map<string, Maker>();
    for (const { id, by } of data.records) {
      const author = by === null ? undefined : data.authors[by];
      // A step of a run is the agent's, whichever run it was.
      if (author !== undefined) makers.set(id, { id: author.kind === 'agent' ? 'agent' : author.id, name: author.name });
    }
    return makers;
  }, [data]);
}

/** Whose shot a still is that does not say so itself: the one that has its seed. */
function seedsOf(model: EpisodeModel): ReadonlyMap<number, string> {
  return new Map([...model.shots.values()].map(({ id, shot }) => [shot.seed, id]));
}

/** The takes of the episode, page by page; what is made meanwhile comes in front. */
function useTakePages() {
  const { rendersDoc, episode } = useStudio();
  const client = useQueryClient();
  const episodeId = episode.id;
  const stills = useRecords(rendersDoc.doc, 'shotStills');
  const renders = useRecords(rendersDoc.doc, 'shotRenders');
  const made = useMemo(
    () =>
      [...stills.map(({ asset }) => asset.slice(0, 6)), ...renders.map(({ poster }) => poster?.slice(0, 6) ?? '')]
        .sort()
        .join(''),
    [stills, renders],
  );
  /** What was made when the newest page was asked for. */
  const asked = useRef<string | null>(null);
  const query = useInfiniteQuery({
    queryKey: KEYS.episodeTakes(episodeId),
    queryFn: ({ signal, pageParam: cursor }) => {
      if (cursor !== null) return call('olderTakes', { params: { episodeId, cursor }, signal });
      asked.current = made;
      return call('episodeTakes', { params: { episodeId }, signal });
    },
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.older,
    // The newest page is asked for anew below; the older ones do not change.
    staleTime: Number.POSITIVE_INFINITY,
  });
  const isThere = query.data !== undefined;
  useEffect(() => {
    if (!isThere || asked.current === made) return;
    asked.current = made;
    const given = new AbortController();
    call('episodeTakes', { params: { episodeId }, signal: given.signal }).then(
      (newest) =>
        client.setQueryData<TakePages>(KEYS.episodeTakes(episodeId), (held) => (held ? withNewest(held, newest) : held)),
      () => {
        // What is shown is true, only older; the next thing that is made asks again.
        asked.current = null;
      },
    );
    return () => given.abort();
  }, [client, episodeId, isThere, made]);
  return query;
}

/** What was made for the episode's shots, as far as it was gone through, and the way to the rest. */
export function useTakeItems() {
  const { seriesDoc } = useStudio();
  const { i18n } = useLingui();
  const model = useEpisodeModel();
  const marks = useRecords(seriesDoc.doc, 'marks');
  const { data, isPending, error, refetch, hasNextPage, isFetchingNextPage, isFetchNextPageError, fetchNextPage } =
    useTakePages();
  // biome-ignore lint/correctness/useExhaustiveDependencies: names are said again when another language is chosen
  const items = useMemo(
    () =>
      takeItems(data?.pages.flatMap(({ takes }) => takes) ?? [], { marks, model, seeds: seedsOf(model) }, (view) => {
        const number = view?.number ?? '';
        return view === null ? t`A shot that is gone` : t`Shot ${number}`;
      }),
    [data, marks, model, i18n.locale],
  );
  const older = useMemo(
    () => ({
      /** There are more, and nobody is fetching them or was refused. */
      next: hasNextPage && !isFetchingNextPage && !isFetchNextPageError ? () => void fetchNextPage() : null,
      isFetching: isFetchingNextPage,
      retry: isFetchNextPageError ? () => void fetchNextPage() : null,
    }),
    [hasNextPage, isFetchingNextPage, isFetchNextPageError, fetchNextPage],
  );
  return { items, older, isPending, error, retry: () => void refetch() };
}
