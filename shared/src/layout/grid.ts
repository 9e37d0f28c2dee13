import type { ScreenplayBlock } from '../document/editor-schema.ts';

/** Where things stand on paper (RULES L1, L2, L11); columns and widths in characters, from the left edge of the paper. */

export const PAPERS = { letter: { lines: 54, columns: 85 }, a4: { lines: 58, columns: 83 } } as const;
export type Paper = keyof typeof PAPERS;

export interface Column {
  readonly left: number;
  readonly width: number;
}

const BODY: Column = { left: 15, width: 60 };
export const CUE: Column = { left: 37, width: 38 };
/** First column behind the text. */
export const RIGHT_EDGE = BODY.left + BODY.width;

const COLUMNS: Partial<Record<ScreenplayBlock, Column>> = {
  dialogue: { left: 25, width: 35 },
  lyrics: { left: 25, width: 35 },
  parenthetical: { left: 31, width: 25 },
  character: CUE,
};

export function columnOf(type: ScreenplayBlock): Column {
  return COLUMNS[type] ?? BODY;
}

const DUAL_WIDTH = 28;
/** How far a cue and a parenthetical of a dual speech stand further in. */
const DUAL_INDENT: Partial<Record<ScreenplayBlock, number>> = { character: 6, parenthetical: 3 };

/** @param side 0 for the left speech, 1 for the right one. */
export function dualColumnOf(type: ScreenplayBlock, side: 0 | 1): Column {
  const indent = DUAL_INDENT[type] ?? 0;
  return { left: (side === 0 ? BODY.left : 46) + indent, width: DUAL_WIDTH - indent };
}

const SILENT: ReadonlySet<ScreenplayBlock> = new Set(['note', 'boneyard', 'section', 'synopsis', 'titleField']);
/** RULES L4. */
export function isSilent(type: ScreenplayBlock): boolean {
  return SILENT.has(type);
}
