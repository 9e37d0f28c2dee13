import { EDIT_RATE } from '@trashfire/shared/document/vocabulary';
import type { Caption } from '@trashfire/shared/render/manifest';

/**
 * Puts a plan's captions on a video as a text track of its own; browsers do not show the mp4's soft subtitles.
 * @param fps rate the captions are counted at. @param start first frame of the film on the timeline, at the edit rate.
 */
export function fillTrack(track: TextTrack, captions: readonly Caption[], fps: number, start: number): void {
  const offset = start / EDIT_RATE;
  for (const cue of [...(track.cues ?? [])]) track.removeCue(cue);
  for (const { startFrame, endFrame, text } of captions) {
    if (endFrame / fps > offset) track.addCue(new VTTCue(Math.max(0, startFrame / fps - offset), endFrame / fps - offset, text));
  }
}

/** The caption at a playhead in frames of the edit rate. @param fps rate the captions are counted at. */
export function captionAt(captions: readonly Caption[], frame: number, fps: number): Caption | null {
  const at = (frame * fps) / EDIT_RATE;
  return captions.find(({ startFrame, endFrame }) => at >= startFrame && at < endFrame) ?? null;
}
