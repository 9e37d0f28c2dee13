import { useLingui } from '@lingui/react';
import { createContext, useContext, useSyncExternalStore } from 'react';
import { useProgress } from '../../../collab/presence.ts';
import { useRecords } from '../../../collab/records.ts';
import type { Blamed } from './blame.ts';
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

/** Whose edits made a shot other than what can be watched of it; null when nothing can be. */
export function useBlame(): (view: Pick<ShotView, 'id' | 'render'>) => Blamed | null {
  const store = usePlanStore();
  return ({ id, render }) => (render?.doneRevision ? store.blameOf(id, render.doneRevision) : null);
}

/** Decides what is shown of a shot; the same function for every room, so that a shot is in one state everywhere. */
export function useShotStates(): (view: Pick<ShotView, 'id' | 'shot' | 'render' | 'still'>) => ShotState {
  // Reasons are said again when another language is chosen.
  useLingui();
  const store = usePlanStore();
  const { revisions } = usePlan();
  const { rendersDoc } = useStudio();
  const progress = useProgress(rendersDoc.awareness);
  return ({ id, shot, render, still }) => {
    const planned = revisions.get(id) ?? {};
    const wanted = planned[render?.donePreset ?? 'LOW'];
    const now = wanted === undefined ? null : store.manifestOf(wanted);
    const before = render?.doneRevision ? store.manifestOf(render.doneRevision) : null;
    return shotState({
      render,
      hasStill: still !== null || shot.ownPicture !== null,
      planned,
      percent: progress[id] ?? null,
      change: before && now ? changeReason(before, now) : null,
    });
  };
}

/** The episode's newest cut, what it was made at (LOW before there is one), and how far the next one is. */
export function useCut() {
  const { rendersDoc, episode } = useStudio();
  const cuts = useRecords(rendersDoc.doc, 'cutRenders');
  const progress = useProgress(rendersDoc.awareness);
  const cut = cuts.find(({ id }) => id === episode.id) ?? null;
  return { cut, preset: cut?.assetPreset ?? ('LOW' as const), percent: progress[episode.id] ?? null };
}
