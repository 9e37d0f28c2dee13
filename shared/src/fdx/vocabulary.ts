import type { ScreenplayBlock } from '../document/editor-schema.ts';

/**
 * Words of Final Draft XML (`FinalDraft` > `Content` > `Paragraph Type=…` > `Text Style=…`). Its format is not published; these are the
 * words its files hold. Outline elements are those of version 12.
 */
const TYPES: Partial<Record<ScreenplayBlock, string>> = {
  action: 'Action',
  sceneHeading: 'Scene Heading',
  character: 'Character',
  parenthetical: 'Parenthetical',
  dialogue: 'Dialogue',
  lyrics: 'Lyrics',
  transition: 'Transition',
  centered: 'Action',
  synopsis: 'Outline Body',
};
const DEEPEST_OUTLINE = 4;

/** @returns the paragraph type of a block, or null for what such a file has no paragraph for. */
export function paragraphType(type: ScreenplayBlock, level: number): string | null {
  if (type === 'section') return `Outline ${Math.min(DEEPEST_OUTLINE, Math.max(1, level))}`;
  return TYPES[type] ?? null;
}

export interface ReadAs {
  readonly type: ScreenplayBlock;
  readonly level?: number;
  /** Whether it is exactly that, or only the nearest there is. */
  readonly exact: boolean;
}

const OTHER: Readonly<Record<string, ReadAs>> = {
  Singing: { type: 'lyrics', exact: true },
  Shot: { type: 'sceneHeading', exact: false },
  General: { type: 'action', exact: true },
  'Cast List': { type: 'action', exact: false },
  'New Act': { type: 'centered', exact: true },
  'End of Act': { type: 'centered', exact: true },
};

/** What a paragraph of that type becomes; one nobody knows becomes action. */
export function readAs(type: string): ReadAs {
  const outline = /^Outline ([1-4])$/.exec(type);
  if (outline !== null) return { type: 'section', level: Number(outline[1]), exact: true };
  const known = (Object.keys(TYPES) as ScreenplayBlock[]).find((block) => TYPES[block] === type);
  if (known !== undefined) return { type: known, exact: true };
  return OTHER[type] ?? { type: 'action', exact: false };
}
