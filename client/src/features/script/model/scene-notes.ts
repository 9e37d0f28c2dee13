import type { ScriptBlock } from '../../../collab/script-store.ts';

export interface SceneNote {
  /** The block it is, or is in. */
  readonly blockId: string;
  readonly text: string;
}

/** Notes of a script under the scene they stand in, in order; those before the first heading under ''. */
export function notesByScene(blocks: readonly ScriptBlock[]): Map<string, SceneNote[]> {
  const notes = new Map<string, SceneNote[]>();
  let scene = '';
  for (const block of blocks) {
    if (block.type === 'sceneHeading') scene = block.id ?? scene;
    const { id } = block;
    if (id === null) continue;
    const own = textsOf(block).map((text) => ({ blockId: id, text }));
    if (own.length > 0) notes.set(scene, [...(notes.get(scene) ?? []), ...own]);
  }
  return notes;
}

/** A note block is one note, empty or not: it is there to be written. In other blocks each marked stretch is one. */
function textsOf({ type, text, runs }: ScriptBlock): string[] {
  if (type === 'note') return [text.trim()];
  const texts: string[] = [];
  let inside = false;
  for (const run of runs) {
    const isNote = run.marks.includes('inlineNote');
    if (isNote && inside) texts.push((texts.pop() ?? '') + run.text);
    else if (isNote) texts.push(run.text);
    inside = isNote;
  }
  return texts.map((words) => words.trim()).filter((words) => words !== '');
}
