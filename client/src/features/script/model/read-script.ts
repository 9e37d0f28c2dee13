import { cueName } from '@trashfire/shared/fountain/heading';
import type { ScriptBlock } from '../../../collab/script-store.ts';

/** A block as it is read aloud. */
export interface Utterance {
  readonly blockId: string;
  /** Who is cued to say it; null: the narrator reads it. */
  readonly speaker: string | null;
  /** In parts an engine takes at once: a browser falls silent in the middle of what is much longer. */
  readonly parts: readonly string[];
}

/** A browser's voice breaks off after some fifteen seconds of one text. */
const LONGEST_PART = 200;

const SPOKEN: ReadonlySet<string> = new Set(['dialogue', 'lyrics']);
const NARRATED: ReadonlySet<string> = new Set(['sceneHeading', 'action', 'transition', 'centered']);

/**
 * What is heard of a script at a table read: speeches by their characters; headings, action and transitions by the narrator. The
 * voice says whose speech it is, so cues with their (CONT'D) are not read, nor are parentheticals, scene numbers, notes and what
 * is cut.
 */
export function utterancesOf(blocks: readonly ScriptBlock[]): Utterance[] {
  const utterances: Utterance[] = [];
  const seen = new Set<string>();
  let speaker: string | null = null;
  for (const block of blocks) {
    const { id, type } = block;
    if (type === 'character') speaker = cueName(block.text).name;
    else if (NARRATED.has(type)) speaker = null;
    if (id === null || seen.has(id) || !(SPOKEN.has(type) || NARRATED.has(type))) continue;
    seen.add(id);
    const text = heardOf(block);
    if (/[\p{L}\p{N}]/u.test(text))
      utterances.push({ blockId: id, speaker: SPOKEN.has(type) ? speaker : null, parts: partsOf(text) });
  }
  return utterances;
}

/** Where reading begins for a caret in a block: at it, or at the next that is heard. */
export function utteranceFrom(
  blocks: readonly ScriptBlock[],
  utterances: readonly Utterance[],
  blockId: string | null,
): Utterance | null {
  const from = blockId === null ? 0 : blocks.findIndex(({ id }) => id === blockId);
  const behind = new Set(blocks.slice(Math.max(0, from)).map(({ id }) => id));
  return utterances.find((utterance) => behind.has(utterance.blockId)) ?? null;
}

function heardOf({ type, runs }: ScriptBlock): string {
  const heard = runs.filter(({ marks }) => !marks.includes('inlineNote') && !marks.includes('omitted'));
  const text = heard
    .map((run) => run.text)
    .join('')
    .replace(/\s+/g, ' ')
    .trim();
  return type === 'sceneHeading' ? headingAloud(text) : type === 'transition' ? uncapitalised(text) : text;
}

/** As a narrator says a heading: `INT. KITCHEN - NIGHT` is "Interior, Kitchen, Night". */
function headingAloud(text: string): string {
  const said = text
    .replace(/^(int\.?\s*\/\s*ext|i\s*\/\s*e)\.?\s+/i, 'interior, exterior, ')
    .replace(/^int\.?\s+/i, 'interior, ')
    .replace(/^ext\.?\s+/i, 'exterior, ')
    .replace(/^est\.?\s+/i, 'establishing, ')
    .replace(/\s+[-–—]\s+/g, ', ');
  return uncapitalised(said);
}

/** Words in capitals are spelled out by some voices. */
function uncapitalised(text: string): string {
  return text.toLowerCase().replace(/(^|[\s,])(\p{L})/gu, (_, before: string, first: string) => before + first.toUpperCase());
}

function partsOf(text: string): string[] {
  const parts: string[] = [];
  for (const sentence of text.match(/[^.!?。！？…]+[.!?。！？…]*["'”’」』)]*\s*/g) ?? [text]) {
    const last = parts.at(-1);
    if (last !== undefined && last.length + sentence.length <= LONGEST_PART) parts[parts.length - 1] = last + sentence;
    else parts.push(...brokenUp(sentence));
  }
  return parts.map((part) => part.trim()).filter((part) => part !== '');
}

/** A sentence without an end in sight is broken at a comma or a blank, and else where it is too long. */
function brokenUp(sentence: string): string[] {
  const parts: string[] = [];
  let rest = sentence;
  while (rest.length > LONGEST_PART) {
    const head = rest.slice(0, LONGEST_PART);
    const at = Math.max(head.lastIndexOf(','), head.lastIndexOf('、'), head.lastIndexOf(' ')) + 1 || LONGEST_PART;
    parts.push(rest.slice(0, at));
    rest = rest.slice(at);
  }
  return [...parts, rest];
}
