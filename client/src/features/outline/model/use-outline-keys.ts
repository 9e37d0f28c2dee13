import { itemsOf } from '@trashfire/shared/document/outline';
import { type RefObject, useEffect } from 'react';
import { isMod, isTyping } from '../../../ui/keys.ts';
import { nextCard } from './outline-focus.ts';
import { type OutlineAction, outlineAction } from './outline-keys.ts';
import { columnsOf, placeByAct, placeByStep } from './outline-order.ts';
import { useOutlineUi } from './outline-ui.ts';
import type { OutlineView } from './use-outline.ts';
import type { OutlineActions } from './use-outline-actions.ts';

interface OutlineKeys {
  board: RefObject<HTMLElement | null>;
  view: OutlineView;
  actions: OutlineActions;
  writable: boolean;
}

const ARROWS = new Set(['ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown', 'Home', 'End']);

/** The keys of the outline: arrows go from card to card, and what outline-keys.ts has. Enter and Space press the card's title. */
export function useOutlineKeys({ board, view, actions, writable }: OutlineKeys): void {
  useEffect(() => {
    const { items } = view;
    const { set } = useOutlineUi.getState();
    const act = (action: OutlineAction, id: string): void => {
      const item = items.get(id);
      if (item === undefined) return;
      const outline = view.now();
      if (action === 'rename') set({ edits: { id, what: 'title' } });
      else if (action === 'synopsis') set({ edits: { id, what: 'synopsis' } });
      else if (action === 'up' || action === 'down') actions.move(id, placeByStep(outline, id, action === 'up' ? -1 : 1));
      else if (action === 'actBefore' || action === 'actAfter')
        actions.move(id, placeByAct(outline, id, action === 'actBefore' ? -1 : 1));
      else if (action === 'add')
        actions.add('beat', {
          before:
            itemsOf(outline).find(({ from }) => from >= (itemsOf(outline).find((each) => each.id === id)?.to ?? 0))?.id ?? null,
        });
      else actions.remove(item);
    };
    const onKey = (event: KeyboardEvent) => {
      if (isTyping(event) || event.defaultPrevented) return;
      const target = event.target instanceof Element ? event.target : null;
      const current = target?.getAttribute('data-outline') ?? null;
      const nowhere = target === document.body;
      const action = outlineAction(event);
      if (action !== null && action !== 'open' && current !== null && writable) {
        event.preventDefault();
        act(action, current);
      } else if (ARROWS.has(event.key) && (current !== null || nowhere) && !event.altKey && !isMod(event)) {
        const next = nextCard(columnsOf(view.outline), current, event.key);
        if (next === null) return;
        event.preventDefault();
        board.current?.querySelector<HTMLElement>(`[data-outline="${CSS.escape(next)}"]`)?.focus();
      }
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [board, view, actions, writable]);
}
