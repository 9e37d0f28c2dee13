import type { ScreenplayBlock } from '../document/editor-schema.ts';
import type { ScriptBlockJson, ScriptJson } from '../document/script-json.ts';
import { AFTER_BLANK, type LineState, type NextLine, START, stateAfter } from './classify.ts';
import { decodeBlock } from './decode.ts';
import { inlineToRuns } from './doc-runs.ts';
import { isAside, sameMarks } from './inline.ts';
import { createLineReader, visibleText } from './lines.ts';
import { fitTail, type Gap, gapBetween, hasBlank } from './spacing.ts';
import type { BlockContent, FountainRun } from './types.ts';
import { isNothing, readsAs, writeBlock } from './write-block.ts';

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
  const drafts = ordered.filter((d) => d.body !== null || !isNothing(d.type, d.content));
  rewriteLooseOpeners(drafts);
  const out: string[] = [lead];
  let state: LineState = START;
  drafts.forEach((draft, index) => {
    if (isSpoken(draft.type) && !state.inDialogue) {
      // A speech needs a cue above it; an empty forced one keeps it a speech.
      out.push(`@${eol}`);
      state = stateAfter('character', state);
    }
    const after = stateAfter(draft.type, state);
    const following = drafts[index + 1];
    const tail =
      following === undefined ? draft.tail : fitTail(draft.tail, gapTo(draft, after, following), after.inDialogue, eol);
    const next = nextLineOf(following, tail);
    const context = { state, next, atStart: index === 0, eol };
    const kept = draft.body !== null && readsAs(draft.type, draft.body, context);
    out.push(
      kept ? (draft.body ?? '') : writeBlock(draft.type, draft.content, context),
      following === undefined && draft.fresh ? eol : tail,
    );
    state = hasBlank(tail, after.inDialogue) ? AFTER_BLANK : after;
  });
  return out.join('');
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

/** A note's end is looked for no further than this many blocks: notes do not reach over an empty line. */
const NOTE_REACH = 4;

/**
 * An opening `/*` or `[[` that nothing closed is plain text until someone writes a note or a boneyard below it, whose end
 * would close it and swallow what lies between. Such a block gives up its source and is written with the opener escaped.
 */
function rewriteLooseOpeners(drafts: Draft[]): void {
  let boneyardBelow = false;
  let noteBelow = Number.POSITIVE_INFINITY;
  for (let i = drafts.length - 1; i >= 0; i--) {
    const draft = drafts[i];
    if (draft === undefined) continue;
    const body = draft.body;
    if (body !== null && boneyardBelow && hasLoose(body, '/*')) draft.body = null;
    if (body !== null && noteBelow - i <= NOTE_REACH && hasLoose(body, '[[')) draft.body = null;
    boneyardBelow ||= body === null ? writesAside(draft, 'omitted', 'boneyard') : body.includes('*/');
    if (body === null && writesAside(draft, 'inlineNote', 'note')) noteBelow = i;
  }
}

function writesAside(draft: Draft, mark: 'omitted' | 'inlineNote', type: ScreenplayBlock): boolean {
  return draft.type === type || draft.content.runs.some((run) => isAside(run) && run.marks.includes(mark));
}

function hasLoose(body: string, opener: string): boolean {
  if (!body.includes(opener)) return false;
  const reader = createLineReader(body);
  for (let at = 0; at < body.length; ) {
    const line = reader.lineAt(at);
    if (visibleText(body, line).includes(opener)) return true;
    at = line.next;
  }
  return false;
}
