import { type Run, widthOf } from '@trashfire/shared/layout/wrap';

export interface Segment {
  readonly text: string;
  readonly marks: Run['marks'];
  /** Letters that take two places on the grid; their font is narrower than that. */
  readonly wide: boolean;
}

/** A line's runs, parted where wide letters begin and end. */
export function segmentsOf(runs: readonly Run[]): Segment[] {
  const segments: { text: string; marks: Run['marks']; wide: boolean }[] = [];
  for (const { text, marks } of runs) {
    for (const letter of text) {
      const wide = widthOf(letter) === 2;
      const last = segments.at(-1);
      if (last !== undefined && last.marks === marks && last.wide === wide) last.text += letter;
      else segments.push({ text: letter, marks, wide });
    }
  }
  return segments;
}
