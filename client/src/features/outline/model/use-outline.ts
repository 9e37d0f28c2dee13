import { outlineBlocks } from '@trashfire/shared/document/moves/rewrite-range';
import { itemsOf, type OutlineItem, outlineOf, sceneIdsIn } from '@trashfire/shared/document/outline';
import { layoutScript } from '@trashfire/shared/layout/script-layout';
import { useMemo } from 'react';
import { useScript } from '../../../collab/script-store.ts';
import { useStudio } from '../../studio/model/studio-context.ts';

export interface OutlineView {
  readonly outline: readonly OutlineItem[];
  /** The same as the document has it this moment: for keys that are pressed faster than the cards follow. */
  readonly now: () => readonly OutlineItem[];
  readonly items: ReadonlyMap<string, OutlineItem>;
  /** Length in eighths of a page of an item with all beneath it. */
  readonly eighths: (item: OutlineItem) => number;
}

/** The outline of this episode's script, a moment behind the typing. */
export function useOutline(): OutlineView {
  const { episodeDoc } = useStudio();
  const blocks = useScript(episodeDoc.doc);
  return useMemo(() => {
    const outline = outlineOf(blocks);
    const layout = layoutScript(blocks);
    const eighths = (item: OutlineItem) => sceneIdsIn(item).reduce((sum, id) => sum + (layout.eighths.get(id) ?? 0), 0);
    const now = () => outlineOf(outlineBlocks(episodeDoc.doc));
    return { outline, now, items: new Map(itemsOf(outline).map((item) => [item.id, item])), eighths };
  }, [blocks, episodeDoc]);
}
