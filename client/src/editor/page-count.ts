import type { ScreenplayBlock } from '@trashfire/shared/document/editor-schema';

/** US Letter in 12 pt Courier: 55 lines a page; columns are characters a line takes by element. */
const LINES_PER_PAGE = 55;
const COLUMNS: Partial<Record<ScreenplayBlock, number>> = { dialogue: 35, parenthetical: 25, character: 38, lyrics: 35 };
const FULL = 60;
/** Elements that stand right under the one before, without a blank line. */
const JOINED: ReadonlySet<ScreenplayBlock> = new Set(['dialogue', 'parenthetical', 'lyrics']);
/** Elements that are not printed. */
const SILENT: ReadonlySet<ScreenplayBlock> = new Set(['note', 'boneyard', 'section', 'synopsis', 'titleField']);

interface Block {
  readonly id: string | null;
  readonly type: ScreenplayBlock;
  readonly text: string;
}

export interface Pages {
  /** At least 1 for a script with anything in it. */
  readonly total: number;
  /** Page a block begins on, by its id. */
  readonly of: ReadonlyMap<string, number>;
  /** In eighths of a page, as schedules count; a page plays for about a minute. */
  readonly eighths: number;
}

/** Counts pages by lines as a typewriter would, without splitting speeches: right to within a page, not for printing. */
export function countPages(blocks: readonly Block[]): Pages {
  const of = new Map<string, number>();
  let line = 0;
  for (const { id, type, text } of blocks) {
    if (SILENT.has(type)) continue;
    if (type === 'pageBreak') {
      line = Math.ceil(line / LINES_PER_PAGE) * LINES_PER_PAGE;
      continue;
    }
    const lines = text.split('\n').reduce((sum, part) => sum + Math.max(1, Math.ceil(part.length / (COLUMNS[type] ?? FULL))), 0);
    const gap = JOINED.has(type) ? 0 : 1;
    const atTop = line % LINES_PER_PAGE === 0;
    const start = line + (atTop ? 0 : gap);
    if (id !== null) of.set(id, Math.floor(start / LINES_PER_PAGE) + 1);
    line = start + lines;
  }
  return {
    total: Math.max(line === 0 ? 0 : 1, Math.ceil(line / LINES_PER_PAGE)),
    of,
    eighths: Math.ceil((line * 8) / LINES_PER_PAGE),
  };
}
