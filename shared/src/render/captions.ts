import type { Caption, SpokenLine } from './manifest.ts';

/** A shot as far as captions care: its first frame, and its lines with frames counted from that. */
interface CaptionedShot {
  readonly start: number;
  readonly lines: readonly (Pick<SpokenLine, 'startFrame' | 'endFrame' | 'text'> & { readonly speaker: string })[];
}

/** Captions over shots that stand where they say. */
export function captionsOf(shots: readonly CaptionedShot[]): Caption[] {
  return shots.flatMap(({ start, lines }) =>
    lines.map(({ startFrame, endFrame, speaker, text }) => ({
      startFrame: start + startFrame,
      endFrame: start + endFrame,
      speaker,
      text,
    })),
  );
}
