/**
 * Lines of Fountain source. A note or a boneyard may run over line ends, so the unit of the format is the logical line: it
 * ends at the first line end outside any of them. Everything here is linear in the source, however hostile (R7): searches
 * for a closing mark go forward only and are remembered.
 */

/** A closed `[[ ]]` or boneyard, delimiters inside [start, end). */
export interface Aside {
  kind: 'note' | 'boneyard';
  start: number;
  end: number;
}

/** Offsets of one logical line: text is [start, end), the next line begins at `next`. */
export interface Line {
  start: number;
  end: number;
  next: number;
  asides: readonly Aside[];
}

/** Notes and boneyards in one line beyond this many are text: no one writes them, and each costs memory. */
const MAX_ASIDES = 20_000;

const LF = 10;
const CR = 13;

/** @param code UTF-16 code unit. */
export function isLineEnd(code: number): boolean {
  return code === LF || code === CR;
}

/** The white space String.prototype.trim takes off, line ends aside; the byte order mark is one. */
export function isSpace(code: number): boolean {
  if (code < 128) return code === 32 || code === 9 || code === 11 || code === 12;
  return (
    code === 0xa0 ||
    code === 0xfeff ||
    code === 0x3000 ||
    code === 0x1680 ||
    (code >= 0x2000 && code <= 0x200a) ||
    code === 0x2028 ||
    code === 0x2029 ||
    code === 0x202f ||
    code === 0x205f
  );
}

/** ASCII punctuation: what a backslash makes literal. */
export function isPunctuation(code: number): boolean {
  return (code >= 33 && code <= 47) || (code >= 58 && code <= 64) || (code >= 91 && code <= 96) || (code >= 123 && code <= 126);
}

/** @returns the first offset from `at` that is not white space; stops at a line end. */
export function skipSpace(source: string, at: number): number {
  let i = at;
  while (i < source.length && isSpace(source.charCodeAt(i))) i++;
  return i;
}

/** @returns whether the physical line from `at` holds white space only. */
export function isBlankLine(source: string, at: number): boolean {
  const i = skipSpace(source, at);
  return i >= source.length || isLineEnd(source.charCodeAt(i));
}

/** @returns whether the physical line from `at` is empty or a single space: two spaces keep a line inside a speech or a note. */
export function isEmptyLine(source: string, at: number): boolean {
  return isBlankLine(source, at) && skipSpace(source, at) - at < 2;
}

/** @returns the offset after the line end at `at`; CRLF is one line end, a lone CR is one too. */
export function afterLineEnd(source: string, at: number): number {
  if (at >= source.length) return source.length;
  return source.charCodeAt(at) === CR && source.charCodeAt(at + 1) === LF ? at + 2 : at + 1;
}

/** @returns the offset of the end of the physical line that holds `at`. */
export function lineEndFrom(source: string, at: number): number {
  let i = at;
  while (i < source.length && !isLineEnd(source.charCodeAt(i))) i++;
  return i;
}

/** Reads logical lines in order; each call of `lineAt` must start at or after the one before. */
export interface LineReader {
  lineAt(at: number): Line;
}

/** Reads a source in time linear in its length, however many notes are opened and never closed (R7). */
export function createLineReader(source: string): LineReader {
  if (!source.includes('[[') && !source.includes('/*')) return plainReader(source);
  const noteClose = forwardSearch((from) => source.indexOf(']]', from));
  const boneyardClose = forwardSearch((from) => source.indexOf('*/', from));
  const paragraphEnd = forwardSearch((from) => nextEmptyLine(source, from));

  function asideAt(i: number, code: number): Aside | null {
    const second = source.charCodeAt(i + 1);
    if (code === 91 && second === 91) {
      const close = noteClose(i + 2);
      // A note does not reach over an empty line; one with two spaces on it is not empty.
      return close < paragraphEnd(i + 2) ? { kind: 'note', start: i, end: close + 2 } : null;
    }
    if (code === 47 && second === 42) {
      const close = boneyardClose(i + 2);
      return close < Number.POSITIVE_INFINITY ? { kind: 'boneyard', start: i, end: close + 2 } : null;
    }
    return null;
  }

  return {
    lineAt(at) {
      const asides: Aside[] = [];
      let i = at;
      while (i < source.length) {
        const code = source.charCodeAt(i);
        if (isLineEnd(code)) break;
        if (code === 92 && isPunctuation(source.charCodeAt(i + 1))) {
          i += 2;
          continue;
        }
        const aside = (code === 91 || code === 47) && asides.length < MAX_ASIDES ? asideAt(i, code) : null;
        if (aside !== null) asides.push(aside);
        i = aside === null ? i + 1 : aside.end;
      }
      return { start: at, end: i, next: afterLineEnd(source, i), asides };
    },
  };
}

const NO_ASIDES: readonly Aside[] = [];

/** Without notes and boneyards a logical line is a line; most blocks are so, and importing reads each of them. */
function plainReader(source: string): LineReader {
  return {
    lineAt(at) {
      const end = lineEndFrom(source, at);
      return { start: at, end, next: afterLineEnd(source, end), asides: NO_ASIDES };
    },
  };
}

/** Remembers the last answer: asked with growing offsets, the whole source is searched once. */
function forwardSearch(find: (from: number) => number): (from: number) => number {
  let known = -1;
  return (from) => {
    if (known < from) {
      const found = find(from);
      known = found < 0 ? Number.POSITIVE_INFINITY : found;
    }
    return known;
  };
}

/** @returns the offset of the line end before the first empty line after `from`, or -1. */
function nextEmptyLine(source: string, from: number): number {
  let i = lineEndFrom(source, from);
  while (i < source.length) {
    const next = afterLineEnd(source, i);
    const first = source.charCodeAt(next);
    const emptyLine = next >= source.length || isLineEnd(first) || (isSpace(first) && isLineEnd(source.charCodeAt(next + 1)));
    if (emptyLine) return i;
    i = lineEndFrom(source, next);
  }
  return -1;
}

/** The line without its notes and omissions: what capitals and scene prefixes are looked for in. */
export function visibleText(source: string, line: Line): string {
  if (line.asides.length === 0) return source.slice(line.start, line.end);
  const parts: string[] = [];
  let at = line.start;
  for (const aside of line.asides) {
    parts.push(source.slice(at, aside.start));
    at = aside.end;
  }
  parts.push(source.slice(at, line.end));
  return parts.join('');
}

/** @returns the aside when it is all the line holds. */
export function onlyAside(source: string, line: Line): Aside | null {
  const aside = line.asides.length === 1 ? line.asides[0] : undefined;
  if (aside === undefined || skipSpace(source, line.start) !== aside.start) return null;
  return skipSpace(source, aside.end) >= line.end ? aside : null;
}
