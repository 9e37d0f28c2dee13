import { charactersByName, cueName } from '../document/cue.ts';
import type { ScreenplayBlock } from '../document/editor-schema.ts';
import { type Heading, parseHeading, timeInWords } from '../document/heading.ts';
import { sceneNumbers } from '../document/numbering.ts';
import type { Character } from '../document/schema.ts';
import type { TimeOfDay } from '../document/vocabulary.ts';

/** What a plan reads of a script: its scenes in order with their blocks. scriptFromFragment returns at least this. */
export interface PlanScript {
  readonly scenes: readonly PlanScriptScene[];
}
export interface PlanScriptScene {
  /** The id on the heading; null for what stands before the first one, or before an id was minted. */
  readonly id: string | null;
  readonly heading: string;
  readonly number: string | null;
  readonly blocks: readonly { readonly id: string | null; readonly type: ScreenplayBlock; readonly text: string }[];
}

export interface PlannedScene {
  readonly number: string;
  readonly heading: Heading;
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
export function indexScript(script: PlanScript, characters: readonly Character[]): ScriptIndex {
  const byName = charactersByName(characters);
  const lines = new Map<string, DialogueLine>();
  for (const scene of script.scenes) {
    let speaker = '';
    for (const { id, type, text } of scene.blocks) {
      if (type === 'character') speaker = cueName(text);
      else if (type === 'dialogue' || type === 'lyrics') {
        const spoken = text.replace(/\s+/g, ' ').trim();
        if (id === null || spoken === '' || lines.has(id)) continue;
        lines.set(id, { blockId: id, speaker, character: byName.get(speaker) ?? null, text: spoken });
      } else if (type !== 'parenthetical' && type !== 'note' && type !== 'boneyard') speaker = '';
    }
  }
  return { scenes: indexScenes(script), lines };
}

function indexScenes(script: PlanScript): Map<string, PlannedScene> {
  const placed = script.scenes.flatMap(({ id, heading, number }) => (id === null ? [] : [{ id, heading, number }]));
  const numbers = sceneNumbers(placed);
  const scenes = new Map<string, PlannedScene>();
  let timeOfDay: TimeOfDay | null = null;
  for (const scene of placed) {
    const heading = parseHeading(scene.heading);
    timeOfDay = timeInWords(heading.time) ?? timeOfDay;
    if (!scenes.has(scene.id)) scenes.set(scene.id, { number: numbers.get(scene.id) ?? '', heading, timeOfDay });
  }
  return scenes;
}
