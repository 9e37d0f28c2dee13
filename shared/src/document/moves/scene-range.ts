import type { ScreenplayBlock } from '../editor-schema.ts';

/** A block of a script, as far as the extent of scenes needs it. */
export interface Block {
  readonly id: string | null;
  /** Null for what is no block of a screenplay. */
  readonly type: ScreenplayBlock | null;
}

/** Blocks of a script from `from` to before `to`. */
export interface BlockRange {
  readonly from: number;
  readonly to: number;
}

/**
 * The scene of a heading: its blocks up to the next heading. Sections right above that one head what follows and stay there, and
 * so do those at the end of the script: they wait for scenes.
 * @returns null where there is no such heading.
 */
export function sceneRange(blocks: readonly Block[], sceneId: string): BlockRange | null {
  const from = blocks.findIndex(({ id, type }) => type === 'sceneHeading' && id === sceneId);
  if (from === -1) return null;
  const found = blocks.findIndex(({ type }, at) => at > from && type === 'sceneHeading');
  const next = found === -1 ? blocks.length : found;
  // Above a heading stand sections and their synopses; a synopsis without one is of the scene above.
  let above = next;
  while (above > from + 1 && isOverHeading(blocks[above - 1])) above -= 1;
  const section = blocks.findIndex(({ type }, at) => at >= above && at < next && type === 'section');
  return { from, to: section === -1 ? next : section };
}

function isOverHeading(block: Block | undefined): boolean {
  return block?.type === 'section' || block?.type === 'synopsis';
}
