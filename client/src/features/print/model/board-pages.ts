import { EDIT_RATE } from '@trashfire/shared/document/vocabulary';
import type { Paper } from '@trashfire/shared/layout/grid';
import type { SheetShot } from '../../storyboard/model/sheet-shots.ts';
import {
  type BoardLayout,
  CONTE_ROWS,
  type ConteGeometry,
  conteGeometry,
  type GridGeometry,
  gridGeometry,
  type Orientation,
} from './board-geometry.ts';
import { actionLines, type BoardLine, dialogueLines } from './board-text.ts';

/** A picture with its words; words that find no room go on in cells of their own, so that nothing of a shot is cut off. */
export interface BoardCell {
  readonly shot: SheetShot;
  /** 0 shows the picture; the others hold the rest of the words. */
  readonly part: number;
  /** Columns of words beside one another. */
  readonly words: readonly (readonly BoardLine[])[];
}

/** Boards in a grid, page by page. */
export function gridPages(shots: readonly SheetShot[], geometry: GridGeometry): BoardCell[][] {
  return chunks(
    shots.flatMap((shot) => gridCells(shot, geometry)),
    geometry.columns * geometry.rows,
  );
}

function gridCells(shot: SheetShot, { text, more, split }: GridGeometry): BoardCell[] {
  const seen = actionLines(shot, text.columns);
  const said = dialogueLines(shot, text.columns);
  const columns = (split === 2 ? [seen, said] : [[...seen, ...said]]).map((lines) => [
    lines.slice(0, text.lines),
    ...chunks(lines.slice(text.lines), more.lines),
  ]);
  const parts = Math.max(...columns.map(({ length }) => length));
  return Array.from({ length: parts }, (_, part) => ({ shot, part, words: columns.map((column) => column[part] ?? []) }));
}

export interface ConteRow {
  readonly shot: SheetShot;
  /** As in {@link BoardCell}. */
  readonly part: number;
  readonly action: readonly BoardLine[];
  readonly dialogue: readonly BoardLine[];
}

export interface ContePage {
  readonly rows: readonly ConteRow[];
  /** Frames of the cuts that begin on the page. */
  readonly frames: number;
  /** Frames of them and of all pages before. */
  readonly total: number;
}

/** Boards on e-conte sheets. A shot that is not in the cut takes no time. */
export function contePages(shots: readonly SheetShot[], geometry: ConteGeometry): ContePage[] {
  let total = 0;
  return chunks(
    shots.flatMap((shot) => conteRows(shot, geometry)),
    CONTE_ROWS,
  ).map((rows) => {
    const frames = rows.reduce((sum, { shot, part }) => sum + (part === 0 ? shot.view.duration : 0), 0);
    total += frames;
    return { rows, frames, total };
  });
}

function conteRows(shot: SheetShot, { action, dialogue }: ConteGeometry): ConteRow[] {
  const seen = chunks(actionLines(shot, action.columns), action.lines);
  const said = chunks(dialogueLines(shot, dialogue.columns), dialogue.lines);
  return Array.from({ length: Math.max(1, seen.length, said.length) }, (_, part) => ({
    shot,
    part,
    action: seen[part] ?? [],
    dialogue: said[part] ?? [],
  }));
}

export type LaidBoards =
  | { readonly kind: 'grid'; readonly geometry: GridGeometry; readonly pages: readonly (readonly BoardCell[])[] }
  | { readonly kind: 'econte'; readonly geometry: ConteGeometry; readonly pages: readonly ContePage[] };

/** Boards as they were asked for. @param orientation of a grid; an e-conte sheet always stands. */
export function layBoards(
  shots: readonly SheetShot[],
  { layout, paper, orientation }: { layout: BoardLayout; paper: Paper; orientation: Orientation },
): LaidBoards {
  if (layout === 'econte') {
    const geometry = conteGeometry(paper);
    return { kind: 'econte', geometry, pages: contePages(shots, geometry) };
  }
  const geometry = gridGeometry(layout, paper, orientation);
  return { kind: 'grid', geometry, pages: gridPages(shots, geometry) };
}

/** Seconds and frames as animators write a length: 84 frames are `3+12`. @param frames whole frames at the edit rate. */
export function secondsAndFrames(frames: number): string {
  return `${Math.floor(frames / EDIT_RATE)}+${String(frames % EDIT_RATE).padStart(2, '0')}`;
}

function chunks<T>(all: readonly T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(all.length / size) }, (_, index) => all.slice(index * size, (index + 1) * size));
}
