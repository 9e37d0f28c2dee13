import type { LaidPage } from '@trashfire/shared/layout/paginate';
import type { ScriptLayout } from '@trashfire/shared/layout/script-layout';

/** Where a page begins, in terms of the script and not of the screen, whose lines are of other lengths. */
export interface PageMark {
  /** From 2. */
  readonly page: number;
  /** The block the page begins with, or in the middle of. */
  readonly block: string;
  /** Share of the block's lines that stand on pages before, from 0 (it begins the page) to less than 1. */
  readonly at: number;
}

/** The beginning of each page but the first. A page on which nothing stands has none. */
export function pageMarks({ pages, pageOf }: Pick<ScriptLayout, 'pages' | 'pageOf'>): PageMark[] {
  const lines = linesOf(pages);
  const above = new Map<string, number>();
  const marks: PageMark[] = [];
  pages.forEach((page, index) => {
    const first = index === 0 ? null : firstOf(page, index + 1, pageOf);
    if (first !== null) marks.push({ page: index + 1, block: first, at: (above.get(first) ?? 0) / (lines.get(first) ?? 1) });
    for (const { block } of page.lines) if (block !== null) above.set(block, (above.get(block) ?? 0) + 1);
  });
  return marks;
}

/** A speech that goes on has its cue again at the head: the page begins with what stands under it. */
function firstOf({ lines }: LaidPage, page: number, pageOf: ReadonlyMap<string, number>): string | null {
  return lines.find(({ block, type }) => block !== null && (type !== 'character' || pageOf.get(block) === page))?.block ?? null;
}

function linesOf(pages: readonly LaidPage[]): Map<string, number> {
  const lines = new Map<string, number>();
  for (const page of pages) for (const { block } of page.lines) if (block !== null) lines.set(block, (lines.get(block) ?? 0) + 1);
  return lines;
}
