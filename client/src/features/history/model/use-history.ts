import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { newId } from '@trashfire/shared/ids';
import { call } from '../../../api/http.ts';
import { KEYS } from '../../../api/keys.ts';
import { type Entry, entriesOf } from './entries.ts';

/** The history of a document, page by page; what is written meanwhile appears with the next look. */
export function useHistory(document: string) {
  const query = useInfiniteQuery({
    queryKey: KEYS.history(document),
    queryFn: ({ pageParam, signal }) =>
      call('history', { params: { document }, body: pageParam === null ? {} : { before: pageParam }, signal }),
    initialPageParam: null as number | null,
    getNextPageParam: (page) => page.next,
    // Others write meanwhile, and so did this window before it came here.
    refetchOnMount: 'always',
    refetchInterval: 15_000,
  });
  const pages = query.data?.pages ?? [];
  const [first] = pages;
  const sessions = pages.flatMap((page) => page.sessions);
  const entries: Entry[] = first === undefined ? [] : entriesOf(first.versions, sessions, !query.hasNextPage);
  return { ...query, entries, head: first?.head ?? null };
}

/** What happened between two points. @param until null: now, which is compared again whenever `head` moves on. */
export function useComparison(document: string, from: number, until: number | null, head: number | null) {
  return useQuery({
    queryKey: [...KEYS.history(document), 'compare', from, until ?? head, until === null],
    queryFn: ({ signal }) => {
      const body = { from: { seq: from }, ...(until === null ? {} : { to: { seq: until } }) };
      return call('compare', { params: { document }, body, signal });
    },
  });
}

/** The script as it was at a point. */
export function useContentAt(document: string, seq: number) {
  return useQuery({
    queryKey: [...KEYS.history(document), 'content', seq],
    queryFn: ({ signal }) => call('contentAt', { params: { document }, body: { point: { seq } }, signal }),
    staleTime: Number.POSITIVE_INFINITY,
  });
}

export function useHistoryActions(document: string) {
  const client = useQueryClient();
  const onSuccess = () => client.invalidateQueries({ queryKey: KEYS.history(document) });
  const name = useMutation({
    mutationFn: (body: { name: string; seq?: number }) => call('nameVersion', { params: { document }, body }),
    onSuccess,
  });
  const rename = useMutation({
    mutationFn: ({ id, name: to }: { id: string; name: string }) =>
      call('renameVersion', { params: { versionId: id }, body: { name: to } }),
    onSuccess,
  });
  const remove = useMutation({
    mutationFn: ({ id }: { id: string }) => call('removeVersion', { params: { versionId: id } }),
    onSuccess,
  });
  /** Each click has a key of its own: repeated by the network, it is done once. */
  const restore = useMutation({
    mutationFn: ({ seq, key }: { seq: number; key: string }) =>
      call('restore', { params: { document }, body: { point: { seq }, key } }),
    onSuccess,
  });
  /** Takes back what the restore of this key did; what others wrote since stays. */
  const undo = useMutation({
    mutationFn: (key: string) => call('undoRestore', { params: { document }, body: { key } }),
    onSuccess,
  });
  return {
    name,
    rename,
    remove,
    restoreTo: async (seq: number) => {
      const key = newId();
      return { ...(await restore.mutateAsync({ seq, key })), key };
    },
    undoRestore: (key: string) => undo.mutateAsync(key),
    restoring: restore.isPending,
  };
}
