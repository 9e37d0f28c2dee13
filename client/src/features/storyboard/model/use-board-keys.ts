import { type RefObject, useEffect } from 'react';
import { isMod, isTyping } from '../../../ui/keys.ts';
import type { EpisodeModel, SceneView } from '../../studio/model/episode-model.ts';
import { useSelection } from '../../studio/model/selection.ts';
import { boardRows, nextShot } from './grid-keys.ts';
import type { BoardActions } from './use-board-actions.ts';

interface BoardKeys {
  board: RefObject<HTMLElement | null>;
  scenes: readonly SceneView[];
  model: EpisodeModel;
  actions: BoardActions;
  writable: boolean;
}

const ARROWS = new Set(['ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown', 'Home', 'End']);

/** The keys of the board: arrows choose, Enter plays, N D Delete and Alt+arrows edit. */
export function useBoardKeys({ board, scenes, model, actions, writable }: BoardKeys): void {
  const { select, set } = useSelection.getState();
  useEffect(() => {
    const focusShot = (id: string) => {
      select(id, model.shots.get(id)?.sceneId ?? null);
      const card = board.current?.querySelector(`[data-shot="${CSS.escape(id)}"]`);
      if (card instanceof HTMLElement) card.focus();
    };
    const edit = (event: KeyboardEvent, current: string): boolean => {
      const view = model.shots.get(current);
      if (view === undefined || !writable) return false;
      if (event.altKey && event.key === 'ArrowLeft') actions.move(view, -1);
      else if (event.altKey && event.key === 'ArrowRight') actions.move(view, 1);
      else if (event.altKey) return false;
      else if (event.key === 'n' || event.key === 'N') actions.add(view.sceneId, view);
      else if (event.key === 'd' || event.key === 'D') actions.duplicate(view);
      else if (event.key === 'Delete' || event.key === 'Backspace') actions.remove(view);
      else return false;
      return true;
    };
    const onKey = (event: KeyboardEvent) => {
      if (isTyping(event) || isMod(event) || event.defaultPrevented || inPopup(event)) return;
      const current = useSelection.getState().shotId;
      if (current !== null && edit(event, current)) event.preventDefault();
      else if (ARROWS.has(event.key) && !event.altKey) {
        const next = nextShot(
          boardRows(
            scenes.map(({ shots }) => shots.map(({ id }) => id)),
            columnsOf(board.current),
          ),
          current,
          event.key,
        );
        if (next === null) return;
        event.preventDefault();
        focusShot(next);
      } else if (event.key === 'Enter' && current !== null && onCard(event)) {
        event.preventDefault();
        set({ preview: current });
      }
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [board, scenes, model, actions, writable, select, set]);
}

function inPopup(event: KeyboardEvent): boolean {
  return event.target instanceof Element && event.target.closest('[role="menu"],[role="listbox"],[role="dialog"]') !== null;
}

function onCard(event: KeyboardEvent): boolean {
  return event.target === document.body || (event.target instanceof HTMLElement && event.target.dataset.shot !== undefined);
}

/** As many as the browser has laid out. */
function columnsOf(board: HTMLElement | null): number {
  const grid = board?.querySelector('[data-grid]');
  return grid ? getComputedStyle(grid).gridTemplateColumns.split(' ').length : 1;
}
