import type { Track } from '@trashfire/shared/document/schema';

/** Rows under the ruler, from the top: what is seen, then what is heard. */
export const ROWS = ['captions', 'video', 'dialogue', 'effects', 'music'] as const;
export type Row = (typeof ROWS)[number];

/** Sound tracks, of which one can be muted or heard alone. */
export const SOUND_ROWS = ['dialogue', 'effects', 'music'] as const satisfies readonly Track['kind'][];
type SoundRow = (typeof SOUND_ROWS)[number];

export const LEAST_HEIGHT = 20;
export const MOST_HEIGHT = 200;
export const COLLAPSED_HEIGHT = 22;
const DEFAULT_HEIGHTS: Readonly<Record<Row, number>> = { captions: 30, video: 98, dialogue: 46, effects: 36, music: 36 };

/** A height within what a row may have. */
export function rowHeight(height: number): number {
  return Math.min(MOST_HEIGHT, Math.max(LEAST_HEIGHT, Math.round(height)));
}

interface RowsView {
  readonly heights: Readonly<Partial<Record<Row, number>>>;
  readonly collapsed: readonly Row[];
}

/** How high each row is drawn, in px. */
export function heightOf(row: Row, { heights, collapsed }: RowsView): number {
  return collapsed.includes(row) ? COLLAPSED_HEIGHT : (heights[row] ?? DEFAULT_HEIGHTS[row]);
}

/** Sound tracks that are heard: with some alone those and no others, and never a muted one. */
export function audible(tracks: readonly Track[], solo: readonly Track['kind'][]): ReadonlySet<SoundRow> {
  const muted = new Set(tracks.filter((track) => track.muted).map(({ kind }) => kind));
  return new Set(SOUND_ROWS.filter((kind) => !muted.has(kind) && (solo.length === 0 || solo.includes(kind))));
}

/**
 * Whether a film's sound may be played. It is one mix of voices and effects that nobody can take apart, so it is heard only
 * while both are: what somebody muted is never heard.
 */
export function mixAudible(heard: ReadonlySet<SoundRow>): boolean {
  return heard.has('dialogue') && heard.has('effects');
}
