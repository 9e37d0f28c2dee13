import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { ChatListView, ChatMessageView, RunListView } from '@trashfire/shared/api/contract';
import { useEffect } from 'react';
import type { z } from 'zod';
import { call } from '../../../api/http.ts';
import { KEYS } from '../../../api/keys.ts';
import { onEvent } from '../../../api/socket.ts';
import { useLiveRuns, withRun } from './use-runs.ts';

type ChatList = z.infer<typeof ChatListView>;
type RunList = z.infer<typeof RunListView>;

/** The room's conversation, oldest first, kept true by events. */
export function useChat(episodeId: string) {
  const client = useQueryClient();
  useLiveRuns(episodeId);
  useEffect(
    () =>
      onEvent('chat.message', ({ message }) => {
        if (message.episodeId !== episodeId) return;
        client.setQueryData<ChatList>(KEYS.chat(episodeId), (list) =>
          list ? { messages: withMessage(list.messages, message) } : list,
        );
      }),
    [client, episodeId],
  );
  return useQuery({
    queryKey: KEYS.chat(episodeId),
    queryFn: ({ signal }) => call('listChat', { params: { episodeId }, signal }),
  });
}

/** A message may come by answer and by event; it stands once, in the order of time. */
export function withMessage(messages: readonly ChatMessageView[], message: ChatMessageView): ChatMessageView[] {
  const others = messages.filter(({ id }) => id !== message.id);
  return [...others, message].sort((a, b) => a.at.localeCompare(b.at) || a.id.localeCompare(b.id));
}

export function usePostChat(episodeId: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: { text: string; ask: boolean }) => call('postChat', { params: { episodeId }, body }),
    onSuccess: ({ message, run }) => {
      client.setQueryData<ChatList>(KEYS.chat(episodeId), (list) =>
        list ? { messages: withMessage(list.messages, message) } : list,
      );
      if (run) client.setQueryData<RunList>(KEYS.runs(episodeId), (list) => (list ? { runs: withRun(list.runs, run) } : list));
    },
  });
}

export function useStopRun(episodeId: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (runId: string) => call('stopRun', { params: { runId } }),
    onSuccess: (run) =>
      client.setQueryData<RunList>(KEYS.runs(episodeId), (list) => (list ? { runs: withRun(list.runs, run) } : list)),
  });
}
