import { type QueryClient, useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query';
import type { RunListView, RunView } from '@trashfire/shared/api/contract';
import { useEffect, useMemo } from 'react';
import type { z } from 'zod';
import { call } from '../../../api/http.ts';
import { KEYS } from '../../../api/keys.ts';
import { onEvent } from '../../../api/socket.ts';
import { type ChatPages, messagesOf, runsOf, withMessage } from './chat-pages.ts';
import { withRun } from './run-list.ts';
import { useLiveRuns, useRuns } from './use-runs.ts';

type RunList = z.infer<typeof RunListView>;
type Posted = Awaited<ReturnType<typeof post>>;
export type Post = Parameters<typeof post>[1];

/** Keeps the conversation and the runs that were fetched true by events. Call once in a window, whether the chat is open or not. */
export function useLiveChat(episodeId: string): void {
  const client = useQueryClient();
  useLiveRuns(episodeId);
  useEffect(
    () =>
      onEvent('chat.message', ({ message }) => {
        if (message.episodeId !== episodeId) return;
        client.setQueryData<ChatPages>(KEYS.chat(episodeId), (chat) => (chat ? withMessage(chat, message) : chat));
      }),
    [client, episodeId],
  );
}

/** The room's conversation, oldest first, in pages that are fetched going back. */
export function useChat(episodeId: string) {
  const query = useInfiniteQuery({
    queryKey: KEYS.chat(episodeId),
    queryFn: ({ signal, pageParam: messageId }) =>
      messageId === null
        ? call('listChat', { params: { episodeId }, signal })
        : call('olderChat', { params: { episodeId, messageId }, signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => (page.more ? (page.messages[0]?.id ?? null) : null),
  });
  const live = useRuns(episodeId);
  const pages = query.data?.pages;
  const messages = useMemo(() => (pages ? messagesOf(pages) : null), [pages]);
  const runs = useMemo(() => runsOf(pages ?? [], live), [pages, live]);
  return { query, messages, runs };
}

async function post(episodeId: string, body: NonNullable<NonNullable<Parameters<typeof call<'postChat'>>[1]>['body']>) {
  return await call('postChat', { params: { episodeId }, body });
}

function keep(client: QueryClient, episodeId: string, { message, run }: Posted): void {
  client.setQueryData<ChatPages>(KEYS.chat(episodeId), (chat) => (chat ? withMessage(chat, message) : chat));
  if (run !== null) keepRun(client, episodeId, run);
}

function keepRun(client: QueryClient, episodeId: string, run: RunView): void {
  client.setQueryData<RunList>(KEYS.runs(episodeId), (list) => (list ? { runs: withRun(list.runs, run) } : list));
}

/** Says something to the room and, with `ask`, to the agent. A failure is shown where it happened: the caller's button. */
export function usePostChat(episodeId: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: Post) => post(episodeId, body),
    onSuccess: (posted) => keep(client, episodeId, posted),
  });
}

/** Sends one message. @throws AppError when it was not taken; sent again with its id it stands once. */
export function useDeliver(episodeId: string): (body: Post) => Promise<void> {
  const client = useQueryClient();
  return async (body) => keep(client, episodeId, await post(episodeId, body));
}

export function useStopRun(episodeId: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (runId: string) => call('stopRun', { params: { runId } }),
    onSuccess: (run) => keepRun(client, episodeId, run),
  });
}
