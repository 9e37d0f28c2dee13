import type { ScreenplayBlock } from '../document/editor-schema.ts';
import type { ScriptBlockJson, ScriptJson } from '../document/script-json.ts';
import { inlineToRuns } from './doc-runs.ts';
import { type CueName, cueName, type ParsedHeading, parseHeading } from './heading.ts';
import { visibleOf } from './inline.ts';

/** A light reading of a script for planners and agents: scenes, who speaks, plain text. It is derived, never stored. */
export interface Script {
  /** Title page fields in order. */
  title: { key: string; value: string }[];
  /** Blocks before the first heading. */
  preamble: ScriptBlock[];
  scenes: ScriptScene[];
}

export interface ScriptScene {
  /** Id of the heading block, which is the scene's id; empty when the editor has not minted it yet. */
  headingId: string;
  /** Scene number as written, without `#`. */
  number: string | null;
  heading: string;
  parsed: ParsedHeading;
  /** Blocks after the heading up to the next one. */
  blocks: ScriptBlock[];
}

export interface ScriptBlock {
  /** Empty when not minted yet. */
  id: string;
  type: ScreenplayBlock;
  /** Without emphasis marks, inline notes and omissions; lines joined with `\n`. */
  text: string;
  /** Whose speech it is: on cues, parentheticals, dialogue and lyrics under a cue; else null. */
  speaker: CueName | null;
  /** Part of the right-hand column of a dual dialogue. */
  dual: boolean;
}

/** @param doc the script as ProseMirror JSON; for a Yjs fragment see document/script-reader. */
export function readScript(doc: ScriptJson): Script {
  const script: Script = { title: [], preamble: [], scenes: [] };
  let into = script.preamble;
  let cue: { speaker: CueName; dual: boolean } | null = null;
  for (const block of doc.content) {
    const text = plainText(block);
    if (block.type === 'titleField') {
      script.title.push({ key: block.attrs.key ?? '', value: text });
      continue;
    }
    if (block.type === 'sceneHeading') {
      const scene: ScriptScene = {
        headingId: block.attrs.id ?? '',
        number: block.attrs.number ?? null,
        heading: text,
        parsed: parseHeading(text),
        blocks: [],
      };
      script.scenes.push(scene);
      into = scene.blocks;
      cue = null;
      continue;
    }
    if (block.type === 'character') cue = { speaker: cueName(text), dual: block.attrs.dual ?? false };
    else if (!STAYS_SPOKEN.has(block.type)) cue = null;
    const spoken = cue !== null && SPOKEN.has(block.type) ? cue : null;
    into.push({
      id: block.attrs.id ?? '',
      type: block.type,
      text,
      speaker: spoken?.speaker ?? null,
      dual: spoken?.dual ?? false,
    });
  }
  return script;
}

const SPOKEN: ReadonlySet<ScreenplayBlock> = new Set(['character', 'parenthetical', 'dialogue', 'lyrics']);
/** A note between two lines of a speech does not end it. */
const STAYS_SPOKEN: ReadonlySet<ScreenplayBlock> = new Set([...SPOKEN, 'note', 'boneyard']);

/** @returns the block's visible text; where a note was cut out, one space is left of two. */
export function plainText(block: ScriptBlockJson): string {
  return visibleOf(inlineToRuns(block))
    .split('\n')
    .map((line) => line.replace(/[ \t]{2,}/g, ' ').trim())
    .join('\n')
    .trim();
}
