import { cueName } from '@trashfire/shared/fountain/heading';
import type { ScriptBlock } from '../../../collab/script-store.ts';

export interface SceneLine {
  readonly id: string;
  readonly speaker: string;
  readonly text: string;
}

interface PlacedLine extends SceneLine {
  /** Null before the first heading. */
  readonly sceneId: string | null;
}

/** The spoken lines of one scene in order, each with who is cued to speak it. */
export function linesOfScene(blocks: readonly ScriptBlock[], sceneId: string): SceneLine[] {
  return spokenLines(blocks)
    .filter((line) => line.sceneId === sceneId)
    .map(({ id, speaker, text }) => ({ id, speaker, text }));
}

/** The spoken lines of the whole script in order. */
export function spokenLines(blocks: readonly ScriptBlock[]): PlacedLine[] {
  const lines: PlacedLine[] = [];
  let sceneId: string | null = null;
  let speaker = '';
  for (const { id, type, text } of blocks) {
    if (type === 'sceneHeading') sceneId = id;
    else if (type === 'character') speaker = cueName(text).name;
    else if (id !== null && text.trim() !== '' && (type === 'dialogue' || type === 'lyrics'))
      lines.push({ id, speaker, text, sceneId });
  }
  return lines;
}
