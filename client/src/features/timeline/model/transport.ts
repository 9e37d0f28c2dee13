import { EDIT_RATE } from '@trashfire/shared/document/vocabulary';
import { type RefObject, useEffect, useRef } from 'react';
import { useSelection } from '../../studio/model/selection.ts';
import type { Reel } from './reels.ts';

/** A video may be off by this before it is sought, so that playing on does not stutter. */
const DRIFT_SECONDS = 0.15;

interface Transport {
  readonly video: RefObject<HTMLVideoElement | null>;
  /** What is played under the playhead now; null where only shots stand. */
  readonly reel: Reel | null;
  /** End of the cut. */
  readonly frames: number;
  /** What is played round and round; null plays to the end once. */
  readonly span: { readonly start: number; readonly end: number } | null;
  readonly seekTo: (frame: number) => void;
}

/**
 * Moves the playhead while playing. On film at speed 1 the video is the clock, because its sound cannot be pushed along;
 * everywhere else time itself is, and the video is sought after it.
 */
export function useTransport({ video, reel, frames, span, seekTo }: Transport): void {
  const round = useRef({ span, seekTo });
  round.current = { span, seekTo };
  const speed = useSelection((state) => state.speed);
  useEffect(() => {
    const { set } = useSelection.getState();
    if (speed === 0) {
      video.current?.pause();
      return;
    }
    const film = speed === 1 && reel !== null;
    let last = performance.now();
    let handle = 0;
    let failed = false;
    const tick = (now: number) => {
      const element = video.current;
      const { frame } = useSelection.getState();
      const elapsed = ((now - last) / 1000) * EDIT_RATE * speed;
      last = now;
      const next = film
        ? filmFrame(element, reel, frame, () => {
            failed = true;
          })
        : frame + elapsed;
      if (!film && element && reel && !element.seeking && element.readyState > 0)
        element.currentTime = (next - reel.start) / EDIT_RATE;
      const loop = round.current.span;
      const ended = failed || (speed > 0 ? next >= (loop?.end ?? frames) - 0.5 : next <= (loop?.start ?? 0));
      if (ended && !failed && loop !== null) {
        round.current.seekTo(speed > 0 ? loop.start : loop.end - 1);
        handle = requestAnimationFrame(tick);
        return;
      }
      set({ frame: Math.min(Math.max(0, next), frames), ...(ended ? { speed: 0 } : {}) });
      if (!ended) handle = requestAnimationFrame(tick);
    };
    handle = requestAnimationFrame(tick);
    return () => {
      cancelAnimationFrame(handle);
      video.current?.pause();
    };
  }, [video, reel, frames, speed]);
}

/** Where the film is, in frames of the timeline; starts it where it has to be. Until the film has arrived the playhead waits. */
function filmFrame(video: HTMLVideoElement | null, reel: Reel, frame: number, onFailure: () => void): number {
  if (video === null || video.readyState < HTMLMediaElement.HAVE_METADATA) return frame;
  if (video.ended) return reel.end;
  const wanted = (frame - reel.start) / EDIT_RATE;
  if (video.paused) {
    if (Math.abs(video.currentTime - wanted) > DRIFT_SECONDS) video.currentTime = wanted;
    // A browser that wants a gesture first refuses; then the playhead stops where it is.
    video.play().catch((error: unknown) => {
      if (!(error instanceof DOMException && error.name === 'AbortError')) onFailure();
    });
    return frame;
  }
  return video.seeking ? frame : reel.start + video.currentTime * EDIT_RATE;
}
