import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { QueueView } from '@trashfire/shared/api/contract';
import { call } from '../../../api/http.ts';
import { KEYS } from '../../../api/keys.ts';

/** A change rings on the socket; this is for a bell that was missed while something is under way. */
const POLL_MS = 5_000;

export function useQueue() {
  return useQuery({
    queryKey: KEYS.queue,
    queryFn: ({ signal }) => call('queue', { signal }),
    refetchInterval: ({ state }) => (state.data?.renders.some((render) => render.state === 'open') ? POLL_MS : false),
  });
}

export interface QueueCounts {
  readonly running: number;
  readonly queued: number;
  readonly open: number;
}

/** @param episodeId counts this episode's shots and cuts only. */
export function countTasks(queue: Pick<QueueView, 'tasks'> | undefined, episodeId: string): QueueCounts {
  const own = (queue?.tasks ?? []).filter((task) => task.episodeId === episodeId && task.kind !== 'still');
  const running = own.filter((task) => task.state === 'running').length;
  const queued = own.filter((task) => task.state === 'waiting' || task.state === 'queued').length;
  return { running, queued, open: running + queued };
}

export function useQueueCounts(episodeId: string): QueueCounts {
  return countTasks(useQueue().data, episodeId);
}

/** Stop and take up again; both answer with the request as it is now. */
export function useRenderActions() {
  const client = useQueryClient();
  const onSuccess = () => client.invalidateQueries({ queryKey: KEYS.queue });
  const cancel = useMutation({ mutationFn: (renderId: string) => call('cancelRender', { params: { renderId } }), onSuccess });
  const resume = useMutation({ mutationFn: (renderId: string) => call('resumeRender', { params: { renderId } }), onSuccess });
  return { cancel, resume };
}
