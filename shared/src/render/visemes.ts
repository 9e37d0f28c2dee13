/**
 * Mouth shapes a speech track may ask for, and when (ART §3). Six shapes are enough at 24 frames a second: `rest`
 * stands for silence and for the closed consonants (M, B, P).
 */
export const VISEMES = ['rest', 'A', 'I', 'U', 'E', 'O'] as const;
export type Viseme = (typeof VISEMES)[number];

/** From `frame` (counted from the shot's first frame, at the shot's fps) on, the mouth has this shape until the next cue. */
export interface MouthCue {
  readonly frame: number;
  readonly viseme: Viseme;
}

/** The mouth of one character over one spoken line; cues rise in frame, and the last one is `rest` at the line's end. */
export interface MouthTrack {
  readonly characterId: string;
  readonly cues: readonly MouthCue[];
}
