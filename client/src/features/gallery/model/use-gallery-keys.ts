import { type RefObject, useCallback, useEffect } from 'react';
import { flushSync } from 'react-dom';
import { isMod, isTyping } from '../../../ui/keys.ts';
import { type PickBy, picksAfter, targetsOf } from '../../storyboard/model/picks.ts';
import { galleryAction } from './gallery-keys.ts';
import { useGalleryUi } from './gallery-ui.ts';
import { stepTo } from './grid-window.ts';
import type { GalleryItem } from './items.ts';
import type { GalleryActions } from './use-gallery-actions.ts';

interface GalleryKeys<T extends GalleryItem> {
  items: readonly T[];
  actions: GalleryActions;
  scroller: RefObject<HTMLElement | null>;
  columns: number;
  /** px: the height of a row. */
  row: number;
  onOpen: (item: T) => void;
  onRemove?: ((ids: readonly string[]) => void) | undefined;
  onCompare?: ((one: T, other: T) => void) | undefined;
  onPick?: ((item: T) => void) | undefined;
}

/** The keys of the grid: arrows go from card to card, with Shift they choose, and what gallery-keys.ts has. */
export function useGalleryKeys<T extends GalleryItem>(keys: GalleryKeys<T>) {
  const { items, actions, scroller, columns, row, onOpen, onRemove, onCompare, onPick } = keys;
  const focused = useGalleryUi((ui) => ui.at);
  const set = useGalleryUi((ui) => ui.set);
  const choose = useCallback(
    (id: string, by: PickBy) => {
      const { chosen, at } = useGalleryUi.getState();
      const order = items.map((item) => item.id);
      // A toggle adds to what is chosen; the card that merely has the focus is not chosen.
      const from = by === 'range' ? at : null;
      set({ chosen: picksAfter(order, chosen, from, id, by), ...(by === 'toggle' ? { at: id } : {}) });
    },
    [items, set],
  );
  const focusAt = useCallback((id: string) => set({ at: id }), [set]);
  const found = items.findIndex(({ id }) => id === focused);
  const at = Math.max(0, found);

  useEffect(() => {
    const focusIndex = (index: number, extend: boolean) => {
      const item = items[index];
      const element = scroller.current;
      if (item === undefined || element === null) return;
      const top = Math.floor(index / columns) * row;
      // The card is drawn by the scroll before it can have the focus.
      if (top < element.scrollTop) element.scrollTop = top;
      else if (top + row > element.scrollTop + element.clientHeight) element.scrollTop = top + row - element.clientHeight;
      flushSync(() => element.dispatchEvent(new Event('scroll')));
      const anchor = useGalleryUi.getState().at;
      const card = element.querySelector(`[data-item="${CSS.escape(item.id)}"]`);
      if (card instanceof HTMLElement) card.focus({ preventScroll: true });
      if (!extend) return;
      const order = items.map(({ id }) => id);
      const chosen = useGalleryUi.getState().chosen;
      const from = rangeStart(order, chosen, anchor);
      set({ chosen: picksAfter(order, chosen, from, item.id, 'range') });
    };
    const onKey = (event: KeyboardEvent) => {
      if (isTyping(event) || event.defaultPrevented || elsewhere(event)) return;
      const action = galleryAction(event);
      const current = items[at];
      const { chosen } = useGalleryUi.getState();
      if (event.key === 'Escape') return set({ chosen: [], tagging: false });
      if (!event.altKey && !isMod(event)) {
        const next = stepTo(event.key, at, columns, items.length);
        if (next !== null) {
          event.preventDefault();
          focusIndex(onCard(event) ? next : at, event.shiftKey);
          return;
        }
      }
      if (action === null || current === undefined) return;
      // Enter and Space press what has the focus, where that is no card.
      if ((action === 'open' || action === 'choose') && !onCard(event)) return;
      event.preventDefault();
      const targets = chosen.length > 0 ? targetsOf(chosen[0] ?? '', chosen) : [current.id];
      const ids = new Set(targets);
      const picked = items.filter(({ id }) => ids.has(id));
      const [one, other] = picked;
      if (action === 'open') onOpen(current);
      else if (action === 'choose') choose(current.id, 'toggle');
      else if (action === 'all') set({ chosen: items.map(({ id }) => id) });
      else if (action === 'star') actions.star(picked);
      else if (action === 'search') focusField('[data-gallery-search]');
      else if (action === 'compare' && one && other && picked.length === 2) onCompare?.(one, other);
      else if (action === 'pick') onPick?.(current);
      else if (action === 'tag') {
        flushSync(() => set({ chosen: targets }));
        focusField('[data-gallery-tag]');
      } else if (action === 'remove' && onRemove) {
        onRemove(targets);
        set({ chosen: [] });
      }
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [items, actions, scroller, columns, row, at, onOpen, onRemove, onCompare, onPick, choose, set]);

  return { choose, focusAt, at };
}

/** Where a range begins that arrows make longer: at its other end while one is chosen, else at the card that had the focus. */
function rangeStart(order: readonly string[], chosen: readonly string[], anchor: string | null): string | null {
  if (anchor === null || chosen.length < 2) return anchor;
  const shown = order.filter((id) => chosen.includes(id));
  const [first, last] = [shown[0] ?? null, shown.at(-1) ?? null];
  return anchor === last ? first : anchor === first ? last : anchor;
}

function focusField(selector: string): void {
  const field = document.querySelector(selector);
  if (field instanceof HTMLElement) field.focus();
}

function elsewhere({ target }: KeyboardEvent): boolean {
  return target instanceof Element && target.closest('[role="menu"],[role="listbox"],[role="dialog"],[role="combobox"]') !== null;
}

function onCard({ target }: KeyboardEvent): boolean {
  return target === document.body || (target instanceof HTMLElement && target.dataset.item !== undefined);
}
