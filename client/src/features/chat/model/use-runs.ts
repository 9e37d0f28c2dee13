import { useQuery, useQueryClient } from '@tanstack/react-query';
import type { RunListView, RunView } from '@trashfire/shared/api/contract';
import { useEffect } from 'react';
import type { z } from 'zod';
import { call } from '../../../api/http.ts';
import { KEYS } from '../../../api/keys.ts';
import { onEvent } from '../../../api/socket.ts';
import { isOver, withRun } from './run-list.ts';
import { addToken } from './tokens.ts';

type RunList = z.infer<typeof RunListView>;

function useRunsQuery(episodeId: string) {
  return useQuery({
    queryKey: KEYS.runs(episodeId),
    queryFn: ({ signal }) => call('listRuns', { params: { episodeId }, signal }),
  });
}

/** The agent's runs of an episode, newest last; tokens and steps arrive by event. Call once per page. */
export function useLiveRuns(episodeId: string): void {
  const client = useQueryClient();
  useEffect(() => {
    const key = KEYS.runs(episodeId);
    const stops = [
      onEvent('run.changed', ({ run }) => {
        if (run.episodeId !== episodeId) return;
        client.setQueryData<RunList>(key, (list) => (list ? { runs: withRun(list.runs, run) } : list));
      }),
      onEvent('run.token', (token) => {
        if (token.episodeId !== episodeId) return;
        client.setQueryData<RunList>(key, (list) => {
          const run = list?.runs.find(({ id }) => id === token.runId);
          const text = run ? addToken(run.text, token.offset, token.text) : null;
          if (!list || !run || text === null) {
            // A gap: the run is fetched whole. Every token until then is behind the same gap: begun anew for each, it would never end.
            void client.invalidateQueries({ queryKey: key }, { cancelRefetch: false });
            return list;
          }
          return { runs: withRun(list.runs, { ...run, text }) };
        });
      }),
    ];
    return () => {
      for (const stop of stops) stop();
    };
  }, [client, episodeId]);
}

export function useRuns(episodeId: string): readonly RunView[] {
  return useRunsQuery(episodeId).data?.runs ?? [];
}

/** The run that is under way, or null. */
export function useLiveRun(episodeId: string): RunView | null {
  return useRuns(episodeId).findLast((run) => !isOver(run)) ?? null;
}
