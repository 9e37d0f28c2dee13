import type { Caption, SpokenLine } from './manifest.ts';

/** A shot as far as captions care: its length, and its lines with frames counted from its own first frame. */
interface CaptionedShot {
  readonly frames: number;
  readonly lines: readonly (Pick<SpokenLine, 'startFrame' | 'endFrame' | 'text'> & { readonly speaker: string })[];
}

/** Captions over shots that are played one after the other; frames count from the first shot's first frame. */
export function captionsOf(shots: readonly CaptionedShot[]): Caption[] {
  let start = 0;
  return shots.flatMap(({ frames, lines }) => {
    const from = start;
    start += frames;
    return lines.map(({ startFrame, endFrame, speaker, text }) => ({
      startFrame: from + startFrame,
      endFrame: from + endFrame,
      speaker,
      text,
    }));
  });
}
