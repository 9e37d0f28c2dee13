import type { ScreenplayBlock } from '../document/editor-schema.ts';
import { endsWithMark } from './classify.ts';
import { NO_MARKS, pushRun, readInline, visibleOf } from './inline.ts';
import { createLineReader, isBlankLine, type Line, lineEndFrom, onlyAside } from './lines.ts';
import { TITLE_KEY } from './title-page.ts';
import type { BlockContent, FountainRun } from './types.ts';

/**
 * What a block's source says, given its type. The parser and the writer's "was this touched?" both call it, so a block
 * compares equal to its source exactly when reading that source again would give the block back.
 */
export interface DecodedBlock extends BlockContent {
  text: string;
  /** [start, end) of the lines with text, within the source given. */
  body: readonly [start: number, end: number];
}

const BYTE_ORDER_MARK = 0xfeff;

/** @param src one block's source, with the blank lines around it. */
export function decodeBlock(type: ScreenplayBlock, src: string): DecodedBlock {
  const lines = textLines(src);
  const content: BlockContent = { runs: [], number: null, dual: false, level: 1, key: null, forced: false };
  const start = lines[0]?.start ?? src.length;
  // A byte order mark belongs to the file, not to the first line: rewriting the line must not lose it.
  const body = [
    start < src.length && src.charCodeAt(start) === BYTE_ORDER_MARK ? start + 1 : start,
    lines.at(-1)?.end ?? src.length,
  ] as const;
  if (type === 'titleField') decodeTitle(src, lines, content);
  else if (type !== 'pageBreak') {
    lines.forEach((line, index) => {
      if (index > 0) pushRun(content.runs, '\n', NO_MARKS, line.start, line.start);
      decodeLine(type, src, line, content);
    });
  }
  return { ...content, text: visibleOf(content.runs), body };
}

/** Logical lines from the first with text to the last; blank ones between are kept (two spaces inside a speech). */
function textLines(src: string): Line[] {
  const reader = createLineReader(src);
  const lines: Line[] = [];
  let kept = 0;
  for (let at = 0; at < src.length; ) {
    const line = reader.lineAt(at);
    const blank = line.asides.length === 0 && isBlankLine(src, line.start);
    if (!blank || lines.length > 0) lines.push(line);
    if (!blank) kept = lines.length;
    at = line.next;
  }
  lines.length = kept;
  return lines;
}

function decodeLine(type: ScreenplayBlock, src: string, line: Line, content: BlockContent): void {
  if (type === 'note' || type === 'boneyard') {
    decodeAside(type, src, line, content.runs);
    return;
  }
  const [from, to] = takeMarkers(type, src, line, content);
  // Indentation and trailing space between marker and text are layout, except in action, where indentation is the writer's own.
  const [start, end] = type === 'action' ? [Math.min(from, to), to] : trimRange(src, from, to);
  for (const run of readInline(src, start, end, line.asides)) pushRun(content.runs, run.text, run.marks, run.start, run.end);
}

/** Notes what a line's markers say in `content`. @returns the range of the text between them. */
function takeMarkers(type: ScreenplayBlock, src: string, line: Line, content: BlockContent): [from: number, to: number] {
  const [from, to] = trimRange(src, line.start, line.end);
  const after = (marker: string) => (src[from] === marker && from < to ? from + 1 : from);
  const before = (marker: string) => (to - from > 1 && src[to - 1] === marker ? to - 1 : to);
  switch (type) {
    case 'action': {
      const forced = src[from] === '!';
      content.forced ||= forced;
      return [forced ? from + 1 : src.charCodeAt(line.start) === BYTE_ORDER_MARK ? line.start + 1 : line.start, to];
    }
    case 'sceneHeading': {
      const hash = sceneNumberAt(src, from, to);
      if (hash !== null) content.number = src.slice(hash + 1, to - 1);
      content.forced = src[from] === '.';
      return [after('.'), hash ?? to];
    }
    case 'character':
      content.forced = src[from] === '@';
      content.dual = to - from > 1 && endsWithMark(src.slice(from, to), '^');
      return [after('@'), content.dual ? to - 1 : to];
    case 'parenthetical':
      return [after('('), before(')')];
    case 'lyrics':
      return [after('~'), to];
    case 'transition':
      content.forced = src[from] === '>';
      return [after('>'), to];
    case 'centered':
      return [after('>'), before('<')];
    case 'section': {
      let hashes = 0;
      while (from + hashes < to && src[from + hashes] === '#') hashes++;
      content.level = Math.min(6, Math.max(1, hashes));
      return [from + hashes, to];
    }
    case 'synopsis':
      return [after('='), to];
    default:
      return [from, to];
  }
}

/** A note or boneyard on its own: plain text, marks are not read inside it. */
function decodeAside(type: 'note' | 'boneyard', src: string, line: Line, runs: FountainRun[]): void {
  const aside = onlyAside(src, line);
  let [at, end] = aside === null ? [line.start, line.end] : [aside.start + 2, aside.end - 2];
  if (type === 'note') [at, end] = trimRange(src, at, end);
  while (at <= end) {
    const stop = Math.min(lineEndFrom(src, at), end);
    pushRun(runs, type === 'note' ? src.slice(at, stop).trimEnd() : src.slice(at, stop), NO_MARKS, at, stop);
    if (stop >= end) return;
    at = src.startsWith('\r\n', stop) ? stop + 2 : stop + 1;
    pushRun(runs, '\n', NO_MARKS, stop, at);
  }
}

/** `Key: value`, or `Key:` with the value's lines below it. */
function decodeTitle(src: string, lines: readonly Line[], content: BlockContent): void {
  lines.forEach((line, index) => {
    let [from, to] = trimRange(src, line.start, line.end);
    const key = index === 0 ? TITLE_KEY.exec(src.slice(from, to)) : null;
    if (key !== null) {
      content.key = (key[1] ?? '').trim();
      [from, to] = trimRange(src, from + key[0].length, to);
    }
    if (from >= to) return;
    if (content.runs.length > 0) pushRun(content.runs, '\n', NO_MARKS, line.start, line.start);
    for (const run of readInline(src, from, to, line.asides)) pushRun(content.runs, run.text, run.marks, run.start, run.end);
  });
}

/** @returns the offset of the `#` that opens a scene number at the end of a heading, or null. */
function sceneNumberAt(src: string, from: number, to: number): number | null {
  if (!endsWithMark(src.slice(from, to), '#')) return null;
  let i = to - 2;
  while (i > from && /[\p{L}\p{N}.\-–—]/u.test(src[i] ?? '')) i--;
  return src[i] === '#' && i < to - 2 && i > from ? i : null;
}

function trimRange(src: string, start: number, end: number): [start: number, end: number] {
  const text = src.slice(start, end);
  const from = start + (text.length - text.trimStart().length);
  return [from, Math.max(from, start + text.trimEnd().length)];
}
