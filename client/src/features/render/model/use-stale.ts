import { useEpisodeModel } from '../../studio/model/use-episode-model.ts';
import { useBlame, usePlan, useShotStates } from '../../studio/model/use-plan.ts';

export interface Stale {
  readonly shotIds: readonly string[];
  /** Changes whenever what would be rendered changes; asks for a new price. */
  readonly state: string;
  /** Where to watch from to see the change: the start of the first stale shot, in frames at the edit rate. */
  readonly from: number;
  /** Whose edits it was: names, whoever edited last at the end. */
  readonly authors: readonly string[];
  /** Whether others had a hand in it whom this window cannot name. */
  readonly others: boolean;
}

/** Which finished shots no longer show what the script and board say. */
export function useStale(): Stale {
  const model = useEpisodeModel();
  const stateOf = useShotStates();
  const { plan } = usePlan();
  const blameOf = useBlame();
  const stale = new Set([...model.shots.values()].filter((view) => stateOf(view).kind === 'stale').map(({ id }) => id));
  const blamed = [...stale].flatMap((id) => {
    const view = model.shots.get(id);
    return (view && blameOf(view)) ?? [];
  });
  const shots = plan?.shots.filter(({ shotId }) => stale.has(shotId)) ?? [];
  return {
    shotIds: shots.map(({ shotId }) => shotId),
    state: shots.map(({ shot }) => shot.revision.slice(0, 12)).join(),
    from: Math.min(...shots.map(({ shotId }) => model.shots.get(shotId)?.clip?.start ?? 0)),
    authors: [...new Set(blamed.flatMap(({ authors }) => authors))],
    others: blamed.some(({ others }) => others),
  };
}
