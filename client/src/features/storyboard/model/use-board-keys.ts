import { type RefObject, useEffect } from 'react';
import { isMod, isTyping } from '../../../ui/keys.ts';
import { useDrawingUi } from '../../drawing/model/drawing-store.ts';
import type { EpisodeModel, SceneView, ShotView } from '../../studio/model/episode-model.ts';
import { useSelection } from '../../studio/model/selection.ts';
import { type BoardAction, boardAction, edits } from './board-keys.ts';
import { sceneStep } from './board-order.ts';
import { useBoardUi } from './board-ui.ts';
import { boardRows, nextShot } from './grid-keys.ts';
import { picksAfter, targetsOf } from './picks.ts';
import { chooseFile } from './picture-files.ts';
import type { BoardActions } from './use-board-actions.ts';
import { useOwnPicture } from './use-own-picture.ts';
import { usePlayFrom } from './use-play-from.ts';

interface BoardKeys {
  board: RefObject<HTMLElement | null>;
  scenes: readonly SceneView[];
  model: EpisodeModel;
  actions: BoardActions;
  writable: boolean;
}

const ARROWS = new Set(['ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown', 'Home', 'End']);

/** The keys of the board: arrows choose, with Shift several, and what board-keys.ts has. */
export function useBoardKeys({ board, scenes, model, actions, writable }: BoardKeys): void {
  const { give } = useOwnPicture();
  const chosen = useSelection((state) => state.shotId);
  const playFrom = usePlayFrom(chosen === null ? undefined : model.shots.get(chosen));
  useEffect(() => {
    const { select, pick, set } = useSelection.getState();
    const order = scenes.flatMap(({ shots }) => shots.map(({ id }) => id));
    const focus = (id: string) => {
      const card = board.current?.querySelector(`[data-shot="${CSS.escape(id)}"]`);
      if (card instanceof HTMLElement) card.focus();
    };
    const focusShot = (id: string) => {
      select(id, model.shots.get(id)?.sceneId ?? null);
      focus(id);
    };
    const look = (action: BoardAction, view: ShotView | undefined): void => {
      const step = action === 'nextScene' ? 1 : -1;
      if (action === 'nextScene' || action === 'previousScene') {
        const next = sceneStep(scenes, view?.id ?? null, step);
        if (next !== null) focusShot(next);
      } else if (action === 'single')
        useBoardUi.getState().set({ view: useBoardUi.getState().view === 'grid' ? 'single' : 'grid' });
      else if (action === 'all' && order[0] !== undefined) pick(order, view?.id ?? order[0]);
      else if (action === 'play' && view !== undefined) set({ preview: view.id });
      else if (action === 'playFrom') playFrom();
    };
    const edit = (action: BoardAction, view: ShotView): void => {
      const targets = targetsOf(view.id, useSelection.getState().picked);
      if (action === 'addAfter') actions.add(view.sceneId, view);
      else if (action === 'addBefore') actions.addBefore(view);
      else if (action === 'duplicate') actions.duplicate(view);
      else if (action === 'split') actions.split(view);
      else if (action === 'merge') actions.merge(view);
      else if (action === 'moveBack' || action === 'moveOn') actions.move(view, action === 'moveOn' ? 1 : -1);
      else if (action === 'lock') actions.lock(targets.flatMap((id) => model.shots.get(id) ?? []));
      else if (action === 'picture') chooseFile((file) => give(view, file));
      else if (action === 'draw') useDrawingUi.getState().open(view.id);
      else if (action === 'remove' && targets.length > 1) actions.removeMany(targets);
      else if (action === 'remove') actions.remove(view);
    };
    const arrow = (event: KeyboardEvent, current: string | null): void => {
      const columns = columnsOf(board.current);
      const rows = boardRows(
        scenes.map(({ shots }) => shots.map(({ id }) => id)),
        columns,
      );
      const next = nextShot(rows, current, event.key);
      if (next === null) return;
      event.preventDefault();
      if (!event.shiftKey) {
        focusShot(next);
        return;
      }
      const { picked } = useSelection.getState();
      const from = picked.length > 1 && current !== null ? (picked[0] === current ? picked.at(-1) : picked[0]) : current;
      pick(picksAfter(order, picked, from ?? null, next, 'range'), next);
      focus(next);
    };
    const onKey = (event: KeyboardEvent) => {
      if (isTyping(event) || event.defaultPrevented || inPopup(event)) return;
      const current = useSelection.getState().shotId;
      const view = current === null ? undefined : model.shots.get(current);
      const action = boardAction(event);
      if (event.key === 'Escape') {
        useSelection.getState().set({ picked: [] });
        useBoardUi.getState().set({ several: false });
      } else if (action !== null && (edits(action) ? writable && view !== undefined : true)) {
        // Space and Enter press what has the focus, where that is no card.
        if ((action === 'play' || action === 'playFrom') && !onCard(event)) return;
        event.preventDefault();
        if (!edits(action)) look(action, view);
        else if (view !== undefined) edit(action, view);
      } else if (ARROWS.has(event.key) && !event.altKey && !isMod(event)) arrow(event, current);
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [board, scenes, model, actions, writable, give, playFrom]);
}

function inPopup(event: KeyboardEvent): boolean {
  return (
    event.target instanceof Element &&
    event.target.closest('[role="menu"],[role="listbox"],[role="dialog"],[role="combobox"]') !== null
  );
}

function onCard(event: KeyboardEvent): boolean {
  return event.target === document.body || (event.target instanceof HTMLElement && event.target.dataset.shot !== undefined);
}

/** As many as the browser has laid out. */
function columnsOf(board: HTMLElement | null): number {
  const grid = board?.querySelector('[data-grid]');
  return grid ? getComputedStyle(grid).gridTemplateColumns.split(' ').length : 1;
}
