import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { PlanView, RenderView } from '@trashfire/shared/api/contract';
import { newId } from '@trashfire/shared/ids';
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
    mutationFn: ({ plan, shotIds, sceneId }: { plan: PlanView; shotIds?: readonly string[]; sceneId?: string }) =>
      call('requestRender', {
        params: { episodeId: episode.id },
        body: {
          preset: plan.preset,
          seq: plan.seq,
          price: priceOf(plan, sceneId === undefined ? shotIds : shotsOfScene(plan, sceneId)),
          ...(shotIds === undefined ? {} : { shotIds: [...shotIds] }),
          ...(sceneId === undefined ? {} : { sceneId }),
          assemble: true,
          key: newId(),
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

function shotsOfScene(plan: Pick<PlanView, 'shots'>, sceneId: string): string[] {
  return plan.shots.filter((shot) => shot.sceneId === sceneId).map((shot) => shot.shotId);
}

/**
 * What to ask for so that changed shots are made again and nothing else is paid for: the whole episode or their scene
 * where all the rest is there already, since only those are joined into a film again; else the shots alone.
 */
export function updateScope(
  plan: Pick<PlanView, 'shots'>,
  stale: readonly string[],
): { readonly sceneId?: string; readonly shotIds?: readonly string[] } {
  const wanted = new Set(stale);
  const missing = plan.shots.filter((shot) => shot.state !== 'cached' && !wanted.has(shot.shotId));
  if (missing.length === 0) return {};
  const scenes = new Set(plan.shots.filter((shot) => wanted.has(shot.shotId)).map((shot) => shot.sceneId));
  const [sceneId] = scenes;
  if (scenes.size === 1 && sceneId !== undefined && missing.every((shot) => shot.sceneId !== sceneId)) return { sceneId };
  return { shotIds: stale };
}
