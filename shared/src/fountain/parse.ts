import type { ScreenplayBlock } from '../document/editor-schema.ts';
import { AppError } from '../errors/app-error.ts';
import { say } from '../errors/say.ts';
import { classifyLine, joinsLines, type LineState, nextLineAt, START, stateAfter } from './classify.ts';
import { decodeBlock } from './decode.ts';
import { afterLineEnd, createLineReader, isBlankLine, isEmptyLine, type LineReader, lineEndFrom } from './lines.ts';
import { startsTitlePage, titleKeyAt } from './title-page.ts';
import type { FountainBlock, FountainRun } from './types.ts';

/** Where one block begins and what it is; it ends where the next begins. */
interface Opening {
  type: ScreenplayBlock;
  start: number;
}

/** Some 4,000 pages. Every line becomes objects in memory, so a hostile file is refused before they are made (R7). */
export const FOUNTAIN_LIMITS = { chars: 20_000_000, lines: 200_000 } as const;

/**
 * Reads Fountain, in time linear in its length: any text within FOUNTAIN_LIMITS gives blocks whose `src` joined is that text.
 * @returns the blocks in order, none for an empty text.
 * @throws AppError `too-large` beyond the limits.
 */
export function parseFountain(source: string): FountainBlock[] {
  if (source.length > FOUNTAIN_LIMITS.chars) throw tooLarge(say`${FOUNTAIN_LIMITS.chars} characters`);
  if (hasMoreLinesThan(source, FOUNTAIN_LIMITS.lines)) throw tooLarge(say`${FOUNTAIN_LIMITS.lines} lines`);
  const openings: Opening[] = [];
  const reader = createLineReader(source);
  const first = skipBlankLines(source, 0);
  const bodyStart = startsTitlePage(source, first) ? readTitlePage(source, first, reader, openings) : first;
  readBody(source, bodyStart, reader, openings);
  if (openings.length === 0 && source !== '') openings.push({ type: 'action', start: 0 });
  return openings.map(({ type, start }, index) => {
    // Blank lines before the first block have no other owner.
    const from = index === 0 ? 0 : start;
    return buildBlock(source, type, from, openings[index + 1]?.start ?? source.length);
  });
}

function tooLarge(limit: string): AppError {
  return new AppError('too-large', `The script has more than ${limit}. Split it into episodes and import each.`);
}

function hasMoreLinesThan(source: string, limit: number): boolean {
  let count = 1;
  for (let at = lineEndFrom(source, 0); at < source.length && count <= limit; at = lineEndFrom(source, afterLineEnd(source, at)))
    count++;
  return count > limit;
}

function readTitlePage(source: string, from: number, reader: LineReader, openings: Opening[]): number {
  let at = from;
  while (at < source.length && !isBlankLine(source, at)) {
    if (titleKeyAt(source, at) !== null) openings.push({ type: 'titleField', start: at });
    at = reader.lineAt(at).next;
  }
  return at;
}

function readBody(source: string, from: number, reader: LineReader, openings: Opening[]): void {
  let state: LineState = START;
  /** The block a following line of its type would belong to. */
  let joinable: ScreenplayBlock | null = null;
  for (let at = from; at < source.length; ) {
    if (isBlankLine(source, at)) {
      const kept = state.inDialogue ? keptBlankLines(source, at) : null;
      if (kept === null) {
        state = START;
        joinable = null;
        at = skipBlankLines(source, at);
      } else at = kept;
      continue;
    }
    const line = reader.lineAt(at);
    const { type } = classifyLine(source, line, state, nextLineAt(source, line.next));
    if (type !== joinable) openings.push({ type, start: at });
    joinable = joinsLines(type) ? type : null;
    state = stateAfter(type, state);
    at = line.next;
  }
}

/** Lines of two spaces or more keep a speech going when it does go on. @returns where it goes on, or null. */
function keptBlankLines(source: string, at: number): number | null {
  let i = at;
  while (i < source.length && isBlankLine(source, i)) {
    if (isEmptyLine(source, i)) return null;
    i = afterLineEnd(source, lineEndFrom(source, i));
  }
  return i < source.length ? i : null;
}

function skipBlankLines(source: string, at: number): number {
  let i = at;
  while (i < source.length && isBlankLine(source, i)) i = afterLineEnd(source, lineEndFrom(source, i));
  return i;
}

function buildBlock(source: string, type: ScreenplayBlock, start: number, end: number): FountainBlock {
  const src = source.slice(start, end);
  const decoded = decodeBlock(type, src);
  return {
    ...decoded,
    type,
    src,
    range: [start, end],
    body: [decoded.body[0] + start, decoded.body[1] + start],
    runs:
      start === 0
        ? decoded.runs
        : decoded.runs.map((run): FountainRun => ({ ...run, start: run.start + start, end: run.end + start })),
  };
}
