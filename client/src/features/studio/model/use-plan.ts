import { createContext, useContext, useMemo, useSyncExternalStore } from 'react';
import { useProgress } from '../../../collab/presence.ts';
import { useRecords } from '../../../collab/records.ts';
import { changeReason } from './change-reason.ts';
import type { ShotView } from './episode-model.ts';
import type { PlanSnapshot, PlanStore } from './plan-store.ts';
import { type ShotState, shotState } from './shot-state.ts';
import { useStudio } from './studio-context.ts';

export const Plans = createContext<PlanStore | null>(null);

function usePlanStore(): PlanStore {
  const store = useContext(Plans);
  if (store === null) throw new Error('usePlan outside of a studio');
  return store;
}

export function usePlan(): PlanSnapshot {
  const store = usePlanStore();
  return useSyncExternalStore(store.subscribe, store.read);
}

/** Decides what is shown of a shot; the same function for every room, so that a shot is in one state everywhere. */
export function useShotStates(): (view: Pick<ShotView, 'id' | 'render' | 'still'>) => ShotState {
  const store = usePlanStore();
  const { plan } = usePlan();
  const { rendersDoc } = useStudio();
  const progress = useProgress(rendersDoc.awareness);
  const planned = useMemo(() => new Map(plan?.shots.map(({ shotId, shot }) => [shotId, shot])), [plan]);
  return ({ id, render, still }) => {
    const wanted = planned.get(id);
    const before = render?.doneRevision ? store.manifestOf(render.doneRevision) : null;
    return shotState({
      render,
      hasStill: still !== null,
      planned: wanted?.revision ?? null,
      percent: progress[id] ?? null,
      change: before && wanted ? changeReason(before, wanted.manifest) : null,
    });
  };
}

/** The episode's newest cut, and how far the next one is. */
export function useCut() {
  const { rendersDoc, episode } = useStudio();
  const cuts = useRecords(rendersDoc.doc, 'cutRenders');
  const progress = useProgress(rendersDoc.awareness);
  return { cut: cuts.find(({ id }) => id === episode.id) ?? null, percent: progress[episode.id] ?? null };
}
