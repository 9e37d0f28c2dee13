import type { ScreenplayMark } from '../document/editor-schema.ts';

/** A stretch of text with one set of marks. */
export interface Run {
  readonly text: string;
  readonly marks: readonly ScreenplayMark[];
}

const WIDE =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\u33ff\u3400-\u4dbf\u4e00-\u9fff\ua960-\ua97f\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff01-\uff60\uffe0-\uffe6]|[\u{20000}-\u{3fffd}]/u;
/** What Japanese typesetting does not let a line begin with (JIS X 4051, the closing marks, stops, small letters and long mark). */
const NOT_FIRST = /[、。，．・：；？！）」』】〕〉》”’ゝゞ々ーぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮヵヶ]/u;
const ASIDES: ReadonlySet<ScreenplayMark> = new Set(['inlineNote', 'omitted']);

interface Letter {
  readonly text: string;
  readonly width: 1 | 2;
  readonly marks: readonly ScreenplayMark[];
  /** Where it stands in the text (UTF-16 code units). */
  readonly at: number;
}
interface Line {
  readonly runs: Run[];
  /** Of its first letter. */
  readonly at: number;
}

/** Text as it is printed: without notes and omissions (RULES L4). @returns the same runs where there are none. */
export function printed(runs: readonly Run[]): readonly Run[] {
  const isAside = ({ marks }: Run) => marks.some((mark) => ASIDES.has(mark));
  return runs.some(isAside) ? runs.filter((run) => !isAside(run)) : runs;
}

export function textOf(runs: readonly Run[]): string {
  return runs.map(({ text }) => text).join('');
}

/** Places a text takes on the grid (RULES L13). */
export function widthOf(text: string): number {
  let width = 0;
  for (const letter of text) width += WIDE.test(letter) ? 2 : 1;
  return width;
}

/**
 * Breaks a text into lines of at most `width` places. `\n` always ends a line. A space that ends a line is dropped; a word longer
 * than a line is cut. @returns at least one line; an empty text has one without runs.
 */
export function wrap(runs: readonly Run[], width: number): Run[][] {
  return linesOf(runs, width).map((line) => line.runs);
}

/**
 * The first lines of a text, as {@link wrap} breaks it. A speech may be a book: no more of it is looked at than they take.
 * @returns at most so many lines, where in the text each begins (UTF-16 code units), and the next one; null where there is none.
 */
export function wrapFirst(runs: readonly Run[], width: number, most: number): FirstLines {
  // A line is rarely filled to its edge by words.
  for (let letters = (most + 2) * width; ; letters *= 2) {
    const looked = beginning(runs, letters);
    const lines = linesOf(looked, width);
    // Where another line begins, those before it are what they are in the whole text.
    const next = lines[most];
    if (next !== undefined) return firstLines(lines.slice(0, most), next.at);
    if (looked === runs) return firstLines(lines, null);
  }
}

interface FirstLines {
  readonly lines: Run[][];
  readonly starts: number[];
  readonly next: number | null;
}

const firstLines = (lines: readonly Line[], next: number | null): FirstLines => ({
  lines: lines.map(({ runs }) => runs),
  starts: lines.map(({ at }) => at),
  next,
});

/** @returns the same runs where they have no more letters. */
function beginning(runs: readonly Run[], letters: number): readonly Run[] {
  let at = 0;
  for (const [index, { text, marks }] of runs.entries()) {
    if (at + text.length > letters) return [...runs.slice(0, index), { text: text.slice(0, letters - at), marks }];
    at += text.length;
  }
  return runs;
}

function linesOf(runs: readonly Run[], width: number): Line[] {
  const lines: Line[] = [];
  for (const { letters, at } of hardLines(runs)) lines.push(...wrapLine(letters, at, width));
  return lines;
}

function hardLines(runs: readonly Run[]): { letters: Letter[]; at: number }[] {
  let at = 0;
  let letters: Letter[] = [];
  const lines = [{ letters, at }];
  for (const { text, marks } of runs) {
    for (const letter of text) {
      if (letter === '\n') {
        letters = [];
        lines.push({ letters, at: at + 1 });
      } else letters.push({ text: letter, width: WIDE.test(letter) ? 2 : 1, marks, at });
      at += letter.length;
    }
  }
  return lines;
}

function wrapLine(letters: readonly Letter[], at: number, width: number): Line[] {
  const lines: Line[] = [];
  let start = 0;
  while (start < letters.length) {
    const end = lineEnd(letters, start, width);
    lines.push({ runs: toRuns(trimEnd(letters.slice(start, end))), at: letters[start]?.at ?? at });
    start = end;
    while (letters[start]?.text === ' ') start++;
  }
  return lines.length === 0 ? [{ runs: [], at }] : lines;
}

/** Index behind the last letter of the line that begins at `start`. */
function lineEnd(letters: readonly Letter[], start: number, width: number): number {
  let used = 0;
  let lastBreak = 0;
  for (let at = start; at < letters.length; at++) {
    const letter = letters[at];
    if (letter === undefined) break;
    // A space may hang over the edge: it is not printed there.
    if (used + letter.width > width && letter.text !== ' ') return lastBreak > start ? lastBreak : Math.max(at, start + 1);
    used += letter.width;
    if (mayEndBehind(letters, at)) lastBreak = at + 1;
  }
  return letters.length;
}

function mayEndBehind(letters: readonly Letter[], at: number): boolean {
  const letter = letters[at];
  const next = letters[at + 1];
  if (letter === undefined || next === undefined) return true;
  if (NOT_FIRST.test(next.text)) return false;
  if (letter.text === ' ') return next.text !== ' ';
  if (letter.text === '-') return /[\p{L}]/u.test(next.text) && letters[at - 1]?.text !== ' ' && letters[at - 1]?.text !== '-';
  return letter.width === 2 || next.width === 2;
}

function trimEnd(letters: readonly Letter[]): readonly Letter[] {
  let end = letters.length;
  while (end > 0 && letters[end - 1]?.text === ' ') end--;
  return letters.slice(0, end);
}

function toRuns(letters: readonly Letter[]): Run[] {
  const runs: { text: string; marks: readonly ScreenplayMark[] }[] = [];
  for (const { text, marks } of letters) {
    const last = runs.at(-1);
    if (last !== undefined && last.marks === marks) last.text += text;
    else runs.push({ text, marks });
  }
  return runs;
}

/** Cuts runs at an offset of their text (UTF-16 code units). @returns what stands before it, and behind it without leading spaces. */
export function cut(runs: readonly Run[], offset: number): [Run[], Run[]] {
  const before: Run[] = [];
  const behind: Run[] = [];
  let at = 0;
  for (const { text, marks } of runs) {
    const split = Math.min(text.length, Math.max(0, offset - at));
    if (split > 0) before.push({ text: text.slice(0, split), marks });
    const rest = behind.length === 0 ? text.slice(split).replace(/^[ \n]+/, '') : text.slice(split);
    if (rest !== '') behind.push({ text: rest, marks });
    at += text.length;
  }
  return [before, behind];
}

/** Offsets behind each sentence of a text that is not its end: where a speech may be parted (RULES L9). */
export function sentenceEnds(text: string): number[] {
  const ends: number[] = [];
  const written = text.trimEnd().length;
  const end = /[.!?…]+["”’')\]]*(?=\s)|[。！？]+[」』）]*|\n/gu;
  for (let match = end.exec(text); match !== null; match = end.exec(text)) {
    const behind = match.index + match[0].length;
    if (behind < written) ends.push(behind);
  }
  return ends;
}
