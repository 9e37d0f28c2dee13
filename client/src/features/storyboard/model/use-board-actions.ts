import { plural, t } from '@lingui/core/macro';
import { addShot } from '@trashfire/shared/document/commands/add-shot';
import { duplicateShot } from '@trashfire/shared/document/commands/duplicate-shot';
import { mergeShots } from '@trashfire/shared/document/commands/merge-shots';
import { moveShot } from '@trashfire/shared/document/commands/move-shot';
import { moveShots } from '@trashfire/shared/document/commands/move-shots';
import { removeShot } from '@trashfire/shared/document/commands/remove-shot';
import { removeShots } from '@trashfire/shared/document/commands/remove-shots';
import { splitShot } from '@trashfire/shared/document/commands/split-shot';
import { unlockShots } from '@trashfire/shared/document/commands/unlock-shots';
import { SHORTEST_CLIP } from '@trashfire/shared/document/timeline';
import { EDIT_RATE } from '@trashfire/shared/document/vocabulary';
import { newId } from '@trashfire/shared/ids';
import { useMemo } from 'react';
import { say } from '../../../ui/toast.ts';
import { type EpisodeModel, type ShotView, shotsInOrder } from '../../studio/model/episode-model.ts';
import { sayDeleted } from '../../studio/model/say-deleted.ts';
import { useSelection } from '../../studio/model/selection.ts';
import { useStudio } from '../../studio/model/studio-context.ts';
import { useCommand } from '../../studio/model/use-command.ts';
import { usePlan } from '../../studio/model/use-plan.ts';
import { type Place, stepPlaceOf } from './board-order.ts';
import { useBoardUi } from './board-ui.ts';
import { blankShot, seed } from './new-shot.ts';
import { targetsOf } from './picks.ts';
import { splitPoint } from './split-point.ts';

/** What a person can do to shots: the same functions behind keys, menus, buttons and drags. Each is one step of undo. */
export function useBoardActions(model: EpisodeModel) {
  const run = useCommand();
  const { undo } = useStudio();
  const { plan } = usePlan();
  const select = useSelection((state) => state.select);
  const pick = useSelection((state) => state.pick);
  return useMemo(() => {
    const siblings = (view: ShotView) => model.scenes.find(({ id }) => id === view.sceneId)?.shots ?? [];
    const behind = (view: ShotView) => siblings(view)[siblings(view).findIndex(({ id }) => id === view.id) + 1] ?? null;
    const addBefore = (sceneId: string, before: string | null) => {
      const args = blankShot(sceneId, before);
      if (run(addShot, args)) select(args.shot.id, sceneId);
    };
    const duplicate = (view: ShotView) => {
      const copy = { shotId: newId(), clipId: newId(), seed: seed() };
      if (run(duplicateShot, { id: view.id, copy })) select(copy.shotId, view.sceneId);
    };
    const selectBeside = (gone: readonly string[]) => {
      const all = shotsInOrder(model);
      const at = all.findIndex(({ id }) => gone.includes(id));
      const rest = all.filter(({ id }) => !gone.includes(id));
      select((rest[at] ?? rest.at(-1))?.id ?? null);
    };
    const remove = (view: ShotView) => {
      if (!run(removeShot, { id: view.id })) return;
      selectBeside([view.id]);
      const { number } = view;
      sayDeleted(undo, t`Shot ${number} is deleted.`);
    };
    const removeMany = (ids: readonly string[]) => {
      const count = run(removeShots, { ids: [...ids] });
      if (count === null) return;
      selectBeside(ids);
      sayDeleted(undo, t`${plural(count, { one: '# shot is', other: '# shots are' })} deleted.`);
    };
    const together = (id: string) => targetsOf(id, useSelection.getState().picked);
    const place = (id: string, { sceneId, before }: Place) => {
      const ids = together(id);
      if (ids.length > 1) {
        // They stay chosen: what was moved too short goes on.
        if (run(moveShots, { ids: [...ids], sceneId, before }) !== null) pick(ids, id);
      } else if (run(moveShot, { id, sceneId, before }) !== null) select(id, sceneId);
    };
    const move = ({ id }: ShotView, by: -1 | 1) => {
      const to = stepPlaceOf(model.scenes, together(id), by);
      if (to !== null) place(id, to);
    };
    const split = (view: ShotView, after: string | null = null) => {
      if (view.clip === null) return void say(t`That shot is not in the cut, so it has no length to split.`);
      const lines = plan?.shots.find(({ shotId }) => shotId === view.id)?.lines ?? [];
      const point = splitPoint(view.duration, view.shot.lines, after, { fps: plan?.fps ?? EDIT_RATE, lines });
      if (point === null) return void say(t`That shot is too short: each half needs ${SHORTEST_CLIP} frames.`);
      const second = { shotId: newId(), clipId: newId() };
      const args = { id: view.id, at: point.at, lines: [...point.lines], second };
      if (run(splitShot, args)) select(second.shotId, view.sceneId);
    };
    const merge = (view: ShotView) => {
      const next = behind(view);
      if (next === null) return void say(t`No shot of this scene follows, so there is nothing to merge it with.`);
      if (run(mergeShots, { id: view.id, next: next.id })) select(view.id, view.sceneId);
    };
    const lock = (views: readonly ShotView[]) => {
      const open = views.filter(({ shot }) => shot.lock === null);
      if (open.length > 0) useBoardUi.getState().set({ locking: open.map(({ id }) => id) });
      else if (views.length > 0) run(unlockShots, { ids: views.map(({ id }) => id) });
    };
    return {
      add: (sceneId: string, after: ShotView | null) => addBefore(sceneId, after === null ? null : (behind(after)?.id ?? null)),
      addBefore: (view: ShotView) => addBefore(view.sceneId, view.id),
      duplicate,
      remove,
      removeMany,
      move,
      place,
      split,
      merge,
      lock,
    };
  }, [model, run, select, pick, undo, plan]);
}
export type BoardActions = ReturnType<typeof useBoardActions>;
