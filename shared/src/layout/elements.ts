import type { ScreenplayBlock } from '../document/editor-schema.ts';
import { isSilent } from './grid.ts';
import { printed, type Run, textOf } from './wrap.ts';

/** A block of a script as it is written. */
export interface ScriptBlock {
  readonly id: string | null;
  readonly type: ScreenplayBlock;
  readonly runs: readonly Run[];
  /** A cue of the right-hand column; it goes beside the speech before it. */
  readonly dual?: boolean;
}

/** What is laid as one: a speech with its cue, two of them side by side, or a single block. */
export type Element =
  | { readonly kind: 'block'; readonly block: ScriptBlock }
  | { readonly kind: 'speech'; readonly speech: Speech }
  | { readonly kind: 'dual'; readonly left: Speech; readonly right: Speech }
  | { readonly kind: 'break' };

export interface Speech {
  readonly cue: ScriptBlock;
  readonly parts: readonly ScriptBlock[];
}

const IN_SPEECH: ReadonlySet<ScreenplayBlock> = new Set(['dialogue', 'parenthetical', 'lyrics']);
const CONTINUED = "(CONT'D)";

/** @param continued whether who speaks again after nothing but action has `(CONT'D)` at the cue (RULES L10). */
export function elementsOf(blocks: readonly ScriptBlock[], continued: boolean): Element[] {
  const elements: Element[] = [];
  let speech: { cue: ScriptBlock; parts: ScriptBlock[] } | null = null;
  let speaker: string | null = null;
  for (const block of blocks) {
    if (isSilent(block.type)) continue;
    if (block.type === 'pageBreak') {
      elements.push({ kind: 'break' });
      speech = null;
      continue;
    }
    const shown = asPrinted(block);
    if (speech !== null && IN_SPEECH.has(block.type)) {
      speech.parts.push(shown);
      continue;
    }
    speech = null;
    if (block.type !== 'character') {
      // A speech without a cue stands by itself, as people see it while they write.
      if (block.type !== 'action') speaker = null;
      elements.push({ kind: 'block', block: shown });
      continue;
    }
    const name = nameOf(textOf(shown.runs));
    speech = { cue: continued && name !== '' && name === speaker ? continuedCue(shown) : shown, parts: [] };
    speaker = name;
    const before = elements.at(-1);
    if (block.dual === true && before?.kind === 'speech')
      elements[elements.length - 1] = { kind: 'dual', left: before.speech, right: speech };
    else elements.push({ kind: 'speech', speech });
  }
  return elements;
}

/** A cue without its extensions: `ZOE (V.O.)` is said by ZOE. */
function nameOf(cue: string): string {
  return cue
    .replace(/\s*\([^)]*\)/g, '')
    .trim()
    .toUpperCase();
}

/** The same cue with `(CONT'D)`; one that has it, in any spelling, stays as it is. */
export function continuedCue(cue: ScriptBlock): ScriptBlock {
  if (/\(\s*cont(['’]?d|inued)\.?\s*\)/i.test(textOf(cue.runs))) return cue;
  return { ...cue, runs: [...cue.runs, { text: ` ${CONTINUED}`, marks: [] }] };
}

/** The block itself where nothing of it is left out, so that what was measured of it still counts. */
function asPrinted(block: ScriptBlock): ScriptBlock {
  const runs = printed(block.runs);
  return runs === block.runs ? block : { ...block, runs };
}
