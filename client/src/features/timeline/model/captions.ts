import { EDIT_RATE } from '@trashfire/shared/document/vocabulary';
import type { Caption } from '@trashfire/shared/render/manifest';

/** Makes a film's captions the cues of a text track. @param fps rate the captions are counted at. */
export function fillTrack(track: TextTrack, captions: readonly Caption[], fps: number): void {
  for (const cue of [...(track.cues ?? [])]) track.removeCue(cue);
  for (const { startFrame, endFrame, text } of captions) track.addCue(new VTTCue(startFrame / fps, endFrame / fps, text));
}

/** The caption at a playhead in frames of the edit rate. @param fps rate the captions are counted at. */
export function captionAt(captions: readonly Caption[], frame: number, fps: number): Caption | null {
  const at = (frame * fps) / EDIT_RATE;
  return captions.find(({ startFrame, endFrame }) => at >= startFrame && at < endFrame) ?? null;
}
