import { EDIT_RATE } from '@trashfire/shared/document/vocabulary';
import { useSelection } from '../../studio/model/selection.ts';
import { type Reel, reelAt } from './reels.ts';
import { useLiveView } from './view.ts';

/** The film under the playhead and the element that shows it. */
export interface Deck {
  readonly video: HTMLVideoElement | null;
  readonly reels: readonly Reel[];
  /** End of the cut in frames. */
  readonly frames: number;
}

/** Moves the playhead, and the film with it: to the middle of the frame, where no rounding shows the one before. */
export function seek({ video, reels, frames }: Deck, frame: number): void {
  const to = Math.min(Math.max(0, Math.round(frame)), Math.max(0, frames));
  useSelection.getState().set({ frame: to });
  useLiveView.getState().jumped();
  const reel = reelAt(reels, to);
  if (video !== null && reel !== null && video.readyState > 0) video.currentTime = (to - reel.start + 0.5) / EDIT_RATE;
}
