/** Things a plan found that the writer should know; none of them stops a render (R5). */
export type NoteKind =
  | 'shot-without-clip'
  | 'shot-too-long'
  | 'scene-unplaced'
  | 'character-missing'
  | 'location-missing'
  | 'line-missing'
  | 'line-in-no-shot'
  | 'line-in-two-shots'
  | 'lines-too-long'
  | 'speaker-unknown';

export interface PlanNote {
  readonly kind: NoteKind;
  /** A sentence for people. */
  readonly text: string;
  readonly shotId: string | null;
  /** The block of the script it is about. */
  readonly blockId: string | null;
}

/** Collects notes; the same one is kept once. */
export function createNotes(): { readonly all: PlanNote[]; add(kind: NoteKind, text: string, at?: NoteAt): void } {
  const all: PlanNote[] = [];
  const seen = new Set<string>();
  return {
    all,
    add(kind, text, at = {}) {
      if (seen.has(text)) return;
      seen.add(text);
      all.push({ kind, text, shotId: at.shotId ?? null, blockId: at.blockId ?? null });
    },
  };
}

interface NoteAt {
  readonly shotId?: string;
  readonly blockId?: string;
}
export type Notes = ReturnType<typeof createNotes>;
