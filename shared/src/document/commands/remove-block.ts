import { z } from 'zod';
import { RecordId } from '../schema.ts';
import { findBlock } from '../script-blocks.ts';
import { scriptFragment } from '../ydoc.ts';
import { defineCommand } from './command.ts';

/** @returns false when it was gone already. A scene whose heading is removed keeps its record and its shots, as "unplaced" (SPEC D8). */
export const removeBlock = defineCommand({
  name: 'remove-block',
  document: 'episode',
  title: 'Removes one block from the script.',
  args: z.strictObject({ blockId: RecordId }),
  run(doc, { blockId }): boolean {
    const found = findBlock(doc, blockId);
    if (found === null) return false;
    scriptFragment(doc).delete(found.index, 1);
    return true;
  },
});
