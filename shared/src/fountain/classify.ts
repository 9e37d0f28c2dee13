import type { ScreenplayBlock } from '../document/editor-schema.ts';
import { isBlankLine, type Line, lineEndFrom, onlyAside, skipSpace, visibleText } from './lines.ts';

/**
 * What one logical line is, from the line and what stands around it. Reader and writer share this one decision, so what is
 * written is read back as the same element (fountain.io/syntax; where it leaves a choice, the comment says which was taken).
 */

/** What the lines before leave behind. */
export interface LineState {
  /** A blank line, the start, or an element that needs none after it (section, synopsis, page break, note, boneyard). */
  blankBefore: boolean;
  /** After a cue with no blank line since: the line is spoken. */
  inDialogue: boolean;
}

/** What the line after is, as far as it matters. */
export interface NextLine {
  blank: boolean;
  /** Not blank and not an element that ends a speech, so capitals above it are a cue. */
  speaks: boolean;
}

export interface LineKind {
  type: ScreenplayBlock;
  forced: boolean;
}

export const START: LineState = { blankBefore: true, inDialogue: false };

const SCENE_PREFIX = /^(?:int|ext|est|int\.?\/ext|ext\.?\/int|i\.?\/e)[.\s]/iu;
const PAGE_BREAK = /^={3,}$/;
/** A longer line of capitals is shouting, not a name. */
const MAX_CUE = 160;

/** @returns whether text begins like a scene heading without being forced. */
export function startsLikeHeading(text: string): boolean {
  return SCENE_PREFIX.test(text);
}

function isCapitals(text: string): boolean {
  return text.length <= MAX_CUE && /\p{Lu}/u.test(text) && !/\p{Ll}/u.test(text);
}

/** Capitals with at least one letter; an extension in parentheses may be lower case, a trailing `^` means dual dialogue. */
export function looksLikeCue(text: string): boolean {
  if (text.length > MAX_CUE) return false;
  return isCapitals(text.replace(/\([^()]*\)/g, ' ').replace(/\^$/, ''));
}

/** @returns whether the character at the end is there as itself, not after a backslash. */
export function endsWithMark(text: string, mark: string): boolean {
  if (!text.endsWith(mark)) return false;
  let slashes = 0;
  while (text[text.length - 2 - slashes] === '\\') slashes++;
  return slashes % 2 === 0;
}

/** Forced elements and those with their own first character; they do not ask for a blank line before. */
function marked(raw: string): LineKind | null {
  switch (raw[0]) {
    case '!':
      return { type: 'action', forced: true };
    case '~':
      return { type: 'lyrics', forced: false };
    case '#':
      return { type: 'section', forced: false };
    case '=':
      return { type: 'synopsis', forced: false };
    case '>':
      return raw.length > 1 && endsWithMark(raw, '<')
        ? { type: 'centered', forced: false }
        : { type: 'transition', forced: true };
    default:
      return null;
  }
}

/** Elements that stand after a blank line only, so a paragraph that happens to start a line so is left alone. */
function afterBlank(raw: string, visible: string, next: NextLine): LineKind | null {
  if (startsLikeHeading(visible)) return { type: 'sceneHeading', forced: false };
  if (/^\.[^.\s]/u.test(raw)) return { type: 'sceneHeading', forced: true };
  if (raw.startsWith('@')) return { type: 'character', forced: true };
  if (next.blank && visible.endsWith('TO:') && isCapitals(visible)) return { type: 'transition', forced: false };
  if (next.speaks && looksLikeCue(visible)) return { type: 'character', forced: false };
  return null;
}

/** Inside a speech only parentheticals, lyrics, a forced action and a page break are not spoken. */
function spoken(raw: string): LineKind {
  if (raw[0] === '!') return { type: 'action', forced: true };
  if (raw[0] === '~') return { type: 'lyrics', forced: false };
  if (raw.length > 1 && raw[0] === '(' && raw.endsWith(')')) return { type: 'parenthetical', forced: false };
  return { type: 'dialogue', forced: false };
}

/** @param line a line that is not blank. */
export function classifyLine(source: string, line: Line, state: LineState, next: NextLine): LineKind {
  const aside = onlyAside(source, line);
  if (aside !== null) return { type: aside.kind, forced: false };
  const raw = source.slice(line.start, line.end).trim();
  if (PAGE_BREAK.test(raw)) return { type: 'pageBreak', forced: false };
  if (state.inDialogue) return spoken(raw);
  const own = marked(raw);
  if (own !== null) return own;
  const visible = line.asides.length === 0 ? raw : visibleText(source, line).trim();
  return (state.blankBefore ? afterBlank(raw, visible, next) : null) ?? { type: 'action', forced: false };
}

/** @returns the state after a line of this type. A note or boneyard on its own line is transparent inside a speech. */
export function stateAfter(type: ScreenplayBlock, before: LineState): LineState {
  switch (type) {
    case 'character':
    case 'parenthetical':
    case 'dialogue':
      return { blankBefore: false, inDialogue: true };
    case 'note':
    case 'boneyard':
      return before.inDialogue ? before : START;
    case 'section':
    case 'synopsis':
    case 'pageBreak':
      return START;
    case 'lyrics':
      return { blankBefore: false, inDialogue: before.inDialogue };
    default:
      return { blankBefore: false, inDialogue: false };
  }
}

/** @returns what the physical line at `at` means for the line before it; the end of the source counts as blank. */
export function nextLineAt(source: string, at: number): NextLine {
  if (isBlankLine(source, at)) return { blank: true, speaks: false };
  const first = skipSpace(source, at);
  if (source[first] === '!') return { blank: false, speaks: false };
  if (source[first] !== '=') return { blank: false, speaks: true };
  return { blank: false, speaks: !PAGE_BREAK.test(source.slice(first, lineEndFrom(source, first)).trim()) };
}

/** Types whose following lines of the same type are one block. */
export function joinsLines(type: ScreenplayBlock): boolean {
  return type === 'action' || type === 'dialogue' || type === 'lyrics';
}
