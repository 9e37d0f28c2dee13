import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { Anchor, ThreadListView, ThreadView } from '@trashfire/shared/api/comments-contract';
import type { PersonView } from '@trashfire/shared/api/contract';
import { useCallback, useEffect } from 'react';
import { call } from '../../../api/http.ts';
import { KEYS } from '../../../api/keys.ts';
import { showError } from '../../../api/query-client.ts';
import { onEvent } from '../../../api/socket.ts';
import { useStudio } from '../../studio/model/studio-context.ts';
import { withoutThread, withSeen, withThread } from './threads.ts';

const NONE: readonly ThreadView[] = [];
const NOBODY: readonly PersonView[] = [];

/** Everything said about places of this episode. */
export function useThreadList() {
  const { episode } = useStudio();
  const episodeId = episode.id;
  return useQuery({
    queryKey: KEYS.threads(episodeId),
    queryFn: ({ signal }) => call('listThreads', { params: { episodeId }, signal }),
  });
}

export function useThreads(): readonly ThreadView[] {
  return useThreadList().data?.threads ?? NONE;
}

/** Everybody who can be mentioned. */
export function usePeople(): readonly PersonView[] {
  const query = useQuery({ queryKey: KEYS.people, queryFn: ({ signal }) => call('people', { signal }) });
  return query.data?.people ?? NOBODY;
}

/** @returns how to change what is known of an episode's threads; what was not fetched yet stays so. */
function useChange(episodeId: string): (change: (list: ThreadListView) => ThreadListView) => void {
  const client = useQueryClient();
  return useCallback(
    (change) => void client.setQueryData<ThreadListView>(KEYS.threads(episodeId), (list) => (list ? change(list) : list)),
    [client, episodeId],
  );
}

/** Keeps the threads true by events. Call once per page. */
export function useLiveThreads(): void {
  const { episode } = useStudio();
  const change = useChange(episode.id);
  useEffect(() => {
    const stops = [
      onEvent('thread.changed', ({ thread }) => {
        if (thread.episodeId === episode.id) change((list) => withThread(list, thread));
      }),
      onEvent('thread.removed', ({ episodeId, threadId }) => {
        if (episodeId === episode.id) change((list) => withoutThread(list, threadId));
      }),
    ];
    return () => {
      for (const stop of stops) stop();
    };
  }, [change, episode.id]);
}

/** What a person does with threads. What they wrote in they have read. */
export function useThreadActions() {
  const { episode, me } = useStudio();
  const episodeId = episode.id;
  const change = useChange(episodeId);
  const onSuccess = (thread: ThreadView) =>
    change((list) => {
      const own = thread.comments.at(-1)?.author.id === me.person.id;
      return own ? withSeen(withThread(list, thread), thread.id, thread.comments.length) : withThread(list, thread);
    });
  const open = useMutation({
    mutationFn: (body: { id: string; anchor: Anchor; text: string }) => call('openThread', { params: { episodeId }, body }),
    onSuccess,
  });
  const reply = useMutation({
    mutationFn: ({ threadId, ...body }: { threadId: string; id: string; text: string }) =>
      call('reply', { params: { threadId }, body }),
    onSuccess,
  });
  /** Resolves or opens again. Not by a mutation: the card it is asked in may be gone before the answer. @returns whether it was done. */
  const resolve = async (threadId: string, resolved: boolean): Promise<boolean> => {
    try {
      const thread = await call('resolveThread', { params: { threadId }, body: { resolved } });
      change((list) => withThread(list, thread));
      return true;
    } catch (error) {
      showError(error);
      return false;
    }
  };
  const edit = useMutation({
    mutationFn: ({ commentId, text }: { commentId: string; text: string }) =>
      call('editComment', { params: { commentId }, body: { text } }),
    onSuccess: (thread: ThreadView) => change((list) => withThread(list, thread)),
  });
  const remove = useMutation({
    mutationFn: ({ commentId }: { commentId: string; threadId: string }) => call('deleteComment', { params: { commentId } }),
    onSuccess: ({ thread }, { threadId }) =>
      change((list) => (thread === null ? withoutThread(list, threadId) : withThread(list, thread))),
  });
  return { open, reply, resolve, edit, remove };
}

/** Tells that a thread was read, when it is the one somebody is at. */
export function useMarkSeen(thread: ThreadView, seen: number | undefined, isOpen: boolean): void {
  const { episode } = useStudio();
  const change = useChange(episode.id);
  const { id } = thread;
  const count = thread.comments.length;
  const fresh = isOpen && (seen ?? 0) < count;
  useEffect(() => {
    if (!fresh) return;
    change((list) => withSeen(list, id, count));
    // Whether it was noted is of no use to anybody; the next look notes it again.
    call('seeThread', { params: { threadId: id }, body: { count } }).catch(() => undefined);
  }, [fresh, change, id, count]);
}
