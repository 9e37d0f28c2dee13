import type { ScreenplayBlock } from '../document/editor-schema.ts';
import type { ScriptBlockJson, ScriptJson } from '../document/script-json.ts';
import { type LineState, type NextLine, START, stateAfter } from './classify.ts';
import { decodeBlock } from './decode.ts';
import { inlineToRuns } from './doc-runs.ts';
import { sameMarks } from './inline.ts';
import { afterLineEnd, createLineReader, isEmptyLine, type Line, lineEndFrom } from './lines.ts';
import { fitTail, type Gap, gapBetween, hasBlank } from './spacing.ts';
import { startsTitlePage } from './title-page.ts';
import type { BlockContent, FountainRun } from './types.ts';
import { isNothing, readsAs, type WriteContext, writeBlock } from './write-block.ts';

/** A block on its way out: `body` is its source when no one touched it, else null. */
interface Draft {
  type: ScreenplayBlock;
  content: BlockContent;
  lead: string;
  body: string | null;
  tail: string;
  /** Born in the editor: it brings no blank lines of its own. */
  fresh: boolean;
}

/** A written block: `before` is a cue it lacks, `kept` whether `text` is its own source. */
interface Piece {
  draft: Draft;
  context: WriteContext;
  before: string;
  text: string;
  tail: string;
  kept: boolean;
}

/**
 * Writes a document as Fountain. A block that still says what its own source says is written as that source, byte for byte;
 * any other in canonical form, with blank lines and forcing characters such that reading gives the same blocks again.
 * Blocks without text (an empty paragraph, heading or speech) have no form in Fountain and are left out.
 */
export function docToFountain(doc: ScriptJson): string {
  const eol = lineEndOf(doc);
  const all = doc.content.map(toDraft);
  // The title page is the head of the file; a field found further down belongs there.
  const ordered = [...all.filter((d) => d.type === 'titleField'), ...all.filter((d) => d.type !== 'titleField')];
  const lead = ordered[0]?.lead ?? '';
  const pieces = writePieces(
    ordered.filter((d) => d.body !== null || !isNothing(d.type, d.content)),
    eol,
  );
  escapeLooseOpeners(pieces);
  const text = lead + joined(pieces);
  const [first] = pieces;
  if (first === undefined || first.draft.type === 'titleField' || !startsTitlePage(text, lead.length)) return text;
  rewrite(first, { ...first.context, noKey: true });
  return lead + joined(pieces);
}

function joined(pieces: readonly Piece[]): string {
  return pieces.map((piece) => piece.before + piece.text + piece.tail).join('');
}

function rewrite(piece: Piece, context: WriteContext): void {
  piece.text = writeBlock(piece.draft.type, piece.draft.content, context);
  piece.kept = false;
}

/** Each block in the form its place asks for; places follow from the blocks before and the blank lines between. */
function writePieces(drafts: readonly Draft[], eol: string): Piece[] {
  let state: LineState = START;
  return drafts.map((draft, index) => {
    // A speech needs a cue above it; an empty forced one keeps it a speech.
    const before = isSpoken(draft.type) && !state.inDialogue ? `@${eol}` : '';
    if (before !== '') state = stateAfter('character', state);
    const after = stateAfter(draft.type, state);
    const following = drafts[index + 1];
    const ending = draft.fresh && following === undefined ? eol : draft.tail;
    const tail = following === undefined ? ending : fitTail(draft.tail, gapTo(draft, after, following), after.inDialogue, eol);
    const context: WriteContext = { state, next: nextLineOf(following, tail), noKey: false, eol };
    const kept = draft.body !== null && readsAs(draft.type, draft.body, context);
    const text = kept ? (draft.body ?? '') : writeBlock(draft.type, draft.content, context);
    state = hasBlank(tail, after.inDialogue) ? START : after;
    return { draft, context, before, text, tail, kept };
  });
}

function isSpoken(type: ScreenplayBlock): boolean {
  return type === 'dialogue' || type === 'parenthetical';
}

function gapTo(draft: Draft, after: LineState, following: Draft): Gap {
  const mark = following.body?.trimStart()[0];
  return gapBetween(draft.type, after, { type: following.type, mark }, draft.fresh || following.fresh);
}

function nextLineOf(following: Draft | undefined, tail: string): NextLine {
  const blank = following === undefined || hasBlank(tail, false);
  if (blank) return { blank, speaks: false };
  return { blank, speaks: following.type !== 'pageBreak' && following.body?.trimStart()[0] !== '!' };
}

function toDraft(block: ScriptBlockJson): Draft {
  const { src } = block.attrs;
  const content: BlockContent = {
    runs: inlineToRuns(block),
    number: block.attrs.number ?? null,
    dual: block.attrs.dual ?? false,
    level: block.attrs.level ?? 1,
    key: block.attrs.key ?? null,
    forced: false,
  };
  if (src === null) return { type: block.type, content, lead: '', body: null, tail: '', fresh: true };
  const was = decodeBlock(block.type, src);
  const [start, end] = was.body;
  const same = sameContent(was, content);
  return {
    type: block.type,
    content,
    lead: src.slice(0, start),
    body: same ? src.slice(start, end) : null,
    tail: src.slice(end),
    fresh: false,
  };
}

function sameContent(a: BlockContent, b: BlockContent): boolean {
  return a.number === b.number && a.dual === b.dual && a.level === b.level && a.key === b.key && sameRuns(a.runs, b.runs);
}

function sameRuns(a: readonly FountainRun[], b: readonly FountainRun[]): boolean {
  return a.length === b.length && a.every((run, i) => run.text === b[i]?.text && sameMarks(run.marks, b[i]?.marks ?? []));
}

/** Line end of the file, taken from the first block that has one. */
function lineEndOf(doc: ScriptJson): string {
  for (const block of doc.content) {
    const found = /\r\n|\n|\r/.exec(block.attrs.src ?? '');
    if (found !== null) return found[0];
  }
  return '\n';
}

/**
 * An opening `/*` or `[[` that nothing closed is plain text until an edit puts an end below it, or takes away the empty line
 * that stood between: it would swallow what lies there. Such a block gives up its source and is written with the opener escaped.
 */
function escapeLooseOpeners(pieces: readonly Piece[]): void {
  let boneyardEnds = false;
  for (let i = pieces.length - 1; i >= 0; i--) {
    const piece = pieces[i];
    if (piece === undefined) continue;
    if (piece.kept && boneyardEnds && lastLoose(piece.text, '/*') >= 0) rewrite(piece, piece.context);
    if (piece.kept && noteEndsBelow(pieces, i, lastLoose(piece.text, '[['))) rewrite(piece, piece.context);
    boneyardEnds ||= piece.text.includes('*/');
  }
}

/** Blocks joined without an empty line are looked through no further than this. */
const NOTE_REACH = 64;

function noteEndsBelow(pieces: readonly Piece[], index: number, opener: number): boolean {
  const piece = pieces[index];
  if (piece === undefined || opener < 0) return false;
  const text = piece.text + piece.tail + joined(pieces.slice(index + 1, index + 1 + NOTE_REACH));
  const end = text.indexOf(']]', opener);
  for (let at = lineAfter(text, opener); at < end; at = lineAfter(text, at)) if (isEmptyLine(text, at)) return false;
  return end >= 0;
}

function lineAfter(text: string, at: number): number {
  return afterLineEnd(text, lineEndFrom(text, at));
}

/** @returns the offset of the last opener that is neither escaped nor closed, or -1. */
function lastLoose(text: string, opener: string): number {
  let last = -1;
  if (!text.includes(opener)) return last;
  const reader = createLineReader(text);
  for (let at = 0; at < text.length; ) {
    const line = reader.lineAt(at);
    last = Math.max(last, lastUnescaped(text, line, opener));
    at = line.next;
  }
  return last;
}

function lastUnescaped(text: string, line: Line, opener: string): number {
  let last = -1;
  let aside = 0;
  for (let i = line.start; i < line.end; i++) {
    const skipped = line.asides[aside];
    if (skipped?.start === i) {
      i = skipped.end - 1;
      aside++;
    } else if (text[i] === '\\') i++;
    else if (text.startsWith(opener, i)) last = i;
  }
  return last;
}
