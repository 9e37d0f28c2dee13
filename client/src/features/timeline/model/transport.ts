import { EDIT_RATE } from '@trashfire/shared/document/vocabulary';
import { useEffect, useRef } from 'react';
import { useSelection } from '../../studio/model/selection.ts';

/**
 * Moves the playhead while playing. A video is the master of its own time at speed 1; at every other speed, and without
 * a video, the clock is, and the video is sought along.
 * @param frames length of what is played. @param speed frames per frame of real time, negative backwards.
 */
export function useTransport(deck: React.RefObject<HTMLVideoElement | null>, frames: number, speed: number): void {
  const last = useRef(0);
  useEffect(() => {
    const { set } = useSelection.getState();
    if (speed === 0) {
      deck.current?.pause();
      return;
    }
    if (speed !== 1) deck.current?.pause();
    let handle = 0;
    last.current = performance.now();
    const tick = (now: number) => {
      // Looked at anew each time: a cut that arrives after Play was pressed takes over then, or it would stand still for good.
      const video = deck.current;
      const native = speed === 1 && video !== null && video.readyState > 0 ? video : null;
      if (native?.paused && !native.ended) native.play().catch(() => set({ playing: false }));
      const before = useSelection.getState().frame;
      const next = native ? native.currentTime * EDIT_RATE : before + ((now - last.current) / 1000) * EDIT_RATE * speed;
      last.current = now;
      const ended = speed > 0 ? next >= frames - 0.5 || native?.ended === true : next <= 0;
      set({ frame: Math.min(Math.max(0, next), frames), ...(ended ? { playing: false } : {}) });
      if (!ended) handle = requestAnimationFrame(tick);
    };
    handle = requestAnimationFrame(tick);
    return () => cancelAnimationFrame(handle);
  }, [deck, frames, speed]);
}
