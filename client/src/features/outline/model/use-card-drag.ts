import type { OutlineItem } from '@trashfire/shared/document/outline';
import type { DragEvent } from 'react';
import { useBoard } from './outline-board.ts';
import { placeByDrop } from './outline-order.ts';
import { useOutlineUi } from './outline-ui.ts';

/** Dragging a card, and dropping one on it: in front of it, behind it or into it (`placeByDrop`). */
export function useCardDrag(item: OutlineItem, writable: boolean) {
  const { outline, actions } = useBoard();
  const drag = useOutlineUi((ui) => ui.drag);
  const edits = useOutlineUi((ui) => ui.edits?.id === item.id);
  const set = useOutlineUi((ui) => ui.set);
  const place = drag?.over === item.id ? placeByDrop(outline, drag.id, item.id, drag.below) : null;
  return {
    draggable: writable && !edits,
    'data-dragged': drag?.id === item.id ? '' : undefined,
    'data-drop': place === null ? undefined : drag?.below ? 'below' : 'above',
    onDragStart: (event: DragEvent) => {
      event.dataTransfer.effectAllowed = 'move';
      // Text that is dropped into a field is written there: a card is no text.
      event.dataTransfer.setData('application/x-outline', item.id);
      set({ drag: { id: item.id, over: null, below: false } });
    },
    onDragEnd: () => set({ drag: null }),
    onDragOver: (event: DragEvent<HTMLElement>) => {
      if (drag === null) return;
      event.preventDefault();
      event.stopPropagation();
      const { top, height } = event.currentTarget.getBoundingClientRect();
      const below = event.clientY > top + height / 2;
      if (drag.over !== item.id || drag.below !== below) set({ drag: { ...drag, over: item.id, below } });
    },
    onDrop: (event: DragEvent) => {
      if (drag === null) return;
      event.preventDefault();
      event.stopPropagation();
      actions.move(drag.id, placeByDrop(outline, drag.id, item.id, drag.below));
      set({ drag: null });
    },
  };
}
