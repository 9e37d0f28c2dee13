import type { ScreenplayBlock } from '../document/editor-schema.ts';
import { classifyLine, endsWithMark, joinsLines, type LineState, type NextLine, nextLineAt, stateAfter } from './classify.ts';
import { isAside, visibleOf } from './inline.ts';
import { createLineReader, isBlankLine, isEmptyLine } from './lines.ts';
import { titleKeyAt } from './title-page.ts';
import type { BlockContent, FountainRun } from './types.ts';
import { boneyardText, joinLines, noteText, splitLines, writeInline } from './write-inline.ts';

/** What stands around a block where it is written. */
export interface WriteContext {
  state: LineState;
  next: NextLine;
  /** At the start of a file that would be taken for a title page: the first line must not look like a key. */
  noKey: boolean;
  eol: string;
}

const SPEECH: LineState = { blankBefore: false, inDialogue: true };
const PARAGRAPH: LineState = { blankBefore: false, inDialogue: false };
const MORE_LINES: NextLine = { blank: false, speaks: true };

/** @returns whether the text, put in this place, reads as one block of this type. */
export function readsAs(type: ScreenplayBlock, text: string, context: WriteContext): boolean {
  if (type === 'titleField') return true;
  if (context.noKey && titleKeyAt(text, 0) !== null) return false;
  const reader = createLineReader(text);
  let state = context.state;
  let count = 0;
  for (let at = 0; at < text.length; count++) {
    if (isBlankLine(text, at) && (!state.inDialogue || isEmptyLine(text, at))) return false;
    const line = reader.lineAt(at);
    if (!isBlankLine(text, at)) {
      const next = line.next < text.length ? nextLineAt(text, line.next) : context.next;
      if ((count > 0 && !joinsLines(type)) || classifyLine(text, line, state, next).type !== type) return false;
      state = stateAfter(type, state);
    }
    at = line.next;
  }
  return true;
}

/** @returns whether there is nothing of the block to write: an empty paragraph, heading or speech has no form in Fountain. */
export function isNothing(type: ScreenplayBlock, content: BlockContent): boolean {
  if (type !== 'action' && type !== 'sceneHeading' && type !== 'dialogue') return false;
  return content.runs.every((run) => run.text.trim() === '');
}

/** @returns the block in canonical form, forced where the plain form would read as something else; without a line end. */
export function writeBlock(type: ScreenplayBlock, content: BlockContent, context: WriteContext): string {
  const { eol } = context;
  const single = () => writeInline(joinLines(content.runs), eol).trim();
  // Text that begins with its own element's forcing character would lose it, so it is forced once more.
  const forcedBy = (mark: string, text: string) => {
    if (text !== '' && !text.startsWith(mark) && readsAs(type, text, context)) return text;
    return mark + (text.startsWith(mark) && mark !== '@' ? `\\${text}` : text);
  };
  switch (type) {
    case 'action':
      return writeAction(content.runs, context);
    case 'sceneHeading':
      return forcedBy('.', writeHeading(single(), content.number));
    case 'character': {
      const name = single();
      const cue = endsWithMark(name, '^') ? `${name.slice(0, -1)}\\^` : name;
      return forcedBy('@', content.dual ? `${cue} ^`.trim() : cue);
    }
    case 'parenthetical':
      return `(${single()})`;
    case 'dialogue':
      return writeSpeech(content.runs, context);
    case 'lyrics':
      return splitLines(content.runs)
        .map((line) => `~${writeInline(line, eol).trim()}`)
        .join(eol);
    case 'transition': {
      const text = single();
      return forcedBy('>', endsWithMark(text, '<') ? `${text.slice(0, -1)}\\<` : text).replace(/^>(?=[^\s])/, '> ');
    }
    case 'centered':
      return `> ${single()} <`.replace('>  <', '> <');
    case 'section':
      return `${'#'.repeat(content.level)} ${single()}`.trim();
    case 'synopsis':
      return `= ${single()}`.trim();
    case 'note':
      return `[[${noteText(plain(content.runs).trim(), eol)}]]`;
    case 'boneyard':
      return `/*${boneyardText(plain(content.runs), eol)}*/`;
    case 'pageBreak':
      return '===';
    case 'titleField':
      return writeTitleField(content, eol);
  }
}

function plain(runs: readonly FountainRun[]): string {
  return runs.map((run) => run.text).join('');
}

function writeHeading(text: string, number: string | null): string {
  const clean = (number ?? '').replace(/[^\p{L}\p{N}.\-–—]/gu, '');
  if (clean !== '') return `${text} #${clean}#`;
  return endsWithMark(text, '#') ? `${text.slice(0, -1)}\\#` : text;
}

/** Each line of a paragraph must read as action where it stands; a lone `!` is an empty line that does not end it. */
function writeAction(runs: readonly FountainRun[], context: WriteContext): string {
  const lines = splitLines(runs).map((line) => writeInline(line, context.eol).trimEnd());
  return lines
    .map((text, index) => {
      if (text === '') return '!';
      const here = {
        ...context,
        state: index === 0 ? context.state : PARAGRAPH,
        noKey: index === 0 && context.noKey,
        next: index === lines.length - 1 ? context.next : MORE_LINES,
      };
      return !text.trimStart().startsWith('!') && readsAs('action', text, here) ? text : `!${text}`;
    })
    .join(context.eol);
}

/** Two spaces keep an empty line inside a speech; a backslash keeps a line that begins like another element. */
function writeSpeech(runs: readonly FountainRun[], context: WriteContext): string {
  const lines = mergeHiddenLines(splitLines(runs)).map((line) => writeInline(line, context.eol).trim());
  while (lines[0] === '') lines.shift();
  while (lines.at(-1) === '') lines.pop();
  const here = { ...context, state: SPEECH, noKey: false, next: MORE_LINES };
  return lines.map((text) => (text === '' ? '  ' : readsAs('dialogue', text, here) ? text : `\\${text}`)).join(context.eol);
}

/** A line that is only a note would become a block of its own, so its line break moves inside the note. */
function mergeHiddenLines(lines: readonly FountainRun[][]): FountainRun[][] {
  const merged: FountainRun[][] = [];
  for (const line of lines) {
    let current = [...line];
    const joint = hidden(current) ? current[0] : hidden(merged.at(-1) ?? []) ? merged.at(-1)?.at(-1) : undefined;
    // Upwards past empty lines too, to the first line with text; below a note that opens the speech, down to it.
    for (
      let more = joint !== undefined;
      joint !== undefined && more && merged.length > 0;
      more = visibleOf(current).trim() === ''
    ) {
      current = [...(merged.pop() ?? []), { ...joint, text: '\n' }, ...current];
    }
    merged.push(current);
  }
  return merged;
}

function hidden(line: readonly FountainRun[]): boolean {
  return line.some(isAside) && visibleOf(line).trim() === '';
}

function writeTitleField(content: BlockContent, eol: string): string {
  const key = (content.key ?? '').replace(/[\r\n:[\]/*\\]/g, ' ').trim() || 'Title';
  const values = splitLines(content.runs)
    .map((line) => writeInline(line, eol).trim())
    .filter((value) => value !== '');
  if (values.length < 2) return `${key}: ${values[0] ?? ''}`.trim();
  return [`${key}:`, ...values.map((value) => `    ${value}`)].join(eol);
}
