import { EDIT_RATE } from '@trashfire/shared/document/vocabulary';
import { useSelection } from '../../studio/model/selection.ts';

/** Moves the playhead, and the video with it: to the middle of the frame, where no rounding shows the one before. */
export function seek(video: HTMLVideoElement | null, frame: number, frames: number): void {
  const to = Math.min(Math.max(0, Math.round(frame)), Math.max(0, frames));
  useSelection.getState().set({ frame: to });
  if (video !== null && video.readyState > 0) video.currentTime = Math.min((to + 0.5) / EDIT_RATE, video.duration || 0);
}
