import { useQueryClient } from '@tanstack/react-query';
import type { SessionView } from '@trashfire/shared/api/contract';
import { useEffect } from 'react';
import { KEYS } from './keys.ts';
import { onEvent, onReconnect } from './socket.ts';

/** Keeps what was fetched true: every "X changed" of the api marks X to be fetched again (DESIGN §1). */
export function useLiveQueries(): void {
  const client = useQueryClient();
  useEffect(() => {
    const refetch = (queryKey: readonly unknown[]) => void client.invalidateQueries({ queryKey });
    const stops = [
      onEvent('queue.changed', ({ episodeId }) => {
        refetch(KEYS.queue);
        refetch(['plan']);
        if (episodeId !== null) refetch(KEYS.episode(episodeId));
        refetch(KEYS.series);
      }),
      onEvent('series.changed', () => {
        refetch(KEYS.series);
        refetch(['episode']);
      }),
      onEvent('credits.changed', ({ credits }) =>
        client.setQueryData<SessionView>(KEYS.session, (session) => (session ? { ...session, credits } : session)),
      ),
      onReconnect(() => void client.invalidateQueries()),
    ];
    return () => {
      for (const stop of stops) stop();
    };
  }, [client]);
}
