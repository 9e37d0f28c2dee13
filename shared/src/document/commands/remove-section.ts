import { z } from 'zod';
import { outlineBlocks } from '../moves/rewrite-range.ts';
import { synopsesBelow } from '../outline.ts';
import { refuseOtherBlocks } from '../scene-state.ts';
import { RecordId } from '../schema.ts';
import { scriptFragment } from '../ydoc.ts';
import { defineCommand } from './command.ts';

/**
 * Takes a section and its synopsis out of the script. What stood beneath it stays where it is, and belongs to what is above.
 * @returns false where it is gone already. @throws AppError `conflict` where it stands in a locked scene.
 */
export const removeSection = defineCommand({
  name: 'remove-section',
  document: 'episode',
  title: 'Removes an act, a sequence or a beat from the outline and keeps its scenes.',
  args: z.strictObject({ id: RecordId }),
  run(doc, { id }): boolean {
    const blocks = outlineBlocks(doc);
    const at = blocks.findIndex((block) => block.type === 'section' && block.id === id);
    if (at === -1) return false;
    const length = 1 + synopsesBelow(blocks, at).length;
    refuseOtherBlocks(doc, blocks, blocks.toSpliced(at, length));
    scriptFragment(doc).delete(at, length);
    return true;
  },
});
