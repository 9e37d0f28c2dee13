import { elementsOf, type ScriptBlock } from './elements.ts';
import { PAPERS, type Paper } from './grid.ts';
import { type LaidPage, paginate } from './paginate.ts';

export interface LayoutOptions {
  readonly paper: Paper;
  /** `(CONT'D)` for who speaks again after action (RULES L10). */
  readonly continued: boolean;
}
export const LAYOUT: LayoutOptions = { paper: 'letter', continued: true };

export interface ScriptLayout {
  /** At least one; the title page is not among them. */
  readonly pages: readonly LaidPage[];
  /** Page each block begins on, from 1, by its id. */
  readonly pageOf: ReadonlyMap<string, number>;
  /** Eighths of a page of each scene, by the id of its heading (RULES L14). */
  readonly eighths: ReadonlyMap<string, number>;
  /** Pages that are written on, as a fraction: about the minutes they play. */
  readonly length: number;
}

/** A script as it lies on paper. Blocks are never changed: what was measured of one is kept with it, so hand over the same objects again. */
export function layoutScript(blocks: readonly ScriptBlock[], { paper, continued }: LayoutOptions = LAYOUT): ScriptLayout {
  const size = PAPERS[paper].lines;
  const pages = paginate(elementsOf(blocks, continued), size);
  const pageOf = new Map<string, number>();
  const rowOf = new Map<string, number>();
  pages.forEach(({ lines }, index) => {
    for (const { block, row } of lines) {
      if (block === null || pageOf.has(block)) continue;
      pageOf.set(block, index + 1);
      rowOf.set(block, index * size + row);
    }
  });
  const used = (pages.length - 1) * size + lastRow(pages.at(-1));
  return { pages, pageOf, eighths: eighthsOf(blocks, rowOf, used, size), length: used / size };
}

function lastRow(page: LaidPage | undefined): number {
  const line = page?.lines.at(-1);
  return line === undefined ? 0 : line.row + 1;
}

function eighthsOf(
  blocks: readonly ScriptBlock[],
  rowOf: ReadonlyMap<string, number>,
  end: number,
  size: number,
): Map<string, number> {
  const headings = blocks.filter(({ id, type }) => type === 'sceneHeading' && id !== null && rowOf.has(id));
  return new Map(
    headings.map(({ id }, i) => {
      const from = rowOf.get(id ?? '') ?? 0;
      const to = rowOf.get(headings[i + 1]?.id ?? '') ?? end;
      return [id ?? '', Math.max(1, Math.round(((to - from) * 8) / size))];
    }),
  );
}
