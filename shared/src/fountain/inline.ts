import type { ScreenplayMark } from '../document/editor-schema.ts';
import { type Aside, afterLineEnd, isPunctuation, isSpace, lineEndFrom } from './lines.ts';
import type { FountainRun } from './types.ts';

/**
 * Emphasis, notes and omissions inside one logical line, in one pass. As in Markdown, an opening mark has text right after
 * it and a closing one text right before it; the nearest opener wins; emphasis never leaves its line.
 */

export const BOLD = 1;
export const ITALIC = 2;
export const UNDERLINE = 4;

/** Mark sets by bit mask, in schema order. */
const EMPHASIS: readonly (readonly ScreenplayMark[])[] = Array.from({ length: 8 }, (_, mask) => [
  ...((mask & BOLD) !== 0 ? (['bold'] as const) : []),
  ...((mask & ITALIC) !== 0 ? (['italic'] as const) : []),
  ...((mask & UNDERLINE) !== 0 ? (['underline'] as const) : []),
]);
export const NO_MARKS: readonly ScreenplayMark[] = [];
const ASIDE_MARKS: Record<Aside['kind'], readonly ScreenplayMark[]> = { note: ['inlineNote'], boneyard: ['omitted'] };

const SPECIAL = /[*_\\]/;

/** A line is cut into no more pieces than this; marks after that are literal: no one writes them, and each costs memory. */
const MAX_PIECES = 20_000;

interface Piece {
  kind: 'text' | 'delimiter' | Aside['kind'];
  start: number;
  end: number;
  /** Marks that end before and begin after this delimiter, and how many of its characters that used up. */
  off: number;
  on: number;
  used: number;
}

function piece(kind: Piece['kind'], start: number, end: number): Piece {
  return { kind, start, end, off: 0, on: 0, used: 0 };
}

/** @returns the runs of source[from, to), one logical line at most, with neighbours of equal marks merged. */
export function readInline(source: string, from: number, to: number, asides: readonly Aside[]): FountainRun[] {
  if (asides.length === 0) {
    const text = source.slice(from, to);
    if (!SPECIAL.test(text)) return text === '' ? [] : [{ text, marks: NO_MARKS, start: from, end: to }];
  }
  const pieces: Piece[] = [];
  let at = from;
  for (const aside of asides) {
    if (aside.start < at || aside.end > to) continue;
    cutVisible(source, at, aside.start, pieces);
    pieces.push(piece(aside.kind, aside.start, aside.end));
    at = aside.end;
  }
  cutVisible(source, at, to, pieces);
  settleDelimiters(source, from, to, pieces);
  return toRuns(source, pieces);
}

/** Cuts text into literal pieces and delimiters: one to three asterisks or one underscore; longer rows are literal. */
function cutVisible(source: string, from: number, to: number, pieces: Piece[]): void {
  let start = from;
  let i = from;
  const flush = (end: number) => {
    if (end > start) pieces.push(piece('text', start, end));
  };
  while (i < to) {
    const code = source.charCodeAt(i);
    if (code === 92 && i + 1 < to && pieces.length < MAX_PIECES && isPunctuation(source.charCodeAt(i + 1))) {
      flush(i);
      start = i + 1;
      i += 2;
    } else if (code === 42 || code === 95) {
      let end = i + 1;
      while (end < to && source.charCodeAt(end) === code) end++;
      if (end - i <= (code === 42 ? 3 : 1) && pieces.length < MAX_PIECES) {
        flush(i);
        pieces.push(piece('delimiter', i, end));
        start = end;
      }
      i = end;
    } else i++;
  }
  flush(to);
}

const SIZES: readonly (readonly [mark: number, size: number])[] = [
  [BOLD, 2],
  [ITALIC, 1],
];

/** Pairs delimiters; what stays unpaired stays literal. */
function settleDelimiters(source: string, from: number, to: number, pieces: Piece[]): void {
  const open = new Map<number, Piece>();
  const close = (mark: number, size: number, by: Piece) => {
    const opener = open.get(mark);
    if (opener === undefined) return;
    open.delete(mark);
    opener.on |= mark;
    opener.used += size;
    by.off |= mark;
    by.used += size;
  };
  for (const token of pieces) {
    if (token.kind !== 'delimiter') continue;
    const canClose = token.start > from && !isSpace(source.charCodeAt(token.start - 1));
    const canOpen = token.end < to && !isSpace(source.charCodeAt(token.end));
    if (source.charCodeAt(token.start) === 95) {
      if (canClose && open.has(UNDERLINE)) close(UNDERLINE, 1, token);
      else if (canOpen) open.set(UNDERLINE, token);
      continue;
    }
    const length = token.end - token.start;
    if (canClose) {
      // Three asterisks close what is open of bold and italic; what is left over may open the other.
      for (const [mark, size] of SIZES) if (length === 3 || length === size) close(mark, size, token);
    }
    const left = length - token.used;
    if (canOpen && left > 0) for (const [mark, size] of SIZES) if (left === 3 || left === size) open.set(mark, token);
  }
}

function toRuns(source: string, pieces: readonly Piece[]): FountainRun[] {
  const runs: FountainRun[] = [];
  let mask = 0;
  for (const { kind, start, end, on, off, used } of pieces) {
    if (kind === 'text') pushRun(runs, source.slice(start, end), emphasisOf(mask), start, end);
    else if (kind === 'delimiter') {
      mask &= ~off;
      if (end - start > used) pushRun(runs, source.slice(start + used, end), emphasisOf(mask), start + used, end);
      mask |= on;
    } else pushLines(runs, source, ASIDE_MARKS[kind], start, end);
  }
  return runs;
}

function emphasisOf(mask: number): readonly ScreenplayMark[] {
  return EMPHASIS[mask] ?? NO_MARKS;
}

/** The inside of a note or an omission, line by line. */
function pushLines(runs: FountainRun[], source: string, marks: readonly ScreenplayMark[], start: number, end: number): void {
  const inner = source.slice(0, end - 2);
  let at = start + 2;
  for (;;) {
    const stop = Math.min(lineEndFrom(inner, at), inner.length);
    const text = inner.slice(at, stop);
    if (text.trim() !== '' || stop >= inner.length) pushRun(runs, text, marks, at === start + 2 ? start : at, stop);
    if (stop >= inner.length) break;
    at = afterLineEnd(inner, stop);
    pushRun(runs, '\n', NO_MARKS, stop, at);
  }
  const last = runs.at(-1);
  if (last !== undefined && last.marks === marks) last.end = end;
}

/** Adds a run, merging it into the one before when nothing but their place differs. */
export function pushRun(runs: FountainRun[], text: string, marks: readonly ScreenplayMark[], start: number, end: number): void {
  if (text === '') return;
  const last = runs.at(-1);
  if (last !== undefined && text !== '\n' && last.text !== '\n' && sameMarks(last.marks, marks)) {
    last.text += text;
    last.end = end;
  } else runs.push({ text, marks, start, end });
}

/** Whether two runs are marked alike; the order counts, and marks always stand in the same one. */
export function sameMarks(a: readonly ScreenplayMark[], b: readonly ScreenplayMark[]): boolean {
  return a.length === b.length && a.every((mark, i) => mark === b[i]);
}

/** Visible text of runs: no notes, no omissions, no line breaks inside one. */
export function visibleOf(runs: readonly FountainRun[]): string {
  let text = '';
  for (let i = 0; i < runs.length; i++) {
    const run = runs[i];
    if (run === undefined || isAside(run)) continue;
    if (run.text !== '\n') {
      text += run.text;
      continue;
    }
    const after = breaksEnd(runs, i);
    if (!isInsideAside(runs[i - 1], runs[after])) text += '\n'.repeat(after - i);
    i = after - 1;
  }
  return text;
}

/** @returns the index after the line breaks that begin at `index`. */
export function breaksEnd(runs: readonly FountainRun[], index: number): number {
  let after = index;
  while (runs[after]?.text === '\n') after++;
  return after;
}

/** @returns whether line breaks between these two runs belong to one note or omission. */
export function isInsideAside(before: FountainRun | undefined, after: FountainRun | undefined): boolean {
  return before !== undefined && after !== undefined && isAside(before) && sameMarks(before.marks, after.marks);
}

/** Whether a run is a note or was left out by the writer, and so is not part of the text people read. */
export function isAside(run: FountainRun): boolean {
  return run.marks.includes('inlineNote') || run.marks.includes('omitted');
}
