import { EDIT_RATE } from '@trashfire/shared/document/vocabulary';
import { useMemo } from 'react';
import { useUi } from '../../../app/ui-store.ts';
import { useSelection } from '../../studio/model/selection.ts';
import type { PLAY_ACTIONS, TimelineActions } from './actions.ts';
import { NO_RANGE, spanOf, withIn, withOut } from './range.ts';
import { nextEdge, shuttle } from './shuttle.ts';
import { useTimelineView, useWindowView } from './view.ts';

/** The frame that is shown: between two frames, as while playing, the one before. */
export function shownFrame(): number {
  return Math.max(0, Math.floor(useSelection.getState().frame));
}

interface Deck {
  /** End of what is played. */
  readonly frames: number;
  /** Where the arrows stop: edits, markers, the end; sorted. */
  readonly points: readonly number[];
  readonly seekTo: (frame: number) => void;
}

/** Going through the cut and playing it. */
export function usePlayActions({ frames, points, seekTo }: Deck): Pick<TimelineActions, (typeof PLAY_ACTIONS)[number]> {
  return useMemo(() => {
    const { set } = useSelection.getState();
    const go = (frame: number) => {
      set({ speed: 0 });
      seekTo(frame);
    };
    const run = (key: 'j' | 'k' | 'l') => set({ speed: shuttle(useSelection.getState().speed, key) });
    const range = () => useWindowView.getState();
    return {
      playPause: () => {
        const { speed, frame } = useSelection.getState();
        const span = useTimelineView.getState().loop ? spanOf(range().range, frames) : null;
        if (speed === 0 && span !== null && (frame < span.start || frame >= span.end - 1)) seekTo(span.start);
        else if (speed === 0 && frame >= frames - 1) seekTo(0);
        set({ speed: speed === 0 ? 1 : 0 });
      },
      shuttleBack: () => run('j'),
      shuttleStop: () => run('k'),
      shuttleForward: () => run('l'),
      frameBack: () => go(shownFrame() - 1),
      frameForward: () => go(shownFrame() + 1),
      secondBack: () => go(shownFrame() - EDIT_RATE),
      secondForward: () => go(shownFrame() + EDIT_RATE),
      previousPoint: () => go(nextEdge(points, shownFrame(), -1)),
      nextPoint: () => go(nextEdge(points, shownFrame(), 1)),
      toStart: () => go(0),
      toEnd: () => go(frames),
      setIn: () => range().setRange(withIn(range().range, shownFrame())),
      setOut: () => range().setRange(withOut(range().range, shownFrame())),
      clearRange: () => range().setRange(NO_RANGE),
      loop: () => useTimelineView.getState().set({ loop: !useTimelineView.getState().loop }),
      captions: () => useUi.getState().set({ captions: !useUi.getState().captions }),
    };
  }, [frames, points, seekTo]);
}
