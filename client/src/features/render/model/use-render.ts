import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { PlanView, RenderView } from '@trashfire/shared/api/contract';
import type { PresetName } from '@trashfire/shared/render/presets';
import { call } from '../../../api/http.ts';
import { KEYS } from '../../../api/keys.ts';
import { useQueue } from '../../queue/model/use-queue.ts';
import { useStudio } from '../../studio/model/studio-context.ts';

/** What a render would take, asked of the api: it alone knows the cache and the prices. @param state changes when the answer may have. */
export function usePlanQuery(preset: PresetName, state: string, enabled: boolean) {
  const { episode, episodeDoc, seriesDoc } = useStudio();
  return useQuery({
    queryKey: KEYS.plan(episode.id, preset, state),
    queryFn: async ({ signal }) => {
      // The api plans what is committed, so what this window still has to send goes first.
      await Promise.all([episodeDoc.durable(), seriesDoc.durable()]);
      return call('plan', { params: { episodeId: episode.id }, body: { preset }, signal });
    },
    enabled,
    staleTime: 10_000,
  });
}

/** Approves a plan as it was shown: never more than its price is spent (the api refuses otherwise). */
export function useRequestRender() {
  const { episode } = useStudio();
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ plan, shotIds }: { plan: PlanView; shotIds?: readonly string[] }) =>
      call('requestRender', {
        params: { episodeId: episode.id },
        body: {
          preset: plan.preset,
          seq: plan.seq,
          price: priceOf(plan, shotIds),
          ...(shotIds === undefined ? {} : { shotIds: [...shotIds] }),
          assemble: true,
          key: crypto.randomUUID(),
        },
      }),
    onSuccess: () => client.invalidateQueries({ queryKey: KEYS.queue }),
  });
}

/** Price of a whole plan, or of some of its shots. Micro-dollars as decimal text. */
export function priceOf(plan: Pick<PlanView, 'price' | 'shots'>, shotIds?: readonly string[]): string {
  if (shotIds === undefined) return plan.price;
  const wanted = new Set(shotIds);
  return String(plan.shots.filter((shot) => wanted.has(shot.shotId)).reduce((sum, shot) => sum + BigInt(shot.price), 0n));
}

/** Seconds some shots of a plan will take; shots that are cached take none. */
export function secondsOf(plan: Pick<PlanView, 'shots'>, shotIds: readonly string[]): number {
  const wanted = new Set(shotIds);
  return plan.shots.filter((shot) => wanted.has(shot.shotId)).reduce((sum, shot) => sum + shot.seconds, 0);
}

/** This episode's newest request. */
export function useLatestRender(): RenderView | null {
  const { episode } = useStudio();
  const { data } = useQueue();
  const own = (data?.renders ?? []).filter((render) => render.episodeId === episode.id);
  return own.sort((a, b) => b.createdAt.localeCompare(a.createdAt))[0] ?? null;
}
