import { type RefObject, useLayoutEffect, useState } from 'react';
import { type GridWindow, gridWindow } from './grid-window.ts';
import { useCardWidth } from './use-place.ts';

/** px between two cards, and of the two lines under a picture. */
const GAP = 12;
const WORDS = 44;
/** Padding of the scroller at both sides. */
const SIDES = 32;

/** Follows what of the grid is in sight. */
export function useGridWindow(scroller: RefObject<HTMLElement | null>, count: number): GridWindow & { gap: number } {
  const minCard = useCardWidth();
  const [seen, setSeen] = useState({ width: 0, height: 0, scrollTop: 0 });
  useLayoutEffect(() => {
    const element = scroller.current;
    if (element === null) return;
    const look = () => {
      const { clientWidth, clientHeight: height, scrollTop } = element;
      setSeen((last) => {
        const width = Math.max(0, clientWidth - SIDES);
        return last.width === width && last.height === height && last.scrollTop === scrollTop
          ? last
          : { width, height, scrollTop };
      });
    };
    look();
    const sizes = new ResizeObserver(look);
    sizes.observe(element);
    element.addEventListener('scroll', look, { passive: true });
    return () => {
      sizes.disconnect();
      element.removeEventListener('scroll', look);
    };
  }, [scroller]);
  const narrow = Math.min(minCard, Math.max(140, seen.width));
  return { ...gridWindow({ count, minCard: narrow, gap: GAP, words: WORDS, ...seen }), gap: GAP };
}
