import { type RefObject, useEffect, useState } from 'react';

/** Part of the lanes that is drawn, in px from frame 0. */
export interface Visible {
  readonly from: number;
  readonly to: number;
}

/** What is drawn beyond the window on each side, and the step in which it follows scrolling. */
const STEP_PX = 800;

/** The part of the lanes in sight and a bit around, so that a long cut is not drawn whole. @param headWidth px of the heads. */
export function useVisible(scroll: RefObject<HTMLElement | null>, headWidth: number): Visible {
  const [visible, setVisible] = useState<Visible>({ from: 0, to: 4 * STEP_PX });
  useEffect(() => {
    const element = scroll.current;
    if (element === null) return;
    const look = () => {
      const from = Math.max(0, Math.floor(element.scrollLeft / STEP_PX) - 1) * STEP_PX;
      const to = (Math.ceil((element.scrollLeft + element.clientWidth - headWidth) / STEP_PX) + 1) * STEP_PX;
      setVisible((old) => (old.from === from && old.to === to ? old : { from, to }));
    };
    look();
    element.addEventListener('scroll', look, { passive: true });
    const sized = new ResizeObserver(look);
    sized.observe(element);
    return () => {
      element.removeEventListener('scroll', look);
      sized.disconnect();
    };
  }, [scroll, headWidth]);
  return visible;
}

/** Whether something from one px to another is to be drawn. */
export function isVisible({ from, to }: Visible, left: number, right: number): boolean {
  return right >= from && left <= to;
}
