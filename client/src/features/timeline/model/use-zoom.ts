import type { Timeline } from '@trashfire/shared/document/timeline';
import { type RefObject, useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react';
import { PHONE } from '../../../ui/use-media.ts';
import { useSelection } from '../../studio/model/selection.ts';
import { fitZoom, zoomAround } from './time-scale.ts';

/** On a phone the shortest clip stays wide enough for a finger, so fitting shows less. */
const TOUCH_PX = 44;
/** Free space behind the cut, for its last edge and a drop at the end. */
export const TAIL_PX = 40;

export interface Zoom {
  /** px per frame. */
  readonly zoom: number;
  readonly fit: () => void;
  /** Zooms around the playhead, or around the middle where that is out of sight. */
  readonly zoomBy: (factor: number) => void;
}

/**
 * How large time is drawn. Alt or Ctrl with the wheel zooms around the pointer, Shift with the wheel pans.
 * @param scroll what scrolls. @param headWidth px on its left that belong to the heads and not to time.
 */
export function useZoom(scroll: RefObject<HTMLDivElement | null>, { frames, clips }: Timeline, headWidth: number): Zoom {
  const shortest = Math.min(...clips.map(({ duration }) => duration));
  const [zoom, setZoom] = useState(1);
  const current = useRef({ zoom, frames, shortest, headWidth });
  current.current = { zoom, frames, shortest, headWidth };
  const pending = useRef<number | null>(null);
  const fit = useCallback(() => {
    const now = current.current;
    const width = (scroll.current?.clientWidth ?? 800) - now.headWidth;
    const touch = window.matchMedia(PHONE).matches ? TOUCH_PX / Math.max(1, now.shortest) : 0;
    setZoom(Math.max(touch, fitZoom(now.frames, width - TAIL_PX)));
  }, [scroll]);
  /** @param x px from where time begins to be seen. */
  const zoomAt = useCallback(
    (x: number, factor: number) => {
      const next = zoomAround(current.current.zoom, scroll.current?.scrollLeft ?? 0, x, factor);
      pending.current = next.scroll;
      setZoom(next.zoom);
    },
    [scroll],
  );
  useLayoutEffect(fit, [fit]);
  useLayoutEffect(() => {
    if (pending.current !== null && scroll.current) scroll.current.scrollLeft = pending.current;
    pending.current = null;
    // Runs once per change of zoom, after the lanes have their new width.
    void zoom;
  }, [zoom, scroll]);
  useEffect(() => {
    const element = scroll.current;
    if (element === null) return;
    const onWheel = (event: WheelEvent) => {
      if (event.altKey || event.ctrlKey || event.metaKey) {
        event.preventDefault();
        const x = event.clientX - element.getBoundingClientRect().left - current.current.headWidth;
        zoomAt(Math.max(0, x), Math.exp(-event.deltaY / 300));
      } else if (event.shiftKey && event.deltaX === 0) {
        event.preventDefault();
        element.scrollLeft += event.deltaY;
      }
    };
    element.addEventListener('wheel', onWheel, { passive: false });
    return () => element.removeEventListener('wheel', onWheel);
  }, [scroll, zoomAt]);
  return useMemo(() => {
    const zoomBy = (factor: number) => {
      const element = scroll.current;
      const width = (element?.clientWidth ?? 0) - current.current.headWidth;
      const x = useSelection.getState().frame * current.current.zoom - (element?.scrollLeft ?? 0);
      zoomAt(x >= 0 && x <= width ? x : width / 2, factor);
    };
    return { zoom, fit, zoomBy };
  }, [zoom, fit, zoomAt, scroll]);
}
