import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { DrawingSubject, DrawingsView } from '@trashfire/shared/api/gallery-contract';
import { call } from '../../../api/http.ts';
import { KEYS } from '../../../api/keys.ts';
import { useStudio } from '../../studio/model/studio-context.ts';

/** How often it is asked how far the drawings are, while some are on their way. */
const LOOK_MS = 400;

export interface DrawingProgress {
  readonly total: number;
  readonly done: number;
  /** 0..100, of finished drawings and nothing else: it stands still when nobody draws. */
  readonly percent: number;
  /** Some are on their way. */
  readonly open: boolean;
  readonly failed: number;
  /** Nobody asked for some of them yet. */
  readonly missing: number;
}

/** How far a set of drawings is. */
export function progressOf({ drawings }: Pick<DrawingsView, 'drawings'>): DrawingProgress {
  const count = (states: readonly string[]): number => drawings.filter(({ state }) => states.includes(state)).length;
  const total = drawings.length;
  const done = count(['done']);
  return {
    total,
    done,
    percent: total === 0 ? 0 : (100 * done) / total,
    open: count(['waiting', 'queued', 'running']) > 0,
    failed: count(['failed']),
    missing: count(['none', 'cancelled']),
  };
}

/**
 * What the gallery has drawn of a subject, and a way to have it drawn.
 * @param looks changes when the subject looks different: it is other drawings then.
 */
export function useDrawings(subject: DrawingSubject, looks: string) {
  const { episode, episodeDoc, seriesDoc } = useStudio();
  const client = useQueryClient();
  const params = { episodeId: episode.id };
  const queryKey = KEYS.drawings(episode.id, subject, looks);
  const query = useQuery({
    queryKey,
    queryFn: async ({ signal }) => {
      // The api draws what is committed, so what this window still has to send goes first.
      await Promise.all([episodeDoc.durable(), seriesDoc.durable()]);
      return call('drawings', { params, body: { subject }, signal });
    },
    refetchInterval: ({ state }) => (state.data !== undefined && progressOf(state.data).open ? LOOK_MS : false),
  });
  const ask = useMutation({
    mutationFn: async () => {
      await Promise.all([episodeDoc.durable(), seriesDoc.durable()]);
      return call('requestDrawings', { params, body: { subject } });
    },
    onSuccess: (view) => client.setQueryData(queryKey, view),
  });
  return { view: query.data ?? null, error: query.error ?? ask.error, ask: () => ask.mutate(), asking: ask.isPending };
}
