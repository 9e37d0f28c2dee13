import { t } from '@lingui/core/macro';
import { addShot } from '@trashfire/shared/document/commands/add-shot';
import { duplicateShot } from '@trashfire/shared/document/commands/duplicate-shot';
import { moveShot } from '@trashfire/shared/document/commands/move-shot';
import { removeShot } from '@trashfire/shared/document/commands/remove-shot';
import { newId } from '@trashfire/shared/ids';
import { useMemo } from 'react';
import { type EpisodeModel, type ShotView, shotsInOrder } from '../../studio/model/episode-model.ts';
import { sayDeleted } from '../../studio/model/say-deleted.ts';
import { useSelection } from '../../studio/model/selection.ts';
import { useStudio } from '../../studio/model/studio-context.ts';
import { useCommand } from '../../studio/model/use-command.ts';
import { blankShot, seed } from './new-shot.ts';

/** What a person can do to shots: the same functions behind keys, menus and buttons. */
export function useBoardActions(model: EpisodeModel) {
  const run = useCommand();
  const { undo } = useStudio();
  const select = useSelection((state) => state.select);
  return useMemo(() => {
    const siblings = (view: ShotView) => model.scenes.find(({ id }) => id === view.sceneId)?.shots ?? [];
    const behind = (view: ShotView) => siblings(view)[siblings(view).findIndex(({ id }) => id === view.id) + 1]?.id ?? null;
    const add = (sceneId: string, after: ShotView | null) => {
      const args = blankShot(sceneId, after === null ? null : behind(after));
      if (run(addShot, args)) select(args.shot.id, sceneId);
    };
    const duplicate = (view: ShotView) => {
      const copy = { shotId: newId(), clipId: newId(), seed: seed() };
      if (run(duplicateShot, { id: view.id, copy })) select(copy.shotId, view.sceneId);
    };
    const remove = (view: ShotView) => {
      const all = shotsInOrder(model);
      const at = all.findIndex(({ id }) => id === view.id);
      if (!run(removeShot, { id: view.id })) return;
      select((all[at + 1] ?? all[at - 1])?.id ?? null);
      const { number } = view;
      sayDeleted(undo, t`Shot ${number} is deleted.`);
    };
    const move = (view: ShotView, by: -1 | 1) => {
      const shots = siblings(view);
      const at = shots.findIndex(({ id }) => id === view.id);
      if (at + by < 0 || at + by >= shots.length) return;
      const before = by === -1 ? shots[at - 1] : shots[at + 2];
      run(moveShot, { id: view.id, sceneId: view.sceneId, before: before?.id ?? null });
    };
    return { add, duplicate, remove, move };
  }, [model, run, select, undo]);
}
export type BoardActions = ReturnType<typeof useBoardActions>;
