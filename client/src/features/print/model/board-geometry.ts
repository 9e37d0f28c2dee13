import type { Paper } from '@trashfire/shared/layout/grid';

/** Where pictures and words stand on a sheet of boards; lengths in mm, columns and lines of text in characters of Courier. */

export const BOARD_LAYOUTS = ['1x1', '2x2', '3x3', '4x3', 'econte'] as const;
export type BoardLayout = (typeof BOARD_LAYOUTS)[number];
export type GridLayout = Exclude<BoardLayout, 'econte'>;
export type Orientation = 'portrait' | 'landscape';

const PAPER: Record<Paper, { short: number; long: number }> = {
  letter: { short: 215.9, long: 279.4 },
  a4: { short: 210, long: 297 },
};
const MM_PER_POINT = 25.4 / 72;
/** Of Courier, against the size of the type. */
const LETTER_WIDTH = 0.6;
/** Line to line, against the size of the type. */
const LEADING = 1.25;

const MARGIN = 10;
/** Series, episode, date and totals, with the space below them. */
const HEAD = 12;
export const GAP = 4;
/** Number and length above a picture. */
export const LABEL = 5;
/** Between a picture and its words. */
export const AIR = 1;
/** What every picture leaves of its cell. */
const FEWEST_LINES = 6;
/** Letters a column of words holds at least where there are two. */
const READABLE = 30;

export interface TextBox {
  readonly columns: number;
  readonly lines: number;
}
interface Size {
  readonly width: number;
  readonly height: number;
}

export interface GridGeometry {
  readonly sheet: Size;
  readonly columns: number;
  readonly rows: number;
  readonly cell: Size;
  readonly picture: Size;
  /** Of the type, in points. */
  readonly points: number;
  readonly leading: number;
  /** Columns of words: one, or where cells are wide what is seen beside what is said. */
  readonly split: 1 | 2;
  /** One column below a picture. */
  readonly text: TextBox;
  /** In a cell that goes on with the words of the one before and shows no picture. */
  readonly more: TextBox;
}

const GRIDS: Record<GridLayout, { columns: number; rows: number; points: number; turned: Orientation }> = {
  '1x1': { columns: 1, rows: 1, points: 10, turned: 'landscape' },
  '2x2': { columns: 2, rows: 2, points: 8.5, turned: 'landscape' },
  '3x3': { columns: 3, rows: 3, points: 7.5, turned: 'portrait' },
  '4x3': { columns: 4, rows: 3, points: 7, turned: 'landscape' },
};

/** How the paper lies where nobody chose; an e-conte sheet always stands. */
export function usualOrientation(layout: BoardLayout): Orientation {
  return layout === 'econte' ? 'portrait' : GRIDS[layout].turned;
}

export function sheetSize(paper: Paper, orientation: Orientation): Size {
  const { short, long } = PAPER[paper];
  return orientation === 'portrait' ? { width: short, height: long } : { width: long, height: short };
}

/** A grid of pictures of 16:9 with their words below, as large as the paper allows. */
export function gridGeometry(layout: GridLayout, paper: Paper, orientation: Orientation): GridGeometry {
  const { columns, rows, points } = GRIDS[layout];
  const sheet = sheetSize(paper, orientation);
  const cell = {
    width: (sheet.width - 2 * MARGIN - (columns - 1) * GAP) / columns,
    height: (sheet.height - 2 * MARGIN - HEAD - (rows - 1) * GAP) / rows,
  };
  const leading = leadingOf(points);
  const height = Math.min((cell.width * 9) / 16, cell.height - LABEL - AIR - FEWEST_LINES * leading);
  const picture = { width: (height * 16) / 9, height };
  const split = textBox((cell.width - GAP) / 2, 0, points).columns < READABLE ? 1 : 2;
  const box = (room: number) => textBox((cell.width - (split - 1) * GAP) / split, room, points);
  const [text, more] = [box(cell.height - LABEL - height - AIR), box(cell.height - LABEL)];
  return { sheet, columns, rows, cell, picture, points, leading, split, text, more };
}

export interface ConteGeometry {
  readonly sheet: Size;
  /** Of each row; there are {@link CONTE_ROWS}. */
  readonly row: number;
  readonly columns: {
    readonly cut: number;
    readonly picture: number;
    readonly action: number;
    readonly dialogue: number;
    readonly time: number;
  };
  readonly picture: Size;
  readonly points: number;
  readonly leading: number;
  readonly action: TextBox;
  readonly dialogue: TextBox;
}

/** Pictures on a sheet of an e-conte (絵コンテ). */
export const CONTE_ROWS = 5;
/** Titles of the columns, and the totals at the foot. */
const CONTE_TITLES = 6;
const CONTE_FOOT = 8;
/** Between a rule and the words beside it. */
const CONTE_PADDING = 1.5;
const CONTE_RULE = 0.2;
const CONTE_PICTURE = { width: 74, height: (74 * 9) / 16 };
const CONTE_POINTS = 7.5;

/** The Japanese sheet: cut number, picture, action, dialogue and time beside one another, five pictures one below the other. */
export function conteGeometry(paper: Paper): ConteGeometry {
  const sheet = sheetSize(paper, 'portrait');
  const row = (sheet.height - 2 * MARGIN - HEAD - CONTE_TITLES - CONTE_FOOT) / CONTE_ROWS;
  const [cut, picture, time] = [13, CONTE_PICTURE.width + 4, 15];
  const words = sheet.width - 2 * MARGIN - cut - picture - time;
  const action = words * 0.55;
  const dialogue = words - action;
  const box = (width: number) =>
    textBox(width - 2 * CONTE_PADDING - CONTE_RULE, row - 2 * CONTE_PADDING - CONTE_RULE, CONTE_POINTS);
  return {
    sheet,
    row,
    columns: { cut, picture, action, dialogue, time },
    picture: CONTE_PICTURE,
    points: CONTE_POINTS,
    leading: leadingOf(CONTE_POINTS),
    action: box(action),
    dialogue: box(dialogue),
  };
}

function leadingOf(points: number): number {
  return points * LEADING * MM_PER_POINT;
}

function textBox(width: number, height: number, points: number): TextBox {
  // The hair keeps a box that fits exactly from losing its last line to rounding.
  const fit = (room: number, each: number) => Math.floor(room / each + 1e-6);
  return { columns: fit(width, points * LETTER_WIDTH * MM_PER_POINT), lines: fit(height, leadingOf(points)) };
}
