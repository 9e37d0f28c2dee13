import type { ScreenplayBlock, ScreenplayMark } from '../document/editor-schema.ts';

/** A stretch of one block with one mark set. A line break is a run whose text is exactly `\n`, without marks; no other run holds one. */
export interface FountainRun {
  text: string;
  /** In schema order. */
  marks: readonly ScreenplayMark[];
  /** Offsets [start, end) in the source; delimiters of notes and omissions are inside, those of emphasis are not. */
  start: number;
  end: number;
}

/** What a block says once its markers are taken off. */
export interface BlockContent {
  runs: FountainRun[];
  /** Scene number between `#`, as written; headings only. */
  number: string | null;
  /** Cue with a trailing `^`. */
  dual: boolean;
  /** 1 to 6; sections only. */
  level: number;
  /** Title page key; title fields only. */
  key: string | null;
  /** Whether a forcing character (`!`, `@`, `.`, `>`) made it what it is. */
  forced: boolean;
}

/** One element of a screenplay with its place in the source; offsets are UTF-16 code units, [start, end). */
export interface FountainBlock extends BlockContent {
  type: ScreenplayBlock;
  /** Visible text: without emphasis marks, notes and omissions; lines joined with `\n`. */
  text: string;
  /** The whole block with the blank lines it owns: ranges of all blocks tile the source. */
  range: readonly [start: number, end: number];
  /** The lines that hold text, without blank lines around them. */
  body: readonly [start: number, end: number];
  /** `source.slice(...range)`. */
  src: string;
}
