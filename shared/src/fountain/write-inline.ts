import { BOLD, breaksEnd, ITALIC, isInsideAside, NO_MARKS, UNDERLINE } from './inline.ts';
import { isPunctuation } from './lines.ts';
import type { FountainRun } from './types.ts';

/** Runs back to Fountain text, so that reading it again gives the same runs (white space at the edge of emphasis aside). */

/** @returns one list of runs per line; a break between two parts of one note or omission stays inside it. */
export function splitLines(runs: readonly FountainRun[]): FountainRun[][] {
  let line: FountainRun[] = [];
  const lines = [line];
  for (let i = 0; i < runs.length; ) {
    const run = runs[i];
    if (run === undefined) break;
    if (run.text !== '\n') {
      line.push(run);
      i++;
      continue;
    }
    const after = breaksEnd(runs, i);
    const left = runs[i - 1];
    if (left !== undefined && isInsideAside(left, runs[after])) {
      line.push({ ...run, text: '\n'.repeat(after - i), marks: left.marks });
    } else {
      for (let n = i; n < after; n++) {
        line = [];
        lines.push(line);
      }
    }
    i = after;
  }
  return lines;
}

/** Breaks outside notes become spaces: the element is one line by nature. */
export function joinLines(runs: readonly FountainRun[]): FountainRun[] {
  return splitLines(runs).flatMap((line, index) =>
    index === 0 ? line : [{ text: ' ', marks: NO_MARKS, start: 0, end: 0 }, ...line],
  );
}

interface Part {
  text: string;
  mask: number;
  kind: 'word' | 'space' | 'note' | 'boneyard';
}

/** @param runs one line. @param eol line end used inside notes and omissions. */
export function writeInline(runs: readonly FountainRun[], eol: string): string {
  const parts = toParts(runs);
  settleSpaces(parts);
  let out = '';
  let open = 0;
  parts.forEach((part, index) => {
    if (part.kind === 'note') out += `[[${noteText(part.text, eol)}]]`;
    else if (part.kind === 'boneyard') out += `/*${boneyardText(part.text, eol)}*/`;
    else {
      const opening = part.mask & ~open;
      out += stars(opening) + ((opening & UNDERLINE) === 0 ? '' : '_');
      const closing = part.mask & ~nextVisibleMask(parts, index);
      const next = parts[index + 1];
      const atEdge = closing !== 0 || (next !== undefined && next.kind !== 'space');
      out = escapeInto(out, part.text, atEdge, next === undefined);
      out += ((closing & UNDERLINE) === 0 ? '' : '_') + stars(closing);
      open = part.mask & ~closing;
    }
  });
  return out;
}

function toParts(runs: readonly FountainRun[]): Part[] {
  const parts: Part[] = [];
  for (const run of runs) {
    const kind = run.marks.includes('inlineNote') ? 'note' : run.marks.includes('omitted') ? 'boneyard' : null;
    const last = parts.at(-1);
    if (kind !== null) {
      if (last?.kind === kind) last.text += run.text;
      else parts.push({ text: run.text, mask: 0, kind });
      continue;
    }
    const mask =
      (run.marks.includes('bold') ? BOLD : 0) |
      (run.marks.includes('italic') ? ITALIC : 0) |
      (run.marks.includes('underline') ? UNDERLINE : 0);
    for (const text of run.text.match(/\s+|\S+/g) ?? []) parts.push({ text, mask, kind: text.trim() === '' ? 'space' : 'word' });
  }
  return parts;
}

/** A mark may not begin or end at white space, so a space has the marks its neighbours share. */
function settleSpaces(parts: Part[]): void {
  let left = 0;
  for (const part of parts) {
    if (part.kind === 'word') left = part.mask;
    else if (part.kind === 'space') part.mask = left;
  }
  let right = 0;
  for (let i = parts.length - 1; i >= 0; i--) {
    const part = parts[i];
    if (part?.kind === 'word') right = part.mask;
    else if (part?.kind === 'space') part.mask &= right;
  }
}

function nextVisibleMask(parts: readonly Part[], index: number): number {
  for (let i = index + 1; i < parts.length; i++) {
    const part = parts[i];
    if (part?.kind === 'word' || part?.kind === 'space') return part.mask;
  }
  return 0;
}

function stars(mask: number): string {
  return ((mask & BOLD) === 0 ? '' : '**') + ((mask & ITALIC) === 0 ? '' : '*');
}

/**
 * Adds text with a backslash before every character that would be read as a mark.
 * @param atEdge whether something other than white space follows the text. @param atEnd whether the line ends after it.
 */
function escapeInto(out: string, text: string, atEdge: boolean, atEnd: boolean): string {
  let written = out;
  let previous = out.at(-1) ?? '';
  for (let i = 0; i < text.length; i++) {
    const char = text.charAt(i);
    const next = i + 1 < text.length ? text.charCodeAt(i + 1) : null;
    const escaped =
      char === '*' ||
      char === '_' ||
      (char === '\\' && (next === null ? atEdge || atEnd : isPunctuation(next))) ||
      (char === '[' && (next === null ? atEdge : next === 91)) ||
      (char === ']' && previous === ']') ||
      (char === '/' && (previous === '*' || (next === null && atEdge)));
    written += escaped ? `\\${char}` : char;
    previous = char;
  }
  return written;
}

/** A note cannot hold its own end nor an empty line: a space keeps both from being read so. */
export function noteText(text: string, eol: string): string {
  const lines = text.replace(/\](?=\])/g, '] ').split('\n');
  const kept = lines.map((line, i) => (line.trim() === '' && i > 0 && i < lines.length - 1 ? '  ' : line));
  const joined = kept.join(eol);
  return joined.endsWith(']') ? `${joined} ` : joined;
}

/** A boneyard cannot hold its own end. */
export function boneyardText(text: string, eol: string): string {
  return text.replace(/\*(?=\/)/g, '* ').replace(/\n/g, eol);
}
