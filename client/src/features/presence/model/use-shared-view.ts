import { type RefObject, useEffect } from 'react';
import { useSelection } from '../../studio/model/selection.ts';

/** Looked at this often at most while one scrolls, and once more when it ends. */
const EVERY_MS = 250;

/** Notes which block of the script is at the top of the window, for who follows it. */
export function useSharedView(scroll: RefObject<HTMLElement | null>): void {
  const set = useSelection((state) => state.set);
  useEffect(() => {
    const element = scroll.current;
    if (element === null) return;
    let timer: ReturnType<typeof setTimeout> | null = null;
    const look = () => {
      timer = null;
      set({ blockId: firstInSight(element) });
    };
    const onScroll = () => {
      timer ??= setTimeout(look, EVERY_MS);
    };
    element.addEventListener('scroll', onScroll, { passive: true });
    return () => {
      element.removeEventListener('scroll', onScroll);
      if (timer !== null) clearTimeout(timer);
      set({ blockId: null });
    };
  }, [scroll, set]);
}

/** The first block that is not above the edge; found by halves, since blocks stand one under the other. */
function firstInSight(scroll: HTMLElement): string | null {
  const edge = scroll.getBoundingClientRect().top;
  const blocks = scroll.querySelectorAll<HTMLElement>('.screenplay > [data-id]');
  let low = 0;
  let high = blocks.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const bottom = blocks[middle]?.getBoundingClientRect().bottom ?? edge;
    if (bottom <= edge) low = middle + 1;
    else high = middle;
  }
  return blocks[low]?.dataset.id ?? null;
}
