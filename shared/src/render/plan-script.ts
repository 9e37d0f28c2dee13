import { byBibleName, normalName } from '../document/bible-names.ts';
import { sceneNumbers } from '../document/numbering.ts';
import type { Character } from '../document/schema.ts';
import type { TimeOfDay } from '../document/vocabulary.ts';
import type { Script, ScriptBlock } from '../fountain/script.ts';

export interface PlannedScene {
  readonly number: string;
  /** The place as the heading writes it. */
  readonly place: string;
  readonly outside: boolean;
  /** From the heading's words; CONTINUOUS and the like go on with the scene before. */
  readonly timeOfDay: TimeOfDay | null;
}

export interface DialogueLine {
  readonly blockId: string;
  /** As cued, without extensions; empty for dialogue under no cue. */
  readonly speaker: string;
  readonly character: Character | null;
  readonly text: string;
}

export interface ScriptIndex {
  readonly scenes: ReadonlyMap<string, PlannedScene>;
  /** Dialogue and sung blocks by id, in script order; empty ones are left out. */
  readonly lines: ReadonlyMap<string, DialogueLine>;
}

/** Reads the script once for all shots. Where a paste doubled an id, the first one counts (SPEC D7). */
export function indexScript(script: Script, characters: readonly Character[]): ScriptIndex {
  const byName = byBibleName(characters);
  const lines = new Map<string, DialogueLine>();
  for (const block of [...script.preamble, ...script.scenes.flatMap((scene) => scene.blocks)]) {
    const line = lineOf(block, byName);
    if (line !== null && !lines.has(line.blockId)) lines.set(line.blockId, line);
  }
  return { scenes: indexScenes(script), lines };
}

function lineOf({ id, type, text, speaker }: ScriptBlock, byName: ReadonlyMap<string, Character>): DialogueLine | null {
  if ((type !== 'dialogue' && type !== 'lyrics') || id === '') return null;
  const spoken = storable(text).replace(/\s+/g, ' ').trim();
  const name = storable(speaker?.name ?? '');
  return spoken === '' ? null : { blockId: id, speaker: name, character: byName.get(normalName(name)) ?? null, text: spoken };
}

/**
 * Half a character (an emoji cut in two by a hostile or broken editor) and NUL are legal in a document and in no database:
 * left in, one such line would keep its whole episode from being rendered (R7).
 */
function storable(text: string): string {
  return text.toWellFormed().replaceAll('\0', '');
}

function indexScenes(script: Script): Map<string, PlannedScene> {
  const placed = script.scenes.filter((scene) => scene.headingId !== '');
  const numbers = sceneNumbers(placed.map(({ headingId, number }) => ({ id: headingId, number })));
  const scenes = new Map<string, PlannedScene>();
  let timeOfDay: TimeOfDay | null = null;
  for (const { headingId, parsed } of placed) {
    timeOfDay = timeInWords(parsed.timeOfDay ?? '') ?? timeOfDay;
    const outside = parsed.intExt === 'EXT' || parsed.intExt === 'EST';
    const scene = { number: storable(numbers.get(headingId) ?? ''), place: parsed.place, outside, timeOfDay };
    if (!scenes.has(headingId)) scenes.set(headingId, scene);
  }
  return scenes;
}

const TIMES: readonly (readonly [RegExp, TimeOfDay])[] = [
  [/dawn|sunrise|morning|daybreak|朝|明け方/i, 'dawn'],
  [/sunset|sundown|dusk|evening|twilight|golden hour|magic hour|夕/i, 'sunset'],
  [/night|blue hour|夜/i, 'night'],
  [/day|noon|昼/i, 'day'],
];

/** @returns the time of day a heading's words name, or null for words such as CONTINUOUS and LATER. */
function timeInWords(words: string): TimeOfDay | null {
  return TIMES.find(([pattern]) => pattern.test(words))?.[1] ?? null;
}
