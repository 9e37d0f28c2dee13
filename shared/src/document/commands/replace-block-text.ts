import { z } from 'zod';
import { AppError } from '../../errors/app-error.ts';
import { refuseLockedBlock } from '../scene-state.ts';
import { RecordId } from '../schema.ts';
import { findBlock } from '../script-blocks.ts';
import { rewriteLines } from '../script-lines.ts';
import { defineCommand } from './command.ts';

/**
 * Rewrites one block of the script by the smallest edit, word by word, so that what somebody else types into the same
 * block at the same moment survives (SPEC C4). A line feed is a line break inside the block.
 * @throws AppError `not-found` when the block is gone, `conflict` when its scene is locked.
 */
export const replaceBlockText = defineCommand({
  name: 'replace-block-text',
  document: 'episode',
  title: 'Replaces the text of one block of the script, keeping what is the same.',
  args: z.strictObject({ blockId: RecordId, text: z.string().max(20_000) }),
  run(doc, { blockId, text }): void {
    const found = findBlock(doc, blockId);
    if (found === null) throw new AppError('not-found', 'That block of the script is no longer there.');
    if (found.block.nodeName === 'pageBreak') throw new AppError('bad-input', 'A page break has no text.');
    refuseLockedBlock(doc, blockId);
    rewriteLines(found.block, text.split('\n'));
  },
});
