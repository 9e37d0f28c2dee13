import { useEpisodeModel } from '../../studio/model/use-episode-model.ts';
import { usePlan, useShotStates } from '../../studio/model/use-plan.ts';

export interface Stale {
  readonly shotIds: readonly string[];
  /** Changes whenever what would be rendered changes; asks for a new price. */
  readonly state: string;
  /** Where to watch from to see the change: the start of the first stale shot, in frames at the edit rate. */
  readonly from: number;
  /** Who made the newest edit, when this window saw it. */
  readonly author: string | null;
}

/** Which finished shots no longer show what the script and board say. */
export function useStale(): Stale {
  const model = useEpisodeModel();
  const stateOf = useShotStates();
  const { plan, author } = usePlan();
  const stale = new Set([...model.shots.values()].filter((view) => stateOf(view).kind === 'stale').map(({ id }) => id));
  const shots = plan?.shots.filter(({ shotId }) => stale.has(shotId)) ?? [];
  return {
    shotIds: shots.map(({ shotId }) => shotId),
    state: shots.map(({ shot }) => shot.revision.slice(0, 12)).join(),
    from: Math.min(...shots.map(({ shotId }) => model.shots.get(shotId)?.clip?.start ?? 0)),
    author,
  };
}
