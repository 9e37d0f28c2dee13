import { cueName } from '@trashfire/shared/fountain/heading';
import type { ScriptBlock } from '../../../collab/script-store.ts';

export interface SceneLine {
  readonly id: string;
  readonly speaker: string;
  readonly text: string;
}

/** The spoken lines of one scene in order, each with who is cued to speak it. */
export function linesOfScene(blocks: readonly ScriptBlock[], sceneId: string): SceneLine[] {
  const lines: SceneLine[] = [];
  let inside = false;
  let speaker = '';
  for (const { id, type, text } of blocks) {
    if (type === 'sceneHeading') inside = id === sceneId;
    else if (type === 'character') speaker = cueName(text).name;
    else if (inside && id !== null && text.trim() !== '' && (type === 'dialogue' || type === 'lyrics'))
      lines.push({ id, speaker, text });
  }
  return lines;
}
